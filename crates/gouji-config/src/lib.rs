//! What is checked in which file: `gouji.toml`, found upwards from it, and the baseline of accepted findings.
//!
//! One [`Resolver`] serves `check`, `fix` and the server, so that they agree. Files are read here and nowhere in the core.

mod acceptance;
mod baseline;
mod config;
mod resolver;
mod schema;
mod trouble;

pub use acceptance::{EditableBaseline, FileChange};
pub use baseline::{Baseline, BaselineError};
pub use config::Config;
pub use resolver::{Effective, Resolver, Source, name_in};
pub use schema::schema;
pub use trouble::{Problem, Trouble};

/// The name under which a configuration is found.
pub const CONFIG_NAME: &str = "gouji.toml";
/// The name under which a baseline is found, where the configuration names none.
pub const BASELINE_NAME: &str = "gouji-baseline.json";
