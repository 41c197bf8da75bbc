//! A real VS Code workbench from the package registry: installed once, started fresh for each use.

mod home;
mod running;

pub use home::{Home, ensure, needs};
pub use running::{Workbench, copy_reports};
