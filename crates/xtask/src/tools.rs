//! What the tasks share: running programs, showing progress, paths, installing tools.

pub mod browser;
pub mod build;
pub mod cargo_tools;
pub mod command;
pub mod cross;
pub mod install;
pub mod neovim;
pub mod node;
pub mod paths;
pub mod process;
pub mod progress;
pub mod python;
pub mod random;
pub mod system;
pub mod workbench;
