//! `cargo xtask docs`: writes the rules' pages, which the core makes of what the rules say.

use crate::command::{Listener, Run as _};
use crate::paths;
use anyhow::Result;

pub fn write(line: &mut Listener<'_>) -> Result<()> {
    let mut cargo = paths::cargo();
    cargo.args(["run", "--quiet", "--locked", "--package", "gouji-core", "--example", "pages", "--"]);
    cargo.arg(paths::pages()).check(line).map(drop)
}
