//! Requests and answers: a line of JSON, followed by bytes.

use gouji_convert::decode;
use gouji_l10n::{Catalogue, Locale, Message, msg};
use gouji_lsp::ClientContext;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::years::ReportTexts;
use crate::{edit, explain, export, list, open, show, years};

/// The head of a request.
#[derive(Clone, Debug, Deserialize)]
struct RequestHead {
    /// The name of the file.
    name: String,
    /// `zh` or `en`.
    locale: String,
    /// How many bytes at the end of the body are the text of last year's report.
    #[serde(default)]
    last_year: usize,
    #[serde(flatten)]
    task: RequestTask,
}

/// What to do with the bytes after the head.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "task", rename_all = "lowercase")]
enum RequestTask {
    /// Converts a file in any format to text.
    Open,
    /// Checks a text.
    Show,
    /// Finds out whether one of two texts is last year's report of the other.
    Pair,
    /// Finds the figures that are bound to the figure in a cell.
    Relate {
        /// The index of the cell, as in the last answer to [`RequestTask::Show`].
        place: usize,
    },
    /// Writes a figure or words into a place of the text.
    Edit {
        /// The index of the paragraph or cell, as in the last answer to [`RequestTask::Show`].
        place: usize,
        /// The new words. A line break begins a paragraph.
        words: String,
        /// The words that the page shows at this place.
        before: Option<String>,
    },
    /// Applies a fix of a finding.
    Fix {
        /// The index of the finding, as in the last answer to [`RequestTask::Show`].
        finding: usize,
        /// The index of the fix.
        fix: usize,
    },
    /// Applies all safe fixes.
    FixAll,
    /// Writes the text as a document.
    Export {
        /// The format.
        to: RequestedFormat,
    },
    /// Reads the page of a rule.
    Explain {
        /// The name of the rule.
        rule: String,
    },
    /// Writes the list of the findings.
    List {
        /// The form.
        to: ListForm,
    },
}

/// A form of the list of findings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListForm {
    /// A workbook.
    Xlsx,
    /// A web page.
    Html,
}

/// A format of documents.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestedFormat {
    /// A Word document.
    Docx,
    /// A web page.
    Html,
}

/// The answer: a head, and a text or document. An error is a message for the user.
pub type TaskAnswer = Result<(Value, Vec<u8>), Message>;

/// The request as a task sees it.
#[derive(Debug)]
pub struct RequestContext {
    /// The name of the file.
    pub name: String,
    /// The language of the messages, and the unit of places, as for a client of the language server.
    pub client: ClientContext,
}

/// Answers a request.
#[must_use]
pub fn respond(request: &[u8]) -> Vec<u8> {
    let (head, body) = split(request);
    let answer = match serde_json::from_slice::<RequestHead>(head) {
        Ok(head) => {
            let context = RequestContext { client: client(&head.locale), name: head.name };
            let catalogue = context.client.catalogue;
            run(&context, head.task, body, head.last_year).unwrap_or_else(|message| failed(&catalogue.render(&message)))
        }
        // Only an error of the page leads here.
        Err(error) => failed(&error.to_string()),
    };
    let (head, mut body) = answer;
    let mut bytes = head.to_string().into_bytes();
    bytes.push(b'\n');
    bytes.append(&mut body);
    bytes
}

/// The head, which is the first line, and the rest.
fn split(request: &[u8]) -> (&[u8], &[u8]) {
    let end = request.iter().position(|byte| *byte == b'\n').unwrap_or(request.len());
    let (head, body) = request.split_at(end);
    (head, body.get(1..).unwrap_or_default())
}

fn run(context: &RequestContext, task: RequestTask, body: &[u8], last_year: usize) -> TaskAnswer {
    if let RequestTask::Open = task {
        return open::open(context, body);
    }
    let (text, last) = body.split_at(body.len().saturating_sub(last_year));
    let texts = ReportTexts { text: self::text(context, text)?, last_year: self::text(context, last)? };
    match task {
        RequestTask::Open | RequestTask::Show => Ok(show::show(context, &texts)),
        RequestTask::Pair => Ok(years::pair(&texts)),
        RequestTask::Relate { place } => Ok(show::relate(&texts, place)),
        RequestTask::Edit { place, words, before } => edit::edit(&texts, place, &words, before.as_deref()),
        RequestTask::Fix { finding, fix } => Ok(edit::fix(&texts, finding, fix)),
        RequestTask::FixAll => Ok(edit::fix_all(&texts)),
        RequestTask::Export { to } => export::export(context, &texts.text, to),
        RequestTask::Explain { rule } => Ok(explain::explain(context, &rule)),
        RequestTask::List { to } => list::list(context, &texts, to),
    }
}

/// The text of a body, which the page has from an earlier answer.
fn text(context: &RequestContext, body: &[u8]) -> Result<String, Message> {
    let (text, _) = decode(body.to_vec()).map_err(|_| msg::CliUnknownEncoding { path: context.name.as_str() })?;
    Ok(text)
}

/// An answer with a message for the user.
fn failed(message: &str) -> (Value, Vec<u8>) {
    (json!({ "message": message }), Vec::new())
}

fn client(locale: &str) -> ClientContext {
    let locale = if locale == "en" { Locale::English } else { Locale::Chinese };
    let mut client = ClientContext { catalogue: Catalogue::for_locale(locale), ..ClientContext::default() };
    client.profile.locale = locale;
    client
}

/// The JSON of an answer.
pub fn to_json(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}
