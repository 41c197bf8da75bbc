//! Task `open`: the text of a file in any format.

use std::path::Path;

use gouji_convert::{DocumentKind, NotText, decode};
use gouji_ide::features::document::{not_a_report, refused};
use gouji_l10n::{Message, msg};
use gouji_report::{Lines, Report};
use serde_json::json;

use crate::request::{RequestContext, TaskAnswer};

/// The size of the largest file, in bytes. The command line has the same limit.
const MAX_BYTES: usize = 64 << 20;

/// The text of a file, with `notes` about parts that were not read. The page changes it and sends it back.
pub fn open(context: &RequestContext, bytes: &[u8]) -> TaskAnswer {
    let path = context.name.as_str();
    if bytes.len() > MAX_BYTES {
        return Err(msg::CliTooLarge { path, limit: MAX_BYTES >> 20 }.into());
    }
    let mut notes: Vec<Message> = Vec::new();
    let text = match DocumentKind::from_content(bytes, Path::new(path)) {
        Some(kind) => {
            let converted = kind.convert(bytes).map_err(|failure| refused(Some(kind), failure, path))?;
            if converted.left_out.changes {
                notes.push(msg::CliDocumentChanges { count: 1_usize }.into());
            }
            if converted.left_out.comments {
                notes.push(msg::CliDocumentComments { count: 1_usize }.into());
            }
            converted.text
        }
        None => decoded(path, bytes)?,
    };
    if Report::read(&text, &Lines::parse(&text)).is_none() {
        return Err(not_a_report(path));
    }
    let notes: Vec<String> = notes.iter().map(|note| context.client.catalogue.render(note)).collect();
    Ok((json!({ "notes": notes }), text.into_bytes()))
}

fn decoded(path: &str, bytes: &[u8]) -> Result<String, Message> {
    // Text can contain any other character, but NUL means that the file was not written as text.
    match decode(bytes.to_vec()) {
        Ok((text, _)) if !text.contains('\0') => Ok(text),
        Err(NotText::Utf32) => Err(msg::CliUtf32 { path }.into()),
        Err(NotText::Cut) => Err(msg::CliCut { path }.into()),
        Ok(_) | Err(NotText::Unknown) => Err(msg::CliUnknownEncoding { path }.into()),
    }
}

#[cfg(test)]
mod tests {
    use gouji_testkit::CLEAN;
    use serde_json::{Value, json};

    use crate::respond;

    fn answer(name: &str, bytes: &[u8]) -> (Value, Vec<u8>) {
        let head = json!({ "task": "open", "name": name, "locale": "zh" }).to_string();
        let answer = respond(&[head.as_bytes(), b"\n", bytes].concat());
        let end = answer.iter().position(|byte| *byte == b'\n').expect("a head");
        (serde_json::from_slice(&answer[..end]).expect("JSON"), answer[end + 1..].to_vec())
    }

    #[test]
    fn a_text_in_any_encoding_is_opened() {
        assert_eq!(answer("a.txt", CLEAN.as_bytes()), (json!({ "notes": [] }), CLEAN.as_bytes().to_vec()));
        let utf16: Vec<u8> = [0xFEFF].into_iter().chain(CLEAN.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let (head, text) = answer("a.txt", &utf16);
        assert_eq!(head, json!({ "notes": [] }));
        assert!(String::from_utf8(text).expect("UTF-8").contains("一、总体情况"));
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        for (name, bytes, words) in [
            ("a.docx", &b"PK\x03\x04 damaged"[..], "a.docx"),
            ("a.txt", b"hello", "a.txt"),
            ("a.pdf", b"%PDF-1.7", "a.pdf"),
            ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "a.png"),
        ] {
            let (head, text) = answer(name, bytes);
            let message = head["message"].as_str().expect("a message");
            assert!(message.contains(words) && text.is_empty(), "{name}: {message}");
        }
    }
}
