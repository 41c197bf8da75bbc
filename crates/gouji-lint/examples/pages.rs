//! Writes the rules' pages into a folder. `cargo xtask docs` runs it for `docs/rules`.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or_else(|| io::Error::other("name the folder"))?);
    // Removes the pages of rules that no longer exist.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for file in gouji_lint::rule_docs::files() {
        let path = folder.join(file.path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, file.text)?;
    }
    Ok(())
}
