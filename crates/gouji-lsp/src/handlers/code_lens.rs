//! `textDocument/codeLens`: how many relations hold, and how many findings there are, above the title and the tables.

use gouji_ide::features::lenses::{Lens, LensPlaces, lenses};
use gouji_text::{Cancelled, Span};
use ls_types::{CodeLens, CodeLensOptions, CodeLensParams, Command, Location, Uri};
use serde_json::{Value, json};

use super::configuration::Switches;
use super::{Context, Handler};
use crate::profile::{SHOW_PLACES, Support};
use crate::{to_proto, uri};

pub(super) const HANDLER: Handler = Handler {
    file: "code_lens",
    methods: &["textDocument/codeLens"],
    announce: |_, capabilities| {
        capabilities.code_lens_provider = Some(CodeLensOptions { resolve_provider: Some(false) });
    },
};

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    context: &Context<'_>,
    switches: Switches,
    params: &CodeLensParams,
) -> Result<Option<Vec<CodeLens>>, Cancelled> {
    let Some(report) = &context.analysed.analysis.report else { return Ok(None) };
    if !switches.has_lenses {
        return Ok(None);
    }
    let last_year = context.snapshot.last_year_report();
    let found = lenses(report, &context.analysed.analysis.findings, last_year, context.cancel)?;
    Ok(Some(found.iter().map(|lens| convert(context, &params.text_document.uri, lens)).collect()))
}

fn convert(context: &Context<'_>, uri: &Uri, lens: &Lens) -> CodeLens {
    // The range must be in one line.
    let start = Span::at(lens.span.start);
    let range = to_proto::range(context.encoding(), &context.snapshot.rope, start);
    let title = context.client.catalogue.render(&lens.title);
    let places = match context.client.profile.lens_commands {
        Support::Yes => places(context, uri, &lens.places),
        Support::No => Vec::new(),
    };
    // Clients show a lens without a command as plain text.
    let command = if places.is_empty() {
        Command { title, command: String::new(), arguments: None }
    } else {
        let arguments = vec![json!({"uri": uri, "range": range}), json!(places)];
        Command { title, command: SHOW_PLACES.to_owned(), arguments: Some(arguments) }
    };
    CodeLens { range, command: Some(command), data: None }
}

fn places(context: &Context<'_>, uri: &Uri, places: &LensPlaces) -> Vec<Value> {
    let locations = match places {
        LensPlaces::Here(spans) => to_proto::locations(context.encoding(), context.snapshot, uri, spans),
        LensPlaces::LastYear(span) => {
            let location = context.snapshot.last_year().and_then(|last_year| {
                let range = to_proto::range(context.encoding(), &last_year.rope, *span);
                Some(Location { uri: uri::encode(&last_year.id)?, range })
            });
            location.into_iter().collect()
        }
    };
    locations.iter().map(|location| json!(location)).collect()
}
