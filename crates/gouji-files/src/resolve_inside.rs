//! Resolves the links in a name inside a folder. No link may lead out of the folder.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use crate::Refusal;

/// The maximum number of links on the way to one file. More links are a circle.
const MAX_LINKS: usize = 40;

/// The path of `name` inside `folder`, without links below the folder. Parts that do not exist stay, because a file can be created
/// there. Links are read and not followed: on some systems even a query of a link's target opens a connection.
///
/// # Errors
/// If the name or a link leads out of the folder or in a circle, or if a part cannot be examined.
pub fn resolve_inside(folder: &Path, name: &Path) -> Result<PathBuf, Refusal> {
    let mut pending: Vec<OsString> = Vec::new();
    push(&mut pending, name)?;
    let (mut inside, mut links) = (PathBuf::new(), 0);
    while let Some(part) = pending.pop() {
        if part == ".." {
            if !inside.pop() {
                return Err(Refusal::Outside);
            }
            continue;
        }
        let path = folder.join(&inside).join(&part);
        match path.symlink_metadata() {
            Ok(metadata) if metadata.is_symlink() => {
                links += 1;
                if links > MAX_LINKS {
                    return Err(Refusal::Outside);
                }
                let target = path.read_link()?;
                let target = if is_relative(&target) {
                    target
                } else {
                    inside = PathBuf::new();
                    target.strip_prefix(folder).map_err(|_| Refusal::Outside)?.to_owned()
                };
                push(&mut pending, &target)?;
            }
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => inside.push(part),
        }
    }
    Ok(folder.join(inside))
}

/// Whether a path has no drive, share or root.
fn is_relative(path: &Path) -> bool {
    !path.components().any(|part| matches!(part, Component::Prefix(_) | Component::RootDir))
}

/// Puts the parts of `path` before the parts in `pending`. The last part in `pending` is the next one.
fn push(pending: &mut Vec<OsString>, path: &Path) -> Result<(), Refusal> {
    for part in path.components().rev() {
        match part {
            Component::CurDir => {}
            Component::Normal(_) | Component::ParentDir => pending.push(part.as_os_str().to_owned()),
            Component::Prefix(_) | Component::RootDir => return Err(Refusal::Outside),
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    /// A folder `w` with files and links, in a folder of its own.
    fn folder() -> (tempfile::TempDir, PathBuf) {
        let above = tempfile::tempdir().expect("a folder");
        let folder = above.path().join("w");
        fs::create_dir_all(folder.join("d/e")).expect("folders");
        fs::write(folder.join("d/a"), "").expect("a file");
        for (link, target) in [
            ("d/to-a", "a"),
            ("d/e/up", "../../d/to-a"),
            ("to-d", "d"),
            ("out", "../outside"),
            ("d/out", "../../outside"),
            ("absolute", "/etc/passwd"),
            ("to-out", "d/out"),
            ("circle", "circle"),
            ("dangling", "d/new"),
            ("dev", "/dev"),
        ] {
            symlink(target, folder.join(link)).expect("a link");
        }
        symlink(folder.join("d/a"), folder.join("whole")).expect("a link");
        (above, folder)
    }

    #[test]
    fn links_that_stay_inside_are_resolved() {
        let (_above, folder) = folder();
        for (name, path) in [
            ("d/a", "d/a"),
            ("./d/a", "d/a"),
            ("d/to-a", "d/a"),
            ("d/e/up", "d/a"),
            ("to-d/e/../to-a", "d/a"),
            ("whole", "d/a"),
            ("dangling", "d/new"),
            ("absent/b", "absent/b"),
        ] {
            assert_eq!(resolve_inside(&folder, Path::new(name)).expect("it is inside"), folder.join(path), "{name}");
        }
    }

    #[test]
    fn links_that_lead_out_or_in_a_circle_are_refused() {
        let (_above, folder) = folder();
        for name in
            ["out", "d/out", "absolute", "to-out", "circle", "dev/zero", "..", "../w/d/a", "/etc/passwd", "d/../../x"]
        {
            assert!(matches!(resolve_inside(&folder, Path::new(name)), Err(Refusal::Outside)), "{name}");
        }
    }
}
