//! Sentences that every report has: they are prescribed, or the same in all reports by custom.

use std::sync::LazyLock;

use gouji_edition::{Edition, TableDef, editions};
use gouji_text::{is_han, strip_ordinal};
use memchr::memmem::Finder;

/// Words of sentences that are the same every year: about the period, fees, and access to the report.
const CUSTOMARY_WORDS: [&str; 5] = ["统计期限", "信息处理费", "收费", "电子版", "联系"];
/// A shorter label begins too many sentences.
const SHORTEST_LABEL_HAN: usize = 4;

static CUSTOMARY: LazyLock<Vec<Finder<'static>>> =
    LazyLock::new(|| CUSTOMARY_WORDS.iter().map(|word| Finder::new(*word)).collect());
/// The regulations, which a report names as its basis.
static REGULATIONS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let mut titles: Vec<&str> = editions().iter().map(|edition| &*edition.regulations.title).collect();
    titles.dedup();
    titles.into_iter().map(Finder::new).collect()
});

/// The Han characters of the labels and titles of all editions, sorted, without those that begin with another one.
static LABELS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut labels: Vec<String> = editions().iter().flat_map(labels).map(|label| han(strip_ordinal(label))).collect();
    labels.retain(|label| label.chars().nth(SHORTEST_LABEL_HAN - 1).is_some());
    labels.sort();
    labels.dedup_by(|next, before| next.starts_with(before.as_str()));
    labels
});

fn labels(edition: &Edition) -> impl Iterator<Item = &str> {
    let titles = edition.sections.iter().map(|section| &*section.title);
    titles.chain(edition.tables.iter().flat_map(table_labels))
}

fn table_labels(table: &TableDef) -> impl Iterator<Item = &str> {
    let top = [&table.header_note, &table.header_top, &table.header_label].into_iter().flatten();
    let groups = table.column_groups.iter().chain(table.row_groups.iter()).map(|group| &group.label);
    let columns = table.columns.iter().map(|column| &column.label);
    top.chain(groups).chain(columns).chain(table.rows.iter().map(|row| &row.label)).map(|label| &**label)
}

/// Whether a sentence is the same every year by custom: about the period, fees, or access to the report.
pub fn is_customary(sentence: &str) -> bool {
    CUSTOMARY.iter().any(|word| word.find(sentence.as_bytes()).is_some())
}

/// Whether a sentence with these Han characters is no prose of the author: it names the regulations as the basis of the report, or
/// is a row of a table that was not read.
pub(super) fn is_prescribed(han: &str) -> bool {
    // The number of a row (（二）部分公开) is no part of its label.
    let words = han.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    begins_with_label(han)
        || (words.len() < han.len() && begins_with_label(words))
        || REGULATIONS.iter().any(|title| title.find(han.as_bytes()).is_some())
}

/// Since no label begins with another one, only the last label that is not greater can be the beginning.
fn begins_with_label(han: &str) -> bool {
    let end = LABELS.partition_point(|label| label.as_str() <= han);
    end.checked_sub(1).and_then(|last| LABELS.get(last)).is_some_and(|label| han.starts_with(label))
}

/// The Han characters of `text`.
pub(super) fn han(text: &str) -> String {
    // The string never grows, which would take longer than the rest.
    let mut han = String::with_capacity(text.len());
    text.split(|c| !is_han(c)).for_each(|run| han.push_str(run));
    han
}
