//! Writes a report as the document that its agency publishes, in the official layout.

use gouji_convert::publish::{self, PrintedReport, UnplacedReason};
use gouji_convert::{page, word};
use gouji_l10n::{Message, msg};
use gouji_report::{Lines, Report};

use super::reading::Reading;

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentFormat {
    /// A Word document.
    Docx,
    /// A web page.
    Html,
}

/// The bytes of the document. It is read again: what it says must equal `reading`. `None` if it would say something else.
pub fn export(printed: &PrintedReport, format: DocumentFormat, reading: &Reading) -> Option<Vec<u8>> {
    let bytes = match format {
        DocumentFormat::Docx => publish::docx(printed)?,
        DocumentFormat::Html => publish::html(printed).into_bytes(),
    };
    let converted = match format {
        DocumentFormat::Docx => word(&bytes),
        DocumentFormat::Html => page(&bytes),
    };
    let text = converted.ok()?.text;
    let report = Report::read(&text, &Lines::parse(&text))?;
    (Reading::new(&report, &text) == *reading).then_some(bytes)
}

/// The message for a report with a part that has no place in the form: `words` at `place` of the file `path`.
pub fn refusal(reason: UnplacedReason, path: &str, place: Message, words: &str) -> Message {
    match reason {
        UnplacedReason::Repeated => msg::CliExportRepeated { path, place }.into(),
        UnplacedReason::Row => msg::CliExportRow { path, place, words }.into(),
        UnplacedReason::Figure => msg::CliExportFigure { path, place, words }.into(),
        UnplacedReason::Words => msg::CliExportWords { path, place, words }.into(),
        UnplacedReason::TooLarge => msg::CliExportTooLarge { path }.into(),
        UnplacedReason::Unread => msg::CliExportUnread { path, place }.into(),
    }
}

#[cfg(test)]
mod tests {
    use gouji_testkit::CLEAN;

    use super::*;

    fn read(text: &str) -> Report {
        Report::read(text, &Lines::parse(text)).expect("a report")
    }

    #[test]
    fn a_document_is_written_only_if_it_says_the_same() {
        let report = read(CLEAN);
        let printed = PrintedReport::new(&report, CLEAN).expect("it has a place for everything");
        let other = CLEAN.replacen("推进", "促进", 1);
        for format in [DocumentFormat::Docx, DocumentFormat::Html] {
            assert!(export(&printed, format, &Reading::new(&report, CLEAN)).is_some_and(|bytes| bytes.len() > 1000));
            assert_eq!(export(&printed, format, &Reading::new(&read(&other), &other)), None);
        }
    }
}
