//! The texts for the measurements. They are made from reports in the repository and are the same in every run.
//!
//! The report of 10 KB is the clean report of the rules with prose of the sample reports. A longer text is this report with
//! copies of it appended to the last section. The headings of the copies become subsections, as in a report of a county that
//! includes those of its bureaus. Tables are in Markdown, so that Markdown linters read them as tables too. gouji finds only the
//! errors that are planted after each place for typing. Their diagnostics move with every inserted character, which is needed because
//! gouji sends only diagnostics that have changed.

use crate::tools::paths;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// The size of a typical published report, in bytes.
pub const REPORT_BYTES: usize = 10_000;

const CLEAN_REPORT: &str = "crates/gouji-lint/pages/clean.txt";
/// The samples that supply prose: paragraphs without figures, which contradict no table.
const PROSE_SAMPLES: [&str; 4] = ["dongxing-2025.txt", "xingan-2025.txt", "jianshan-2025.txt", "weibin-2025.md"];
/// The sentence of the clean report after which paragraphs are inserted.
const BEFORE_PROSE: &str = "扎实推进政府信息公开工作。\n";

/// A place where a character is typed.
#[derive(Clone, Debug)]
pub struct TypingPlace {
    /// `prose`, `heading` or `table cell`.
    pub kind: &'static str,
    /// `start`, `middle` or `end` of the text.
    pub part: &'static str,
    pub line: usize,
    /// The offset in the line, in UTF-16 code units.
    pub character: usize,
    /// The offset in the text, in bytes.
    pub offset: usize,
    /// The character to type.
    pub typed: &'static str,
}

/// A text with the places for typing.
pub struct TypingText {
    pub text: String,
    pub places: Vec<TypingPlace>,
}

pub const PARTS: [&str; 3] = ["start", "middle", "end"];
pub const KINDS: [&str; 3] = ["prose", "heading", "table cell"];

/// Paragraphs of the sample reports that contradict no table.
pub fn paragraphs() -> Result<Vec<String>> {
    let mut paragraphs = Vec::new();
    for name in PROSE_SAMPLES {
        let sample = read(&paths::samples().join(name))?;
        paragraphs.extend(sample.lines().map(str::trim).filter(|line| is_plain_prose(line)).map(str::to_owned));
    }
    ensure!(!paragraphs.is_empty(), "the sample reports hold no prose without figures");
    Ok(paragraphs)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// A clean report of about [`REPORT_BYTES`] bytes.
fn report() -> Result<String> {
    let (clean, paragraphs) = (with_markdown_tables(&read(&paths::root().join(CLEAN_REPORT))?), paragraphs()?);
    let (before, after) = clean.split_once(BEFORE_PROSE).context("the clean report has no place for prose")?;
    let mut report = format!("{before}{BEFORE_PROSE}");
    for paragraph in paragraphs.iter().cycle() {
        if report.len() + after.len() + paragraph.len() > REPORT_BYTES {
            break;
        }
        report.push('\n');
        report.push_str(paragraph);
        report.push('\n');
    }
    Ok(report + after)
}

/// Converts tables between tabs to Markdown: bars between cells, and a delimiter row after the first row of each table.
fn with_markdown_tables(text: &str) -> String {
    let mut lines = Vec::new();
    let mut within = false;
    for line in text.lines() {
        let is_row = line.contains('\t');
        lines.push(if is_row { format!("| {} |", line.replace('\t', " | ")) } else { line.to_owned() });
        if is_row && !within {
            lines.push(format!("|{}", " --- |".repeat(line.matches('\t').count() + 1)));
        }
        within = is_row;
    }
    lines.join("\n") + "\n"
}

fn is_plain_prose(line: &str) -> bool {
    line.chars().count() > 60 && !line.contains(|c: char| c.is_ascii_digit() || "\t|件".contains(c))
}

/// A text of about `bytes` bytes with nine places: each of the three kinds in each of the three parts.
pub fn text(bytes: usize) -> Result<TypingText> {
    let report = report()?;
    let mut lines: Vec<String> = report.lines().map(str::to_owned).collect();
    let mut subsection = 0;
    for _ in 1..(bytes + REPORT_BYTES / 2) / REPORT_BYTES {
        lines.push(String::new());
        lines.extend(report.lines().map(|line| appended(line, &mut subsection)));
    }
    let mut planted = Vec::new();
    for (kind, plant) in KINDS.into_iter().zip([plant_prose as Plant, plant_heading, plant_cell]) {
        let mut fitting: Vec<usize> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if plant(line).is_some() {
                fitting.push(at);
            }
        }
        ensure!(fitting.len() >= 3, "the text has no three places of the kind {kind}");
        for (part, at) in PARTS.into_iter().zip([0, fitting.len() / 2, fitting.len() - 1]) {
            let line = fitting[at];
            let (changed, before) = plant(&lines[line]).expect("it fitted");
            lines[line] = changed;
            planted.push((kind, part, line, before));
        }
    }
    let starts: Vec<usize> = lines
        .iter()
        .scan(0, |offset, line| {
            let start = *offset;
            *offset += line.len() + 1;
            Some(start)
        })
        .collect();
    let place = |(kind, part, line, before): (&'static str, &'static str, usize, usize)| TypingPlace {
        kind,
        part,
        line,
        character: lines[line].get(..before).unwrap_or_default().encode_utf16().count(),
        offset: starts[line] + before,
        typed: if kind == "table cell" { "1" } else { "新" },
    };
    let places = planted.into_iter().map(place).collect();
    Ok(TypingText { text: lines.join("\n") + "\n", places })
}

/// Plants an error in a line. Returns the new line and the byte offset at which to type; `None` if the line is not suitable.
type Plant = fn(&str) -> Option<(String, usize)>;

/// Plants a repeated word at the end of a paragraph.
fn plant_prose(line: &str) -> Option<(String, usize)> {
    if line.chars().count() <= 40 || line.contains(['|', '（']) {
        return None;
    }
    let before = line.char_indices().nth(12).map_or(0, |(at, _)| at);
    Some((format!("{line}按时答复答复申请。"), before))
}

/// Plants a repeated word at the end of a second-level heading.
fn plant_heading(line: &str) -> Option<(String, usize)> {
    let title = line.strip_prefix('（').and_then(|rest| rest.split_once('）')).map(|(_, title)| title)?;
    if title.chars().count() >= 20 {
        return None;
    }
    Some((format!("{line}及制度制度"), line.len()))
}

/// Plants words in the last cell of a row that has two blank cells, a label and figures.
fn plant_cell(line: &str) -> Option<(String, usize)> {
    let row = line.strip_prefix("|  |  | ")?.strip_suffix(" |")?;
    let (rest, total) = row.rsplit_once(" | ")?;
    let (label, figures) = rest.split_once(" | ")?;
    let are_figures = figures.split(" | ").chain([total]).all(|cell| cell.parse::<u32>().is_ok());
    if !are_figures {
        return None;
    }
    Some((format!("|  |  | {rest} | 两件 |"), line.len() - row.len() - 2 + label.len() + 3))
}

/// A line of an appended report. Its headings become subsections with consecutive numbers.
fn appended(line: &str, subsection: &mut usize) -> String {
    let numerals = |c: char| "一二三四五六".contains(c);
    let first = line.split_once('、').filter(|(number, _)| number.chars().all(numerals));
    let second = line.strip_prefix('（').and_then(|rest| rest.split_once('）'));
    let second = second.filter(|(number, _)| number.chars().all(numerals));
    match first.or(second) {
        Some((_, title)) if !line.contains('|') && line.chars().count() < 40 => {
            *subsection += 1;
            format!("（{}）{title}", numeral(*subsection))
        }
        _ => line.to_owned(),
    }
}

/// A number below 100,000 in Chinese numerals.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (mut words, mut left, mut gap) = (String::new(), number, false);
    for (unit, name) in [(10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = left / unit;
        left %= unit;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push_str(DIGITS[0]);
            gap = false;
        }
        // 十二, not 一十二.
        if !(unit == 10 && digit == 1 && words.is_empty()) {
            words.push_str(DIGITS[digit]);
        }
        words.push_str(name);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_the_size_that_is_asked_for_and_nine_places() {
        for bytes in [10_000, 100_000, 1_000_000] {
            let TypingText { text, places } = text(bytes).expect("made");
            assert!(text.len().abs_diff(bytes) < bytes / 20, "{} for {bytes}", text.len());
            assert_eq!(places.len(), 9);
            for place in places {
                let before = text.lines().nth(place.line).expect("a line").encode_utf16().take(place.character);
                let line_start = text.lines().take(place.line).map(|line| line.len() + 1).sum::<usize>();
                let before = String::from_utf16(&before.collect::<Vec<_>>()).expect("no half pair");
                assert_eq!(line_start + before.len(), place.offset, "{place:?}");
            }
        }
    }

    #[test]
    fn numerals() {
        let words = [1, 10, 12, 20, 21, 105, 110, 2_345, 1_001, 10_200].map(numeral);
        let expected =
            ["一", "十", "十二", "二十", "二十一", "一百零五", "一百一十", "二千三百四十五", "一千零一", "一万零二百"];
        assert_eq!(words, expected);
    }
}
