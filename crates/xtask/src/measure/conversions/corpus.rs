//! The conversions of the official Word form, made by the reference material, and the figures that it filled in.

use super::truth::{Kind, Truth};
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name of the folder with damaged copies of the conversions.
pub const DAMAGED: &str = "damaged";

/// The folder of the reference material, which makes the conversions; `None` if it is not on this machine.
pub fn reference() -> Option<PathBuf> {
    find_reference(paths::root())
}

fn find_reference(root: &Path) -> Option<PathBuf> {
    let folder = root.join("../shared/tools/conversions");
    let parts = ["make.py", "requirements.txt"];
    parts.iter().all(|part| folder.join(part).is_file()).then_some(folder)
}

/// A converted report.
pub struct Conversion {
    pub path: PathBuf,
    /// The number of the report in `truth.json`.
    pub report: u32,
    pub kind: Kind,
}

/// All conversions that tools made of the same reports.
pub struct Corpus {
    pub truth: Truth,
    pub tools: BTreeMap<String, Vec<Conversion>>,
    /// The conversions that are missing, each with the reason.
    pub left_out: Vec<String>,
}

impl Corpus {
    /// Fills the form with random figures and converts it, into an empty folder. Returns the tools that were left out, each with the reason.
    pub fn make(python: &Path, folder: &Path, reports: u32, seed: u64, line: &mut Listener<'_>) -> Result<Vec<String>> {
        let temporary = tempfile::tempdir()?;
        let script = |path: &Path| {
            let mut script = Command::new(python);
            script.arg("-B").arg(path).arg(folder);
            // One of the scripts does not delete its temporary files. LibreOffice has a profile in the home folder, and two
            // processes that share a profile do not work at the same time.
            script.env("TMPDIR", temporary.path()).env("HOME", temporary.path()).env_remove("XDG_CONFIG_HOME");
            script
        };
        let make = reference().context("the reference material is gone")?.join("make.py");
        let printed = script(&make).args([reports.to_string(), seed.to_string()]).check(line)?;
        let more = script(&paths::root().join("crates/xtask/tools/convert.py")).check(line)?;
        // `make.py` names all tools that it left out in one line; `convert.py` names one tool per line.
        let left_out = printed.lines().filter(|line| line.contains("not installed")).chain(more.lines());
        Ok(left_out.map(str::to_owned).collect())
    }

    /// Lists the conversions in a folder: those of the tools in `only`, or of all tools if it is empty.
    pub fn open(folder: &Path, only: &[String]) -> Result<Self> {
        let truth = Truth::read(&folder.join("truth.json"))?;
        let (mut tools, mut left_out) = (BTreeMap::new(), Vec::new());
        for tool in entries(folder)? {
            let name = name(&tool);
            if !tool.is_dir() || name == DAMAGED || !(only.is_empty() || only.contains(&name)) {
                continue;
            }
            let mut conversions = Vec::new();
            for path in entries(&tool)? {
                let (report, kind) = identity(&path).with_context(|| format!("unknown file {}", path.display()))?;
                ensure!(truth.has(report), "no truth of {}", path.display());
                if fs::read_to_string(&path).is_ok_and(|text| text.trim().is_empty()) {
                    left_out.push(format!("{}：空文件 · an empty file", path.display()));
                } else {
                    conversions.push(Conversion { path, report, kind });
                }
            }
            tools.insert(name, conversions);
        }
        if let Some(unknown) = only.iter().find(|name| !tools.contains_key(*name)) {
            bail!("没有这样的转换工具 · no such tool: {unknown}");
        }
        ensure!(!tools.is_empty(), "{} 中没有转换结果 · no conversions in it", folder.display());
        Ok(Self { truth, tools, left_out })
    }
}

/// The report and the kind, from a file name such as `3.planted.md`.
fn identity(path: &Path) -> Option<(u32, Kind)> {
    let name = name(path);
    let mut parts = name.split('.');
    let report = parts.next()?.parse().ok()?;
    let kind = match parts.next()? {
        "clean" => Kind::Clean,
        "planted" => Kind::Planted,
        _ => return None,
    };
    Some((report, kind))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The entries of a folder, sorted by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut entries = read.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::conversions::truth;

    #[test]
    fn the_reference_material_is_used_where_it_is_whole() {
        let place = tempfile::tempdir().expect("a folder");
        let (root, tools) = (place.path().join("gouji"), place.path().join("shared/tools/conversions"));
        fs::create_dir_all(&root).expect("a folder");
        assert_eq!(find_reference(&root), None);
        fs::create_dir_all(&tools).expect("a folder");
        fs::write(tools.join("make.py"), "").expect("written");
        assert_eq!(find_reference(&root), None, "without the list of packages");
        fs::write(tools.join("requirements.txt"), "").expect("written");
        assert!(find_reference(&root).is_some());
    }

    #[test]
    fn a_name_tells_the_report_and_the_kind() {
        assert_eq!(identity(Path::new("pandoc/3.planted.md")), Some((3, Kind::Planted)));
        assert_eq!(identity(Path::new("pandoc/12.clean.txt")), Some((12, Kind::Clean)));
        assert_eq!(identity(Path::new("pandoc/notes.txt")), None);
        assert_eq!(identity(Path::new("pandoc/1.other.txt")), None);
    }

    #[test]
    fn conversions_are_listed_by_tool_and_empty_ones_are_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("written");
        };
        write("truth.json", &truth::tests::JSON.to_string());
        for (name, text) in
            [("a/0.clean.md", "x"), ("a/0.planted.md", "x"), ("b/0.clean.txt", " \n"), ("damaged/a/0/0.clean.md", "x")]
        {
            write(name, text);
        }
        let corpus = Corpus::open(folder.path(), &[]).expect("a corpus");
        let names: Vec<_> = corpus.tools.iter().map(|(name, files)| (name.as_str(), files.len())).collect();
        assert_eq!(names, [("a", 2), ("b", 0)]);
        assert_eq!(corpus.left_out.len(), 1, "{:?}", corpus.left_out);
        let corpus = Corpus::open(folder.path(), &["a".to_owned()]).expect("a corpus");
        assert_eq!(corpus.tools.len(), 1);
        assert!(Corpus::open(folder.path(), &["c".to_owned()]).is_err(), "a tool that is not there");
        write("a/7.clean.md", "x");
        assert!(Corpus::open(folder.path(), &[]).is_err(), "a report without truth");
    }
}
