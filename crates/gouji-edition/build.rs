//! Lists the folders of `editions/`, the newest edition first, and writes their data as MessagePack, which is built in.
//! Reading it takes a small part of the time that TOML takes. Also compiles the patterns of prose.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use gouji_edition_data::{BuiltIn, Result};

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=editions");
    println!("cargo::rerun-if-changed=readings.toml");
    let out = env::var_os("OUT_DIR").ok_or("cargo says where to write")?;
    let out = Path::new(&out);
    let (mut editions, mut programs) = (Vec::new(), BTreeMap::new());
    for folder in fs::read_dir("editions")? {
        let folder = folder?.path();
        let data: toml::Value = toml::from_str(&fs::read_to_string(folder.join("edition.toml"))?)?;
        let id = data.get("id").and_then(toml::Value::as_str).ok_or("an edition has an id")?.to_owned();
        if !folder.ends_with(&id) {
            return Err(format!("{} is the edition {id}", folder.display()).into());
        }
        let first_year =
            data.get("first_year").and_then(toml::Value::as_integer).ok_or("an edition has a first year")?;
        fs::write(out.join(format!("{id}.edition")), rmp_serde::to_vec(&data)?)?;
        let prose = folder.join("prose.toml");
        if prose.exists() {
            let prose = BuiltIn::from_toml(&fs::read_to_string(prose)?)?;
            fs::write(out.join(format!("{id}.prose")), rmp_serde::to_vec(&prose)?)?;
            programs.extend(prose.programs()?);
        }
        editions.push((first_year, id));
    }
    editions.sort_unstable();
    let mut list = String::from("&[\n");
    for (_, id) in editions.iter().rev() {
        let bytes = |kind| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{id}.{kind}\"))");
        let has_prose = Path::new("editions").join(id).join("prose.toml").exists();
        let prose = if has_prose { format!("Some({})", bytes("prose")) } else { "None".to_owned() };
        writeln!(list, "    EditionSource {{ id: \"{id}\", edition: {}, prose: {prose} }},", bytes("edition"))?;
    }
    list.push_str("]\n");
    fs::write(out.join("editions.rs"), list)?;
    fs::write(out.join("programs.rs"), gouji_text::program::slice(&programs))?;
    fs::write(out.join("readings.rs"), readings(&fs::read_to_string("readings.toml")?)?)?;
    Ok(())
}

/// The readings as a table sorted by character.
fn readings(source: &str) -> Result<String> {
    let syllables: BTreeMap<String, String> = toml::from_str(source)?;
    let mut characters = BTreeMap::new();
    for (syllable, same) in &syllables {
        for character in same.chars() {
            if characters.insert(character, syllable).is_some() {
                return Err(format!("readings.toml has {character} twice").into());
            }
        }
    }
    let mut table =
        String::from("/// The characters in order, each with its syllable.\nconst CHARACTERS: &[(char, &str)] = &[\n");
    for (character, syllable) in characters {
        writeln!(table, "    ({character:?}, {syllable:?}),")?;
    }
    table.push_str("];\n");
    Ok(table)
}
