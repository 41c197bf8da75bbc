#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::Severity;
use crate::message::Message;
use crate::rules::{Context, Findings, Rule, page, prose};
use crate::text::{Span, constant};

pub(super) const RULE: Rule = Rule { name: "stray-latin", severity: Severity::Warning, page: page!(), check };

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?i)\p{Han}[ \u{3000}]*\b(and|or|of|the|to|in|on|for|with|by|is|are|not|as|at|from)\b[ \u{3000}]*\p{Han}",
    )
});

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        // Most paragraphs bear no Latin letter, and need no look at their Han characters.
        if !paragraph.words().bytes().any(|byte| byte.is_ascii_alphabetic()) {
            continue;
        }
        let found = WORD.captures_iter(paragraph.words()).filter_map(|found| found.get(1));
        // IS and OR in capitals are abbreviations.
        for found in found.filter(|found| found.as_str().contains(|c: char| c.is_ascii_lowercase())) {
            let place = paragraph.source(Span::new(found.start(), found.end()));
            findings.report(place, Message::new("stray-latin").with("word", found.as_str()));
        }
    }
}
