use std::sync::LazyLock;

use gouji_text::{AdaptiveRegex, Fact, Passage, Span, chinese_numeral};

use super::{Paragraph, Period, Title};
use crate::lines::{Line, LineKind};
use crate::patterns;

/// A year of this century in any digits: 2024, ２０２４, 二〇二四.
const YEAR_DIGITS: &str =
    "[2２二][~]*[0０〇○零ＯO][~]*[0-9０-９〇○零ＯO一二三四五六七八九][~]*[0-9０-９〇○零ＯO一二三四五六七八九]";

static YEAR: LazyLock<AdaptiveRegex> = LazyLock::new(|| patterns::pattern(&format!("(?P<year>{YEAR_DIGITS})[~]*年")));
/// 24年.
static SHORT_YEAR: LazyLock<AdaptiveRegex> =
    LazyLock::new(|| patterns::pattern(r"(?:^|[^0-9０-９])(?P<year>[0-9０-９]{2})[~]*年度?[~]*政"));
/// The year of a date in any notation: 2024年1月, 2024-01-01, 2024.1.1, 24年1月.
static DATE: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(&format!(
        r"(?P<year>{YEAR_DIGITS})[~]*(?:年|[-－–—/／.．][~]*[0-9０-９]{{1,2}}[~]*[-－–—/／.．])|(?:^|[^0-9０-９])(?P<short>[0-9０-９]{{2}})[~]*年[~]*0?1[~]*月"
    ))
});
static PERIOD: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    let first = r"[~]*(?:年[~]*(?:0?1|０?１|一|元)[~]*月[~]*(?:0?1|０?１|一)[~]*日|[-－–—/／.．][~]*0?1[~]*[-－–—/／.．][~]*0?1)";
    let last = r"(?:12|１２|十二)[~]*[月\-－–—/／.．][~]*(?:31|３１|三十一)";
    patterns::pattern(&format!(
        r"统计(?:的)?(?:起止)?(?:期限|时限|时间|周期|期间)|(?:时限|期限)[^。]{{0,8}}{YEAR_DIGITS}{first}|{YEAR_DIGITS}{first}[^。]{{0,12}}{last}"
    ))
    .needing(&["统计", "期限", "时限", "31", "３１", "三十一"])
});
/// A remark after a title: （征求意见稿）.
static REMARK: LazyLock<AdaptiveRegex> =
    LazyLock::new(|| patterns::pattern(r"[~]*[（(【〔][^（()）【】〔〕]{1,16}[)）】〕][~]*$"));
/// The name of a field before a title: 标题：.
static FIELD: LazyLock<AdaptiveRegex> = LazyLock::new(|| patterns::pattern(r"^[~]*(?:标题|题目|名称)[~]*[:：][~]*"));

/// Longest title, in characters.
const LONGEST_TITLE: usize = 80;

/// Reads the title: the first line that reads like a title, with the line directly above it if that names the agency.
pub(super) fn read_title(text: &str, lines: &[Line]) -> Option<Title> {
    let at =
        lines.iter().take_while(|line| line.kind != LineKind::Item).take(20).position(|line| is_title(line, text))?;
    let line = lines.get(at)?;
    let above = lines.get(..at).unwrap_or_default();
    let agency_line = above.last().filter(|line| is_bare(line, text));
    let words = bare(text, line);
    let own = words.slice(text);
    let year = YEAR.captures_at(own, 0).or_else(|| SHORT_YEAR.captures_at(own, 0)).and_then(|found| found.name("year"));
    let prefix = year.and_then(|year| own.get(..year.start)).unwrap_or_default().trim();
    let (agency, span) = match (prefix, agency_line) {
        ("", Some(above)) => (above.span.trimmed(text).slice(text).to_owned(), above.span.trimmed(text).cover(words)),
        _ => (prefix.to_owned(), words),
    };
    Some(Title {
        span,
        agency: Some(agency).filter(|agency| !agency.is_empty()),
        year: year.and_then(|year| number(year.slice(own))),
    })
}

/// Words that every title contains.
pub const SUBJECT: &str = "政府信息公开";

/// Whether words read like the title of a report: they contain [`SUBJECT`] and end in 报告.
pub fn reads_like_title(words: &str) -> bool {
    words.contains(SUBJECT) && words.ends_with("报告")
}

/// The title of a line, without the name of a field before it and a remark after it.
fn bare(text: &str, line: &Line) -> Span {
    let words = Span::new(line.mark.map_or(line.span.start, |mark| mark.end), line.span.end).trimmed(text);
    let field = FIELD.find(words.slice(text));
    let words = Span::new(field.map_or(words.start, |field| words.start + field.end), words.end);
    let remark = REMARK.find(words.slice(text));
    Span::new(words.start, remark.map_or(words.end, |remark| words.start + remark.start)).trimmed(text)
}

/// The value of a year's digits. Two digits are a year of this century.
fn number(digits: &str) -> Option<u16> {
    let digit = |c: char| match c {
        '〇' | '○' | '零' | 'Ｏ' | 'O' => Some(0),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' => {
            chinese_numeral(c.encode_utf8(&mut [0; 4]))
        }
        _ => c.to_digit(10),
    };
    let digits: Vec<u32> = digits.chars().filter_map(digit).collect();
    let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
    u16::try_from(if digits.len() == 2 { 2000 + number } else { number }).ok()
}

/// Whether `c` may be a digit of a year in a title.
pub fn is_year_digit(c: char) -> bool {
    c.is_numeric() || "零○OoＯ一二三四五六七八九".contains(c)
}

/// The year of the first date in `words`.
fn year(words: &str) -> Option<u16> {
    let found = DATE.captures_at(words, 0)?;
    number(found.name("year").or_else(|| found.name("short"))?.slice(words))
}

fn is_title(line: &Line, text: &str) -> bool {
    match line.kind {
        LineKind::Title => true,
        LineKind::Heading | LineKind::Paragraph if line.ordinal.is_none() && line.span.len() <= 3 * LONGEST_TITLE => {
            let words: String = bare(text, line).slice(text).chars().filter(|c| !c.is_whitespace()).collect();
            reads_like_title(&words) && words.chars().count() <= LONGEST_TITLE && !words.contains(['。', '；', '，'])
        }
        _ => false,
    }
}

/// Whether the line may name an agency: it is short, and no sentence.
fn is_bare(line: &Line, text: &str) -> bool {
    let words = line.span.trimmed(text).slice(text);
    line.kind == LineKind::Paragraph && words.chars().count() <= 30 && !words.contains(['，', '。', '：', '、'])
}

/// The span that states 统计期限, in bytes of a passage's words, and the year of the period; `None` if the passage does not
/// state it.
struct PeriodStatement(Option<(Span, Option<u16>)>);

impl Fact<Passage> for PeriodStatement {
    gouji_text::usual!(Self(None), |fact| fact.0.is_none());

    fn read(passage: &Passage) -> Self {
        Self(PERIOD.find(passage.words()).map(|found| {
            let statement = passage.words().get(found.start..).unwrap_or_default();
            (found, year(statement))
        }))
    }
}

/// Reads the period from the first paragraph that states it.
pub(super) fn read_period(paragraphs: &[Paragraph]) -> Option<Period> {
    paragraphs.iter().find_map(|paragraph| {
        let (place, first_year) = paragraph.passage.fact::<PeriodStatement>().0?;
        Some(Period { span: paragraph.place(place), first_year })
    })
}
