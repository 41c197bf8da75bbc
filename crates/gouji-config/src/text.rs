//! The texts of configurations and baselines, and why one cannot be read.

use std::io;

use gouji_files::{Place, Refusal};
use gouji_l10n::Arg;
use gouji_l10n::Message;

/// Bytes of the largest configuration that is read.
pub const LARGEST_CONFIG: u64 = 1 << 20;
/// Bytes of the largest baseline that is read or written; one finding takes about 250.
pub const LARGEST_BASELINE: u64 = 16 << 20;

/// The text of a file without its byte order mark, as editors show it.
pub fn read(place: &Place, most: u64) -> Result<String, Refusal> {
    let text = String::from_utf8(gouji_files::read(place, most)?);
    let mut text = text.map_err(|error| Refusal::Io(io::Error::new(io::ErrorKind::InvalidData, error)))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

/// Why a file cannot be read, as an argument of a message.
#[must_use]
pub fn reason(refusal: &Refusal) -> Arg {
    match refusal {
        Refusal::Io(error) if error.kind() == io::ErrorKind::InvalidData => Message::new("file-not-utf8").into(),
        Refusal::Io(error) => error.to_string().into(),
        Refusal::Irregular => Message::new("file-irregular").into(),
        Refusal::TooLarge(most) => {
            Message::new("file-too-large").with("limit", usize::try_from(most >> 20).unwrap_or(usize::MAX)).into()
        }
        Refusal::Outside => Message::new("file-outside").into(),
    }
}
