//! What is checked in which file: `gouji.toml`, found upwards from it, and the baseline of accepted findings.
//!
//! One [`Resolver`] serves `check`, `fix` and the server, so that they agree. Files are read here and nowhere in the core.

mod acceptance;
mod baseline;
mod baseline_file;
mod cache;
mod config;
mod file_state;
mod resolver;
mod schema;
mod text;
mod trouble;

pub use acceptance::{EditableBaseline, FileChange};
pub use baseline::{Baseline, Malformed};
pub use baseline_file::{BaselineFile, BaselineFileError};
pub use config::Config;
pub use resolver::{Effective, Resolver, Source, name_in};
pub use schema::schema;
pub use text::reason;
pub use trouble::{Problem, Trouble};

/// The name under which a configuration is found.
pub const CONFIG_NAME: &str = "gouji.toml";
/// The name under which a baseline is found, where the configuration names none.
pub const BASELINE_NAME: &str = "gouji-baseline.json";
