#![doc = include_str!("en.md")]

use gouji_l10n::msg;
use gouji_report::{SUBJECT, Title, is_year_digit};
use gouji_text::{Span, TextEdit, common_form, is_invisible};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};

pub(super) const RULE: Rule =
    Rule { name: "title-form", group: Group::Names, severity: Severity::Info, page: page!(), check };

/// Separators of a navigation path, which the text of a web page has above its title.
const OF_A_PATH: [char; 6] = ['>', '＞', '»', '›', '/', '|'];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let Some(title) = &report.title else { return };
    let named = title.agency.as_deref().map(bare).filter(|agency| !agency.contains(OF_A_PATH));
    let line = last_line(context.text, title);
    // If the year does not follow the agency, the words before the subject name the agency.
    let (span, agency) = match named {
        Some(agency) => (title.span, agency),
        None => (line, agency_in(&bare(line.slice(context.text)))),
    };
    let found = bare(span.slice(context.text));
    // For a title without a year, the period has the year.
    let year = report.year().map(|year| year.to_string()).unwrap_or_default();
    let official =
        |agency: &str, year: &str| report.edition.title_form.replace("{agency}", agency).replace("{year}", year);
    if !agency.is_empty() && !year.is_empty() && found == official(&agency, &year) {
        return;
    }
    let blank = |value: &str, shown: &str| if value.is_empty() { shown.to_owned() } else { value.to_owned() };
    let expected = official(&blank(&agency, "××"), &blank(&year, "××××"));
    let message = msg::TitleForm { found, expected: expected.as_str() };
    let mut finding = findings.new_finding(span.last_line(context.text), message);
    let edit = if span != line {
        after_agency(context, title)
    } else if year.is_empty() {
        None
    } else {
        Some(TextEdit::new(line, official(&agency, &year)))
    };
    if let Some(edit) = edit
        && !agency.is_empty()
    {
        let title = msg::TitleFormFix { expected };
        finding =
            finding.with_fix(Fix { title: title.into(), applicability: Applicability::Chosen, edits: vec![edit] });
    }
    findings.add(finding);
}

/// The last line of the title, without `#` marks. It names the report.
fn last_line(text: &str, title: &Title) -> Span {
    let line = title.span.last_line(text);
    let words = line.slice(text).trim_start_matches(['#', ' ', '\t']);
    Span::new(line.end - words.len(), line.end).trimmed(text)
}

/// The agency in the words of a title, for any position and notation of the year. Empty if the title names none.
fn agency_in(words: &str) -> String {
    let before = words.split_once(SUBJECT).map(|(before, _)| before).unwrap_or_default();
    for (at, mark) in before.match_indices('年') {
        let agency = before.get(..at).unwrap_or_default().trim_end_matches(is_year_digit);
        let digits = before.get(agency.len()..at).unwrap_or_default().chars().count();
        if (2..=4).contains(&digits) {
            let rest = before.get(at + mark.len()..).unwrap_or_default();
            return [agency, rest.strip_prefix('度').unwrap_or(rest)].concat();
        }
    }
    before.to_owned()
}

/// The words without blanks, invisible characters and markup. A title may have line ends and spaces anywhere.
fn bare(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !matches!(c, '*' | '_' | '`'))
        .map(|c| common_form(c).unwrap_or(c))
        .collect()
}

/// The edit that writes the words after the agency in their official form. It keeps the agency and a line end after it.
fn after_agency(context: &Context<'_>, title: &Title) -> Option<TextEdit> {
    let year = title.year?.to_string();
    let words = title.span.slice(context.text);
    // A year in other digits follows the agency.
    let agency_end = || title.agency.as_deref().and_then(|agency| Some(words.find(agency)? + agency.len()));
    let start = title.span.start + words.find(&year).or_else(agency_end)?;
    let official = context.report.edition.title_form.replace("{agency}", "").replace("{year}", &year);
    Some(TextEdit::new(Span::new(start, title.span.end), official))
}
