//! The labels of the tables, folded when gouji was built, so that no run has to do it.

use gouji_edition_data::{LabelIndex, LabelWords, label_order};

use crate::built_in::{LABEL_INDICES, LABELS};

/// The labels of each edition, in the order of [`editions`](crate::editions).
pub fn label_indices() -> &'static [LabelIndex] {
    LABEL_INDICES
}

/// The words of a label that an edition writes exactly as `written`, other than by a figure or a stroke.
pub fn label_words(written: &str) -> Option<&'static LabelWords> {
    let at = LABELS.binary_search_by(|(label, _)| label_order(label, written)).ok()?;
    LABELS.get(at).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editions;
    use gouji_edition_data::{LabelMeaning, TableLabel};
    use gouji_text::Value;

    #[test]
    fn the_labels_of_every_edition_are_folded() {
        assert!(LABELS.is_sorted_by(|(one, _), (next, _)| label_order(one, next).is_lt()), "each label is there once");
        let mut count = 0;
        for row in editions().iter().flat_map(|edition| edition.tables.iter()).flat_map(|table| table.rows.iter()) {
            for label in [&row.label].into_iter().chain(row.accepted.iter()).filter(|label| !label.is_empty()) {
                assert_eq!(Value::read(label), Value::Text, "{label}");
                assert_eq!(label_words(label), Some(&LabelWords::new(label)), "{label}");
                count += 1;
            }
        }
        assert!(count > 100, "{count} labels");
        for other in ["", "0", "予以公开吗", "不适用"] {
            assert_eq!(label_words(other), None, "{other}");
        }
    }

    #[test]
    fn the_index_has_every_label_of_its_edition() {
        assert_eq!(editions().len(), label_indices().len());
        for (edition, index) in editions().iter().zip(label_indices()) {
            assert_eq!(*index, LabelIndex::new(edition), "{}", edition.id);
            let is_sorted = index.whole.is_sorted_by(|one, next| label_order(&one.folded, &next.folded).is_lt());
            assert!(is_sorted, "{}: each label is there once", edition.id);
            for (table, def) in edition.tables.iter().enumerate() {
                for (row, label) in def.rows.iter().enumerate().filter(|(_, row)| !row.label.is_empty()) {
                    let known = index.whole(&LabelWords::new(&label.label).folded).expect("a label");
                    let expected = TableLabel { table, meaning: LabelMeaning::Row(row) };
                    assert!(known.meanings.contains(&expected), "{}", label.label);
                }
            }
            assert_eq!(index.whole("予以公开吗"), None);
        }
    }
}
