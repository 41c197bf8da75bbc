//! Findings with their lines, for people.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};
use anstream::adapter::strip_str;
use gouji_l10n::{Catalogue, Message, msg};
use gouji_lint::{Finding, Severity};
use gouji_text::Span;
use gouji_text::harmless;
use memchr::memmem;

use super::Printer;
use super::source_files::{SourceFile, SourceFiles};
use crate::print::excerpt::{ExcerptExtent, excerpt, gutter};
use crate::print::names;
use crate::print::wrap::wrap;
use crate::run::checked::CheckedReport;
use crate::run::documents::Spot;

/// The minimum width in columns for breaking a message into lines.
const MIN_WRAP_WIDTH: usize = 16;
/// The maximum number of related places per finding.
const MAX_RELATED: usize = 4;

/// The library writes this between the name of a place and its lines.
const JOINT: &str = ":::";

/// A width at which the library cuts no line. `excerpt` cuts lines, as it knows the width of Chinese characters.
const UNLIMITED_WIDTH: usize = 1 << 20;

/// Prints findings with their lines.
pub struct TextPrinter {
    renderer: Renderer,
    width: Option<usize>,
}

impl TextPrinter {
    /// A printer for `width` columns, or for lines of any length.
    pub const fn new(renderer: Renderer, width: Option<usize>) -> Self {
        Self { renderer: renderer.term_width(UNLIMITED_WIDTH), width }
    }
}

impl Printer for TextPrinter {
    fn fragment(&self, checked: &CheckedReport, catalogue: &Catalogue) -> String {
        let writer = TextFindingWriter { sources: SourceFiles::new(checked), catalogue, width: self.width };
        let mut fragment = String::new();
        for finding in &checked.analysis.findings {
            fragment.push_str(&without_joints(self.renderer.render(&writer.finding(finding))));
            fragment.push_str("\n\n");
        }
        fragment
    }
}

struct TextFindingWriter<'a> {
    sources: SourceFiles<'a>,
    catalogue: &'a Catalogue,
    width: Option<usize>,
}

impl TextFindingWriter<'_> {
    fn finding<'a>(&self, finding: &'a Finding) -> Vec<Group<'a>> {
        let severity = finding.severity;
        let message = self.words(&finding.message);
        // `error[rule]: ` precedes the message.
        let message = self.wrapped(message, severity.name().len() + finding.rule.len() + 4);
        let mut main =
            self.place(&self.sources.own, level(severity).primary_title(message).id(finding.rule), finding.span);
        let gutter = gutter(number(&self.sources.own, finding.span));
        for fix in &finding.fixes {
            main = main.element(Level::HELP.message(self.wrapped(self.words(&fix.title), gutter + "= help: ".len())));
        }
        let related = finding.related.iter().take(MAX_RELATED).map(|related| {
            let title = Level::NOTE.secondary_title(self.wrapped(self.words(&related.message), "note: ".len()));
            self.place(self.sources.for_related(related), title, related.span)
        });
        let mut groups: Vec<Group<'a>> = std::iter::once(main).chain(related).collect();
        let more = finding.related.len().saturating_sub(MAX_RELATED);
        if let Some(last) = groups.pop_if(|_| more > 0) {
            let more = msg::CliMore { count: more };
            groups.push(last.element(Level::NOTE.message(self.words(&more.into()))));
        }
        groups
    }

    fn words(&self, message: &Message) -> String {
        harmless::words(&self.catalogue.render(message)).into_owned()
    }

    /// The text in lines that fit after `before` columns.
    fn wrapped(&self, words: String, before: usize) -> String {
        match self.width.and_then(|width| width.checked_sub(before)) {
            Some(room) if room >= MIN_WRAP_WIDTH => wrap(&words, room).join("\n"),
            _ => words,
        }
    }

    /// The title, the place's path, line and column, and the line with the place underlined.
    fn place<'a>(&self, source_file: &SourceFile<'_>, title: Title<'a>, span: Span) -> Group<'a> {
        let place = source_file.places.place(span.start);
        let excerpt = excerpt(&source_file.places, span, self.width);
        let snippet = Snippet::source(excerpt.text)
            .line_start(number(source_file, span))
            .annotation(AnnotationKind::Primary.span(excerpt.span.into()));
        let path = names::shown(Path::new(&source_file.file));
        if let Some(spot) = source_file.spot(span.start) {
            let origin = Origin::path(format!("{path}: {}", self.words(&spot.message())));
            return title.element(origin).element(snippet);
        }
        match excerpt.extent {
            ExcerptExtent::Whole => title.element(snippet.path(path)),
            // The snippet would print the column in the part.
            ExcerptExtent::Part => {
                let origin = Origin::path(path).line(place.line).char_column(place.column);
                title.element(origin).element(snippet)
            }
        }
    }
}

/// Removes the lines with nothing but `:::`, which the library writes between the name of a place and its lines.
fn without_joints(rendered: String) -> String {
    if memmem::find(rendered.as_bytes(), JOINT.as_bytes()).is_none() {
        return rendered;
    }
    let is_joint = |line: &&str| line.contains(JOINT) && strip_str(line).to_string().trim() == JOINT;
    rendered.split('\n').filter(|line| !is_joint(line)).collect::<Vec<_>>().join("\n")
}

/// The number that is printed beside the line: that of the line, or in a document that of the paragraph or row.
fn number(source_file: &SourceFile<'_>, span: Span) -> usize {
    source_file.spot(span.start).map_or_else(|| source_file.places.place(span.start).line, Spot::number)
}

fn level<'a>(severity: Severity) -> Level<'a> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE.with_name(Severity::Hint.name()),
    }
}
