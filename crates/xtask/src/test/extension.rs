//! The VS Code extension outside an editor: types, and the parts that do not need one.

use super::Outcome;
use super::counts::Counts;
use crate::command::{Listener, Run as _};
use crate::{node, paths};
use anyhow::Result;

pub fn types(line: &mut Listener<'_>) -> Result<Outcome> {
    node::ensure_extension_modules(line)?;
    let ended = node::npm(&paths::extension(), &["run", "typecheck"]).watch(line)?;
    Ok(Outcome { counts: Counts::one(ended.succeeded), said: ended.said })
}

pub fn unit(line: &mut Listener<'_>) -> Result<Outcome> {
    node::ensure_extension_modules(line)?;
    let ended = node::npm(&paths::extension(), &["test"]).watch(line)?;
    Ok(Counts::of_node(&ended.said).judge(ended))
}
