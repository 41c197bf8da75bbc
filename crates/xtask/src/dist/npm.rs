//! The packages for npm: `gouji` with a script, and a package with the program for each platform. npm installs the one that fits.

use super::target::{Target, shipped};
use super::{VERSION, contents};
use crate::tools::command::{Listener, Run as _};
use crate::tools::{node, paths};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the package with the program for a platform, by npm's names of the system and the processor.
pub fn package((system, processor): (&str, &str)) -> String {
    format!("@gouji/{system}-{processor}")
}

/// The folder of the packages in the folder of a release.
pub fn folder(release: &Path) -> PathBuf {
    release.join("npm")
}

/// Packs the package of a platform, and returns its path.
pub fn pack_platform(
    target: &Target,
    names: (&'static str, &'static str),
    program: &Path,
    release: &Path,
    line: &mut Listener<'_>,
) -> Result<PathBuf> {
    let stage = tempfile::tempdir()?;
    let (system, processor) = names;
    let manifest = json!({
        "name": package(names), "version": VERSION, "license": "MIT OR Apache-2.0",
        "description": format!("The program of gouji for {system}-{processor}"),
        "os": [system], "cpu": [processor], "files": [target.program()], "preferUnplugged": true,
    });
    fs::write(stage.path().join("package.json"), format!("{manifest:#}\n"))?;
    let copy = stage.path().join(target.program());
    fs::copy(program, &copy).with_context(|| program.display().to_string())?;
    contents::copy_licences(stage.path())?;
    pack(stage.path(), release, line)?;
    Ok(folder(release).join(format!("gouji-{system}-{processor}-{VERSION}.tgz")))
}

/// Packs the main package, and returns its path.
pub fn pack_main(release: &Path, line: &mut Listener<'_>) -> Result<PathBuf> {
    let stage = tempfile::tempdir()?;
    for name in ["package.json", "README.md", "gouji.mjs"] {
        fs::copy(paths::root().join("npm").join(name), stage.path().join(name)).with_context(|| name.to_owned())?;
    }
    contents::copy_licences(stage.path())?;
    pack(stage.path(), release, line)?;
    Ok(folder(release).join(format!("gouji-{VERSION}.tgz")))
}

fn pack(stage: &Path, release: &Path, line: &mut Listener<'_>) -> Result<()> {
    node::require()?;
    let folder = folder(release);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    node::npm(stage, &["pack", "--ignore-scripts", "--pack-destination"]).arg(&folder).check(line).map(drop)
}

/// The names of the packages of all platforms.
pub fn platform_packages() -> Vec<String> {
    shipped().filter_map(|target| target.npm).map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn the_main_package_names_the_package_of_every_platform() {
        let manifest = fs::read_to_string(paths::root().join("npm/package.json")).expect("a manifest");
        let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
        let named = manifest["optionalDependencies"].as_object().expect("optional packages");
        let expected: BTreeSet<String> = platform_packages().into_iter().collect();
        assert_eq!(named.keys().cloned().collect::<BTreeSet<_>>(), expected);
        assert!(named.values().all(|version| version == VERSION), "{named:?}");
    }
}
