#![doc = include_str!("en.md")]

use std::collections::HashMap;

use gouji_l10n::{Message, msg};
use gouji_report::Report;
use gouji_report::likeness::{AlikeReport, PlacedSentence, SentenceHash, is_alike, placed_sentences, share};
use gouji_report::years::Identity;
use gouji_text::Span;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "copied-text", group: Group::Years, severity: Severity::Hint, page: page!(), check };

/// The finding shows at most so many passages.
const MOST_PASSAGES: usize = 10;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(alike) = context.alike else { return };
    let sentences = placed_sentences(context.report);
    let passages = passages(&sentences, &alike);
    let all = han(sentences.iter().map(|sentence| sentence.hash));
    let copied = passages.iter().map(|passage| passage.han).sum();
    if !is_alike(copied, all) {
        return;
    }
    let Some(first) = passages.first() else { return };
    let Some((agency, _)) = agency_and_year(context.report) else { return };
    let Some((other, year)) = agency_and_year(alike.report) else { return };
    let (share, count) = (share(copied, all), copied);
    let there = Message::from(msg::CopiedTextThere { other, year: year.as_str() });
    let mut finding = if is_one_agency(agency, other) {
        findings.new_finding(first.own, msg::CopiedTextEarlier { share, count, year })
    } else {
        findings.new_finding(first.own, msg::CopiedText { share, count, agency, other, year })
    };
    for (at, passage) in passages.iter().take(MOST_PASSAGES).enumerate() {
        if at > 0 {
            finding = finding.with_related(passage.own, msg::CopiedTextHere { count: passage.han });
        }
        finding = finding.with_related_in(alike.source, passage.other, there.clone());
    }
    findings.add(finding);
}

/// The agency as the title writes it, and the year; `None` if one of them is unknown.
fn agency_and_year(report: &Report) -> Option<(&str, String)> {
    Some((report.title.as_ref()?.agency.as_deref()?, report.year()?.to_string()))
}

fn is_one_agency(one: &str, other: &str) -> bool {
    Identity::new("", Some(one), 0).has_agency_of(&Identity::new("", Some(other), 0))
}

/// The sentences of one paragraph that another report has too.
struct Passage {
    /// The place in this report, from the first such sentence to the last.
    own: Span,
    /// The place in the other report.
    other: Span,
    /// The length of the sentences, in Han characters.
    han: usize,
}

/// The paragraphs with copied sentences, in the order of the text.
fn passages(sentences: &[PlacedSentence], alike: &AlikeReport<'_>) -> Vec<Passage> {
    let mut places: HashMap<SentenceHash, PlacedSentence> = HashMap::new();
    for sentence in placed_sentences(alike.report) {
        places.entry(sentence.hash).or_insert(sentence);
    }
    let place = |sentence: &PlacedSentence| {
        let is_copied = alike.copied.binary_search(&sentence.hash).is_ok();
        if is_copied { places.get(&sentence.hash) } else { None }
    };
    let paragraphs = sentences.chunk_by(|one, next| one.paragraph == next.paragraph);
    paragraphs.filter_map(|paragraph| passage(paragraph, place)).collect()
}

/// The copied sentences of a paragraph. `place` returns the place of a sentence in the other report.
fn passage<'a>(
    paragraph: &[PlacedSentence],
    place: impl Fn(&PlacedSentence) -> Option<&'a PlacedSentence>,
) -> Option<Passage> {
    let copied: Vec<_> = paragraph.iter().filter_map(|sentence| Some((sentence, place(sentence)?))).collect();
    let ((first, origin), (last, _)) = (copied.first()?, copied.last()?);
    // Sentences that come from several paragraphs of the other report are shown at the first of these.
    let neighbours = copied.iter().map(|(_, other)| other).filter(|other| other.paragraph == origin.paragraph);
    let other =
        neighbours.fold(origin.span, |all, next| Span::new(all.start.min(next.span.start), all.end.max(next.span.end)));
    let han = han(copied.iter().map(|(sentence, _)| sentence.hash));
    Some(Passage { own: Span::new(first.span.start, last.span.end), other, han })
}

fn han(sentences: impl Iterator<Item = SentenceHash>) -> usize {
    sentences.map(SentenceHash::han).sum()
}
