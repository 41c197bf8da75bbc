//! Archives of web pages (`.mht`, `.mhtml`): RFC 2557, a mail message whose parts are the page and its pictures.

use std::borrow::Cow;

use gouji_report::SUBJECT;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, PartType};

use super::page;
use crate::{Converted, Failure, limits};

/// Converts the report in an archive of a web page to text. If the page consists of several frames, the frame with the report
/// counts.
///
/// # Errors
/// If it is no archive of a web page, or cannot be read.
pub fn web_archive(bytes: &[u8]) -> Result<Converted, Failure> {
    if bytes.len() as u64 > limits::PART {
        return Err(Failure::TooLarge);
    }
    let message = MessageParser::new().parse(bytes).ok_or(Failure::OtherKind)?;
    if message.parts.len() > limits::ENTRIES {
        return Err(Failure::TooLarge);
    }
    let mut first = None;
    for html in pages(&message, bytes) {
        let converted = page(&html)?;
        if converted.text.contains(SUBJECT) {
            return Ok(converted);
        }
        first.get_or_insert(converted);
    }
    first.ok_or(Failure::OtherKind)
}

/// The pages of an archive: their bytes, whose encoding the page names itself.
fn pages<'a>(message: &'a Message<'_>, bytes: &'a [u8]) -> impl Iterator<Item = Cow<'a, [u8]>> {
    message.parts.iter().filter_map(|part| {
        let PartType::Html(text) = &part.body else { return None };
        let decoded = raw(part, bytes).and_then(|raw| match part.encoding {
            Encoding::None => Some(Cow::Borrowed(raw)),
            Encoding::QuotedPrintable => quoted_printable_decode(raw).map(Cow::Owned),
            Encoding::Base64 => base64_decode(raw).map(Cow::Owned),
        });
        // The parser is more tolerant, but takes the encoding from the message, which often does not name one.
        Some(decoded.unwrap_or(Cow::Borrowed(text.as_bytes())))
    })
}

/// The bytes of a part, as the message transports them.
fn raw<'a>(part: &MessagePart<'_>, bytes: &'a [u8]) -> Option<&'a [u8]> {
    bytes.get(usize::try_from(part.offset_body).ok()?..usize::try_from(part.offset_end).ok()?)
}
