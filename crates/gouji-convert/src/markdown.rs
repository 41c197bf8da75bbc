//! Writes the text of a document as Markdown, with its tables as pipe tables.
//!
//! Only the marks of Markdown are added. Each word and figure stays as it is, in the same order. A merged cell is written in the
//! first of its places; its other places are blank, as in the text of a document.

use gouji_edition::Layout;
use gouji_report::{Level, Report};
use gouji_text::{Span, is_page_number};

/// The kind of the file from which a text comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOrigin {
    /// A document or web page: its characters are no markup.
    Document,
    /// A text file. gouji understands markup in it, so it stays.
    Text,
    /// A Markdown file. Only tables with tabs are rewritten.
    Markdown,
}

/// What is added to a text besides pipes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkdownStyle {
    /// Headings get marks.
    pub headings: bool,
    /// A line without tabs between the rows of a table with tabs becomes a row of one cell.
    pub bare_rows: bool,
}

impl MarkdownStyle {
    /// Every style, the best one first. A style is not used if it changes what the text says.
    pub const ALL: [Self; 3] = [
        Self { headings: true, bare_rows: true },
        Self { headings: true, bare_rows: false },
        Self { headings: false, bare_rows: false },
    ];
}

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkdownLineKind {
    Blank,
    /// Cells between tabs.
    Tabs,
    /// Cells between pipes.
    Pipes,
    /// A line of a table that Markdown has no form for, or of HTML.
    Kept,
    /// Any other line.
    Words,
}

/// A line of the text.
#[derive(Clone, Copy, Debug)]
struct MarkdownLine<'a> {
    words: &'a str,
    kind: MarkdownLineKind,
    /// Marks of a heading before the words.
    marks: &'static str,
    /// Whether the line continues the paragraph of the line before.
    continues: bool,
    /// Whether the line is joined with the line before, as a title over two lines is.
    joins: bool,
}

/// The Markdown of a text that was read as `report`.
pub fn markdown(text: &str, report: &Report, origin: TextOrigin, style: MarkdownStyle) -> String {
    let headings = style.headings && origin != TextOrigin::Markdown;
    let lines = lines(text, report, MarkdownStyle { headings, ..style });
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    let mut before = MarkdownLineKind::Blank;
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        let same = rest.iter().take_while(|next| next.kind == line.kind).count();
        let (run, after) = rest.split_at(same.max(1));
        match line.kind {
            MarkdownLineKind::Blank if origin == TextOrigin::Markdown => run.iter().for_each(|_| written.push('\n')),
            MarkdownLineKind::Blank => separate(&mut written),
            MarkdownLineKind::Tabs => {
                separate_from(&mut written, before);
                let cells = |line: &MarkdownLine<'_>| line.words.split('\t').map(|words| cell(words, origin)).collect();
                table(&mut written, &run.iter().map(cells).collect::<Vec<_>>());
            }
            MarkdownLineKind::Pipes => pipe_rows(&mut written, run, before, origin),
            MarkdownLineKind::Kept => run.iter().for_each(|line| push_line(&mut written, line.words.trim_end())),
            MarkdownLineKind::Words => run.iter().for_each(|line| words(&mut written, line, origin)),
        }
        before = line.kind;
        rest = after;
    }
    if origin == TextOrigin::Markdown {
        return written;
    }
    written.truncate(written.trim_end().len());
    written + "\n"
}

/// The number of tables that have no form in Markdown, so that their lines stay as they are.
pub fn unwritten_tables(report: &Report) -> usize {
    report.tables.iter().filter(|table| !table.layout.is_grid()).count()
}

fn lines<'a>(
    text: &'a str,
    report: &Report,
    MarkdownStyle { headings, bare_rows }: MarkdownStyle,
) -> Vec<MarkdownLine<'a>> {
    let spans = |is_chosen: fn(Layout) -> bool| -> Vec<Span> {
        report.tables.iter().filter(|table| is_chosen(table.layout)).map(|table| table.span).collect()
    };
    let kept = spans(|layout| !is_rewritten(layout));
    let with_tabs = spans(|layout| layout == Layout::Tabs);
    let mut start = 0;
    let mut lines: Vec<MarkdownLine<'a>> = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
        let words = span.slice(text).trim_start_matches('\u{FEFF}');
        let before = lines.last().map(|line| line.kind);
        let is_in = |tables: &[Span]| {
            before_or_at(tables, span.start, |table| *table).is_some_and(|table| span.start < table.end)
        };
        let kind = match kind(words, before) {
            _ if is_in(&kept) => MarkdownLineKind::Kept,
            // A label across the table, without the tabs after it.
            MarkdownLineKind::Words if bare_rows && is_in(&with_tabs) && !is_page_number(words) => {
                MarkdownLineKind::Tabs
            }
            kind => kind,
        };
        let place = span.trimmed(text);
        let paragraph = before_or_at(&report.paragraphs, place.start, |paragraph| paragraph.span);
        let title = report.title.as_ref().map(|title| title.span);
        let is_later_line = |span: &Span| span.start < place.start && place.end <= span.end;
        let continues = [paragraph, title].iter().flatten().any(is_later_line);
        let joins = headings && title.as_ref().is_some_and(is_later_line);
        let marks = if headings && kind == MarkdownLineKind::Words { marks(report, text, place) } else { "" };
        lines.push(MarkdownLine { words, kind, marks, continues, joins });
    }
    lines
}

/// The span of the last of `items`, which are in the order of the text, that starts at the byte `at` or before it.
fn before_or_at<T>(items: &[T], at: usize, span: impl Fn(&T) -> Span) -> Option<Span> {
    let next = items.partition_point(|item| span(item).start <= at);
    items.get(next.checked_sub(1)?).map(span)
}

const fn is_rewritten(layout: Layout) -> bool {
    matches!(layout, Layout::Tabs | Layout::Pipes)
}

fn kind(line: &str, before: Option<MarkdownLineKind>) -> MarkdownLineKind {
    let words = line.trim();
    // One tab before or after a paragraph separates no cells.
    let outer = line.matches('\t').count();
    if words.contains('\t') || outer > 1 || (outer == 1 && before == Some(MarkdownLineKind::Tabs)) {
        return MarkdownLineKind::Tabs;
    }
    match words.chars().next() {
        None => MarkdownLineKind::Blank,
        Some('|') => MarkdownLineKind::Pipes,
        Some('<') => MarkdownLineKind::Kept,
        Some(_) => MarkdownLineKind::Words,
    }
}

/// The marks before the title or a heading.
fn marks(report: &Report, text: &str, place: Span) -> &'static str {
    let words = place.slice(text);
    let is_title = report.title.as_ref().is_some_and(|title| title.span.start == place.start);
    if words.starts_with('#') {
        return "";
    }
    if is_title {
        return "# ";
    }
    let at = report.headings.partition_point(|heading| heading.span.start < place.start);
    let heading = report.headings.get(at).filter(|heading| heading.span.start == place.start && heading.stands_alone);
    let Some(heading) = heading.filter(|heading| heading.span.trimmed(text).end == place.end) else { return "" };
    match heading.ordinal.map(|ordinal| ordinal.level) {
        _ if heading.section.is_some() => "## ",
        Some(Level::Second) => "### ",
        _ => "",
    }
}

/// Ends the paragraph or table above.
fn separate(written: &mut String) {
    if !written.is_empty() && !written.ends_with("\n\n") {
        written.push('\n');
    }
}

fn separate_from(written: &mut String, before: MarkdownLineKind) {
    if before != MarkdownLineKind::Blank {
        separate(written);
    }
}

fn push_line(written: &mut String, line: &str) {
    written.push_str(line);
    written.push('\n');
}

fn words(written: &mut String, line: &MarkdownLine<'_>, origin: TextOrigin) {
    if !line.continues && origin != TextOrigin::Markdown {
        separate(written);
    }
    let words = match origin {
        TextOrigin::Document => line.marks.to_owned() + &escaped(line.words.trim(), line.marks.is_empty()),
        // Markdown takes lines with four blanks for code.
        TextOrigin::Text => line.marks.to_owned() + line.words.trim_matches([' ', '\t']),
        TextOrigin::Markdown => line.words.to_owned(),
    };
    if line.joins {
        written.truncate(written.trim_end().len());
    }
    push_line(written, &words);
}

/// Rows between pipes, with the delimiter row that makes them a table of Markdown.
fn pipe_rows(written: &mut String, rows: &[MarkdownLine<'_>], before: MarkdownLineKind, origin: TextOrigin) {
    if origin != TextOrigin::Markdown {
        separate_from(written, before);
    }
    let is_delimiter = |row: &MarkdownLine<'_>| {
        row.words.contains('-') && row.words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    // The author of a Markdown file decides which rows are a table.
    let is_begun = origin == TextOrigin::Markdown || rows.iter().take(2).any(is_delimiter);
    for (at, row) in rows.iter().enumerate() {
        push_line(written, if origin == TextOrigin::Markdown { row.words } else { row.words.trim() });
        if at == 0 && !is_begun {
            let pipes = row.words.replace("\\|", "").matches('|').count();
            push_line(written, &delimiter(pipes.saturating_sub(1).max(1)));
        }
    }
}

fn delimiter(columns: usize) -> String {
    format!("|{}", " --- |".repeat(columns))
}

/// The words of a cell. A pipe would end the cell.
fn cell(words: &str, origin: TextOrigin) -> String {
    let words = words.trim();
    let words = if origin == TextOrigin::Document { escaped(words, false) } else { words.to_owned() };
    words.replace('|', "\\|")
}

fn table(written: &mut String, rows: &[Vec<String>]) {
    // Markdown drops cells beyond the columns of the first row.
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    for (at, row) in rows.iter().enumerate() {
        let blanks = if at == 0 { columns.saturating_sub(row.len()) } else { 0 };
        let cells: Vec<&str> = row.iter().map(String::as_str).chain(std::iter::repeat_n("", blanks)).collect();
        push_line(written, &format!("| {} |", cells.join(" | ")));
        if at == 0 {
            push_line(written, &delimiter(columns));
        }
    }
}

/// A line of a document with a backslash before each character that Markdown would read as a mark.
fn escaped(line: &str, begins_line: bool) -> String {
    if is_page_number(line) {
        // Residue of pages is reported, so that the author removes it.
        return line.to_owned();
    }
    let mut escaped = String::with_capacity(line.len());
    let mut before = ' ';
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let is_mark = match character {
            '*' | '`' | '\\' => true,
            '_' => !(before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric()),
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '~' => before == '~' || next == '~',
            '#' | '>' | '+' | '-' | '=' => begins_line && escaped.is_empty() && !next.is_alphanumeric(),
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_report::Lines;

    fn written(text: &str, origin: TextOrigin) -> String {
        let report = Report::read(text, &Lines::parse(text)).expect("a report");
        markdown(text, &report, origin, MarkdownStyle::ALL[0])
    }

    const TITLE: &str = "青山县2024年政府信息公开工作年度报告\n";

    #[test]
    fn rows_become_a_table_with_all_columns() {
        let text = format!("{TITLE}\n一、总体情况\n\n甲\t乙\n\t1\t2|3\n注：数据。\n");
        let expected = "# 青山县2024年政府信息公开工作年度报告\n\n## 一、总体情况\n\n| 甲 | 乙 |  |\n| --- | --- | --- |\n|  | 1 | 2\\|3 |\n\n注：数据。\n";
        assert_eq!(written(&text, TextOrigin::Text), expected);
    }

    #[test]
    fn a_title_over_two_lines_is_one_heading() {
        let text = "青山县人民政府\n2024年政府信息公开工作年度报告\n\n一、总体情况\n";
        let expected = "# 青山县人民政府2024年政府信息公开工作年度报告\n\n## 一、总体情况\n";
        assert_eq!(written(text, TextOrigin::Text), expected);
    }

    #[test]
    fn characters_of_a_document_stay_characters() {
        let text = format!("{TITLE}\n一、总体情况\n\n收到*12*件_注_，a_b <件> <b>\n\n- 甲\n");
        let words = written(&text, TextOrigin::Document);
        assert!(words.contains("收到\\*12\\*件\\_注\\_，a_b <件> \\<b>\n\n\\- 甲\n"), "{words}");
        assert!(written(&text, TextOrigin::Text).contains("收到*12*件_注_"));
    }

    #[test]
    fn lines_of_one_paragraph_stay_together_and_others_are_separated() {
        let text = format!(
            "{TITLE}一、总体情况\r\n    全县认真贯彻落实政府信息公开条例，各项工作取得新的\r\n进展。\r\n共收到申请。\r\n"
        );
        let words = written(&text, TextOrigin::Text);
        assert!(
            words.ends_with(
                "## 一、总体情况\n\n全县认真贯彻落实政府信息公开条例，各项工作取得新的\n进展。\n\n共收到申请。\n"
            ),
            "{words}"
        );
    }
}
