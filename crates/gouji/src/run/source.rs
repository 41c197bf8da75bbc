//! Reads a file as text, or returns a message that says what to do.

use std::io;
use std::path::Path;

use gouji_convert::{Encoding, NotText, decode};
use gouji_files::{Kind, Place, Refusal, read_within};
use gouji_l10n::{Message, msg};

use crate::print::names;
use crate::run::documents::{self, Document};
use crate::run::inputs::Origin;
use crate::run::unread::{Cause, Reason};

/// The size limit of a report file, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// Extensions of pictures, which may be scans of a report.
const PICTURES: [&str; 9] = ["png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff", "webp", "heic"];
/// Extensions of archives of files.
const ARCHIVES: [&str; 6] = ["zip", "rar", "7z", "tar", "gz", "tgz"];

/// The text of a file.
#[derive(Debug)]
pub struct Source {
    /// The text.
    pub text: String,
    /// The encoding of the file; without meaning for a document.
    pub encoding: Encoding,
    /// Places and omissions of the document, if the file is one.
    pub document: Option<Document>,
}

/// Reads the text of a file.
///
/// # Errors
/// The message for a file that cannot be read, or is neither text in a known encoding nor a supported document.
pub fn read(path: &Path, origin: Origin) -> Result<Source, Cause> {
    source(bytes(path, origin)?, path)
}

/// Reads the bytes of a file.
///
/// # Errors
/// The message for a file that cannot be read.
pub fn bytes(path: &Path, origin: Origin) -> Result<Vec<u8>, Cause> {
    let bytes = match origin {
        Origin::Named if is_shell_pipe(path) => read_shell_pipe(path),
        Origin::Named => gouji_files::read(&Place::Named(path.to_owned()), MAX_BYTES),
        Origin::Found => gouji_files::read(&Place::found(path), MAX_BYTES),
    };
    bytes.map_err(|refusal| refused(path, &refusal))
}

/// Reads the text of standard input, which is reported under the name `name`.
///
/// # Errors
/// The same as for a file.
pub fn read_stdin(name: &Path) -> Result<Source, Cause> {
    let bytes = read_within(io::stdin().lock(), 0, MAX_BYTES);
    source(bytes.map_err(|refusal| refused(name, &refusal))?, name)
}

/// Whether the path is one with which a shell passes a pipe: `gouji check <(…)`. No file in a folder has such a path.
fn is_shell_pipe(path: &Path) -> bool {
    let is_descriptor = path.parent() == Some(Path::new("/dev/fd")) && path.file_name().is_some();
    cfg!(unix) && (is_descriptor || path == Path::new("/dev/stdin"))
}

fn read_shell_pipe(path: &Path) -> Result<Vec<u8>, Refusal> {
    read_within(std::fs::File::open(path)?, 0, MAX_BYTES)
}

fn source(bytes: Vec<u8>, path: &Path) -> Result<Source, Cause> {
    if let Some((text, document)) = documents::text(&bytes, path)? {
        return Ok(Source { text, encoding: Encoding::Utf8, document: Some(document) });
    }
    text(bytes, path).map(|(text, encoding)| Source { text, encoding, document: None })
}

/// A text, and its encoding.
fn text(bytes: Vec<u8>, path: &Path) -> Result<(String, Encoding), Cause> {
    let shown = || names::shown(path);
    let cause = |message: Message| Cause { reason: Reason::Encoding, message };
    // PDF and old Office files begin like this. Their bytes must not be decoded as text.
    let is_binary = matches!(bytes.as_slice(), [b'%', b'P', b'D', b'F', ..] | [0xD0, 0xCF, 0x11, 0xE0, ..]);
    let has_nul = bytes.contains(&0);
    let decoded = if is_binary { Err(NotText::Unknown) } else { decode(bytes) };
    match decoded {
        // Text can contain any other character, but NUL means that the file was not written as text.
        Ok((text, _)) if text.contains('\0') => Err(binary(path)),
        Ok(read) => Ok(read),
        Err(NotText::Utf32) => Err(cause(msg::CliUtf32 { path: shown() }.into())),
        Err(NotText::Cut) => Err(cause(msg::CliCut { path: shown() }.into())),
        Err(NotText::Unknown) if is_binary || has_nul || is_media(path) => Err(binary(path)),
        Err(NotText::Unknown) => Err(cause(msg::CliUnknownEncoding { path: shown() }.into())),
    }
}

/// Whether the name is that of a picture or an archive.
fn is_media(path: &Path) -> bool {
    has_extension(path, &PICTURES) || has_extension(path, &ARCHIVES)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// The cause for a file that was refused.
fn refused(path: &Path, refusal: &Refusal) -> Cause {
    let shown = || names::shown(path);
    let (reason, message): (_, Message) = match refusal {
        Refusal::Io(error) => return unreadable(path, error),
        Refusal::Irregular => (Reason::Unreadable, msg::CliIrregular { path: shown() }.into()),
        Refusal::Outside => (Reason::Link, msg::CliUnreadLink { path: shown() }.into()),
        Refusal::TooLarge(max_bytes) => {
            let limit = usize::try_from(max_bytes >> 20).unwrap_or(usize::MAX);
            (Reason::TooLarge, msg::CliTooLarge { path: shown(), limit }.into())
        }
    };
    Cause { reason, message }
}

/// The cause for a path that cannot be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Cause {
    let shown = || names::shown(path);
    let (reason, message): (_, Message) = match error.kind() {
        io::ErrorKind::NotFound => (Reason::Missing, msg::CliMissing { path: shown() }.into()),
        io::ErrorKind::PermissionDenied => (Reason::Denied, msg::CliDenied { path: shown() }.into()),
        _ => (Reason::Unreadable, msg::CliUnreadable { path: shown(), reason: error.to_string() }.into()),
    };
    Cause { reason, message }
}

/// The cause for a text that is not a report.
pub fn no_report(path: &Path) -> Cause {
    Cause { reason: Reason::NotAReport, message: msg::CliNotAReport { path: names::shown(path) }.into() }
}

/// The message for a file that cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Message {
    let shown = names::shown(path);
    match error.kind() {
        io::ErrorKind::PermissionDenied => msg::CliWriteDenied { path: shown }.into(),
        _ => msg::CliUnwritable { path: shown, reason: error.to_string() }.into(),
    }
}

/// The cause for a file that is neither text nor a supported document, by its name.
pub fn binary(path: &Path) -> Cause {
    let shown = names::shown(path);
    let (reason, message): (_, Message) = match gouji_files::kind(path) {
        Some(Kind::Word) => (Reason::Word, msg::CliUnreadWord { path: shown }.into()),
        Some(Kind::Pdf) => (Reason::Pdf, msg::CliUnreadPdf { path: shown }.into()),
        Some(Kind::WebPage) => (Reason::WebPage, msg::CliUnreadWebPage { path: shown }.into()),
        Some(Kind::Spreadsheet) => (Reason::Spreadsheet, msg::CliUnreadSpreadsheet { path: shown }.into()),
        _ if has_extension(path, &PICTURES) => (Reason::Binary, msg::CliUnreadPicture { path: shown }.into()),
        _ if has_extension(path, &ARCHIVES) => (Reason::Binary, msg::CliUnreadArchive { path: shown }.into()),
        _ => (Reason::Binary, msg::CliBinary { path: shown }.into()),
    };
    Cause { reason, message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_l10n::MessageId;

    #[test]
    fn files_without_text_are_reported_by_their_kind() {
        let path = Path::new("a.txt");
        for (bytes, id) in [
            (&b"\xFF\xFE\0\0a\0\0\0"[..], MessageId::CliUtf32),
            (b"\0\0\xFE\xFF\0\0\0a", MessageId::CliUtf32),
            (b"\xC4\xEA\xB1\xA8\n", MessageId::CliUnknownEncoding),
            (b"report \xC4", MessageId::CliUnknownEncoding),
            ("年报".as_bytes().split_last().expect("bytes").1, MessageId::CliCut),
            (b"\xC4\0", MessageId::CliBinary),
            (b"\0a", MessageId::CliBinary),
            (b"%PDF-1.7\n\xC4", MessageId::CliBinary),
        ] {
            assert_eq!(text(bytes.to_vec(), path).expect_err("it is no text").message.id(), id, "{bytes:?}");
        }
    }

    #[test]
    fn only_pipes_of_a_shell_may_be_no_regular_files() {
        assert!(!cfg!(unix) || is_shell_pipe(Path::new("/dev/fd/63")));
        for path in ["/dev/zero", "/dev/fd/../zero", "fd/63", "a.txt"] {
            assert!(!is_shell_pipe(Path::new(path)), "{path}");
        }
    }
}
