//! A checked report, as the commands and the printers get it.

use std::path::PathBuf;
use std::sync::Arc;

use gouji_convert::Encoding;
use gouji_lint::{Analysis, Finding, Fix, Related};
use gouji_text::TextEdit;

use crate::run::comparisons::LoadedPartners;
use crate::run::documents::Document;
use crate::run::in_order::MemorySize;

/// A report and its analysis.
#[derive(Debug)]
pub struct CheckedReport {
    /// Its path, as the user wrote it or as the folder's listing gives it.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// The encoding of its file.
    pub encoding: Encoding,
    /// Places and omissions of the document, if the text was converted from one.
    pub document: Option<Arc<Document>>,
    /// The findings and the report.
    pub analysis: Analysis,
    /// The reports with which it was compared. Related places of findings may be in them.
    pub partners: LoadedPartners,
}

impl MemorySize for CheckedReport {
    /// The text, the findings, and their fixes, each of which may replace most of the text.
    fn bytes(&self) -> usize {
        let edits = |fix: &Fix| fix.edits.iter().map(|edit| size_of::<TextEdit>() + edit.text.len()).sum::<usize>();
        let finding = |finding: &Finding| {
            let related = finding.related.len() * size_of::<Related>();
            size_of::<Finding>() + related + finding.fixes.iter().map(edits).sum::<usize>()
        };
        self.text.len() + self.analysis.findings.iter().map(finding).sum::<usize>()
    }
}
