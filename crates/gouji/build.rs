//! Lists the pages of the rules in `docs/rules`, so that the program prints them without analysing their examples again.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    is_loaded_at_one_place();
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

/// Links the program for a fixed address. At a random address, the loader writes the addresses of 65,000 static values at every start,
/// a seventh of the time of a check of one report. Decision 0067 has the reasons.
fn is_loaded_at_one_place() {
    let is_glibc = env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux")
        && env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|library| library == "gnu");
    if is_glibc {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
