//! The readings of Han characters in pinyin without tones, so that an author can find a label by typing letters.
//!
//! The readings are data (`readings.toml`) and not a library: the form has two hundred characters, and each has one reading in it.

include!(concat!(env!("OUT_DIR"), "/readings.rs"));

/// A text in pinyin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// All syllables without blanks, as in `zongtiqingkuang`.
    pub full: String,
    /// The first letter of each syllable, as in `ztqk`.
    pub initials: String,
}

/// The reading of `text`. Characters without a reading are left out.
pub fn reading(text: &str) -> Reading {
    let syllables: Vec<&str> = text.chars().filter_map(syllable).collect();
    let initials = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    Reading { full: syllables.concat(), initials }
}

fn syllable(character: char) -> Option<&'static str> {
    let at = CHARACTERS.binary_search_by_key(&character, |(character, _)| *character).ok()?;
    CHARACTERS.get(at).map(|(_, syllable)| *syllable)
}

#[cfg(test)]
mod tests {
    use gouji_text::is_han;

    use super::*;
    use crate::editions;

    #[test]
    fn every_character_of_every_label_has_a_reading() {
        let mut checked = 0;
        for edition in editions() {
            let sections = edition.sections.iter();
            let parts = sections.clone().flat_map(|section| section.parts.iter().map(|part| &part.title));
            let sentences =
                sections.clone().flat_map(|section| section.sentences.iter().map(|sentence| &sentence.text));
            let rows = edition.tables.iter().flat_map(|table| table.rows.iter().map(|row| &row.label));
            let groups = edition.tables.iter().flat_map(|table| table.row_groups.iter().map(|group| &group.label));
            for label in sections.map(|section| &section.title).chain(parts).chain(sentences).chain(rows).chain(groups)
            {
                for character in label.chars().filter(|character| is_han(*character)) {
                    let read = reading(&character.to_string());
                    assert!(!read.full.is_empty(), "readings.toml lacks {character} of {label}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 500, "{checked} characters");
    }

    #[test]
    fn labels_are_read_without_marks_and_figures() {
        for (text, full, initials) in [
            ("总体情况", "zongtiqingkuang", "ztqk"),
            ("2.重复申请", "chongfushenqing", "cfsq"),
            ("重新出具", "chongxinchuju", "cxcj"),
            ("数量（件）", "shuliangjian", "slj"),
            ("", "", ""),
        ] {
            assert_eq!(reading(text), Reading { full: full.to_owned(), initials: initials.to_owned() }, "{text}");
        }
    }
}
