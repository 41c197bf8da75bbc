//! Reads the list of parts that follows a total: 共30条，其中甲类12条、乙类18条.

use std::sync::LazyLock;

use gouji_edition::{Text, WordLists, statements};
use gouji_text::{AdaptiveRegex, Span};
use rust_decimal::Decimal;

use crate::patterns;

/// A total with the list of its parts.
pub(super) struct TotalWithParts<'a> {
    /// The digits and the unit of the total, in bytes of the sentence.
    pub place: Span,
    pub total: Decimal,
    pub unit: &'a str,
    /// The words of the sentence before the total.
    pub before: &'a str,
    /// The parts; at least one.
    pub parts: Vec<SumPart<'a>>,
}

/// A part of a total.
pub(super) struct SumPart<'a> {
    /// Whether a comma separates it from the part before. A comma may also begin another statement.
    pub after_comma: bool,
    pub name: &'a str,
    pub figure: Decimal,
}

/// A total and the words that introduce its parts.
static TOTAL: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    let WordLists { units, parts, .. } = words();
    let (units, parts) = (units.join("|"), parts.join("|"));
    patterns::pattern(&format!(r"(?P<n>[0-9]+)(?P<unit>{units})[，（]?(?:{parts})[，：]?"))
});

/// A part from its name to its unit. A name may contain 、, but no mark that ends the list.
static PART: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    let units = words().units.join("|");
    patterns::pattern(&format!(r"^(?P<name>[^0-9，：（）]*)(?P<n>[0-9]+)(?P<unit>{units})"))
});

/// The words of the statements.
pub(super) fn words() -> &'static WordLists {
    statements().words
}

/// Whether one of `list` is in `words`.
pub(super) fn has(words: &str, list: &[Text]) -> bool {
    list.iter().any(|word| words.contains(&**word))
}

/// The totals in the folded words of a sentence, each with its parts. A list with an approximate figure is left out.
pub(super) fn totals(sentence: &str) -> Vec<TotalWithParts<'_>> {
    let found = TOTAL.captures_all(sentence);
    let total = |found: &gouji_text::Captures<'_>| {
        let (number, unit) = (found.name("n")?, found.name("unit")?);
        let place = Span::new(number.start, unit.end);
        let (before, unit) = (sentence.get(..number.start)?, unit.slice(sentence));
        let is_exact = !words().approximate_before.iter().any(|word| before.ends_with(&**word));
        let parts = parts(sentence.get(found.span().end..)?, unit).filter(|parts| is_exact && !parts.is_empty())?;
        Some(TotalWithParts { place, total: number.slice(sentence).parse().ok()?, unit, before, parts })
    };
    found.iter().filter_map(total).collect()
}

/// The parts at the start of `list` with the same unit; `None` if one of them is approximate. Notes in brackets are passed over.
fn parts<'a>(list: &'a str, unit: &str) -> Option<Vec<SumPart<'a>>> {
    let (mut parts, mut rest) = (Vec::new(), list);
    loop {
        let after_mark = rest.trim_start_matches(['、', '，', '和', '及', '与']);
        if !parts.is_empty() && after_mark.len() == rest.len() {
            break;
        }
        let after_comma = rest.starts_with('，');
        let Some(part) = PART.captures_at(after_mark, 0) else { break };
        let (name, figure) = (part.name("name")?.slice(after_mark), part.name("n")?.slice(after_mark));
        if part.name("unit")?.slice(after_mark) != unit || has(name, &words().parts) {
            break;
        }
        rest = after_mark.get(part.span().end..)?;
        let begins = |word: &Text| rest.starts_with(&**word);
        if words().approximate_before.iter().any(|word| name.ends_with(&**word))
            || words().approximate_after.iter().any(begins)
        {
            return None;
        }
        parts.push(SumPart { after_comma, name, figure: figure.parse().ok()? });
        if let Some((_, after_note)) = rest.strip_prefix('（').and_then(|note| note.split_once('）')) {
            rest = after_note;
        }
    }
    Some(parts)
}
