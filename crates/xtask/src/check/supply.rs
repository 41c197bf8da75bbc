//! Step `supply`: checks that all dependencies are locked, have a permitted licence and come from the registry.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::grammar;
use crate::tools::command::{Listener, Run as _};
use crate::tools::{cargo_tools, node, paths};
use anyhow::Result;
use std::process::Command;

pub const STEP: Step = Step {
    name: "supply",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| check(line),
    next_command: "cargo xtask test --filter supply",
};

/// The manifests of all Cargo workspaces in the repository.
const MANIFESTS: [&str; 3] = ["Cargo.toml", "fuzz/Cargo.toml", grammar::MANIFEST];

fn check(line: &mut Listener<'_>) -> Result<StepOutcome> {
    let cargo_deny = cargo_tools::CARGO_DENY.ensure(line)?;
    let mut counts = Counts::default();
    let mut output = String::new();
    for manifest in MANIFESTS {
        let manifest = paths::root().join(manifest);
        // The check reads the licence of every package. A build does not fetch the packages of other platforms.
        paths::cargo().args(["fetch", "--locked", "--manifest-path"]).arg(&manifest).check(line)?;
        let mut command = Command::new(&cargo_deny);
        command.arg("--manifest-path").arg(manifest).args(["--locked", "--offline", "--config"]);
        command.arg(paths::root().join("deny.toml")).args(["check", "--hide-inclusion-graph"]);
        let ended = command.args(["bans", "licenses", "sources"]).current_dir(paths::root()).watch(line)?;
        counts += Counts::one(ended.succeeded);
        output.push_str(&ended.output);
    }
    let mut command = Command::new(&cargo_deny);
    let ended = command.args(["--locked", "check", "advisories"]).current_dir(paths::root()).watch(line)?;
    if ended.output.contains("failed to fetch advisory database") {
        eprintln!(
            "  无法取得公告数据库，未检查安全公告 · the advisory database cannot be fetched: advisories were not checked"
        );
        counts.skipped += 1;
    } else {
        counts += Counts::one(ended.succeeded);
        output.push_str(&ended.output);
    }
    let audit = node::npm(&paths::extension(), &["audit", "--package-lock-only", "--audit-level=high"]).watch(line)?;
    if audit.output.contains("audit endpoint returned an error") {
        eprintln!("  注册表不提供安全公告 · the npm registry here gives no advisories: npm packages were not checked");
        counts.skipped += 1;
    } else {
        counts += Counts::one(audit.succeeded);
        output.push_str(&audit.output);
    }
    for lock in LOCKS {
        let committed =
            Command::new("git").args(["ls-files", "--error-unmatch", lock]).current_dir(paths::root()).watch(line)?;
        counts += Counts::one(committed.succeeded);
        output.push_str(&committed.output);
    }
    Ok(StepOutcome { counts, output })
}

/// The lock files that must be committed. Without one, a build takes the newest versions.
const LOCKS: [&str; 5] = [
    "Cargo.lock",
    "fuzz/Cargo.lock",
    "crates/tree-sitter-disclosure-report/generate/Cargo.lock",
    "editors/vscode/package-lock.json",
    "editors/vscode/test/workbench/package-lock.json",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
        let entries = entries.filter(|path| !path.ends_with("target") && !path.ends_with("node_modules"));
        let found = entries.flat_map(|path| if path.is_dir() { files(&path, extension) } else { vec![path] });
        found.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
    }

    #[test]
    fn unsafe_code_is_only_where_pointers_come_from_outside() {
        let crates = paths::root().join("crates");
        // The binding of the grammar, the exports of the modules for browsers, and the capsules of the Python module.
        let allowed = [
            "tree-sitter-disclosure-report/src/lib.rs",
            "gouji-web/src/memory.rs",
            "gouji-worker/src/memory.rs",
            "gouji-python/src/capsule.rs",
        ];
        let word = ["allow", "(unsafe_code"].concat();
        let sources = files(&crates, "rs");
        assert!(sources.len() > 100, "{} files were looked at", sources.len());
        for path in sources {
            let allows = fs::read_to_string(&path).expect("readable").contains(&word);
            assert_eq!(allows, allowed.iter().any(|allowed| path.ends_with(allowed)), "{}", path.display());
        }
        for manifest in files(&crates, "toml").into_iter().filter(|path| path.ends_with("Cargo.toml")) {
            let follows = fs::read_to_string(&manifest).expect("readable").contains("[lints]\nworkspace = true");
            assert!(follows, "{} does not follow the lints of the workspace", manifest.display());
        }
    }

    const CALLS: [&str; 5] =
        ["args([\"build\"", "args([\"run\"", "args([\"test\"", "args([\"bench\"", "args([\"metadata\", \"--locked"];

    /// CI and users who follow the README run these tasks, so every call must use the locked versions.
    #[test]
    fn cargo_is_always_called_with_its_lock_file() {
        let mut calls = 0;
        for path in files(&paths::root().join("crates/xtask/src"), "rs") {
            let source = fs::read_to_string(&path).expect("readable");
            let statements = source.split("cargo").skip(1).filter_map(|rest| rest.split_once(';'));
            for (call, _) in statements.filter(|(call, _)| CALLS.iter().any(|name| call.contains(name))) {
                assert!(call.contains("--locked"), "{}: {call}", path.display());
                calls += 1;
            }
        }
        assert!(calls > 3, "{calls} calls were looked at");
    }
}
