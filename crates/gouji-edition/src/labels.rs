//! The labels of the tables, folded when gouji was built, for the cells that are written like the form.

use gouji_edition_data::LabelWords;

use crate::built_in::LABELS;

/// The words of a label that an edition writes exactly as `written`, other than by a figure or a stroke.
pub fn label_words(written: &str) -> Option<&'static LabelWords> {
    let at = LABELS.binary_search_by(|(label, _)| (**label).cmp(written)).ok()?;
    LABELS.get(at).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editions;
    use gouji_text::Value;

    #[test]
    fn the_labels_of_every_edition_are_folded() {
        assert!(LABELS.is_sorted_by(|(one, _), (next, _)| one < next), "each label is there once");
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
}
