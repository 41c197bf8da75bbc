//! `textDocument/completion` and `completionItem/resolve`, which adds the documentation of a proposal.

use gouji_edition::Layout;
use gouji_ide::features::completion::{self, Completion, CompletionKind, DocumentationTopic, Surroundings};
use gouji_text::Cancelled;
use ls_types::{
    CompletionItem, CompletionItemKind, CompletionOptions, CompletionParams, CompletionResponse, CompletionTextEdit,
    Documentation, InsertTextFormat, InsertTextMode, TextEdit,
};
use serde_json::{Value, json};

use super::hover::render;
use super::{Context, Handler};
use crate::client::ClientContext;
use crate::profile::{Markup, Support};
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "completion",
    methods: &["textDocument/completion", "completionItem/resolve"],
    announce: |_, capabilities| {
        capabilities.completion_provider = Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        });
    },
};

/// Editors propose words while Latin letters are typed. These characters begin a heading or a cell.
const TRIGGERS: [&str; 11] = ["一", "二", "三", "四", "五", "六", "、", "（", "(", "|", "\t"];

/// Answers `textDocument/completion`. `years` are those for which a new report may be written, the likeliest first.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    context: &Context<'_>,
    years: [u16; 2],
    params: &CompletionParams,
) -> Result<Option<CompletionResponse>, Cancelled> {
    let offset = context.offset(params.text_document_position.position);
    let (text, report) = (&context.analysed.text, context.analysed.analysis.report.as_deref());
    let surroundings = Surroundings { years, layout: layout(context) };
    let found = completion::completions(text, report, offset, surroundings, context.cancel)?;
    let items = found.into_iter().enumerate().map(|(at, completion)| convert(context, at, completion));
    Ok(Some(CompletionResponse::Array(items.collect())))
}

/// The layout of tables in a text without tables: that of its kind of file.
fn layout(context: &Context<'_>) -> Layout {
    let path = context.snapshot.origin().path();
    let extension = path.and_then(|path| path.extension()).unwrap_or_default();
    let is_markdown = ["md", "markdown"].iter().any(|markdown| extension.eq_ignore_ascii_case(markdown));
    if is_markdown { Layout::Pipes } else { Layout::Tabs }
}

fn convert(context: &Context<'_>, at: usize, completion: Completion) -> CompletionItem {
    let has_snippets = context.client.profile.snippets == Support::Yes;
    let (new_text, format) = match completion.snippet {
        Some(snippet) if has_snippets => (snippet, Some(InsertTextFormat::SNIPPET)),
        _ => (completion.text, None),
    };
    let range = to_proto::range(context.encoding(), &context.snapshot.rope, completion.span);
    CompletionItem {
        label: completion.label,
        kind: Some(kind(completion.kind)),
        // The order of the list, whatever the editor's own order is.
        sort_text: Some(format!("{at:03}")),
        filter_text: Some(completion.filter),
        insert_text_format: format,
        // Blanks at the beginning of inserted lines separate cells.
        insert_text_mode: Some(InsertTextMode::AS_IS),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        data: data(&completion.topic),
        ..CompletionItem::default()
    }
}

const fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Report => CompletionItemKind::FILE,
        CompletionKind::Section => CompletionItemKind::MODULE,
        CompletionKind::Heading => CompletionItemKind::KEYWORD,
        CompletionKind::Row => CompletionItemKind::FIELD,
        CompletionKind::Sentence => CompletionItemKind::TEXT,
    }
}

/// Answers `completionItem/resolve`: adds the documentation.
pub fn resolve(client: &ClientContext, mut item: CompletionItem) -> CompletionItem {
    let blocks =
        item.data.as_ref().and_then(topic).and_then(|topic| completion::documentation(&topic, client.catalogue));
    if let Some(blocks) = blocks {
        let markup = client.profile.completion;
        item.documentation = Some(match markup {
            Markup::Plain => Documentation::String(render(markup, &blocks).value),
            Markup::Markdown => Documentation::MarkupContent(render(markup, &blocks)),
        });
    }
    item
}

/// The topic as data of an item, which the client sends back.
fn data(topic: &DocumentationTopic) -> Option<Value> {
    match topic {
        DocumentationTopic::None => None,
        DocumentationTopic::Edition { edition } => Some(json!({"edition": edition})),
        DocumentationTopic::Section { edition, section } => Some(json!({"edition": edition, "section": section})),
        DocumentationTopic::Row { edition, table, row } => {
            Some(json!({"edition": edition, "table": table, "row": row}))
        }
        DocumentationTopic::Sentence { edition, section, sentence } => {
            Some(json!({"edition": edition, "section": section, "sentence": sentence}))
        }
    }
}

fn topic(data: &Value) -> Option<DocumentationTopic> {
    let id = |name: &str| Some(data.get(name)?.as_str()?.to_owned());
    let edition = id("edition")?;
    Some(match (id("section"), id("sentence"), id("table"), id("row")) {
        (Some(section), Some(sentence), ..) => DocumentationTopic::Sentence { edition, section, sentence },
        (Some(section), None, ..) => DocumentationTopic::Section { edition, section },
        (None, _, Some(table), Some(row)) => DocumentationTopic::Row { edition, table, row },
        _ => DocumentationTopic::Edition { edition },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topic_survives_the_way_to_the_client_and_back() {
        let id = |name: &str| name.to_owned();
        for expected in [
            DocumentationTopic::Edition { edition: id("e") },
            DocumentationTopic::Section { edition: id("e"), section: id("s") },
            DocumentationTopic::Row { edition: id("e"), table: id("t"), row: id("r") },
            DocumentationTopic::Sentence { edition: id("e"), section: id("s"), sentence: id("p") },
        ] {
            assert_eq!(data(&expected).as_ref().and_then(topic), Some(expected));
        }
        assert_eq!(topic(&json!([1])), None);
    }
}
