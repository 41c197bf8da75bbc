//! A VS Code workbench from the package registry. It is installed once, and each use starts it with a new profile.

mod home;
mod running;

pub use home::{Home, ensure, needs};
pub use running::{Workbench, copy_reports};
