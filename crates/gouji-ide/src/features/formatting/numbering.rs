//! The next number after a numbered paragraph, when its author begins a new line.

use gouji_lint::numbering::ordinal;
use gouji_report::Report;
use gouji_text::{Span, TextEdit, chinese_numeral, line_start};

/// The edit after a new line was begun at `offset`: the next number after a numbered paragraph, or no number any more if the line before has
/// nothing but its number. `None` if the line before is no numbered paragraph, or words follow.
pub fn on_new_line(text: &str, report: &Report, offset: usize) -> Option<TextEdit> {
    let start = line_start(text, offset);
    let line = text.get(start..)?;
    let content = line.lines().next().unwrap_or_default();
    let before = text.get(..start)?.trim_end_matches(['\n', '\r']);
    // Only a line break separates both lines.
    let breaks = text.get(before.len()..start)?;
    if !content.trim().is_empty() || !matches!(breaks, "\n" | "\r\n" | "\r") {
        return None;
    }
    let above = Span::new(line_start(before, before.len()), before.len());
    if is_bare_number(above.slice(text)) {
        return Some(TextEdit::new(above, ""));
    }
    let at = report.headings.partition_point(|heading| heading.span.start <= above.end).checked_sub(1)?;
    let heading = report.headings.get(at).filter(|heading| above.contains(heading.span))?;
    let number = heading.ordinal?;
    let words = heading.text.slice(text).trim();
    // Below a heading comes its text, and after a numbered paragraph comes the next one.
    let is_paragraph = words.ends_with(['。', '；', ';', '！']);
    let indent: String = above.slice(text).chars().take_while(|c| c.is_whitespace()).collect();
    let next = ordinal(number.level, number.number.checked_add(1)?);
    is_paragraph.then(|| TextEdit::new(Span::new(start, start + content.len()), format!("{indent}{next}")))
}

/// Whether the line has a number with its marks, and nothing else.
fn is_bare_number(line: &str) -> bool {
    let line = line.trim();
    let enclosed = line.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let numeral = enclosed.or_else(|| line.strip_suffix(['、', '.', '．']));
    numeral.is_some_and(|numeral| chinese_numeral(numeral).is_some() || numeral.parse::<u32>().is_ok())
}
