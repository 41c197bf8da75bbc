//! The arguments that commands share, their help, and the messages for a wrong command line.

pub mod help;
pub mod options;
pub mod run_args;
pub mod usage;
