//! Writes what tree-sitter generates from `grammar.js` into a folder: `generate-disclosure-report FOLDER`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// The version of the tables that the runtime in `Cargo.lock` reads.
const ABI: usize = 15;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: generate-disclosure-report FOLDER");
        return ExitCode::from(2);
    };
    let grammar = Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammar.js");
    let mut remarks = Vec::new();
    let all = OptLevel::default();
    let generated = generate_parser_in_directory(
        PathBuf::new(),
        Some(folder),
        Some(grammar),
        ABI,
        None,
        Some("node"),
        true,
        all,
        &mut remarks,
    );
    match generated {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
