//! Writes and replaces files as a whole, keeps their metadata, and removes the temporary files of interrupted runs.

mod interrupts;
pub mod leftovers;
mod metadata;
pub mod new_file;
pub mod output_file;
pub mod replace;
