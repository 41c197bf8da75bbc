//! Reads and checks a document that the client cannot show as text, for `gouji/document`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji_convert::{Converted, DocumentKind, Failure};
use gouji_files::{Place, Refusal};
use gouji_ide::Origin;
use gouji_ide::documents::{AlikeDocument, AlikePlace, LastYearPlace, LastYearReport};
use gouji_ide::features::document::{analyse, document_view, not_a_report, refused};
use gouji_l10n::{Message, msg};
use gouji_lint::analysis::OtherReports;
use gouji_text::{CancelToken, Cancelled};

use crate::handlers::document::{self, DocumentAnswer, DocumentParams};
use crate::reading::{self, ReportReader};
use crate::session::Session;
use crate::uri;

/// The size of the largest document, in bytes. The command line has the same limit.
const MAX_BYTES: u64 = 64 << 20;

/// The answer to `gouji/document`. Reads files.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn answer(
    session: &Session,
    params: &DocumentParams,
    cancel: CancelToken<'_>,
) -> Result<DocumentAnswer, Cancelled> {
    match uri::path_of_params(&params.text_document.uri) {
        Some(path) => read(session, &path, cancel),
        None => Ok(document::unread(session.client(), &msg::DocumentNoFile.into())),
    }
}

fn read(session: &Session, path: &Path, cancel: CancelToken<'_>) -> Result<DocumentAnswer, Cancelled> {
    let client = session.client();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    cancel.check()?;
    let converted = match converted(session, path, &name) {
        Ok(converted) => converted,
        Err(message) => return Ok(document::unread(client, &message)),
    };
    cancel.check()?;
    let effective = session.documents.settings().effective(&Origin::File(path.to_owned()));
    let is_excluded = effective.is_excluded;
    let (last_year, alike) = (last_year(session, path), alike(session, path));
    let others = OtherReports {
        last: last_year.as_deref().map(LastYearReport::neighbour),
        alike: alike.as_ref().map(AlikeDocument::alike_report),
    };
    let analysis = analyse(&converted.text, others, effective, cancel)?;
    let view = document_view(&converted.text, &converted.places, analysis.report.as_deref(), cancel)?;
    let mut notes = document::notes(&view, converted.left_out, &analysis, &name);
    if analysis.report.is_none() {
        notes.insert(0, not_a_report(&name));
    } else if is_excluded {
        notes.insert(0, msg::DocumentExcluded { path: &*name }.into());
    }
    Ok(document::read(client, &converted.text, view, &analysis, &notes))
}

/// Last year's report of a file, if the workspace has it.
fn last_year(session: &Session, path: &Path) -> Option<Arc<LastYearReport>> {
    match session.documents.last_year_of_file(path)? {
        LastYearPlace::Open(report, _) => Some(report),
        LastYearPlace::OnDisk(path, _) => report(session, &path),
    }
}

/// The report in the workspace that has most of its prose in common with a file.
fn alike(session: &Session, path: &Path) -> Option<AlikeDocument> {
    let AlikePlace { path, copied, .. } = session.documents.alike_of_file(path)?;
    Some(AlikeDocument::new(report(session, &path)?, copied))
}

/// The report in a file of the workspace.
fn report(session: &Session, path: &Path) -> Option<Arc<LastYearReport>> {
    ReportReader::default().read(session.documents.settings().files(), path).map(Arc::new)
}

/// The text of the document at `path`, or the message for a file that cannot be read.
fn converted(session: &Session, path: &Path, name: &str) -> Result<Converted, Message> {
    let place = Place::Named(PathBuf::from(path));
    let files = session.documents.settings().files();
    let bytes = files.read(&place, MAX_BYTES).map_err(|refusal| unreadable(&refusal, name))?;
    let kind = DocumentKind::from_content(&bytes, path);
    let converted = kind.map_or(Err(Failure::OtherKind), |kind| reading::convert(kind, &bytes));
    converted.map_err(|failure| refused(kind, failure, name))
}

/// The message for a file that cannot be opened.
fn unreadable(refusal: &Refusal, name: &str) -> Message {
    let path = name;
    match refusal {
        refusal if refusal.is_missing() => msg::CliMissing { path }.into(),
        refusal if refusal.is_denied() => msg::CliDenied { path }.into(),
        Refusal::Io(error) => msg::CliUnreadable { path, reason: error.to_string() }.into(),
        Refusal::Irregular | Refusal::Outside => msg::CliIrregular { path }.into(),
        Refusal::TooLarge(most) => {
            msg::CliTooLarge { path, limit: usize::try_from(most >> 20).unwrap_or(usize::MAX) }.into()
        }
    }
}
