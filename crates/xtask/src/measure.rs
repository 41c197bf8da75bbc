//! Tasks that measure: speed, instruction counts, growth, memory, and how well converted reports are read.

pub mod bench;
mod callgrind;
pub mod conversions;
pub mod growth;
pub mod instructions;
mod programs;
pub mod screenshot;
pub mod soak;
mod usage;
