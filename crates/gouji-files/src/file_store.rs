//! Where files are read from: the disk, or the memory of a program that has no disk.

use std::sync::Arc;

use crate::{MemoryFiles, Place, Refusal, read};

/// Where files are read from.
#[derive(Clone, Debug, Default)]
pub enum FileStore {
    /// The disk.
    #[default]
    Disk,
    /// Files that the program was given.
    Memory(Arc<MemoryFiles>),
}

impl FileStore {
    /// The bytes of the file at `place`.
    ///
    /// # Errors
    /// If it is no regular file, has more than `max_bytes` bytes, is outside of the folder, or cannot be read.
    pub fn read(&self, place: &Place, max_bytes: u64) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Disk => read(place, max_bytes),
            Self::Memory(files) => files.read(place, max_bytes),
        }
    }

    /// Whether a file or a link exists at the place. The target of a link is checked when it is read.
    #[must_use]
    pub fn exists(&self, place: &Place) -> bool {
        match self {
            Self::Disk => place.path().symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()),
            Self::Memory(files) => files.contains(place),
        }
    }
}
