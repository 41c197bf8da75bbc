//! The metadata of a file: owner, group, permissions, access control lists, extended attributes.

use std::fs::File;
use std::io;

/// Why the metadata of a file cannot be copied to its replacement.
#[derive(Debug)]
#[cfg_attr(not(unix), allow(dead_code, reason = "other systems have no owner or attributes to copy"))]
pub enum MetadataError {
    /// Only the system's administrator, or a member of the group, may give a file away.
    Owner,
    /// An access control list or another attribute cannot be read or set.
    Attributes,
    /// Something else failed.
    Failed(io::Error),
}

impl From<io::Error> for MetadataError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

#[cfg(unix)]
pub use unix::copy;

/// Copies the permissions of `from` to `to`. On this system the folder determines owner and access control list.
///
/// # Errors
/// The metadata that cannot be copied.
#[cfg(not(unix))]
pub fn copy(from: &File, to: &File) -> Result<(), MetadataError> {
    Ok(to.set_permissions(from.metadata()?.permissions())?)
}

#[cfg(unix)]
mod unix {
    use std::collections::BTreeMap;
    use std::ffi::OsString;
    use std::os::unix::fs::{MetadataExt, fchown};

    use xattr::FileExt;

    use super::{File, MetadataError, io};

    /// Attributes that the system derives from the content, or from the program that writes it.
    const SYSTEM_ATTRIBUTES: [&str; 4] =
        ["security.ima", "security.evm", "com.apple.provenance", "com.apple.lastuseddate#PS"];
    /// `ENOTSUP` of Linux and of macOS.
    const UNSUPPORTED_ERRORS: [i32; 2] = [95, 45];

    /// Copies the metadata of `from` to `to`, which only its owner may read. At no moment does `to` grant more rights than `from`.
    ///
    /// # Errors
    /// The metadata that cannot be copied.
    pub fn copy(from: &File, to: &File) -> Result<(), MetadataError> {
        let (old, new) = (from.metadata()?, to.metadata()?);
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            fchown(to, Some(old.uid()), Some(old.gid())).map_err(|_| MetadataError::Owner)?;
        }
        // The access control list comes first: without it, the permissions give the group the rights of a user on the list.
        copy_attributes(from, to)?;
        to.set_permissions(old.permissions())?;
        let new = to.metadata()?;
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
            return Err(MetadataError::Owner);
        }
        let is_equal = old.mode() == new.mode() && attributes(from)? == attributes(to)?;
        if is_equal { Ok(()) } else { Err(MetadataError::Attributes) }
    }

    fn copy_attributes(from: &File, to: &File) -> Result<(), MetadataError> {
        let (old, new) = (attributes(from)?, attributes(to)?);
        // A new file may inherit the access control list of its folder.
        for name in new.keys().filter(|name| !old.contains_key(*name)) {
            to.remove_xattr(name).map_err(|_| MetadataError::Attributes)?;
        }
        for (name, value) in old.iter().filter(|(name, value)| new.get(*name) != Some(*value)) {
            to.set_xattr(name, value).map_err(|_| MetadataError::Attributes)?;
        }
        Ok(())
    }

    fn attributes(file: &File) -> Result<BTreeMap<OsString, Vec<u8>>, MetadataError> {
        let names = match file.list_xattr() {
            Ok(names) => names,
            Err(error) if has_none(&error) => return Ok(BTreeMap::new()),
            Err(_) => return Err(MetadataError::Attributes),
        };
        let mut attributes = BTreeMap::new();
        for name in names.filter(|name| !SYSTEM_ATTRIBUTES.iter().any(|other| name == other)) {
            let value = file.get_xattr(&name).map_err(|_| MetadataError::Attributes)?;
            attributes.extend(value.map(|value| (name, value)));
        }
        Ok(attributes)
    }

    fn has_none(error: &io::Error) -> bool {
        let code = error.raw_os_error();
        error.kind() == io::ErrorKind::Unsupported || code.is_some_and(|code| UNSUPPORTED_ERRORS.contains(&code))
    }
}
