//! Citations in the text: numbers of the documents that prescribe the form, and articles of the 政府信息公开条例.

use gouji_edition::blank_form::{column_label, full_label};
use gouji_edition::{Edition, current, editions};
use gouji_l10n::{Bilingual, Catalogue, msg};
use gouji_report::Report;
use gouji_text::{Span, chinese_numeral};

use super::hover::{Hover, HoverBlock};

/// The largest number of citations that are found in a text.
const MAX_CITATIONS: usize = 1_000;
/// The largest number of parts of the form in a hover text.
const MAX_PARTS: usize = 12;
/// The characters of the number of an article.
const NUMERALS: &str = "一二三四五六七八九十";

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its words.
    pub span: Span,
    /// The cited document.
    pub cited: Cited,
}

/// A cited document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cited {
    /// The document that prescribes the form in force.
    FormInForce,
    /// The document that prescribed a superseded form, by the id of its edition.
    SupersededForm(&'static str),
    /// An article of the regulations, as in `第二十条`.
    Article(String),
}

/// The citations in `text`, in order.
pub fn citations(text: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    for edition in editions() {
        let is_current = edition.id == current().id;
        let cited = || if is_current { Cited::FormInForce } else { Cited::SupersededForm(&edition.id) };
        let numbers = text.match_indices(&*edition.document).take(MAX_CITATIONS);
        found.extend(numbers.map(|(at, number)| Citation { span: Span::new(at, at + number.len()), cited: cited() }));
    }
    for (at, title) in text.match_indices(&*current().regulations.title).take(MAX_CITATIONS) {
        articles(text, at + title.len(), &mut found);
    }
    found.sort_by_key(|citation| citation.span);
    found.truncate(MAX_CITATIONS);
    found
}

/// Adds the articles that follow the title of the regulations: `》第二十条、第五十条`.
fn articles(text: &str, title_end: usize, found: &mut Vec<Citation>) {
    let mut at = title_end;
    let mut rest = text.get(at..).unwrap_or_default();
    let closed = rest.strip_prefix('》').unwrap_or(rest);
    at += rest.len() - closed.len();
    rest = closed;
    while let Some(length) = article_length(rest) {
        let span = Span::new(at, at + length);
        found.push(Citation { span, cited: Cited::Article(span.slice(text).to_owned()) });
        let after = rest.get(length..).unwrap_or_default();
        let Some(next) = after.strip_prefix('、') else { break };
        at += rest.len() - next.len();
        rest = next;
    }
}

/// The number of bytes of the article at the start of `words`; `None` if there is none.
fn article_length(words: &str) -> Option<usize> {
    let number = words.strip_prefix('第')?;
    let after = number.trim_start_matches(|c| NUMERALS.contains(c));
    if after.len() == number.len() {
        return None;
    }
    Some(words.len() - after.strip_prefix('条')?.len())
}

/// The hover text of the citation at `offset` of the text.
pub(super) fn hover(report: &Report, offset: usize, catalogue: &Catalogue) -> Option<Hover> {
    let paragraph = report.paragraphs.iter().find(|paragraph| paragraph.span.touches(offset))?;
    let words = paragraph.words();
    let placed = citations(words).into_iter().map(|citation| (paragraph.place(citation.span), citation));
    let (span, citation) = placed.into_iter().find(|(span, _)| span.touches(offset))?;
    let blocks = match &citation.cited {
        Cited::Article(article) => article_blocks(report.edition, article, catalogue)?,
        Cited::FormInForce => form_blocks(current(), catalogue),
        Cited::SupersededForm(id) => form_blocks(editions().iter().find(|edition| edition.id == *id)?, catalogue),
    };
    Some(Hover { span, blocks })
}

fn form_blocks(edition: &Edition, catalogue: &Catalogue) -> Vec<HoverBlock> {
    let current = current();
    let year = current.first_year.to_string();
    let status = if edition.id == current.id {
        catalogue.text(msg::HoverDocumentCurrent { year })
    } else {
        catalogue.text(msg::HoverDocumentSuperseded { current: &*current.document, year })
    };
    let name = edition.name.get(catalogue.locale()).to_owned();
    vec![HoverBlock::Title(edition.document.to_string()), HoverBlock::Text(name), HoverBlock::Text(status)]
}

/// The parts of the form that are based on the article; `None` if there are none.
fn article_blocks(edition: &Edition, article: &str, catalogue: &Catalogue) -> Option<Vec<HoverBlock>> {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |label: String, basis: Option<&Bilingual>| {
        if !label.is_empty() && basis.is_some_and(|basis| is_based_on(&basis.zh, article)) && !parts.contains(&label) {
            parts.push(label);
        }
    };
    for section in edition.sections.iter() {
        add(section.title.to_string(), Some(&section.basis));
    }
    for table in edition.tables.iter() {
        table.rows.iter().for_each(|row| add(full_label(table, row), row.basis.as_ref()));
        let columns = table.columns.iter().enumerate();
        columns.for_each(|(at, column)| add(column_label(table, at), column.basis.as_ref()));
    }
    parts.truncate(MAX_PARTS);
    let title = HoverBlock::Title(catalogue.text(msg::HoverRegulationArticle { article }));
    let lead = HoverBlock::Text(catalogue.text(msg::HoverCitedParts));
    (!parts.is_empty()).then(|| vec![title, lead, HoverBlock::List(parts)])
}

/// Whether a legal basis names the article of the regulations, not that of another law.
fn is_based_on(basis: &str, article: &str) -> bool {
    let names = |part: &str| part.contains(article) || ranges(part).any(|range| is_in(article, range));
    basis.split('；').any(|part| part.contains(&*current().regulations.title) && names(part))
}

/// The first and the last article of each range, as in `第二十七条至第三十一条`.
fn ranges(basis: &str) -> impl Iterator<Item = (&str, &str)> {
    basis.match_indices("条至第").filter_map(|(at, between)| {
        let (_, first) = basis.get(..at)?.rsplit_once('第')?;
        let (last, _) = basis.get(at + between.len()..)?.split_once('条')?;
        Some((first, last))
    })
}

fn is_in(article: &str, (first, last): (&str, &str)) -> bool {
    let article = article.strip_prefix('第').and_then(|article| article.strip_suffix('条')).and_then(chinese_numeral);
    let (first, last) = (chinese_numeral(first), chinese_numeral(last));
    article
        .is_some_and(|article| first.is_some_and(|first| first <= article) && last.is_some_and(|last| article <= last))
}

#[cfg(test)]
mod tests {
    use gouji_l10n::Locale;
    use gouji_lint::Analysis;

    use super::*;

    const TEXT: &str = "\
某区2025年政府信息公开工作年度报告

一、总体情况

根据《中华人民共和国政府信息公开条例》第二十条、第九十九条和国办公开办函〔2021〕30号编制，不再按国办公开办函〔2019〕60号编制。
";

    fn hover_at(needle: &str) -> Option<Hover> {
        let report = Analysis::new(TEXT).report.expect("a report");
        let offset = TEXT.find(needle).expect("the needle is there") + '第'.len_utf8();
        hover(&report, offset, Catalogue::for_locale(Locale::Chinese))
    }

    #[test]
    fn citations_are_found_in_order() {
        let found = citations(TEXT);
        let words: Vec<&str> = found.iter().map(|citation| citation.span.slice(TEXT)).collect();
        assert_eq!(words, ["第二十条", "第九十九条", "国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号"]);
        assert_eq!(found[2].cited, Cited::FormInForce);
        assert_eq!(found[3].cited, Cited::SupersededForm("zfxxgk-2019"));
        for other in
            ["行政复议法》第二十条", "政府信息公开条例》的规定", "政府信息公开条例》第条", "政府信息公开条例》第20条"]
        {
            assert_eq!(citations(other), [], "{other}");
        }
    }

    #[test]
    fn an_article_has_the_parts_of_the_form_that_are_based_on_it() {
        let hover = hover_at("第二十条").expect("a hover");
        assert_eq!(hover.span.slice(TEXT), "第二十条");
        let [HoverBlock::Title(title), _, HoverBlock::List(parts)] = hover.blocks.as_slice() else {
            panic!("{hover:?}")
        };
        assert_eq!(title, "《政府信息公开条例》第二十条");
        assert!(parts.contains(&"主动公开政府信息情况".to_owned()) && parts.len() > 2, "{parts:?}");
        assert_eq!(hover_at("第九十九条"), None, "no part is based on it");
    }

    #[test]
    fn a_document_number_says_whether_the_document_is_in_force() {
        for (number, expected) in [
            ("国办公开办函〔2021〕30号", "现行表样，自 2021 年度报告起使用"),
            ("国办公开办函〔2019〕60号", "自 2021 年度报告起，已由国办公开办函〔2021〕30号取代"),
        ] {
            let hover = hover_at(number).expect("a hover");
            assert_eq!(hover.blocks.last(), Some(&HoverBlock::Text(expected.to_owned())));
        }
    }

    #[test]
    fn a_basis_in_another_law_does_not_count() {
        assert!(is_based_on("参见《政府信息公开条例》第二十条；《行政复议法》第五条", "第二十条"));
        assert!(!is_based_on("参见《政府信息公开条例》第二十条；《行政复议法》第五条", "第五条"));
    }

    #[test]
    fn a_range_of_articles_has_those_between() {
        let is_in = |article| is_based_on("参见《政府信息公开条例》第二十七条至第三十一条", article);
        assert!(is_in("第二十八条") && is_in("第三十一条"));
        assert!(!is_in("第二十六条") && !is_in("第三十二条"));
    }
}
