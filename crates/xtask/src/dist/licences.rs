//! The licence texts of all packages in the program. Most licences require that a copy of the program is accompanied by them.

use super::sbom::{Component, Id};
use crate::tools::command::Run as _;
use crate::tools::paths;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The beginnings of the names of licence files, in lower case.
const NAMES: [&str; 5] = ["license", "licence", "copying", "copyright", "notice"];

/// One document with the packages, and each text once.
pub fn texts(components: &BTreeMap<Id, Component>) -> Result<String> {
    let folders = folders()?;
    let mut page =
        String::from("gouji contains these packages, under these licences. gouji 含有以下软件包，许可证如下。\n\n");
    let mut packages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, component) in components {
        let (name, version) = id;
        let _ = writeln!(page, "{name} {version}: {}", component.licence);
        let folder = folders.get(id).with_context(|| format!("cargo metadata does not list {name} {version}"))?;
        for text in licence_files(folder)? {
            packages.entry(text).or_default().push(format!("{name} {version}"));
        }
    }
    let mut texts: Vec<(Vec<String>, String)> = packages.into_iter().map(|(text, names)| (names, text)).collect();
    texts.sort();
    for (names, text) in texts {
        let _ = write!(page, "\n{}\n{}\n\n{}\n", "=".repeat(80), names.join(", "), text.trim());
    }
    Ok(page)
}

/// The folders of the sources of all packages.
fn folders() -> Result<BTreeMap<Id, PathBuf>> {
    let printed = paths::cargo().args(["metadata", "--locked", "--format-version=1"]).printed()?;
    let metadata: Value = serde_json::from_str(&printed).context("cargo metadata printed no JSON")?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let folder = |package: &Value| {
        let text = |key: &str| package[key].as_str().map(str::to_owned);
        let manifest = PathBuf::from(text("manifest_path")?);
        Some(((text("name")?, text("version")?), manifest.parent()?.to_owned()))
    };
    Ok(packages.iter().filter_map(folder).collect())
}

fn licence_files(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_file() && NAMES.iter().any(|beginning| name.starts_with(beginning)) {
            texts.push(String::from_utf8_lossy(&fs::read(&path)?).replace("\r\n", "\n"));
        }
    }
    Ok(texts)
}
