//! Installation of tools into the cache folder. A tool is either complete or absent.

use crate::tools::command::{Listener, Run as _};
use crate::tools::paths;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The file that contains the recipe of an installation. It is written last, so an interrupted installation has none.
const MARKER: &str = ".gouji-complete";

/// Whether the folder contains a complete installation of this recipe.
pub fn is_complete(folder: &Path, recipe: &str) -> bool {
    fs::read_to_string(folder.join(MARKER)).is_ok_and(|made_from| made_from == recipe)
}

/// Empties `folder` and calls `fill`, unless the folder contains a complete installation of the same `recipe`.
pub fn ensure(folder: &Path, recipe: &str, fill: impl FnOnce() -> Result<()>) -> Result<()> {
    if is_complete(folder, recipe) {
        return Ok(());
    }
    clear(folder)?;
    fill()?;
    let marker = folder.join(MARKER);
    fs::write(&marker, recipe).with_context(|| format!("could not write {}", marker.display()))
}

/// Makes an empty folder.
pub fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("could not clear {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))
}

/// Returns the folder of a program from the package registry. The first call compiles it, which takes some minutes.
pub fn program(name: &str, version: &str, line: &mut Listener<'_>) -> Result<PathBuf> {
    let home = paths::cache()?.join(format!("{name}-{version}"));
    ensure(&home, version, || compile(name, version, &home, line))?;
    Ok(home.join("bin"))
}

/// Compiles a program from the package registry into the folder `bin` of `home`.
pub fn compile(name: &str, version: &str, home: &Path, line: &mut Listener<'_>) -> Result<()> {
    let exactly = format!("={version}");
    let mut install = paths::cargo();
    install.args(["install", name, "--locked", "--force", "--version", &exactly, "--root"]).arg(home);
    // Do not build it in the target folder of this repository.
    install.env_remove("CARGO_TARGET_DIR");
    install.check(line).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn fills_once_again_for_a_new_recipe_and_again_after_a_failure() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = temporary.path().join("tool-1");
        let count = std::cell::Cell::new(0);
        let fill = || {
            assert!(fs::read_dir(&folder)?.next().is_none(), "an earlier half is still there");
            fs::write(folder.join("program"), "")?;
            count.set(count.get() + 1);
            if count.get() == 1 {
                bail!("cut short");
            }
            Ok(())
        };
        assert!(ensure(&folder, "recipe", fill).is_err());
        for (recipe, fills) in [("recipe", 2), ("recipe", 2), ("other", 3)] {
            ensure(&folder, recipe, fill).expect("filled");
            assert_eq!(count.get(), fills, "{recipe}");
        }
    }
}
