//! Reads the texts of configurations and baselines, and explains why a file cannot be read.

use std::io;

use gouji_files::{FileStore, Place, Refusal};
use gouji_l10n::{Arg, Message, msg};

/// The size limit of a configuration, in bytes.
pub const MAX_CONFIG_BYTES: u64 = 1 << 20;
/// The size limit of a baseline, in bytes; one finding takes about 250.
pub const MAX_BASELINE_BYTES: u64 = 16 << 20;

/// The text of a file without its byte order mark, as editors show it.
pub fn read(files: &FileStore, place: &Place, max_bytes: u64) -> Result<String, Refusal> {
    let text = String::from_utf8(files.read(place, max_bytes)?);
    let mut text = text.map_err(|error| Refusal::Io(io::Error::new(io::ErrorKind::InvalidData, error)))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// The reason why a file cannot be read, as an argument of a message.
#[must_use]
pub fn reason(refusal: &Refusal) -> Arg {
    match refusal {
        Refusal::Io(error) if error.kind() == io::ErrorKind::InvalidData => msg::FileNotUtf8.into(),
        Refusal::Io(error) => error.to_string().into(),
        Refusal::Irregular => msg::FileIrregular.into(),
        Refusal::TooLarge(max_bytes) => {
            let limit = usize::try_from(max_bytes >> 20).unwrap_or(usize::MAX);
            Message::from(msg::FileTooLarge { limit }).into()
        }
        Refusal::Outside => msg::FileOutside.into(),
    }
}
