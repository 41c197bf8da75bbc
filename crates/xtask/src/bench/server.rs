//! What the language server is asked for, and how long it takes, end to end over pipes.

mod keystroke;

use super::{Context, Effort};
use anyhow::Result;

pub fn measure(context: &Context) -> Result<String> {
    keystroke::measure(context)
}
