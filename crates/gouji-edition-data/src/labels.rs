use gouji_text::{fold_label, strip_ordinal};
#[cfg(feature = "toml")]
use {crate::Edition, gouji_text::Value, std::collections::BTreeMap};

use crate::Text;

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

fn fold(label: &str) -> Text {
    fold_label(strip_ordinal(label)).into()
}

/// The words before a note in brackets at the end of a label.
fn without_note(label: &str) -> Option<&str> {
    let inside = label.trim_end().strip_suffix(['）', ')'])?;
    let open = inside.find(['（', '(']).filter(|open| *open > 0)?;
    inside.get(..open)
}

/// The labels of all tables as the editions write them, in order, without those that a cell reads as a figure or a stroke.
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
    labels.into_iter().collect()
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
