use std::sync::LazyLock;

use super::{Paragraph, Period, Title};
use crate::syntax::{Line, LineKind};
use crate::text::{Passage, Pattern, Span, frequent};

static YEAR: LazyLock<Pattern> = LazyLock::new(|| frequent(r"(?P<year>20[0-9]{2})[~]*年"));
static PERIOD: LazyLock<Pattern> = LazyLock::new(|| {
    frequent(
        r"统计(?:的)?(?:起止)?(?:期限|时限|时间|周期|期间)|(?:时限|期限)[^。]{0,8}20[0-9]{2}[~]*年[~]*0?1[~]*月[~]*0?1[~]*日|20[0-9]{2}[~]*年[~]*0?1[~]*月[~]*0?1[~]*日[^。]{0,12}12[~]*月[~]*31[~]*日",
    )
});

/// The title: the first line that reads like one, with the lines directly above it that name the agency.
pub(super) fn read_title(text: &str, lines: &[Line]) -> Option<Title> {
    let at =
        lines.iter().take_while(|line| line.kind != LineKind::Item).take(20).position(|line| is_title(line, text))?;
    let line = lines.get(at)?;
    let above = lines.get(..at).unwrap_or_default();
    let agency_line = above.last().filter(|line| is_bare(line, text));
    let words = Span::new(line.mark.map_or(line.span.start, |mark| mark.end), line.span.end).trimmed(text);
    let own = words.of(text);
    let year = year(own);
    let prefix = year.and_then(|year| own.get(..year.start)).unwrap_or_default().trim();
    let (agency, span) = match (prefix, agency_line) {
        ("", Some(above)) => (above.span.trimmed(text).of(text).to_owned(), above.span.trimmed(text).cover(words)),
        _ => (prefix.to_owned(), words),
    };
    Some(Title {
        span,
        agency: Some(agency).filter(|agency| !agency.is_empty()),
        year: year.and_then(|year| year.of(own).parse().ok()),
    })
}

/// The first year in `words`.
fn year(words: &str) -> Option<Span> {
    YEAR.groups_at(words, 0)?.name("year")
}

fn is_title(line: &Line, text: &str) -> bool {
    let words = line.span.of(text);
    match line.kind {
        LineKind::Title => true,
        LineKind::Heading => {
            line.ordinal.is_none() && words.contains("政府信息公开") && words.trim_end().ends_with("报告")
        }
        _ => false,
    }
}

/// Whether the line could name an agency: short, and no sentence.
fn is_bare(line: &Line, text: &str) -> bool {
    let words = line.span.trimmed(text).of(text);
    line.kind == LineKind::Paragraph && words.chars().count() <= 30 && !words.contains(['，', '。', '：', '、'])
}

/// Where a passage states 统计期限, and of which year; in bytes of its words.
struct States(Option<(Span, Option<u16>)>);

impl States {
    fn read(passage: &Passage) -> Self {
        Self(PERIOD.find(passage.words()).map(|found| {
            let behind = passage.words().get(found.start..).unwrap_or_default();
            let year = year(behind).and_then(|year| year.of(behind).parse().ok());
            (found, year)
        }))
    }
}

/// 统计期限, where the text states it.
pub(super) fn read_period(paragraphs: &[Paragraph]) -> Option<Period> {
    paragraphs.iter().find_map(|paragraph| {
        let (place, first_year) = paragraph.passage.kept(States::read).0?;
        Some(Period { span: paragraph.place(place), first_year })
    })
}
