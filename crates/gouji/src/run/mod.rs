//! The run of a command: from the paths of the command line to loaded, checked reports and the exit code.

pub mod checked;
pub mod comparisons;
pub mod configuration;
mod distinct;
pub mod documents;
pub mod file_list;
pub mod in_order;
pub mod inputs;
pub mod one_report;
pub mod pipeline;
pub mod progress;
pub mod retention;
pub mod session;
pub mod source;
pub mod stop;
pub mod totals;
pub mod unread;
