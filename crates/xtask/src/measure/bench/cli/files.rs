//! The files that are checked.

use crate::measure::bench::text;
use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::Path;

/// The sentence of every generated report after which prose is inserted.
const BEFORE_PROSE: &str = "其中政策文件100条、其他信息500条。\n";
/// The number of paragraphs that are inserted into a generated report.
const PARAGRAPHS: usize = 4;

/// The files that a run checks.
pub struct Files {
    pub name: String,
    /// The path of the file or folder in the folder of all texts.
    pub path: &'static str,
    pub count: usize,
    pub bytes: usize,
}

/// The layouts of the tables in the generated reports.
#[derive(Clone, Copy)]
pub enum Layouts {
    Markdown,
    Mixed,
}

impl Files {
    /// Writes one text.
    pub fn one(folder: &Path, bytes: usize, name: &str, path: &'static str) -> Result<Self> {
        let text = text::text(bytes)?.text;
        fs::create_dir_all(folder)?;
        fs::write(folder.join(path), &text)?;
        Ok(Self { name: name.to_owned(), path, count: 1, bytes: text.len() })
    }

    /// Generates reports and inserts prose.
    pub fn reports(folder: &Path, count: usize, layouts: Layouts, line: &mut Listener<'_>) -> Result<Self> {
        let (path, layout) = match layouts {
            Layouts::Markdown => ("markdown", "Markdown"),
            Layouts::Mixed => ("mixed", "all layouts"),
        };
        let folder = folder.join(path);
        ensure!(!folder.exists(), "{} is there already: name another folder", folder.display());
        let mut cargo = paths::cargo();
        cargo.args([
            "run",
            "--quiet",
            "--release",
            "--locked",
            "--package",
            "gouji-testkit",
            "--example",
            "reports",
            "--",
        ]);
        cargo.arg(&folder).args([&count.to_string(), path]).check(line)?;
        let paragraphs = text::paragraphs()?;
        let mut bytes = 0;
        for (at, file) in below(&folder)?.iter().enumerate() {
            let report = folder.join(file);
            let text = fs::read_to_string(&report).with_context(|| file.clone())?;
            let (before, after) =
                text.split_once(BEFORE_PROSE).with_context(|| format!("{file} has no place for prose"))?;
            let prose = paragraphs.iter().cycle().skip(at % paragraphs.len()).take(PARAGRAPHS);
            let prose: String = prose.map(|paragraph| format!("\n{paragraph}\n")).collect();
            let text = format!("{before}{BEFORE_PROSE}{prose}{after}");
            bytes += text.len();
            fs::write(report, text)?;
        }
        Ok(Self { name: format!("{count} reports, {layout}"), path, count, bytes })
    }

    /// The paths of all files in the folder of all texts.
    pub fn each(&self, folder: &Path) -> Result<Vec<String>> {
        if self.count == 1 {
            return Ok(vec![self.path.to_owned()]);
        }
        Ok(below(&folder.join(self.path))?.into_iter().map(|file| format!("{}/{file}", self.path)).collect())
    }
}

/// The files two levels below a folder, sorted.
fn below(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for inner in fs::read_dir(folder)? {
        let inner = inner?;
        for file in fs::read_dir(inner.path())? {
            files.push(format!("{}/{}", inner.file_name().to_string_lossy(), file?.file_name().to_string_lossy()));
        }
    }
    files.sort_unstable();
    Ok(files)
}
