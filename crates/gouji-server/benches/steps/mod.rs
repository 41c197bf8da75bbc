//! The steps from text to findings. The programs that measure time and those that count instructions use the same steps and names.

use std::hint::black_box;
use std::sync::Arc;

use gouji_ide::line_index::Encoding;
use gouji_l10n::{Catalogue, Locale};
use gouji_lint::analysis::examine;
use gouji_lint::fixing::fix_all;
use gouji_lint::rules::{self, Context, Rule};
use gouji_lint::{Analysis, Policy};
use gouji_report::{LastYear, Lines, ReadingCache, Report};
use gouji_text::{CancelToken, Span};
use ropey::Rope;

const TYPED: &str = "的";

/// Receives a step: its name, and its work, which can run any number of times.
type Each<'a> = &'a mut dyn FnMut(&str, &mut dyn FnMut());

/// Passes each step for `text` to `each`. A character is typed at the byte `at`. The step of a rule has the name of the rule.
pub fn steps(text: &str, at: usize, each: Each<'_>) {
    let parsed = Lines::parse(text);
    step(each, "parse", || Lines::parse(text));
    let (edited, stale) = one_more_character(text, &parsed, at);
    step(each, "parse again after an edit", || stale.reparse(&edited, CancelToken::never()));
    step(each, "report", || Report::read(text, &parsed));
    // Alternates between the two texts, so that each run has one changed character.
    let states = [(text, parsed.clone()), (edited.as_str(), Lines::parse(&edited))];
    let (mut passages, mut turn) = (ReadingCache::default(), states.iter().cycle());
    let mut again = || {
        let (text, parsed) = turn.next()?;
        Report::read_incremental(text, parsed, &mut passages, CancelToken::never()).ok().flatten()
    };
    again();
    step(each, "report again after an edit", again);
    let Some(report) = Report::read(text, &parsed).map(Arc::new) else { return };
    let policy = Policy::default();
    let check = |rules: &[Rule], context: &Context<'_>| examine(rules, context, &policy, CancelToken::never());
    let alone = Context::single(text, &report);
    step(each, "no rule", || check(&[], &alone));
    for rule in rules::ALL {
        step(each, rule.name, || check(&[*rule], &alone));
    }
    // The report is its own last year's report, so that nothing differs.
    let beside = Context::with_last_year(text, &report, Some(LastYear { source: "last year", text, report: &report }));
    step(each, "all rules beside last year", || check(rules::ALL, &beside));
    let analysis = Analysis::new(text);
    step(each, "fix", || fix_all(text, analysis.clone(), Analysis::new));
    let catalogue = Catalogue::for_locale(Locale::Chinese);
    step(each, "messages", || {
        analysis.findings.iter().map(|finding| catalogue.render(&finding.message).len()).sum::<usize>()
    });
    let rope = Rope::from_str(text);
    let cells =
        || report.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter()).map(|cell| cell.span);
    let spans = || report.headings.iter().map(|heading| heading.span).chain(cells());
    step(each, "positions", || spans().map(|span| Encoding::Utf16.range(&rope, span).end.column).max());
}

/// Passes one step to `each`.
pub fn step<T>(each: Each<'_>, name: &str, mut work: impl FnMut() -> T) {
    each(name, &mut || drop(black_box(work())));
}

/// The text with one more character, and the lines of the text before the edit, updated for the edit.
pub fn one_more_character(text: &str, parsed: &Lines, at: usize) -> (String, Lines) {
    let (before, behind) = text.split_at(at);
    let edited = format!("{before}{TYPED}{behind}");
    let mut stale = parsed.clone();
    stale.edit(Span::at(at), TYPED.len());
    (edited, stale)
}
