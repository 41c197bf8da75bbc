#![doc = include_str!("en.md")]

use std::collections::HashSet;
use std::sync::Arc;

use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::headings::is_table_text;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "unbalanced-punctuation", group: Group::Form, severity: Severity::Info, page: page!(), check };

/// Pairs of an opening and a closing mark. Authors mix half-width and full-width brackets, so either kind closes the other.
const PAIRS: [(char, char); 4] = [('“', '”'), ('（', '）'), ('《', '》'), ('〔', '〕')];
const QUOTES: usize = 0;

/// A mark without its counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct UnpairedMark {
    /// The span of the mark, in bytes of the text.
    span: Span,
    /// Index into [`PAIRS`].
    pair: usize,
    /// Whether it opens.
    opens: bool,
    /// Index of its paragraph or heading, in the order of the text.
    paragraph: usize,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let paragraphs = prose(context).map(|paragraph| (paragraph.span, &paragraph.passage, true));
    let headings = report.headings.iter().filter(|heading| heading.stands_alone);
    let headings = headings.map(|heading| (heading.text, &heading.passage, false));
    let mut places: Vec<(Span, &Arc<Passage>, bool)> = paragraphs.chain(headings).collect();
    places.sort_by_key(|(span, ..)| *span);
    let lone = places.iter().enumerate().flat_map(|(at, (span, passage, is_prose))| {
        let marks = passage.fact::<LoneMarks>();
        let is_cell = !marks.0.is_empty() && *is_prose && is_table_text(report, context.text, *span);
        let here = |mark: &UnpairedMark| UnpairedMark { span: mark.span.shift(span.start), paragraph: at, ..*mark };
        if is_cell { Vec::new() } else { marks.0.iter().map(here).collect::<Vec<_>>() }
    });
    for group in by_paragraph(without_long_quotes(lone.collect())) {
        report_group(context, &group, findings);
    }
}

/// Reports the unpaired marks of one kind in one paragraph as one finding.
fn report_group(context: &Context<'_>, group: &[UnpairedMark], findings: &mut Findings<'_>) {
    let Some(&first) = group.first() else { return };
    // In “……“, the second mark is the counterpart, turned the wrong way.
    if let [one, other] = group
        && one.opens == other.opens
        && one.pair == QUOTES
    {
        let (turned, right) = if one.opens { (other, '”') } else { (one, '“') };
        let found = turned.span.slice(context.text);
        let message = msg::UnbalancedTurned { found, expected: right.to_string() };
        findings.add(findings.new_finding(turned.span, message).with_fix(Fix {
            title: msg::UnbalancedTurnedFix { expected: right.to_string() }.into(),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(turned.span, right.to_string())],
        }));
        return;
    }
    let other = PAIRS.get(first.pair).map(|(open, close)| if first.opens { close } else { open });
    let (found, other) = (first.span.slice(context.text), other.map(char::to_string).unwrap_or_default());
    match first.opens {
        true => findings.report(first.span, msg::UnbalancedOpen { found, other }),
        false => findings.report(first.span, msg::UnbalancedClose { found, other }),
    }
}

/// The unpaired marks of a passage in its order. Their spans are in bytes from the start of the passage.
struct LoneMarks(Vec<UnpairedMark>);

impl Fact<Passage> for LoneMarks {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let mut open: [Vec<UnpairedMark>; PAIRS.len()] = Default::default();
        let mut lone = Vec::new();
        for (at, c) in words.char_indices() {
            let Some((pair, opens)) = role(c) else { continue };
            let Some(open) = open.get_mut(pair) else { continue };
            let span = passage.source(Span::new(at, at + c.len_utf8()));
            let mark = UnpairedMark { span, pair, opens, paragraph: 0 };
            match opens {
                true => open.push(mark),
                false if open.pop().is_some() => {}
                false if is_list_mark(words, at, c) => {}
                false => lone.push(mark),
            }
        }
        lone.extend(open.into_iter().flatten());
        lone.sort_by_key(|mark| mark.span);
        Self(lone)
    }
}

/// The pair to which a mark belongs, as an index into [`PAIRS`], and whether it opens.
fn role(c: char) -> Option<(usize, bool)> {
    let full = match c {
        '(' => '（',
        ')' => '）',
        _ => c,
    };
    let pair = PAIRS.iter().position(|(open, close)| full == *open || full == *close)?;
    Some((pair, PAIRS.get(pair)?.0 == full))
}

/// Whether the bracket belongs to a list number: `1）` `a)` `一）` at the start of a paragraph or after a mark.
fn is_list_mark(words: &str, at: usize, bracket: char) -> bool {
    const LONGEST: usize = 2;
    if !matches!(bracket, '）' | ')') {
        return false;
    }
    let before: Vec<char> = words.get(..at).unwrap_or_default().chars().rev().take(LONGEST + 1).collect();
    let is_number = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let length = match before.first() {
        Some(c) if c.is_ascii_alphabetic() => 1,
        _ => before.iter().take_while(|c| is_number(c)).count(),
    };
    let is_free = before.get(length).is_none_or(|c| c.is_whitespace() || "。；;：:，,、（(".contains(*c));
    (1..=LONGEST).contains(&length) && is_free
}

/// Removes quotes and brackets that open in one paragraph and close in a later one.
fn without_long_quotes(lone: Vec<UnpairedMark>) -> Vec<UnpairedMark> {
    let mut open: [Option<usize>; PAIRS.len()] = [None; PAIRS.len()];
    let mut spared = HashSet::new();
    for (at, mark) in lone.iter().enumerate() {
        let Some(open) = open.get_mut(mark.pair) else { continue };
        if mark.opens {
            *open = Some(at);
        } else if let Some(first) = open.take()
            && lone.get(first).is_some_and(|first| mark.paragraph - first.paragraph <= FARTHEST)
        {
            spared.extend([first, at]);
        }
    }
    lone.into_iter().enumerate().filter(|(at, _)| !spared.contains(at)).map(|(_, mark)| mark).collect()
}

/// The largest distance between the paragraphs of the two marks.
const FARTHEST: usize = 10;

/// Groups the marks by paragraph and kind.
fn by_paragraph(mut lone: Vec<UnpairedMark>) -> Vec<Vec<UnpairedMark>> {
    lone.sort_by_key(|mark| (mark.paragraph, mark.pair, mark.span));
    let same = |a: &UnpairedMark, b: &UnpairedMark| (a.paragraph, a.pair) == (b.paragraph, b.pair);
    lone.chunk_by(same).map(<[UnpairedMark]>::to_vec).collect()
}
