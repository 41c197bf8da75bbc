#![doc = include_str!("en.md")]

use std::sync::LazyLock;

use gouji_edition::statements;
use gouji_l10n::msg;
use gouji_text::{Fact, Passage, Span, WordFinder, regex, sentences};
use regex::Regex;

use crate::finding::Severity;
use crate::rules::headings::is_table_text;
use crate::rules::{Context, Findings, Group, Rule, page, prose};

pub(super) const RULE: Rule =
    Rule { name: "placeholder", group: Group::Leftovers, severity: Severity::Warning, page: page!(), check };

/// Characters that authors write in place of a figure or a name, as a character class of a regular expression.
const MARKS: &str = "[XxＸｘ×✕]";
/// The same characters and the strokes of a blank. Most passages have none of them.
const SIGNS: [char; 8] = ['X', 'x', 'Ｘ', 'ｘ', '×', '✕', '_', '＿'];

/// The strokes of a blank, and the backslash that Markdown puts before them.
const STROKES: [char; 3] = ['_', '＿', '\\'];

/// A run of marks or strokes where a figure belongs. One mark counts only in a date and before a counting word, because `×` also
/// multiplies and X is a letter.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    let free = r"(?:^|[^0-9A-Za-z./_\-XxＸｘ×✕])";
    let units = statements().words.units.join("|");
    let unit = format!("(?:{units}|人|名|家|批|万|余|元|年|月|日|号|%|％)");
    regex(&format!(
        r"{free}(?P<many>{MARKS}{{2,}} ?{unit})|(?P<year>20{MARKS}{{2}} ?年)|[年月] ?(?P<date>{MARKS} ?月 ?{MARKS} ?日|{MARKS} ?[月日])|[\p{{Han}}&&[^第]](?P<one>{MARKS}(?:件|条|次|份|篇|期))|[\p{{Han}}：，、；]\s?(?P<blank>(?:(?:\\?_){{3,}}|＿{{2,}})(?:\s?{unit}|[，。；、）]|$))"
    ))
});

/// A run of marks in place of the agency's name.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?:^|[^0-9A-Za-z./_\-XxＸｘ×✕])(?P<many>{MARKS}{{2,}}(?:省|市|县|区|镇|乡|街道|局|委|办|部门|单位|机关))"
    ))
});

/// Words of a sentence about one case. Reports hide the names of the parties in such a sentence.
const CASE: [&str; 6] = ["诉", "案", "不服", "申请人", "原告", "某"];

/// Words that a [`NOTE`] contains.
const NOTE_WORDS: [&str; 8] = ["待补", "待填", "待完善", "待核对", "请填写", "请补充", "此处", "TODO"];
static NOTE_FINDER: LazyLock<WordFinder> = LazyLock::new(|| WordFinder::new(NOTE_WORDS));
/// A note of the author in brackets that asks for words or a figure.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[（(【\[]\p{Han}{0,8}(?:待(?:补充|补|填写|填|完善|核对)|请(?:补充|填写)[^）)】\]]{0,12}|此处(?:请|需|应|待)?(?:补充|填写|插入|添加)[^）)】\]]{0,12}|TODO[^）)】\]]{0,20})[）)】\]]",
    )
});

/// Brackets and quotes that enclose words.
const PAIRS: [(char, char); 5] = [('【', '】'), ('《', '》'), ('〔', '〕'), ('（', '）'), ('“', '”')];

/// The placeholders of a passage, in order, in bytes of its words.
struct Placeholders(Vec<Span>);

impl Fact<Passage> for Placeholders {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let words = passage.words();
        let mut found = empty_pairs(words);
        if words.contains(SIGNS) {
            found.extend(figures(words));
            found.extend(names(words));
        }
        if NOTE_FINDER.find_in(words).next().is_some() {
            found.extend(NOTE.find_iter(words).map(|note| Span::from(note.range())));
        }
        found.sort_unstable();
        Self(found)
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for paragraph in prose(context) {
        let found = &paragraph.passage.fact::<Placeholders>().0;
        // Conversions leave brackets without words among the pieces of a table.
        if found.is_empty() || is_table_text(context.report, context.text, paragraph.span) {
            continue;
        }
        for span in found {
            findings.report(paragraph.place(*span), msg::Placeholder { found: span.slice(paragraph.words()) });
        }
    }
    // Reports that are samples for others hide the name of their agency in the title. In Markdown the title is a heading too.
    let title = context.report.title.as_ref().map(|title| title.span);
    let is_title = |span: Span| title.is_some_and(|title| span.start < title.end && title.start < span.end);
    let headings = context.report.headings.iter().filter(|heading| heading.stands_alone);
    for heading in headings.filter(|heading| !is_title(heading.span)) {
        for span in &heading.passage.fact::<Placeholders>().0 {
            findings.report(heading.place(*span), msg::Placeholder { found: span.slice(heading.passage.words()) });
        }
    }
}

/// Marks and strokes in place of figures.
fn figures(words: &str) -> impl Iterator<Item = Span> {
    let groups = ["many", "year", "date", "one", "blank"];
    let span = move |found: regex::Captures<'_>| {
        let group = groups.iter().find_map(|group| found.name(group))?;
        if group.as_str().starts_with(STROKES) && ends_emphasis(words.get(..group.start())?) {
            return None;
        }
        // The mark after a blank is part of the match, but not of the placeholder.
        let length = group.as_str().trim_end_matches(['，', '。', '；', '、', '）']).len();
        Some(Span::new(group.start(), group.start() + length))
    };
    FIGURE.captures_iter(words).filter_map(span)
}

/// Whether the strokes after `before` end an emphasis of Markdown, as in ___予以公开___. Then earlier strokes begin it, and no counting word
/// or punctuation follows these.
fn ends_emphasis(before: &str) -> bool {
    let Some((_, between)) = before.rsplit_once(STROKES) else { return false };
    let begins_unit = |c: char| statements().words.units.iter().any(|unit| unit.contains(c));
    let is_unit = |c: char| c.is_whitespace() || "人名家批万余元年月日号%％，。；、）".contains(c) || begins_unit(c);
    !between.starts_with(is_unit)
}

/// Marks in place of the name of an agency, except in sentences about one case.
fn names(words: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for sentence in sentences(words) {
        let text = sentence.slice(words);
        if !text.contains(SIGNS) || CASE.iter().any(|word| text.contains(word)) {
            continue;
        }
        let names = NAME.captures_iter(text).filter_map(|name| name.name("many"));
        found.extend(names.map(|name| Span::from(name.range()).shift(sentence.start)));
    }
    found
}

/// Pairs of brackets or quotes that enclose nothing but blanks.
fn empty_pairs(words: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in words.char_indices() {
        if let Some((start, close)) = open
            && c == close
        {
            found.push(Span::new(start, at + c.len_utf8()));
        }
        if !c.is_whitespace() {
            open = PAIRS.iter().find(|(first, _)| *first == c).map(|(_, close)| (at, *close));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_and_ordinary_marks_are_not() {
        for (words, expected) in [
            ("全年更新XX条，运行平稳", vec!["XX条"]),
            ("更新×××条、发布Ｘ条。", vec!["×××条", "Ｘ条"]),
            ("20XX年，收到申请XX件", vec!["20XX年", "XX件"]),
            ("2025年×月×日，5月x日", vec!["×月×日", "x日"]),
            ("国办公开办函〔2021〕XX号", vec!["XX号"]),
            ("XX县人民政府坚持公开", vec!["XX县"]),
            ("全年更新____条、____次，电话：________", vec!["____条", "____次", "________"]),
            (r"全年更新\_\_\_\_条", vec![r"\_\_\_\_条"]),
            ("更新及时。（待补充）", vec!["（待补充）"]),
            ("【此处填写数量】（数据待补）（TODO）", vec!["【此处填写数量】", "（数据待补）", "（TODO）"]),
            ("依据《 》公开【】", vec!["《 》", "【】"]),
            // A letter, a product, a mask, emphasis, a file, and words that only look like notes.
            ("第X条、第X期；A4×2份，长3×4条；X光检查", vec![]),
            ("张××诉XX县人民政府一案", vec![]),
            ("张××、王×等3人", vec![]),
            ("共收到__82__件，___82___件，___予以公开___条", vec![]),
            ("见http://a.gov.cn/xx条.html和a_xx条", vec![]),
            ("材料有待补充，3件（申请人待补充材料），请填写申请表（此处不再重复）", vec![]),
            ("（一）“公开”（《条例》）", vec![]),
        ] {
            let passage = Passage::new(words);
            let found: Vec<&str> = passage.fact::<Placeholders>().0.iter().map(|span| span.slice(words)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}
