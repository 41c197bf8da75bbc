//! For people: findings with the lines in which they stand.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title, normalize_untrusted_str};
use gouji_core::{Catalogue, Finding, Message, Severity, Span};

use super::Printer;
use super::sheets::{Sheet, Sheets};
use crate::excerpt::{Extent, excerpt};
use crate::session::Checked;

/// Related places that are shown of one finding.
const MOST_RELATED: usize = 4;

/// Findings with the lines in which they stand.
pub struct Text {
    renderer: Renderer,
}

impl Text {
    pub const fn new(renderer: Renderer) -> Self {
        Self { renderer }
    }
}

impl Printer for Text {
    fn piece(&self, checked: &Checked, catalogue: &Catalogue) -> String {
        let page = Page { sheets: Sheets::of(checked), catalogue };
        let render = |finding| self.renderer.render(&page.finding(finding));
        checked.analysis.findings.iter().fold(String::new(), |piece, finding| piece + &render(finding) + "\n\n")
    }
}

struct Page<'a> {
    sheets: Sheets<'a>,
    catalogue: &'a Catalogue,
}

impl Page<'_> {
    fn finding<'a>(&self, finding: &'a Finding) -> Vec<Group<'a>> {
        let title = level(finding.severity).primary_title(self.catalogue.render(&finding.message)).id(finding.rule);
        let mut main = place(&self.sheets.own, title, finding.span);
        for fix in &finding.fixes {
            main = main.element(Level::HELP.message(self.words(&fix.title)));
        }
        let related = finding.related.iter().take(MOST_RELATED).map(|related| {
            let title = Level::NOTE.secondary_title(self.words(&related.message));
            place(self.sheets.of_related(related), title, related.span)
        });
        let mut groups: Vec<Group<'a>> = std::iter::once(main).chain(related).collect();
        let more = finding.related.len().saturating_sub(MOST_RELATED);
        if let Some(last) = groups.pop_if(|_| more > 0) {
            let more = Message::new("cli-more").with("count", more);
            groups.push(last.element(Level::NOTE.message(self.words(&more))));
        }
        groups
    }

    fn words(&self, message: &Message) -> String {
        normalize_untrusted_str(&self.catalogue.render(message))
    }
}

/// The title, the place's path, line and column, and the line with the place underlined.
fn place<'a>(sheet: &Sheet<'_>, title: Title<'a>, span: Span) -> Group<'a> {
    let place = sheet.places.place(span.start);
    let excerpt = excerpt(&sheet.places, span);
    let snippet = Snippet::source(excerpt.text).line_start(place.line);
    let snippet = snippet.annotation(AnnotationKind::Primary.span(excerpt.span.into()));
    match excerpt.extent {
        Extent::Whole => title.element(snippet.path(sheet.file.clone())),
        // The snippet would print the columns of the piece.
        Extent::Piece => {
            let origin = Origin::path(sheet.file.clone()).line(place.line).char_column(place.column);
            title.element(origin).element(snippet)
        }
    }
}

fn level<'a>(severity: Severity) -> Level<'a> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE.with_name(Severity::Hint.name()),
    }
}
