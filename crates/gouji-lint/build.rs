//! Compiles the patterns of `patterns.txt`, so that no check compiles them.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=patterns.txt");
    let out = env::var_os("OUT_DIR").ok_or("cargo says where to write")?;
    let programs = gouji_text::program::list(&fs::read_to_string("patterns.txt")?)?;
    fs::write(Path::new(&out).join("patterns.rs"), programs)?;
    Ok(())
}
