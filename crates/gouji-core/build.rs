//! Writes what stands in `formats/` in the form that is built in, which is read in a small part of the time that TOML takes.

#[path = "src/format/entries.rs"]
mod entries;
#[path = "src/format/expand.rs"]
mod expand;
#[path = "src/text/phrase.rs"]
mod phrase;
#[path = "src/format/prepare.rs"]
mod prepare;

/// Where the core has it.
mod text {
    pub use crate::phrase::Phrase;
}

use std::path::Path;
use std::{env, fs};

fn main() -> expand::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=formats");
    println!("cargo::rerun-if-changed=src/format");
    println!("cargo::rerun-if-changed=src/text/phrase.rs");
    let out = env::var_os("OUT_DIR").ok_or("cargo says where to write")?;
    let (out, formats) = (Path::new(&out), Path::new("formats"));
    for edition in ["zfxxgk-2021", "zfxxgk-2019"] {
        let data: toml::Value = toml::from_str(&fs::read_to_string(formats.join(edition).with_extension("toml"))?)?;
        fs::write(out.join(edition), rmp_serde::to_vec(&data)?)?;
    }
    let statements = fs::read_to_string(formats.join("zfxxgk-2021.statements.toml"))?;
    fs::write(out.join("zfxxgk-2021.statements"), rmp_serde::to_vec(&entries::BuiltIn::of(&statements)?)?)?;
    Ok(())
}
