#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_edition::Regulations;
use gouji_l10n::{Message, msg};
use gouji_text::{AdaptiveRegex, Captures, Fact, Passage, Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::patterns;
use crate::rules::{Context, Findings, Group, Rule, page, prose_and_headings};

pub(super) const RULE: Rule =
    Rule { name: "misspelt-citation", group: Group::Names, severity: Severity::Info, page: page!(), check };

/// What is wrong with a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    /// The title of the regulations is not quite the official one.
    Title,
    /// The decree is an earlier one, or none of the regulations.
    Decree,
    /// The year of a document number has two digits.
    ShortYear,
    /// A document number lacks its 号.
    NoMark,
    /// The number or the year of the document that prescribes the form is another.
    Form,
}

/// A wrong citation, with its right words.
struct WrongCitation {
    flaw: Flaw,
    /// In bytes of the passage's words.
    place: Span,
    right: String,
}

/// The wrong citations of a passage.
struct WrongCitations(Vec<WrongCitation>);

/// A title in book-title marks, and the decree after it.
static TITLE: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(
        r"《(?P<title>[^《》]{2,40})》(?:[（(](?:中华人民共和国)?(?P<decree>国务院(?:令)?第?[0-9]{1,4}号令?)[^（()）]{0,20}[)）])?",
    )
});
/// A document number: 国办公开办函〔2021〕30号.
static NUMBER: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(r"[\u{4E00}-\u{9FFF}](?P<whole>〔(?P<year>[0-9]{2}|20[0-9]{2})〕第?[0-9]{1,4})(?P<mark>[~]*号)?")
});

impl Fact<Passage> for WrongCitations {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let mut wrong = Vec::new();
        if words.contains('《') {
            let regulations = &gouji_edition::current().regulations;
            TITLE.captures_all(words).iter().for_each(|found| wrong.extend(in_title(words, found, regulations)));
        }
        if words.contains('〔') {
            NUMBER.captures_all(words).iter().for_each(|found| wrong.extend(in_number(words, found)));
        }
        wrong.sort_by_key(|citation| citation.place);
        Self(wrong)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for passage in prose_and_headings(context) {
        for WrongCitation { flaw, place, right } in &passage.passage.fact::<WrongCitations>().0 {
            let found = place.slice(passage.passage.words());
            let right = right.as_str();
            let message: Message = match flaw {
                Flaw::Title => msg::MisspeltCitationTitle { found, right }.into(),
                Flaw::Decree => msg::MisspeltCitationDecree { found, right }.into(),
                Flaw::ShortYear => msg::MisspeltCitationYear { found, right }.into(),
                Flaw::NoMark => msg::MisspeltCitationMark { found, right }.into(),
                Flaw::Form => msg::MisspeltCitationForm { found, right }.into(),
            };
            let span = passage.place(*place);
            findings.add(findings.new_finding(span, message).with_fix(Fix {
                title: msg::CitationFix { expected: right }.into(),
                applicability: Applicability::Chosen,
                edits: vec![TextEdit::new(span, right)],
            }));
        }
    }
}

/// The flaws of a title and of the decree after it, if it is that of the regulations.
fn in_title(words: &str, found: &Captures<'_>, regulations: &Regulations) -> Vec<WrongCitation> {
    let Some(place) = found.name("title") else { return Vec::new() };
    let title: String = place.slice(words).chars().filter(|c| !c.is_whitespace()).collect();
    let mut wrong = Vec::new();
    let right = official_title(&title, regulations);
    if let Some(right) = right.clone().filter(|right| *right != title) {
        wrong.push(WrongCitation { flaw: Flaw::Title, place, right });
    }
    if let (Some(decree), Some(_)) = (found.name("decree"), right) {
        let number = |words: &str| words.chars().filter(char::is_ascii_digit).collect::<String>();
        if number(decree.slice(words)) != number(&regulations.decree) {
            wrong.push(WrongCitation { flaw: Flaw::Decree, place: decree, right: regulations.decree.to_string() });
        }
    }
    wrong
}

/// The official title that a title means: it is equal, or differs by a slip. A title of a province or a city has its name in it, and
/// differs by more.
fn official_title(title: &str, regulations: &Regulations) -> Option<String> {
    let whole = format!("{}{}", regulations.country, regulations.title);
    let distance = |official: &str| strsim::damerau_levenshtein(official, title);
    // The last two characters say what kind of document it is, and a slip in them makes another document.
    let kind: String = title.chars().rev().take(2).collect();
    if !regulations.title.chars().rev().take(2).eq(kind.chars()) || title.chars().count() > whole.chars().count() + 2 {
        return None;
    }
    // 《省政府信息公开条例》 is the one of a province.
    let is_slip = !title.ends_with(&*regulations.title) && distance(&regulations.title) == 1;
    if title == regulations.title || is_slip {
        return Some(regulations.title.to_string());
    }
    let is_national = title.starts_with(&*regulations.country) || title.contains("共和国");
    (is_national && distance(&whole) <= 2).then_some(whole)
}

/// The flaw of a document number.
fn in_number(words: &str, found: &Captures<'_>) -> Option<WrongCitation> {
    let (place, year) = (found.name("whole")?, found.name("year")?);
    let whole = place.slice(words);
    if year.len() == 2 {
        let right = whole.replacen('〔', "〔20", 1);
        return found.name("mark").map(|_| WrongCitation { flaw: Flaw::ShortYear, place, right });
    }
    if let Some(right) = form_document(words, place, found) {
        let place = Span::new(place.start, found.span().end);
        return Some(WrongCitation { flaw: Flaw::Form, place, right });
    }
    let next = words.get(found.span().end..).and_then(|rest| rest.chars().find(|c| !c.is_whitespace()));
    // 30、31号 and 30-32号 have one mark for all, and a line may have been cut.
    let goes_on =
        next.is_none_or(|c| matches!(c, '、' | '至' | '-' | '－' | '—' | '～' | '~' | '和') || c.is_numeric());
    let has_mark = found.name("mark").is_some() || goes_on;
    (!has_mark).then(|| WrongCitation { flaw: Flaw::NoMark, place, right: format!("{whole}号") })
}

/// The right year and number of the document that prescribes the form, if a passage about the form names it with another year or
/// another number. A document of the same authority with both different is another document.
fn form_document(words: &str, place: Span, found: &Captures<'_>) -> Option<String> {
    let (issuer, _) = gouji_edition::current().document.split_once('〔')?;
    let is_of_issuer = words.get(..place.start)?.ends_with(issuer) && words.contains("格式");
    let mark = found.name("mark")?;
    let cited: String =
        Span::new(place.start, mark.end).slice(words).chars().filter(|c| !c.is_whitespace() && *c != '第').collect();
    let (year, number) = cited.split_once('〕')?;
    let mut documents = gouji_edition::editions().iter().filter_map(|edition| edition.document.strip_prefix(issuer));
    if !is_of_issuer || documents.clone().any(|document| document == cited) {
        return None;
    }
    let is_near = |document: &&str| document.starts_with(year) || document.ends_with(&format!("〕{number}"));
    documents.find(is_near).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_citations_are_found_and_right_ones_are_not() {
        for (words, expected) in [
            ("《政务信息公开条例》规定", vec![(Flaw::Title, "政务信息公开条例")]),
            ("《中华人民共和国信息公开条例》", vec![(Flaw::Title, "中华人民共和国信息公开条例")]),
            ("《中华人民共和国政府信息公开条列》", vec![]),
            ("《中华人民共和国政府信息公条例》", vec![(Flaw::Title, "中华人民共和国政府信息公条例")]),
            ("《中华人民共和国政府信息公开条例》（国务院令第492号）", vec![(Flaw::Decree, "国务院令第492号")]),
            ("《政府信息公开条例》（国务院令第711号）", vec![]),
            ("《中华人民共和国政府信息公开条例》（国务院第711号令）", vec![]),
            ("《河东省政府信息公开条例》、《省政府信息公开条例》、《政府信息公开条例实施办法》", vec![]),
            ("《信访工作条例》（国务院令第431号）", vec![]),
            ("国办函〔21〕30号", vec![(Flaw::ShortYear, "〔21〕30")]),
            ("国办函〔2021〕30规定", vec![(Flaw::NoMark, "〔2021〕30")]),
            ("国办函〔2021〕30号，政办发〔2021〕3、4号，〔2021〕30 号", vec![]),
            ("国办函〔2021〕30", vec![]),
            ("年度报告格式（国办公开办函〔2021〕31号）", vec![(Flaw::Form, "〔2021〕31号")]),
            ("年度报告格式（国办公开办函〔2022〕30 号）", vec![(Flaw::Form, "〔2022〕30 号")]),
            ("年度报告格式（国办公开办函〔2019〕60号）", vec![]),
            ("年度报告格式（国办公开办函〔2016〕201号）", vec![]),
            ("国办公开办函〔2021〕31号", vec![]),
        ] {
            let passage = Passage::new(words);
            let wrong = &passage.fact::<WrongCitations>().0;
            let found: Vec<(Flaw, &str)> = wrong.iter().map(|one| (one.flaw, one.place.slice(words))).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}
