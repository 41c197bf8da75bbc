//! `gouji/preview`: an open report as it will be published, with the places of its findings.
//!
//! The parameters are those of every request about a document. The answer is about the open text, which may not be saved.

use gouji_ide::documents::MAX_FINDINGS_OF_RULE;
use gouji_ide::features::preview::{Preview, PreviewPart, preview};
use gouji_l10n::{Message, msg};
use gouji_lint::Analysis;
use gouji_text::{Cancelled, Span};
use ls_types::Range;
use ropey::Rope;
use serde::Serialize;

use super::document::{BlockJson, FindingJson, Located, block, findings_json};
use super::{Context, Handler, announce_experimental};
use crate::client::ClientContext;
use crate::to_proto;

/// The method.
pub const METHOD: &str = "gouji/preview";

pub(super) const HANDLER: Handler = Handler {
    file: "preview",
    methods: &[METHOD],
    announce: |_, capabilities| announce_experimental(capabilities, "goujiPreview"),
};

/// The answer.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum PreviewAnswer {
    /// The text has no preview.
    None {
        /// Why, and what to do.
        message: String,
    },
    /// The preview.
    Some(PreviewJson),
}

/// A report as it will be published.
#[derive(Clone, Debug, Serialize)]
pub struct PreviewJson {
    /// The version of the text.
    version: i32,
    /// The paragraphs and tables.
    blocks: Vec<BlockJson>,
    /// The places of the paragraphs and cells in the text, by their ids.
    ranges: Vec<Range>,
    /// What gouji found in it.
    findings: Vec<FindingJson>,
    /// Sentences about the whole report.
    notes: Vec<String>,
}

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(context: &Context<'_>) -> Result<Option<PreviewAnswer>, Cancelled> {
    let (client, analysis) = (context.client, &context.analysed.analysis);
    let none = |message: &Message| Some(PreviewAnswer::None { message: client.catalogue.render(message) });
    let Some(report) = &analysis.report else { return Ok(none(&msg::PreviewNotAReport.into())) };
    let Some(shown) = preview(report, &context.analysed.text, context.cancel)? else {
        return Ok(none(&msg::PreviewTooLarge.into()));
    };
    let rope = &context.snapshot.rope;
    let name = |_: &Preview, _, byte: usize| {
        msg::CliPlaceLine { line: rope.byte_to_line(byte.min(rope.len_bytes())) + 1 }.into()
    };
    Ok(Some(answer(client, rope, context.snapshot.version, shown, analysis, &name)))
}

/// The answer for a preview. `name` says where a finding is, from the preview, the index of its paragraph or cell, and its first byte.
pub fn answer(
    client: &ClientContext,
    rope: &Rope,
    version: i32,
    shown: Preview,
    analysis: &Analysis,
    name: &dyn Fn(&Preview, usize, usize) -> Message,
) -> PreviewAnswer {
    let locate = |span: Span| {
        let PreviewPart { index, words } = shown.locate(span)?;
        let start = shown.places.get(index)?.start;
        Some(Located { index, start, words, name: name(&shown, index, span.start) })
    };
    let findings = findings_json(client, rope, &analysis.findings, &locate);
    let mut notes: Vec<Message> = Vec::new();
    if shown.is_cut {
        notes.push(msg::DocumentCut.into());
    }
    if analysis.left_out > 0 {
        notes.push(msg::FindingsLeftOut { most: MAX_FINDINGS_OF_RULE, count: analysis.left_out }.into());
    }
    let encoding = client.profile.encoding;
    let ranges = shown.places.iter().map(|place| to_proto::range(encoding, rope, *place)).collect();
    PreviewAnswer::Some(PreviewJson {
        version,
        blocks: shown.blocks.into_iter().map(block).collect(),
        ranges,
        findings,
        notes: notes.iter().map(|note| client.catalogue.render(note)).collect(),
    })
}
