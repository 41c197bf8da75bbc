//! Fix-all: applies safe fixes, round by round, until none is left.

mod pieces;

use std::collections::{BTreeMap, HashSet};

use gouji_l10n::Message;
use gouji_report::{Cell, Report};
use gouji_text::{CancelToken, Cancelled, Span, TextEdit, Value, is_invisible};
use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::finding::{Applicability, Finding, Fix};
use pieces::Pieces;

/// Rounds of applying fixes and analysing the text again. A report needs one or two. The bound is for fixes that cause each other.
pub const ROUNDS: usize = 16;
/// If the fixes of a round cannot be applied together, so many of them are tried one by one.
const MAX_SINGLE_FIXES: usize = 8;

/// A text after its safe fixes.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// The analysis of the text.
    pub analysis: Analysis,
    /// The applied fixes, in the order of their application.
    pub applied: Vec<Applied>,
    /// The edits that turn the text before all fixes into this one: in the order of that text, without overlaps. Each edit
    /// changes something.
    pub edits: Vec<TextEdit>,
}

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule whose finding the fix removes.
    pub rule: &'static str,
    /// The title of the fix.
    pub title: Message,
    /// Line on which the finding begins, counted from 1, in the text before the round.
    pub line: usize,
}

/// Applies the safe fixes of `analysis`, the analysis of `text`, then the safe fixes that `analyse` finds in the new text, until
/// none is left or after [`ROUNDS`]. A round that would change a figure of a table is not applied.
pub fn fix_all(text: &str, analysis: Analysis, mut analyse: impl FnMut(&str) -> Analysis) -> Fixed {
    // This token is never cancelled.
    fix_all_cancellable(text, analysis, CancelToken::never(), |text| Ok(analyse(text))).unwrap_or_default()
}

/// [`fix_all`], but stops between the analyses if it is cancelled.
///
/// # Errors
/// [`Cancelled`] if `cancel` is set, or `analyse` returns it, before the end.
pub fn fix_all_cancellable(
    text: &str,
    analysis: Analysis,
    cancel: CancelToken<'_>,
    mut analyse: impl FnMut(&str) -> Result<Analysis, Cancelled>,
) -> Result<Fixed, Cancelled> {
    let mut fixed = Fixed { text: text.to_owned(), analysis, ..Fixed::default() };
    let mut pieces = Pieces::new(text.len());
    let mut seen = HashSet::from([fixed.text.clone()]);
    for _ in 0..ROUNDS {
        let chosen = choose(&fixed.analysis.findings);
        let Some((fixes, text, analysis)) = round(&fixed, &chosen, &seen, cancel, &mut analyse)? else { break };
        pieces = pieces.with_edits(fixes.iter().flat_map(|(_, fix)| &fix.edits));
        let applied = fixed.applied.iter().cloned().chain(applied_fixes(&fixed.text, fixes)).collect();
        seen.insert(text.clone());
        fixed = Fixed { text, analysis, applied, edits: Vec::new() };
    }
    fixed.edits = pieces.edits(text);
    Ok(fixed)
}

/// Fixes that are applied together, the text after them, and its analysis.
type Round<'a> = (&'a [(&'a Finding, &'a Fix)], String, Analysis);

/// The next round of fixes. `None` if no fixes are left that lead to a new text and change no figure.
fn round<'a>(
    fixed: &Fixed,
    chosen: &'a [(&'a Finding, &'a Fix)],
    seen: &HashSet<String>,
    cancel: CancelToken<'_>,
    analyse: &mut impl FnMut(&str) -> Result<Analysis, Cancelled>,
) -> Result<Option<Round<'a>>, Cancelled> {
    // Fixes that are right one by one may be wrong together. Then one of them is applied, and the next round tries the others.
    let single = chosen.chunks(1).take(MAX_SINGLE_FIXES).map(|fix| (fix, usize::MAX));
    for (fixes, count_before) in [(chosen, fixed.analysis.count())].into_iter().chain(single) {
        cancel.check()?;
        let Some((text, analysis)) = attempt(fixed, fixes, analyse)? else { continue };
        if analysis.count() < count_before && !seen.contains(&text) {
            return Ok(Some((fixes, text, analysis)));
        }
    }
    Ok(None)
}

/// The records of a round's fixes. `text` is the text before the round.
fn applied_fixes(text: &str, fixes: &[(&Finding, &Fix)]) -> Vec<Applied> {
    let line_ends: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
    let line = |finding: &Finding| line_ends.partition_point(|end| *end < finding.span.start) + 1;
    let applied = |(finding, fix): &(&Finding, &Fix)| Applied {
        rule: finding.rule,
        title: fix.title.clone(),
        line: line(finding),
    };
    fixes.iter().map(applied).collect()
}

/// The most likely safe fix of each finding, unless its edits conflict with an earlier fix.
pub fn choose<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<(&'a Finding, &'a Fix)> {
    let mut taken = TakenSpans::default();
    let safe = |fix: &&Fix| fix.applicability == Applicability::Safe;
    let candidates = findings.into_iter().filter_map(|finding| Some((finding, finding.fixes.iter().find(safe)?)));
    candidates.filter(|(_, fix)| taken.take(&fix.edits)).collect()
}

/// The text after `edits`, which do not overlap.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a TextEdit>) -> String {
    let mut edits: Vec<&TextEdit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(Span::new(at, edit.span.start).slice(text));
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(Span::new(at, text.len()).slice(text));
    out
}

/// Whether `edit` changes a figure of `text`, from which `report` was read: it changes the value of a cell, or it joins or
/// separates digits. Such an edit is never safe, even if its rule calls it safe.
pub(crate) fn changes_a_figure(text: &str, report: &Report, edit: &TextEdit) -> bool {
    let touches = |span: Span| edit.span.start < span.end && span.start < edit.span.end;
    let rows = report.tables.iter().filter(|table| touches(table.span)).flat_map(|table| &table.rows);
    let mut cells = rows.filter(|row| touches(row.span)).flat_map(|row| row.cells.iter());
    joins_or_separates_digits(text, edit) || cells.any(|cell| touches(cell.span) && changes_value(text, cell, edit))
}

fn changes_value(text: &str, cell: Cell, edit: &TextEdit) -> bool {
    if !cell.span.contains(edit.span) {
        return cell.span.slice(text).contains(|c: char| c.is_numeric());
    }
    let at = edit.span.start - cell.span.start;
    let edit = TextEdit::new(Span::new(at, at + edit.span.len()), edit.text.as_str());
    Value::read(&apply(cell.span.slice(text), [&edit])).number() != cell.value.number()
}

/// Whether the edit joins or separates digits at its start or end. Invisible characters between digits do not count.
fn joins_or_separates_digits(text: &str, edit: &TextEdit) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let is_visible = |c: &char| !is_invisible(*c);
    let first = |words: &str, rest: &str| is_digit(words.chars().chain(rest.chars()).find(is_visible));
    let last = |rest: &str, words: &str| is_digit(words.chars().rev().chain(rest.chars().rev()).find(is_visible));
    let before = Span::new(0, edit.span.start).slice(text);
    let after = Span::new(edit.span.end, text.len()).slice(text);
    let old = edit.span.slice(text);
    let left = last(before, "") && first(old, after) != first(&edit.text, after);
    let right = first("", after) && last(before, old) != last(before, &edit.text);
    left || right
}

/// The text after `chosen` fixes, with its analysis; `None` if they would change a figure.
fn attempt(
    fixed: &Fixed,
    chosen: &[(&Finding, &Fix)],
    analyse: &mut impl FnMut(&str) -> Result<Analysis, Cancelled>,
) -> Result<Option<(String, Analysis)>, Cancelled> {
    if chosen.is_empty() {
        return Ok(None);
    }
    let text = apply(&fixed.text, chosen.iter().flat_map(|(_, fix)| &fix.edits));
    let analysis = analyse(&text)?;
    let is_safe = match (&fixed.analysis.report, &analysis.report) {
        (Some(before), Some(after)) => keeps_figures(before, after),
        (before, after) => before.is_none() && after.is_none(),
    };
    Ok(is_safe.then_some((text, analysis)))
}

/// Whether every certain figure of `before` is in the same cell of `after`.
fn keeps_figures(before: &Report, after: &Report) -> bool {
    let after = figures(after);
    figures(before).iter().all(|(place, figure)| after.get(place) == Some(figure))
}

/// The figures of the tables, by the ids of table and row and the index of the column.
fn figures(report: &Report) -> BTreeMap<(&str, &str, usize), Decimal> {
    let mut figures = BTreeMap::new();
    for table in &report.tables {
        let Some(def) = report.table_def(table) else { continue };
        for (at, row) in def.rows.iter().enumerate() {
            for column in 0..def.columns.len() {
                let value = table.cell(at, column).and_then(|cell| cell.value.number());
                figures.extend(value.map(|value| ((&*def.id, &*row.id, column), value)));
            }
        }
    }
    figures
}

/// The spans of the chosen edits: start to end, in bytes.
#[derive(Default)]
struct TakenSpans(BTreeMap<usize, usize>);

impl TakenSpans {
    /// Takes the spans of `edits` if all of them are free.
    fn take(&mut self, edits: &[TextEdit]) -> bool {
        let free = edits.iter().all(|edit| self.is_free(edit.span));
        if free {
            self.0.extend(edits.iter().map(|edit| (edit.span.start, edit.span.end)));
        }
        free
    }

    /// Whether no chosen edit overlaps the span. An insertion must not touch another edit, because their order would be undefined.
    fn is_free(&self, span: Span) -> bool {
        let before = self.0.range(..=span.start).next_back();
        let after = self.0.range(span.start..).next();
        let apart = |one: Span, other: Span| match one.is_empty() || other.is_empty() {
            true => one.end < other.start,
            false => one.end <= other.start,
        };
        before.is_none_or(|(start, end)| apart(Span::new(*start, *end), span))
            && after.is_none_or(|(start, end)| apart(span, Span::new(*start, *end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use gouji_l10n::msg;

    fn finding(rule: &'static str, applicability: Applicability, edits: &[(usize, usize)]) -> Finding {
        let edits = edits.iter().map(|(start, end)| TextEdit::new(Span::new(*start, *end), "x")).collect();
        let fix = Fix { title: msg::ResidueFix.into(), applicability, edits };
        Finding::new(rule, Severity::Error, Span::at(0), msg::ResidueOther).with_fix(fix)
    }

    #[test]
    fn safe_fixes_are_chosen_in_order_and_do_not_overlap() {
        let findings = [
            finding("first", Applicability::Safe, &[(2, 4), (10, 12)]),
            finding("not-safe", Applicability::Chosen, &[(20, 22)]),
            finding("overlaps", Applicability::Safe, &[(3, 5)]),
            finding("half-overlaps", Applicability::Safe, &[(30, 31), (11, 13)]),
            finding("touches", Applicability::Safe, &[(4, 6)]),
            finding("inserts-at-an-edge", Applicability::Safe, &[(12, 12)]),
            finding("inserts", Applicability::Safe, &[(7, 7)]),
            finding("inserts-there-too", Applicability::Safe, &[(7, 7)]),
            finding("free-after-all", Applicability::Safe, &[(30, 31)]),
        ];
        let chosen: Vec<&str> = choose(&findings).into_iter().map(|(finding, _)| finding.rule).collect();
        assert_eq!(chosen, ["first", "touches", "inserts", "free-after-all"]);
    }

    #[test]
    fn edits_apply_in_any_order() {
        let edits = [TextEdit::new(Span::new(3, 6), ""), TextEdit::new(Span::at(0), "零")];
        assert_eq!(apply("一二三", &edits), "零一三");
    }

    fn analysis(findings: Vec<Finding>) -> Analysis {
        Analysis { findings, ..Analysis::default() }
    }

    #[test]
    fn fixes_that_cause_each_other_end() {
        let mut calls = 0;
        let flip = |text: &str| {
            calls += 1;
            let other = if text == "甲" { "乙" } else { "甲" };
            let mut finding = finding("flip", Applicability::Safe, &[(0, 3)]);
            finding.fixes[0].edits[0].text = other.to_owned();
            analysis(vec![finding])
        };
        let mut flip = flip;
        let first = flip("甲");
        let fixed = fix_all("甲", first, &mut flip);
        assert_eq!((fixed.text.as_str(), fixed.applied.len()), ("乙", 1));
        assert!(calls < 8, "{calls}");
    }

    #[test]
    fn fix_all_is_cancelled_between_two_analyses() {
        let flag = std::sync::atomic::AtomicBool::new(false);
        let mut calls = 0;
        let grow = |_: &str| {
            calls += 1;
            flag.store(calls == 2, std::sync::atomic::Ordering::Relaxed);
            Ok(analysis(vec![finding("grow", Applicability::Safe, &[(0, 0)])]))
        };
        let first = analysis(vec![finding("grow", Applicability::Safe, &[(0, 0)])]);
        assert!(fix_all_cancellable("", first, CancelToken::new(&flag), grow).is_err());
        assert_eq!(calls, 2);
    }

    #[test]
    fn fixes_that_never_end_are_bounded() {
        let grow = |_: &str| analysis(vec![finding("grow", Applicability::Safe, &[(0, 0)])]);
        let fixed = fix_all("", grow(""), grow);
        assert_eq!(fixed.text.len(), ROUNDS);
    }
}
