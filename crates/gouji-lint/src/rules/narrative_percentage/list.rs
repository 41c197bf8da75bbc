//! Reads complete lists of shares: 网站占60%，公众号占30%，其他占10%.

use std::sync::LazyLock;

use gouji_edition::{Text, statements};
use gouji_text::{AdaptiveRegex, Captures, Span};
use rust_decimal::Decimal;

use crate::patterns;

/// A complete list of shares that do not make 100%.
pub(super) struct WrongList {
    /// The last share, in bytes of the sentence.
    pub place: Span,
    pub shares: Vec<Decimal>,
    pub sum: Decimal,
}

/// A named share. The part's own figure may be before it.
static SHARE: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    let units = statements().words.units.join("|");
    patterns::pattern(&format!(
        r"(?P<name>[^0-9，；：（）%]*)(?:[0-9]+(?:{units}))?[，（]?占比?(?:总数的|总量的|全部的)?(?:为|达|：)?(?P<share>[0-9]+(?:\.[0-9]+)?)%）?"
    ))
});

/// Fewer shares are often only examples.
const FEWEST: usize = 3;

/// The complete lists in the folded words of a sentence whose shares do not make 100%, as far as their decimals show. A list is
/// complete if its last share is that of 其他 or 其余.
pub(super) fn wrong_lists(sentence: &str) -> Vec<WrongList> {
    let found = SHARE.captures_all(sentence);
    let follows = |one: &Captures<'_>, next: &Captures<'_>| {
        let between = sentence.get(one.span().end..next.span().start);
        between.is_some_and(|between| !between.is_empty() && between.chars().all(|c| "，、和及".contains(c)))
            || one.span().end == next.span().start && starts_with_mark(next, sentence)
    };
    found.chunk_by(follows).filter_map(|list| wrong_list(sentence, list)).collect()
}

/// Whether the name of a share begins with the mark that separates it from the share before.
fn starts_with_mark(share: &Captures<'_>, sentence: &str) -> bool {
    share.name("name").is_some_and(|name| name.slice(sentence).starts_with(['、', '和', '及']))
}

fn wrong_list(sentence: &str, list: &[Captures<'_>]) -> Option<WrongList> {
    let last = list.last().filter(|last| is_rest(last, sentence))?;
    let share = |found: &Captures<'_>| found.name("share")?.slice(sentence).parse::<Decimal>().ok();
    let shares: Vec<Decimal> = list.iter().filter_map(share).collect();
    let sum = shares.iter().try_fold(Decimal::ZERO, |sum, share| sum.checked_add(*share))?;
    // Each share may be off by one in its last digit.
    let tolerance = shares.iter().fold(Decimal::ZERO, |sum, share| sum + Decimal::new(1, share.scale()));
    let is_wrong = list.len() >= FEWEST && (sum - Decimal::ONE_HUNDRED).abs() > tolerance;
    let place = last.name("share")?;
    is_wrong.then_some(WrongList { place: Span::new(place.start, place.end + 1), shares, sum })
}

/// Whether a share is that of all other parts.
fn is_rest(share: &Captures<'_>, sentence: &str) -> bool {
    let name = share.name("name").map(|name| name.slice(sentence)).unwrap_or_default();
    let has = |list: &[Text]| list.iter().any(|word| name.contains(&**word));
    has(&statements().words.rests) && !has(&statements().words.no_rests)
}

#[cfg(test)]
mod tests {
    use super::wrong_lists;

    #[test]
    fn complete_lists_that_do_not_make_a_hundred_are_found() {
        for (sentence, sums) in [
            ("网站占60%，公众号占30%，其他占20%", vec!["110"]),
            ("网站占60%、公众号占30%、其他占20%", vec!["110"]),
            ("网站360条，占60%，公众号180条，占30%，其他占5%", vec!["95"]),
            ("网站360条（占60%）、公众号180条（占30%）、其余20条（占3.3%）", vec!["93.3"]),
            ("咨询类占比为50.5%，求决类占比为30.2%，投诉类占比为10.1%，其他占比为5.0%", vec!["95.8"]),
            ("网站占60%，公众号占30%，其他占10%", vec![]),
            ("网站占33.3%，公众号占33.3%，其他占33.3%", vec![]),
            ("网站占33%，公众号占33%，其他占33%", vec![]),
            ("网站占60%，公众号占30%", vec![]),
            ("网站占60%，公众号占30%，报刊占20%", vec![]),
            ("网站占60%，其他占20%", vec![]),
            ("予以公开占60%，部分公开占10%，其他处理占5%", vec![]),
            ("网站占60%，同比提高5%，公众号占30%，其他占20%", vec![]),
            ("网站占60%，公众号占30%。其他占20%", vec![]),
            ("满意率60%，公开率30%，其他20%", vec![]),
        ] {
            let found: Vec<String> = wrong_lists(sentence).iter().map(|list| list.sum.to_string()).collect();
            assert_eq!(found, sums, "{sentence}");
        }
    }
}
