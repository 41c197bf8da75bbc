//! The program `gouji`. Its code is in the library, so that tests and fuzz targets can call it.

use std::process::ExitCode;

/// The threads that read reports pass memory to the thread that prints the findings. With the system's allocator this takes a
/// third more time.
#[cfg(all(feature = "jemalloc", target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    gouji_cli::run()
}
