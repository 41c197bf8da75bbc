//! What belongs to a file besides its text: owner, group, permissions, access control lists, extended attributes.

use std::fs::File;
use std::io;

/// Why a file cannot be replaced by another with the same belongings.
#[derive(Debug)]
pub enum Unkept {
    /// Only the system's administrator, or a member of the group, may give a file away.
    Owner,
    /// An access control list or another attribute cannot be set, or not be read.
    Attributes,
    /// Something else failed.
    Failed(io::Error),
}

impl From<io::Error> for Unkept {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

#[cfg(unix)]
pub use unix::keep;

/// Gives `to` what belongs to `from`. Owner and access control list come from the folder on this system.
///
/// # Errors
/// What cannot be kept.
#[cfg(not(unix))]
pub fn keep(from: &File, to: &File) -> Result<(), Unkept> {
    Ok(to.set_permissions(from.metadata()?.permissions())?)
}

#[cfg(unix)]
mod unix {
    use std::collections::BTreeMap;
    use std::ffi::OsString;
    use std::os::unix::fs::{MetadataExt, fchown};

    use xattr::FileExt;

    use super::{File, Unkept, io};

    /// Attributes that the system derives from the text, or from the program that writes it.
    const OF_THE_SYSTEM: [&str; 4] =
        ["security.ima", "security.evm", "com.apple.provenance", "com.apple.lastuseddate#PS"];
    /// `ENOTSUP` of Linux and of macOS.
    const NO_ATTRIBUTES: [i32; 2] = [95, 45];

    /// Gives `to`, which only its owner may read, what belongs to `from`. At no moment may anybody do more with it than with `from`.
    ///
    /// # Errors
    /// What cannot be kept.
    pub fn keep(from: &File, to: &File) -> Result<(), Unkept> {
        let (old, new) = (from.metadata()?, to.metadata()?);
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            fchown(to, Some(old.uid()), Some(old.gid())).map_err(|_| Unkept::Owner)?;
        }
        // A list before the permissions: while it lacks, they give to the group what the list gives to a named user.
        keep_attributes(from, to)?;
        to.set_permissions(old.permissions())?;
        let new = to.metadata()?;
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            return Err(Unkept::Owner);
        }
        let is_kept = old.mode() == new.mode() && attributes(from)? == attributes(to)?;
        if is_kept { Ok(()) } else { Err(Unkept::Attributes) }
    }

    fn keep_attributes(from: &File, to: &File) -> Result<(), Unkept> {
        let (old, new) = (attributes(from)?, attributes(to)?);
        // A new file may get the list of its folder.
        for name in new.keys().filter(|name| !old.contains_key(*name)) {
            to.remove_xattr(name).map_err(|_| Unkept::Attributes)?;
        }
        for (name, value) in old.iter().filter(|(name, value)| new.get(*name) != Some(*value)) {
            to.set_xattr(name, value).map_err(|_| Unkept::Attributes)?;
        }
        Ok(())
    }

    fn attributes(file: &File) -> Result<BTreeMap<OsString, Vec<u8>>, Unkept> {
        let names = match file.list_xattr() {
            Ok(names) => names,
            Err(error) if has_none(&error) => return Ok(BTreeMap::new()),
            Err(_) => return Err(Unkept::Attributes),
        };
        let mut attributes = BTreeMap::new();
        for name in names.filter(|name| !OF_THE_SYSTEM.iter().any(|other| name == other)) {
            let value = file.get_xattr(&name).map_err(|_| Unkept::Attributes)?;
            attributes.extend(value.map(|value| (name, value)));
        }
        Ok(attributes)
    }

    fn has_none(error: &io::Error) -> bool {
        let code = error.raw_os_error();
        error.kind() == io::ErrorKind::Unsupported || code.is_some_and(|code| NO_ATTRIBUTES.contains(&code))
    }
}
