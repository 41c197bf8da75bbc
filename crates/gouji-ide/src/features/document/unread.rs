//! The messages for documents that cannot be read. They say what to do next.

use gouji_convert::{DocumentKind, Failure};
use gouji_l10n::{Message, msg};

/// The message for a document of this kind that cannot be converted. `name` is the name of the file.
pub fn refused(kind: Option<DocumentKind>, failure: Failure, name: &str) -> Message {
    let is_pdf = kind == Some(DocumentKind::Pdf);
    let is_page = matches!(kind, Some(DocumentKind::Page | DocumentKind::WebArchive));
    let path = name;
    match failure {
        _ if kind == Some(DocumentKind::RichText) => msg::CliUnreadWord { path }.into(),
        Failure::OtherKind | Failure::NoText if is_page => msg::CliUnreadWebPage { path }.into(),
        Failure::NoText if is_pdf => msg::CliPdfScan { path }.into(),
        Failure::OtherKind | Failure::OldWord if is_pdf => msg::CliPdfOther { path }.into(),
        Failure::Encrypted if is_pdf => msg::CliPdfEncrypted { path }.into(),
        Failure::Damaged if is_pdf => msg::CliPdfDamaged { path }.into(),
        Failure::TooLarge if is_pdf => msg::CliPdfTooLarge { path }.into(),
        Failure::OtherKind | Failure::NoText => msg::CliDocumentOther { path }.into(),
        Failure::OldWord => msg::CliDocumentOld { path }.into(),
        Failure::Encrypted => msg::CliDocumentEncrypted { path }.into(),
        Failure::Damaged => msg::CliDocumentDamaged { path }.into(),
        Failure::TooLarge => msg::CliDocumentTooLarge { path }.into(),
    }
}

/// The message for a document whose text is no report.
pub fn not_a_report(name: &str) -> Message {
    msg::CliNotAReport { path: name }.into()
}
