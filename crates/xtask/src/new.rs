//! `cargo xtask new rule NAME`, `cargo xtask new feature NAME`: the skeleton of a rule or of an editor feature.
//!
//! Every file is planned before the first one is written, so that a refusal changes nothing.

mod feature;
mod name;
mod plan;
mod rule;

use crate::tools::paths;
use anyhow::Result;
use name::Name;
use plan::Plan;
use std::path::Path;

#[derive(clap::Args)]
#[command(disable_help_subcommand = true)]
pub struct NewOptions {
    #[command(subcommand)]
    skeleton: Skeleton,
}

#[derive(clap::Subcommand)]
enum Skeleton {
    /// 规则：代码、中英文说明、植入的错误、登记和提示 · A rule: code, both pages, planted cases, registration, messages
    Rule {
        /// 名称，如 stray-latin · The name, for example stray-latin
        name: String,
    },
    /// 编辑器功能：功能和处理程序 · A feature of the editor: the function and its handler
    Feature {
        /// 名称，如 folding-range · The name, for example folding-range
        name: String,
    },
}

pub fn run(options: &NewOptions) -> Result<()> {
    let root = paths::root();
    let (plan, remaining) = match &options.skeleton {
        Skeleton::Rule { name } => plan_skeleton(root, name, rule::plan, rule::REMAINING)?,
        Skeleton::Feature { name } => plan_skeleton(root, name, feature::plan, feature::REMAINING)?,
    };
    plan.write(root)?;
    println!("已写入 · written:");
    for path in plan.paths() {
        println!("  {path}");
    }
    println!("\n尚需手工完成 · to be done by hand:\n{remaining}");
    Ok(())
}

/// Plans a skeleton, and fills the name into the list of the remaining steps.
fn plan_skeleton(
    root: &Path,
    name: &str,
    plan: fn(&Path, &Name) -> Result<Plan>,
    remaining: &str,
) -> Result<(Plan, String)> {
    let name = Name::parse(name)?;
    Ok((plan(root, &name)?, name.fill(remaining)))
}

#[cfg(test)]
mod fixture {
    use super::{Name, Plan, paths};
    use anyhow::Result;
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;
    use tempfile::TempDir;

    /// A temporary folder with copies of the given files of the repository.
    pub fn repository(files: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let copy = folder.path().join(file);
            fs::create_dir_all(copy.parent().expect("a parent")).expect("a folder");
            fs::copy(paths::root().join(file), copy).expect("the file is in the repository");
        }
        folder
    }

    /// Each file of a folder, by its path, with its text.
    pub fn files(folder: &Path) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.is_dir() {
                files.extend(self::files(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
            } else {
                files.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
        files
    }

    /// Plans and writes a skeleton, as the command does.
    pub fn write(root: &Path, name: &str, plan: fn(&Path, &Name) -> Result<Plan>) -> Result<()> {
        plan(root, &Name::parse(name)?)?.write(root)
    }

    /// Asserts that a name is refused for a reason, and that no file changes.
    pub fn assert_refused(root: &Path, name: &str, reason: &str, plan: fn(&Path, &Name) -> Result<Plan>) {
        let before = files(root);
        let error = format!("{:#}", write(root, name, plan).expect_err(name));
        assert!(error.contains(reason), "{name}: {error}");
        assert_eq!(files(root), before, "{name}");
    }
}
