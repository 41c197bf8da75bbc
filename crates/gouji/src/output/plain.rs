//! Output without escape sequences, which words of a report and names of files may bear.

use anstream::adapter::strip_str;
use gouji_core::Catalogue;

use super::{Frame, Printer};
use crate::summary::Seen;
use crate::unread::Unread;

/// The same format without escape sequences.
pub struct Plain<P>(pub P);

impl<T, P: Printer<T>> Printer<T> for Plain<P> {
    fn piece(&self, report: &T, catalogue: &Catalogue) -> String {
        plain(self.0.piece(report, catalogue))
    }

    fn unread(&self, unread: &Unread, catalogue: &Catalogue) -> String {
        plain(self.0.unread(unread, catalogue))
    }

    fn frame(&self, seen: &Seen, catalogue: &Catalogue) -> Frame {
        self.0.frame(seen, catalogue)
    }

    fn counts(&self) -> bool {
        self.0.counts()
    }
}

/// Hardly ever is there anything to take out, and to look for a control character is quick: chunk by chunk, which is done for
/// many bytes at once, as a search that may end anywhere is not.
fn plain(piece: String) -> String {
    let is_control = |byte: &u8| byte.is_ascii_control() & !byte.is_ascii_whitespace();
    let bears_one = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | is_control(byte));
    if piece.as_bytes().chunks(64).any(bears_one) { strip_str(&piece).to_string() } else { piece }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_are_taken_out_and_words_stay() {
        let words = "一、\t总体情况\r\n  | ^^ 25%\n";
        assert_eq!(plain(words.to_owned()), words);
        assert_eq!(plain("\u{1b}[31m红\u{1b}[0m\u{7}色\n".to_owned()), "红色\n");
    }
}
