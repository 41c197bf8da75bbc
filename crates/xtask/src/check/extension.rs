//! Steps `extension-types` and `extension-unit`: type check and unit tests of the VS Code extension, without an editor.

use super::counts::Counts;
use super::step::{Scope, Step, StepOutcome};
use crate::tools::command::{Listener, Run as _};
use crate::tools::{build, node, paths};
use anyhow::Result;

pub const TYPES: Step = Step {
    name: "extension-types",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| types(line),
    next_command: "cd editors/vscode && npm run typecheck",
};

pub const UNIT: Step = Step {
    name: "extension-unit",
    smallest_scope: Scope::Usual,
    needs: Step::NOTHING,
    run: |_, line| unit(line),
    next_command: "cd editors/vscode && npm test",
};

fn types(line: &mut Listener<'_>) -> Result<StepOutcome> {
    node::ensure_extension_modules(line)?;
    let ended = node::npm(&paths::extension(), &["run", "typecheck"]).watch(line)?;
    Ok(StepOutcome::one(ended.succeeded, ended.output))
}

fn unit(line: &mut Listener<'_>) -> Result<StepOutcome> {
    node::ensure_extension_modules(line)?;
    // One test compares the messages of the server with the types of the protocol.
    let program = build::for_tests(line)?.join(format!("gouji{}", std::env::consts::EXE_SUFFIX));
    let ended = node::npm(&paths::extension(), &["test"]).env("GOUJI_PROGRAM", program).watch(line)?;
    Ok(Counts::from_node(&ended.output).judge(ended))
}
