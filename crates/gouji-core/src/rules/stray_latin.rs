//! # stray-latin
//!
//! ## What it does
//! Reports an English function word between Han characters.
//!
//! ## Why
//! It is left over from a translation or from recognition of a picture, and stands where a Chinese word should.
//!
//! ## Example
//! 市场监管规则 and 标准.
//!
//! ## Mend
//! Write the Chinese word.

use std::sync::LazyLock;

use regex::Regex;

use super::{Context, Findings, Rule, prose};
use crate::finding::Severity;
use crate::message::Message;
use crate::text::{Span, constant};

pub(super) const RULE: Rule = Rule { name: "stray-latin", severity: Severity::Warning, check };

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
        for found in WORD.captures_iter(paragraph.words()).filter_map(|found| found.get(1)) {
            let place = paragraph.source(Span::new(found.start(), found.end()));
            findings.report(place, Message::new("stray-latin").with("word", found.as_str()));
        }
    }
}
