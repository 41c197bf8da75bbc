//! Comparisons with last year in a sentence.

use std::sync::LazyLock;

use gouji_edition::statements;
use gouji_text::{AdaptiveRegex, Captures, Fact, Folded, Passage, Span, sentences};
use rust_decimal::Decimal;

/// A figure with its change against last year, or with last year's figure.
pub(super) struct Comparison {
    /// The digits of this year's figure, in bytes of the passage's words.
    pub figure: Span,
    /// The digits of the change, or of last year's figure.
    pub place: Span,
    /// The words of the change: 增加5件.
    pub words: String,
    /// Their figure.
    pub told: Decimal,
    pub change: Change,
    /// Last year, if the sentence writes its number.
    pub year: Option<u16>,
}

/// How a sentence compares.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// It names last year's figure.
    Figure,
    /// It names the difference.
    Difference { decreases: bool },
    /// It names the difference as a percentage of last year's figure.
    Percent { decreases: bool },
}

/// The comparisons of a passage.
pub(super) struct Comparisons(pub Vec<Comparison>);

/// The words for last year.
const LAST_YEAR: &str = "(?:上年度?|上一年度?|去年|(?P<year>20[0-9]{2})年度?)(?:同期)?";

/// A figure that a comparison follows at once. Any other word between could change the meaning.
static PATTERNS: LazyLock<[AdaptiveRegex; 2]> = LazyLock::new(|| {
    let units = statements().words.units.join("|");
    let now = format!("(?P<now>[0-9]+)(?P<unit>{units})");
    let end = "(?:$|[，。；、）])";
    [
        // 28件，同比增加5件 · 28件，比上年减少10%
        format!(
            "{now}[，（](?:同比|[比较与]{LAST_YEAR}(?:相比，?)?)(?P<words>(?P<way>增长|增加|上升|增多|下降|减少|降低)了?(?:(?P<percent>[0-9]+(?:\\.[0-9]+)?)%|(?P<difference>[0-9]+)(?P<same>{units}))){end}"
        ),
        // 28件，上年29件 · 28件（去年为29件）
        format!("{now}[，（]{LAST_YEAR}(?:为|是)?(?P<words>(?P<then>[0-9]+)(?P<same>{units})){end}"),
    ]
    .map(|pattern| AdaptiveRegex::literal(&pattern))
});

impl Fact<Passage> for Comparisons {
    gouji_text::usual!(Self(Vec::new()), |fact| fact.0.is_empty());

    fn read(passage: &Passage) -> Self {
        let mut found = Vec::new();
        if !passage.words().contains(['年', '比']) {
            return Self(found);
        }
        let folded = Folded::new(passage.words());
        for sentence in sentences(folded.words()) {
            let words = sentence.slice(folded.words());
            let matches = PATTERNS.iter().flat_map(|pattern| pattern.captures_all(words));
            let source = |span: Span| folded.source(span.shift(sentence.start));
            found.extend(matches.filter_map(|groups| comparison(words, &groups, source)));
        }
        found.sort_by_key(|comparison: &Comparison| comparison.place);
        Self(found)
    }
}

fn comparison(words: &str, groups: &Captures<'_>, source: impl Fn(Span) -> Span) -> Option<Comparison> {
    let text = |name: &str| groups.name(name).map(|group| group.slice(words));
    if groups.name("same").is_some() && text("same") != text("unit") {
        return None;
    }
    let decreases = text("way").is_some_and(|way| way.starts_with(['下', '减', '降']));
    let (name, change) = if groups.name("then").is_some() {
        ("then", Change::Figure)
    } else if groups.name("percent").is_some() {
        ("percent", Change::Percent { decreases })
    } else {
        ("difference", Change::Difference { decreases })
    };
    Some(Comparison {
        figure: source(groups.name("now")?),
        place: source(groups.name(name)?),
        words: text("words")?.to_owned(),
        told: text(name)?.parse().ok()?,
        change,
        year: text("year").and_then(|year| year.parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_that_follow_a_figure_are_read() {
        for (words, expected) in [
            ("收到申请28件，同比增加5件。", vec!["28 增加5件"]),
            ("收到申请28件，比上年减少10%，答复", vec!["28 减少10%"]),
            ("收到申请28件（去年为29件），答复", vec!["28 29件"]),
            ("收到申请28件，与2023年相比，下降3.5%", vec!["28 下降3.5%"]),
            ("收到申请1,028件，较上年度上升2件；办结20件，同比下降1%。", vec!["1,028 上升2件", "20 下降1%"]),
            ("收到申请28件，同比增加约5件", vec![]),
            ("收到申请28件，同比增长近一倍", vec![]),
            ("收到申请28件，同比增至35件", vec![]),
            ("收到申请28件，同比增加5件以上", vec![]),
            ("收到申请28件，网站申请同比增加5件", vec![]),
            ("发布信息28条，比上年增加5件", vec![]),
            ("收到申请28件，上年结转3件", vec![]),
        ] {
            let passage = Passage::new(words);
            let found = &passage.fact::<Comparisons>().0;
            let found: Vec<String> =
                found.iter().map(|one| format!("{} {}", one.figure.slice(words), one.words)).collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}
