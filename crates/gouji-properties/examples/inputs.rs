//! `inputs write FOLDER`: writes the seed inputs, one folder per target, long inputs in `large`, and the `dictionary`.
//! `inputs show FILE`: shows the text and the edits of an input.

use std::error::Error;
use std::fs;
use std::path::Path;

use gouji_properties::script::Script;
use gouji_properties::{TARGETS, inputs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => write(Path::new(folder)),
        ["show", file] => show(Path::new(file)),
        _ => Err("write FOLDER, or show FILE".into()),
    }
}

fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    for (name, _) in TARGETS {
        write_all(&folder.join(name), &inputs::seeds_of(name))?;
        write_all(&folder.join("large").join(name), &inputs::large(name))?;
    }
    Ok(fs::write(folder.join("dictionary"), inputs::dictionary())?)
}

fn write_all(folder: &Path, inputs: &[Vec<u8>]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for (number, input) in inputs.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:02}")), input)?;
    }
    Ok(())
}

fn show(file: &Path) -> Result<(), Box<dyn Error>> {
    let script = Script::read(&fs::read(file)?);
    for edit in &script.edits {
        println!("{:?} {:?}{}", edit.edit.span, edit.edit.text, if edit.pause { ", then look" } else { "" });
    }
    println!("{}", script.text());
    Ok(())
}
