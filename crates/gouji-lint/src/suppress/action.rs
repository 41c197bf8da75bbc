use gouji_l10n::Message;
use gouji_text::{Span, TextEdit, line_ending, line_start};

use crate::finding::{Applicability, Finding, Fix};
use crate::rules;

/// Writes the comment that accepts the finding where it stands; `None` for what only comments can have.
pub fn allow_here(text: &str, finding: &Finding) -> Option<Fix> {
    let start = line_start(text, finding.span.start);
    let rest = text.get(start..).unwrap_or_default();
    let line = Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()));
    let edit = match beside(text, line) {
        Some(at) => {
            let blank = if text.get(..at).is_some_and(|before| before.ends_with(' ')) { "" } else { " " };
            let behind = if at < line.trimmed(text).end { " " } else { "" };
            TextEdit::new(Span::at(at), format!("{blank}{}{behind}", comment(finding)))
        }
        None => {
            let words = line.of(text);
            let indent = words.len() - words.trim_start_matches([' ', '\u{3000}']).len();
            let indent = words.get(..indent).unwrap_or_default();
            TextEdit::new(Span::at(start), format!("{indent}{}{}", comment(finding), line_ending(text)))
        }
    };
    fix("allow-here", finding, edit)
}

/// Writes the comment that accepts the rule's findings in the whole text.
pub fn allow_everywhere(text: &str, finding: &Finding) -> Option<Fix> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let written = format!("{}{}", comment(finding), line_ending(text));
    fix("allow-everywhere", finding, TextEdit::new(Span::at(start), written))
}

fn comment(finding: &Finding) -> String {
    format!("<!-- gouji: allow {} -->", finding.rule)
}

/// Where the comment stands beside the line's words: in a Markdown table, which a line of its own would end, and on the
/// first line, above which it would speak of the whole text.
fn beside(text: &str, line: Span) -> Option<usize> {
    let inner = line.trimmed(text);
    let words = inner.of(text);
    let last_pipe = words.rfind('|').filter(|at| *at > 0 && words.starts_with('|') && words.ends_with('|'));
    let before = text.get(..line.start).unwrap_or_default().trim_start_matches('\u{FEFF}');
    let is_first = before.trim().is_empty() && !words.is_empty();
    last_pipe.map(|at| inner.start + at).or(is_first.then_some(inner.end))
}

fn fix(title: &'static str, finding: &Finding, edit: TextEdit) -> Option<Fix> {
    let rule = rules::named(finding.rule).filter(|rule| rule.name != rules::UNUSED_ALLOW.name)?;
    Some(Fix {
        title: Message::new(title).with("title", &rule.titles()),
        applicability: Applicability::Chosen,
        edits: vec![edit],
    })
}
