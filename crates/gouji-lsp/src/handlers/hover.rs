//! `textDocument/hover`.

use gouji_ide::features::hover::{self, HoverBlock};
use gouji_text::Cancelled;
use ls_types::{Hover, HoverContents, HoverParams, HoverProviderCapability, MarkupContent, MarkupKind};

use super::{Context, Handler};
use crate::profile::Markup;
use crate::to_proto;

pub(super) const HANDLER: Handler = Handler {
    file: "hover",
    methods: &["textDocument/hover"],
    announce: |_, capabilities| capabilities.hover_provider = Some(HoverProviderCapability::Simple(true)),
};

/// Answers the request.
///
/// # Errors
/// Never: the answer is fast. All handlers have the same type.
pub fn handle(context: &Context<'_>, params: &HoverParams) -> Result<Option<Hover>, Cancelled> {
    let offset = context.offset(params.text_document_position_params.position);
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let catalogue = context.client.catalogue;
    let found = hover::hover(report, context.snapshot.last_year_report(), offset, catalogue);
    let found = hover::with_basis(found, &context.analysed.analysis.findings, offset, catalogue);
    Ok(found.map(|found| convert(context, &found)))
}

fn convert(context: &Context<'_>, hover: &hover::Hover) -> Hover {
    Hover {
        contents: HoverContents::Markup(render(context.client.profile.hover, &hover.blocks)),
        range: Some(to_proto::range(context.encoding(), &context.snapshot.rope, hover.span)),
    }
}

/// The blocks as one text.
pub(super) fn render(markup: Markup, blocks: &[HoverBlock]) -> MarkupContent {
    let kind = match markup {
        Markup::Markdown => MarkupKind::Markdown,
        Markup::Plain => MarkupKind::PlainText,
    };
    let blocks: Vec<String> = blocks.iter().map(|part| block(markup, part)).collect();
    MarkupContent { kind, value: blocks.join("\n\n") }
}

fn block(markup: Markup, block: &HoverBlock) -> String {
    let lines = |items: &[String], mark: &str| {
        items.iter().map(|item| format!("{mark}{}", escape(markup, item))).collect::<Vec<_>>().join("\n")
    };
    match (block, markup) {
        (HoverBlock::Title(title), Markup::Markdown) => format!("**{}**", escape(markup, title)),
        (HoverBlock::Title(title), Markup::Plain) => title.clone(),
        (HoverBlock::Text(text), _) => escape(markup, text),
        (HoverBlock::List(items), Markup::Markdown) => lines(items, "- "),
        (HoverBlock::List(items), Markup::Plain) => lines(items, ""),
    }
}

/// Escapes the special characters of Markdown. The text has labels of the report, which may contain them.
fn escape(markup: Markup, text: &str) -> String {
    let special = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|');
    match markup {
        Markup::Plain => text.to_owned(),
        Markup::Markdown => text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
            if special(c) {
                escaped.push('\\');
            }
            escaped.push(c);
            escaped
        }),
    }
}
