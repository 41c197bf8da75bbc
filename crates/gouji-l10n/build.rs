//! Writes a type for each message of the catalogues, so that the compiler checks ids and arguments where code uses them.
//! The build fails if a catalogue is malformed, or if the catalogues differ in a message or in an argument.

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/code.rs"]
mod code;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use catalogue::{Catalogue, merge};

/// The catalogues: Chinese first, as in the documentation of the generated types.
const FILES: [&str; 2] = ["locales/zh-CN.ftl", "locales/en.ftl"];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=locales");
    let [chinese, english] = FILES.map(|file| fs::read_to_string(file).map(|source| Catalogue::parse(file, &source)));
    let problems = match (chinese?, english?) {
        (Ok(chinese), Ok(english)) => match merge(&chinese, &english) {
            Ok(messages) => {
                let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
                fs::write(Path::new(&out).join("messages.rs"), code::generate(&messages)?)?;
                return Ok(ExitCode::SUCCESS);
            }
            Err(problems) => problems,
        },
        (chinese, english) => [chinese.err(), english.err()].into_iter().flatten().flatten().collect(),
    };
    for problem in problems {
        println!("cargo::error={problem}");
    }
    Ok(ExitCode::FAILURE)
}
