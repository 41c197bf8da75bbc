//! `gouji/document`: a Word document, PDF file or web page as gouji reads it, with the places of its findings.
//!
//! The parameters are those of every request about a document. The server reads the file; the client does not open it.

use gouji_convert::{LeftOut, Place};
use gouji_ide::documents::MAX_FINDINGS_OF_RULE;
use gouji_ide::features::document::{CellRole, DocumentView, TableCell, ViewBlock, ViewPlace, ViewRow};
use gouji_l10n::{Message, msg};
use gouji_lint::{Analysis, Finding, rules};
use gouji_text::Span;
use ls_types::notification::Notification;
use ls_types::{ProgressToken, Range, TextDocumentIdentifier};
use ropey::Rope;
use serde::{Deserialize, Serialize};

use super::{Handler, announce_experimental};
use crate::client::ClientContext;
use crate::{to_proto, uri};

/// The method.
pub const METHOD: &str = "gouji/document";

pub(super) const HANDLER: Handler = Handler {
    file: "document",
    methods: &[METHOD],
    announce: |_, capabilities| announce_experimental(capabilities, "goujiDocument"),
};

/// `gouji/documentsChanged`: the findings of documents may have changed, because other files of the workspace have. The server sends it
/// to a client that announces `documentViews` in its `initializationOptions`.
#[derive(Debug)]
pub enum DocumentsChanged {}

impl Notification for DocumentsChanged {
    type Params = ();
    const METHOD: &'static str = "gouji/documentsChanged";
}

/// The parameters of the request.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentParams {
    /// The file.
    pub text_document: TextDocumentIdentifier,
    /// The token with which the server shows progress.
    #[serde(default)]
    pub work_done_token: Option<ProgressToken>,
}

/// The name of the file, without its folder.
pub fn file_name(params: &DocumentParams) -> String {
    let path = uri::path_of_params(&params.text_document.uri);
    let name = path.as_ref().and_then(|path| path.file_name());
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The answer.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum DocumentAnswer {
    /// The file cannot be read.
    Unread {
        /// Why, and what to do.
        message: String,
    },
    /// The document.
    Read(DocumentJson),
}

/// A document that was read.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentJson {
    /// Its paragraphs and tables.
    blocks: Vec<BlockJson>,
    /// What gouji found in it.
    findings: Vec<FindingJson>,
    /// Sentences about the whole document, such as parts that were not read.
    notes: Vec<String>,
}

/// A paragraph or a table.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum BlockJson {
    Paragraph {
        id: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        page: Option<usize>,
        /// The level of a heading, from 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        heading: Option<usize>,
        text: String,
    },
    Table {
        number: usize,
        rows: Vec<RowJson>,
    },
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct RowJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    cells: Vec<CellJson>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct CellJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    columns: usize,
    rows: usize,
    text: String,
    /// The part of the cell in the official form: `header`, `label`, `band` or `figure`; absent if it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
}

/// A part of a paragraph or cell: offsets in its text, in UTF-16 code units.
#[derive(Clone, Debug, Serialize)]
struct PlaceJson {
    id: usize,
    start: usize,
    end: usize,
    /// The place in words, as in `第3个表格 第5行 第4列`.
    name: String,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FindingJson {
    /// `error`, `warning`, `info` or `hint`.
    severity: &'static str,
    rule: &'static str,
    /// The title of the rule.
    title: String,
    /// The program and the title of the rule, as in a diagnostic.
    source: String,
    message: String,
    /// The page about the rule, if the client has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// The place in the view; absent if the view is cut before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceJson>,
    /// The place in the text as gouji reads it.
    range: Range,
    related: Vec<RelatedJson>,
    /// The titles of the fixes.
    fixes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct RelatedJson {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceJson>,
}

/// The answer for a file that cannot be read.
pub fn unread(client: &ClientContext, message: &Message) -> DocumentAnswer {
    DocumentAnswer::Unread { message: client.catalogue.render(message) }
}

/// The answer for a document with this text. `notes` are about the whole document.
pub fn read(
    client: &ClientContext,
    text: &str,
    view: DocumentView,
    analysis: &Analysis,
    notes: &[Message],
) -> DocumentAnswer {
    let rope = Rope::from_str(text);
    let locate = |span| {
        let ViewPlace { index, place, start, words } = view.locate(span)?;
        Some(Located { index, start, words, name: place_name(place) })
    };
    let findings = findings_json(client, &rope, &analysis.findings, &locate);
    let notes = notes.iter().map(|note| client.catalogue.render(note)).collect();
    let blocks = view.blocks.into_iter().map(block).collect();
    DocumentAnswer::Read(DocumentJson { blocks, findings, notes })
}

/// The notes about a document: parts that were not read, and findings that are not listed.
pub fn notes(view: &DocumentView, left_out: LeftOut, analysis: &Analysis, name: &str) -> Vec<Message> {
    let mut notes = Vec::new();
    if left_out.changes {
        notes.push(msg::CliDocumentChanges { count: 1_usize }.into());
    }
    if left_out.comments {
        notes.push(msg::CliDocumentComments { count: 1_usize }.into());
    }
    if view.is_cut {
        notes.push(msg::DocumentCut.into());
    }
    if analysis.left_out > 0 {
        notes.push(msg::FindingsLeftOut { most: MAX_FINDINGS_OF_RULE, count: analysis.left_out }.into());
    }
    notes.extend(analysis.failed.iter().map(|rule| msg::CliRuleFailed { rule: rule.rule, path: name }.into()));
    notes
}

pub(super) fn block(block: ViewBlock) -> BlockJson {
    match block {
        ViewBlock::Paragraph(paragraph) => BlockJson::Paragraph {
            id: paragraph.place,
            page: paragraph.page,
            heading: paragraph.heading,
            text: paragraph.text,
        },
        ViewBlock::Table(table) => {
            BlockJson::Table { number: table.number, rows: table.rows.into_iter().map(row).collect() }
        }
    }
}

fn row(row: ViewRow) -> RowJson {
    let cells = row.cells.into_iter();
    let cell = |cell: TableCell| CellJson {
        id: cell.place,
        columns: cell.columns,
        rows: cell.rows,
        text: cell.text,
        role: match cell.role {
            CellRole::Unknown => None,
            CellRole::Header => Some("header"),
            CellRole::Label => Some("label"),
            CellRole::Band => Some("band"),
            CellRole::Figure => Some("figure"),
        },
    };
    RowJson { page: row.page, cells: cells.map(cell).collect() }
}

/// A part of a text in a view.
pub(super) struct Located {
    /// The id of the paragraph or cell.
    pub index: usize,
    /// Where its words begin, in bytes of the text.
    pub start: usize,
    /// The part, in bytes of the text.
    pub words: Span,
    /// The place in words.
    pub name: Message,
}

/// Converts the findings of a text. `locate` finds the place of a part of the text in the view.
pub(super) fn findings_json(
    client: &ClientContext,
    rope: &Rope,
    findings: &[Finding],
    locate: &dyn Fn(Span) -> Option<Located>,
) -> Vec<FindingJson> {
    let converter = Converter { client, rope, locate };
    findings.iter().map(|finding| converter.finding(finding)).collect()
}

/// Converts the findings of one text.
struct Converter<'a> {
    client: &'a ClientContext,
    rope: &'a Rope,
    locate: &'a dyn Fn(Span) -> Option<Located>,
}

impl Converter<'_> {
    fn finding(&self, finding: &Finding) -> FindingJson {
        let (catalogue, profile) = (self.client.catalogue, self.client.profile);
        let related = finding.related.iter().map(|related| RelatedJson {
            message: catalogue.render(&related.message),
            place: if related.source.is_none() { self.place(related.span) } else { None },
        });
        let title = rules::named(finding.rule).map(|rule| rule.title(catalogue.locale()).to_owned());
        let page = self.client.documentation.page(finding.rule, catalogue.locale());
        FindingJson {
            severity: finding.severity.name(),
            rule: finding.rule,
            title: title.unwrap_or_default(),
            source: to_proto::source(finding.rule, catalogue),
            message: catalogue.render(&finding.message),
            page: page.map(|page| page.href.as_str().to_owned()),
            place: self.place(finding.span),
            range: to_proto::range(profile.encoding, self.rope, finding.span),
            related: related.collect(),
            fixes: finding.fixes.iter().map(|fix| catalogue.render(&fix.title)).collect(),
        }
    }

    fn place(&self, span: Span) -> Option<PlaceJson> {
        let Located { index, start, words, name } = (self.locate)(span)?;
        let origin = self.code_units(start);
        Some(PlaceJson {
            id: index,
            start: self.code_units(words.start) - origin,
            end: self.code_units(words.end) - origin,
            name: self.client.catalogue.render(&name),
        })
    }

    /// The number of UTF-16 code units before a byte of the text.
    fn code_units(&self, byte: usize) -> usize {
        self.rope.char_to_utf16_cu(self.rope.byte_to_char(byte.min(self.rope.len_bytes())))
    }
}

/// The place in words.
pub fn place_name(place: Place) -> Message {
    match place {
        Place::Paragraph { number, page: None } => msg::CliPlaceParagraph { paragraph: number }.into(),
        Place::Paragraph { number, page: Some(page) } => msg::CliPlacePageParagraph { page, paragraph: number }.into(),
        Place::Cell { table, row, column, page: None } => msg::CliPlaceCell { table, row, column }.into(),
        Place::Cell { table, row, column, page: Some(page) } => {
            msg::CliPlacePageCell { page, table, row, column }.into()
        }
    }
}
