use std::cmp::Ordering;

use gouji_text::{WordFinder, fold_label, strip_ordinal};
#[cfg(feature = "toml")]
use {
    crate::schema::TableDef,
    crate::{Edition, Group},
    gouji_text::Value,
    std::collections::BTreeMap,
};

use crate::{List, Text};

/// The words of a label, folded for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct LabelWords {
    /// The words without their number, folded.
    pub folded: Text,
    /// The same without the words in brackets at the end; `None` if there are none.
    pub without_note: Option<Text>,
}

impl LabelWords {
    /// The words of the label that is written as `label`.
    pub fn new(label: &str) -> Self {
        Self { folded: fold(label), without_note: without_note(label).map(fold) }
    }
}

/// The meaning of a label in a table of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub enum LabelMeaning {
    /// Index into the table's rows.
    Row(usize),
    /// Index into the table's row groups.
    RowGroup(usize),
    /// Index into the table's columns.
    Column(usize),
    /// Index into the table's column groups.
    ColumnGroup(usize),
    /// A label above all columns or above the row labels.
    Header,
}

/// A label of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct TableLabel {
    /// Index into [`Edition::tables`](crate::Edition::tables).
    pub table: usize,
    /// Its meaning in the table.
    pub meaning: LabelMeaning,
}

/// An official label, or a label that the edition accepts in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct KnownLabel {
    /// Its words without their number, folded.
    pub folded: Text,
    /// Each row, group or column with this label.
    pub meanings: List<TableLabel>,
    /// Whether the official label has no brackets, so that words in brackets after it are a note of the author.
    pub may_have_note: bool,
}

/// Every label of an edition's tables, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct LabelIndex {
    /// The whole labels, in the order of [`label_order`].
    pub whole: List<KnownLabel>,
    /// Parts of labels, in the edition's order.
    pub parts: List<(Text, TableLabel)>,
    /// Finds the parts in words. Results are indices into `parts`.
    pub part_finder: WordFinder,
    /// The official labels of rows, sorted.
    pub row_labels: List<Text>,
    /// The official labels of groups of rows.
    pub row_groups: List<Text>,
}

impl LabelIndex {
    /// The label that is `folded` as a whole.
    pub fn whole(&self, folded: &str) -> Option<&KnownLabel> {
        let at = self.whole.binary_search_by(|known| label_order(&known.folded, folded)).ok()?;
        self.whole.get(at)
    }
}

/// The order of labels in lists that are searched: by their lengths in bytes first, because lengths are compared faster than words.
pub fn label_order(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

fn fold(label: &str) -> Text {
    fold_label(strip_ordinal(label)).into()
}

/// The words before a note in brackets at the end of a label.
fn without_note(label: &str) -> Option<&str> {
    let inside = label.trim_end().strip_suffix(['）', ')'])?;
    let open = inside.find(['（', '(']).filter(|open| *open > 0)?;
    inside.get(..open)
}

/// The labels of all tables as the editions write them, in the order of [`label_order`], without those that a cell reads as a figure
/// or a stroke.
#[cfg(feature = "toml")]
pub fn table_labels(editions: &[Edition]) -> Vec<(Text, LabelWords)> {
    let mut labels = BTreeMap::new();
    for table in editions.iter().flat_map(|edition| edition.tables.iter()) {
        let rows = table.rows.iter().map(|row| (&row.label, &row.accepted, Some(&row.recognised)));
        let columns = table.columns.iter().map(|column| (&column.label, &column.accepted, Some(&column.recognised)));
        let groups = table.row_groups.iter().chain(table.column_groups.iter());
        let groups = groups.map(|group| (&group.label, &group.accepted, None));
        let named = rows.chain(columns).chain(groups);
        let named = named.flat_map(|(label, accepted, recognised)| {
            std::iter::once(label).chain(accepted.iter()).chain(recognised.into_iter().flat_map(|parts| parts.iter()))
        });
        let headers = [&table.header_top, &table.header_label, &table.header_note].into_iter().flatten();
        for label in named.chain(headers).filter(|label| Value::read(label) == Value::Text) {
            labels.insert(label.clone(), LabelWords::new(label));
        }
    }
    let mut labels: Vec<_> = labels.into_iter().collect();
    labels.sort_by(|(one, _), (other, _)| label_order(one, other));
    labels
}

#[cfg(feature = "toml")]
impl LabelIndex {
    /// The labels of an edition.
    pub fn new(edition: &Edition) -> Self {
        let mut labels = Collected::default();
        for (table, def) in edition.tables.iter().enumerate() {
            labels.add_table(table, def);
        }
        let tables = || edition.tables.iter();
        let mut row_labels: Vec<Text> = tables().flat_map(|def| def.rows.iter()).map(|row| fold(&row.label)).collect();
        row_labels.sort_unstable();
        let row_groups = tables().flat_map(|def| def.row_groups.iter()).map(|group| fold(&group.label));
        let mut whole: Vec<KnownLabel> = labels.whole.into_values().collect();
        whole.sort_by(|one, other| label_order(&one.folded, &other.folded));
        Self {
            whole: whole.into(),
            part_finder: WordFinder::new(labels.parts.iter().map(|(part, _)| part.clone())),
            parts: labels.parts.into(),
            row_labels: row_labels.into(),
            row_groups: row_groups.collect(),
        }
    }
}

/// The labels while they are collected.
#[cfg(feature = "toml")]
#[derive(Default)]
struct Collected {
    whole: BTreeMap<Text, KnownLabel>,
    parts: Vec<(Text, TableLabel)>,
}

#[cfg(feature = "toml")]
impl Collected {
    fn add_table(&mut self, table: usize, def: &TableDef) {
        let label = |meaning| TableLabel { table, meaning };
        for (at, row) in def.rows.iter().enumerate() {
            self.add(label(LabelMeaning::Row(at)), &row.label, &row.accepted, &row.recognised);
        }
        for (at, Group { label: official, accepted, .. }) in def.row_groups.iter().enumerate() {
            self.add(label(LabelMeaning::RowGroup(at)), official, accepted, &[]);
        }
        for (at, column) in def.columns.iter().enumerate() {
            self.add(label(LabelMeaning::Column(at)), &column.label, &column.accepted, &column.recognised);
        }
        for (at, Group { label: official, accepted, .. }) in def.column_groups.iter().enumerate() {
            self.add(label(LabelMeaning::ColumnGroup(at)), official, accepted, &[]);
        }
        for header in [&def.header_top, &def.header_label, &def.header_note].into_iter().flatten() {
            self.add(label(LabelMeaning::Header), header, &[], &[]);
        }
    }

    fn add(&mut self, meaning: TableLabel, official: &Text, accepted: &[Text], recognised: &[Text]) {
        let has_brackets = strip_ordinal(official).contains(['（', '(']);
        for label in std::iter::once(official).chain(accepted).filter(|label| !label.is_empty()) {
            let folded = fold(label);
            let known = self.whole.entry(folded.clone());
            let known = known.or_insert(KnownLabel { folded, meanings: List::default(), may_have_note: false });
            if !known.meanings.contains(&meaning) {
                known.meanings.to_mut().push(meaning);
            }
            known.may_have_note |= !has_brackets;
        }
        self.parts.extend(recognised.iter().map(|part| (fold(part), meaning)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_folded_with_and_without_its_note() {
        for (label, folded, note) in [
            ("（一）予以公开", "予以公开", None),
            ("2.重复申请（件）", "重复申请件", Some("重复申请")),
            ("收费金额（单位：万元）", "收费金额单位万元", Some("收费金额")),
            ("（一）", "", None),
        ] {
            let expected = LabelWords { folded: folded.into(), without_note: note.map(Into::into) };
            assert_eq!(LabelWords::new(label), expected, "{label}");
        }
    }
}
