//! The messages for documents that cannot be read. They say what to do next.

use gouji_convert::{DocumentKind, Failure};
use gouji_l10n::Message;

/// The message for a document of this kind that cannot be converted. `name` is the name of the file.
pub fn refused(kind: Option<DocumentKind>, failure: Failure, name: &str) -> Message {
    let is_pdf = kind == Some(DocumentKind::Pdf);
    let is_page = matches!(kind, Some(DocumentKind::Page | DocumentKind::WebArchive));
    let id = match failure {
        _ if kind == Some(DocumentKind::RichText) => "cli-unread-word",
        Failure::OtherKind | Failure::NoText if is_page => "cli-unread-web-page",
        Failure::NoText if is_pdf => "cli-pdf-scan",
        Failure::OtherKind | Failure::OldWord if is_pdf => "cli-pdf-other",
        Failure::Encrypted if is_pdf => "cli-pdf-encrypted",
        Failure::Damaged if is_pdf => "cli-pdf-damaged",
        Failure::TooLarge if is_pdf => "cli-pdf-too-large",
        Failure::OtherKind | Failure::NoText => "cli-document-other",
        Failure::OldWord => "cli-document-old",
        Failure::Encrypted => "cli-document-encrypted",
        Failure::Damaged => "cli-document-damaged",
        Failure::TooLarge => "cli-document-too-large",
    };
    Message::new(id).with("path", name)
}

/// The message for a document whose text is no report.
pub fn not_a_report(name: &str) -> Message {
    Message::new("cli-not-a-report").with("path", name)
}
