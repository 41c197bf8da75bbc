//! Reads the folders of `editions/` and writes their data as static values, the newest edition first. Also compiles the patterns of prose.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use databake::{Bake, CrateEnv};
use gouji_edition_data::{BuiltIn, Edition, LabelIndex, Result, table_labels};

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=editions");
    println!("cargo::rerun-if-changed=readings.toml");
    let out = env::var_os("OUT_DIR").ok_or("cargo says where to write")?;
    let out = Path::new(&out);
    let mut editions = Vec::new();
    for folder in fs::read_dir("editions")? {
        let folder = folder?.path();
        let edition = Edition::from_toml(&fs::read_to_string(folder.join("edition.toml"))?)?;
        if !folder.ends_with(&*edition.id) {
            return Err(format!("{} is the edition {}", folder.display(), edition.id).into());
        }
        editions.push(edition);
    }
    editions.sort_by_key(|edition| std::cmp::Reverse(edition.first_year));
    let prose = editions.iter().map(|edition| Path::new("editions").join(&*edition.id).join("prose.toml"));
    let prose = prose.into_iter().find(|file| file.exists()).ok_or("an edition has prose")?;
    let prose = BuiltIn::from_toml(&fs::read_to_string(prose)?)?;
    fs::write(out.join("editions.rs"), rust(&editions.as_slice()))?;
    fs::write(out.join("labels.rs"), rust(&table_labels(&editions).as_slice()))?;
    let label_indices: Vec<LabelIndex> = editions.iter().map(LabelIndex::new).collect();
    fs::write(out.join("label_indices.rs"), rust(&label_indices.as_slice()))?;
    fs::write(out.join("prose.rs"), rust(&prose))?;
    fs::write(out.join("programs.rs"), gouji_text::program::slice(&prose.programs()?))?;
    fs::write(out.join("readings.rs"), readings(&fs::read_to_string("readings.toml")?)?)?;
    Ok(())
}

/// The data as a constant expression of Rust.
fn rust(data: &impl Bake) -> String {
    data.bake(&CrateEnv::default()).to_string()
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
