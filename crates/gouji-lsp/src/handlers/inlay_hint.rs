//! `textDocument/inlayHint`: a tick or the expected figure after totals, and last year's figure after the row that carries it over.

use gouji_ide::features::inlay_hints::{self, Hint, HintKinds, HintPart, HintTarget};
use gouji_text::Cancelled;
use ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintParams, InlayHintTooltip, Location, OneOf, Uri,
};

use super::configuration::Switches;
use super::{Context, Handler};
use crate::{from_proto, to_proto, uri};

pub(super) const HANDLER: Handler = Handler {
    file: "inlay_hint",
    methods: &["textDocument/inlayHint"],
    announce: |_, capabilities| capabilities.inlay_hint_provider = Some(OneOf::Left(true)),
};

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    context: &Context<'_>,
    switches: Switches,
    params: &InlayHintParams,
) -> Result<Option<Vec<InlayHint>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    let kinds = HintKinds { has_totals: switches.has_total_hints, has_last_year: switches.has_last_year_hints };
    let range = context.encoding().span(&context.snapshot.rope, from_proto::range(params.range));
    let last_year = context.snapshot.last_year_report();
    let found = inlay_hints::inlay_hints(report, last_year, range, kinds, context.client.catalogue, context.cancel)?;
    Ok(Some(found.into_iter().map(|hint| convert(context, &params.text_document.uri, hint)).collect()))
}

fn convert(context: &Context<'_>, uri: &Uri, hint: Hint) -> InlayHint {
    let (encoding, rope) = (context.encoding(), &context.snapshot.rope);
    let part = |part: HintPart| InlayHintLabelPart {
        location: part.target.and_then(|target| location(context, uri, target)),
        value: part.text,
        ..InlayHintLabelPart::default()
    };
    InlayHint {
        position: to_proto::position(encoding.position(rope, hint.offset)),
        label: InlayHintLabel::LabelParts(hint.parts.into_iter().map(part).collect()),
        kind: None,
        text_edits: hint.edit.map(|edit| vec![to_proto::text_edit(encoding, rope, &edit)]),
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}

fn location(context: &Context<'_>, uri: &Uri, target: HintTarget) -> Option<Location> {
    let encoding = context.encoding();
    match target {
        HintTarget::Here(span) => {
            Some(Location { uri: uri.clone(), range: to_proto::range(encoding, &context.snapshot.rope, span) })
        }
        HintTarget::LastYear(span) => {
            let last_year = context.snapshot.last_year()?;
            Some(Location { uri: uri::encode(&last_year.id)?, range: to_proto::range(encoding, &last_year.rope, span) })
        }
    }
}
