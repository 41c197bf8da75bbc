use gouji_l10n::{Bilingual, msg};
use gouji_text::{Span, TextEdit, line_ending, line_start};

use crate::finding::{Applicability, Finding, Fix};
use crate::rules;

/// The fix that inserts a comment for this finding. `None` for findings about such comments.
pub fn allow_here(text: &str, finding: &Finding) -> Option<Fix> {
    let start = line_start(text, finding.span.start);
    let rest = text.get(start..).unwrap_or_default();
    let line = Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()));
    let edit = match offset_in_line(text, line) {
        Some(at) => {
            let before = if text.get(..at).is_some_and(|before| before.ends_with(' ')) { "" } else { " " };
            let after = if at < line.trimmed(text).end { " " } else { "" };
            TextEdit::new(Span::at(at), format!("{before}{}{after}", comment(finding)))
        }
        None => {
            let words = line.slice(text);
            let indent = words.len() - words.trim_start_matches([' ', '\u{3000}']).len();
            let indent = words.get(..indent).unwrap_or_default();
            TextEdit::new(Span::at(start), format!("{indent}{}{}", comment(finding), line_ending(text)))
        }
    };
    let title = msg::AllowHere { title: &titles(finding)? }.into();
    Some(Fix { title, applicability: Applicability::Chosen, edits: vec![edit] })
}

/// The fix that inserts a comment for the rule's findings in the whole text. `None` for findings about such comments.
pub fn allow_everywhere(text: &str, finding: &Finding) -> Option<Fix> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let written = format!("{}{}", comment(finding), line_ending(text));
    let title = msg::AllowEverywhere { title: &titles(finding)? }.into();
    let edit = TextEdit::new(Span::at(start), written);
    Some(Fix { title, applicability: Applicability::Chosen, edits: vec![edit] })
}

fn comment(finding: &Finding) -> String {
    format!("<!-- gouji: allow {} -->", finding.rule)
}

/// The byte offset of a comment in the same line; `None` if the comment is on a line of its own. The line of a Markdown table
/// contains the comment, because a separate line would end the table. So does the first line, because a comment above it would
/// be about the whole text.
fn offset_in_line(text: &str, line: Span) -> Option<usize> {
    let inner = line.trimmed(text);
    let words = inner.slice(text);
    let last_pipe = words.rfind('|').filter(|at| *at > 0 && words.starts_with('|') && words.ends_with('|'));
    let before = text.get(..line.start).unwrap_or_default().trim_start_matches('\u{FEFF}');
    let is_first = before.trim().is_empty() && !words.is_empty();
    last_pipe.map(|at| inner.start + at).or(is_first.then_some(inner.end))
}

/// The titles of the finding's rule. `None` for findings about comments.
fn titles(finding: &Finding) -> Option<Bilingual> {
    let rule = rules::named(finding.rule).filter(|rule| rule.name != rules::UNUSED_ALLOW.name)?;
    Some(rule.titles())
}
