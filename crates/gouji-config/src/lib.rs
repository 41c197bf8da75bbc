//! The configuration of each file: `gouji.toml`, from its folder or one above, and the baseline of accepted findings.
//!
//! `check`, `fix` and the server use the same [`Resolver`], so that they agree. A resolver reads the files itself, from the disk or
//! from memory.

mod acceptance;
mod baseline;
mod baseline_file;
mod cache;
mod config;
mod file_state;
mod resolver;
mod rule_choice;
mod schema;
mod text;
mod trouble;

pub use acceptance::{EditableBaseline, FileChange};
pub use baseline::{Baseline, Malformed};
pub use baseline_file::{BaselineFile, BaselineFileError};
pub use config::Config;
pub use resolver::{Effective, Resolver, Source, name_in};
pub use rule_choice::RuleChoice;
pub use schema::schema;
pub use text::reason;
pub use trouble::{Problem, Trouble};

/// The file name of a configuration.
pub const CONFIG_NAME: &str = "gouji.toml";
/// The file name of a baseline, unless the configuration names another.
pub const BASELINE_NAME: &str = "gouji-baseline.json";
