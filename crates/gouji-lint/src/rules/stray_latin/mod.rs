#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, regex};
use regex::Regex;

use crate::finding::Severity;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "stray-latin", group: Group::Wording, severity: Severity::Warning, page: page!(), check };

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\p{Han}[ \u{3000}]*\b(and|or|of|the|to|in|on|for|with|by|is|are|not|as|at|from)\b[ \u{3000}]*\p{Han}")
});

/// The stray words of a passage, in bytes of its words.
struct Strays(Vec<Span>);

impl Fact<Passage> for Strays {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        // Most passages have no Latin letter. This check is faster than the regular expression.
        if !words.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            return Self(Vec::new());
        }
        let found = WORD.captures_iter(words).filter_map(|found| found.get(1));
        // IS and OR in capitals are abbreviations.
        let found = found.filter(|found| found.as_str().contains(|c: char| c.is_ascii_lowercase()));
        Self(found.map(|found| found.range().into()).collect())
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        for stray in &paragraph.passage.fact::<Strays>().0 {
            let message = msg::StrayLatin { word: stray.slice(paragraph.words()) };
            findings.report(paragraph.place(*stray), message);
        }
    }
}
