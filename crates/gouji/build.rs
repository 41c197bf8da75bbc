//! Lists the pages of the rules in `docs/rules`, so that the program prints them without analysing their examples again.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // Cargo starts the script in the folder of the crate. The folder in which the script was compiled may be another checkout.
    let pages = Path::new("../../docs/rules").canonicalize()?;
    println!("cargo::rerun-if-changed={}", pages.display());
    let mut list = String::from("&[\n");
    for folder in ["", "zh-CN"] {
        let mut files = fs::read_dir(pages.join(folder))?.collect::<io::Result<Vec<_>>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        for path in files.iter().map(fs::DirEntry::path).filter(|path| path.extension().is_some_and(|end| end == "md"))
        {
            let name = Path::new(folder).join(path.file_name().unwrap_or_default());
            // Slashes on every system.
            let name = name.display().to_string().replace('\\', "/");
            let _ = writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string());
        }
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo says where to write"))?;
    fs::write(Path::new(&out).join("pages.rs"), list)
}
