#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_l10n::{Message, msg};
use gouji_text::{Span, TextEdit, regex};
use regex::{Captures, Regex};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "outdated-citation", group: Group::Names, severity: Severity::Info, page: page!(), check };

/// The number of a document of the authority that issued the form, with any brackets around its year.
static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    let issuer = issuer();
    regex(&format!(
        r"{issuer}\s*[〔\[【（(﹝［{{]?\s*(20[0-9]{{2}})\s*年?\s*[〕\]】）)﹞］}}]?\s*第?\s*([0-9]{{1,3}})\s*号"
    ))
});

/// The words before the year in the number of the document in force.
fn issuer() -> &'static str {
    gouji_edition::current().document.split('〔').next().unwrap_or_default()
}

/// Words of a sentence about the history of the documents. In such a sentence the number of the old document is right.
const HISTORY: [&str; 8] = ["废止", "替代", "取代", "代替", "修订", "失效", "停止执行", "不再执行"];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.text.contains(issuer()) {
        return;
    }
    for found in CITATION.captures_iter(context.text) {
        let Some(whole) = found.get(0) else { continue };
        let span = Span::new(whole.start(), whole.end());
        let cited = customary_form(&found);
        let current = gouji_edition::current();
        let superseded = gouji_edition::editions().iter().skip(1).any(|edition| edition.document == cited);
        let applies = context.report.year().is_some_and(|year| year >= current.first_year);
        let bare: String = whole.as_str().chars().filter(|c| !c.is_whitespace()).collect();
        let is_outdated = superseded && applies && !is_history(context.text, span);
        let expected = if is_outdated { current.document.to_string() } else { cited };
        let message: Message = if is_outdated {
            msg::OutdatedCitation { found: bare, expected: expected.as_str() }.into()
        } else if bare != expected {
            msg::CitationForm { found: bare, expected: expected.as_str() }.into()
        } else {
            continue;
        };
        findings.add(findings.new_finding(span, message).with_fix(Fix {
            title: msg::CitationFix { expected: expected.as_str() }.into(),
            // A citation of another document changes the meaning. The right form of the same document does not.
            applicability: if superseded { Applicability::Chosen } else { Applicability::Safe },
            edits: vec![TextEdit::new(span, expected)],
        }));
    }
}

/// At most so many characters of the sentence are searched on each side of the citation.
const SENTENCE: usize = 150;

/// The number of the document in its customary form.
fn customary_form(found: &Captures<'_>) -> String {
    let group = |at: usize| found.get(at).map_or("", |group| group.as_str());
    format!("{}〔{}〕{}号", issuer(), group(1), group(2).trim_start_matches('0'))
}

/// Whether the sentence around a citation mentions both documents, or the end of the old one.
fn is_history(text: &str, span: Span) -> bool {
    let within = |c: &char| !matches!(c, '。' | '\n' | '\r');
    let before = text.get(..span.start).unwrap_or_default().chars().rev().take(SENTENCE).take_while(within);
    let before: Vec<char> = before.collect();
    let after = text.get(span.end..).unwrap_or_default().chars().take(SENTENCE).take_while(within);
    let sentence: String = before.into_iter().rev().chain(['\n']).chain(after).collect();
    HISTORY.iter().any(|word| sentence.contains(word)) || sentence.contains(&*gouji_edition::current().document)
}
