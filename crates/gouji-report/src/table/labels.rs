use std::sync::LazyLock;

use gouji_edition::{Edition, KnownLabel, LabelIndex, LabelWords, TableLabel, Text, label_words};

use crate::LabelQuality;

pub(super) use gouji_edition::LabelMeaning as Meaning;

/// A row, group or column that a label matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LabelMatch {
    pub table: usize,
    pub meaning: Meaning,
    pub quality: LabelQuality,
}

/// Finds the meanings of labels in an edition.
pub(super) struct Labels {
    /// Index into [`gouji_edition::editions`].
    pub(super) edition: usize,
    index: &'static LabelIndex,
}

static EDITIONS: LazyLock<Vec<Labels>> = LazyLock::new(|| {
    let indices = gouji_edition::label_indices().iter().enumerate();
    indices.map(|(edition, index)| Labels { edition, index }).collect()
});

impl Labels {
    /// The labels of every edition, in the order of [`gouji_edition::editions`].
    pub(super) fn editions() -> &'static [Self] {
        &EDITIONS
    }

    /// Whether a line of prose or a heading is really the label of a row or row group, in any edition. The label may
    /// precede its figures, and its end may be cut off. A single line does not show the layout of its table.
    pub(super) fn is_any_table_label(line: &str) -> bool {
        let label =
            line.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-'));
        let folded = fold(label);
        EDITIONS.iter().any(|labels| labels.is_table_label(&folded))
    }

    /// Whether these are the labels of `edition`.
    pub(super) fn is_of(&self, edition: &Edition) -> bool {
        gouji_edition::editions().get(self.edition).is_some_and(|own| own.id == edition.id)
    }

    /// Whether `words` are the whole label of a column, in any edition.
    pub(super) fn is_column(words: &str) -> bool {
        let folded = fold(words);
        let is_column = |label: &TableLabel| matches!(label.meaning, Meaning::Column(_));
        EDITIONS
            .iter()
            .any(|labels| labels.index.whole(&folded).is_some_and(|known| known.meanings.iter().any(is_column)))
    }

    /// The meanings of `label` if it is official or accepted as a whole.
    pub(super) fn exact(&self, label: &str) -> Vec<LabelMatch> {
        self.index.whole(&fold(label)).map(matches).unwrap_or_default()
    }

    /// Whether `words` are a label, or a part of a row's label.
    pub(super) fn is_piece(&self, words: &str) -> bool {
        let folded = fold(words);
        !self.meanings(words).is_empty() || self.index.row_labels.iter().any(|label| label.contains(&*folded))
    }

    /// All meanings of `label`: those of the whole label, or else those of a part of it.
    pub(super) fn meanings(&self, label: &str) -> Vec<LabelMatch> {
        self.meanings_of(&fold(label))
    }

    /// The meanings of a label and, if it ends with words in brackets, of the label without these. Both are folded.
    pub(super) fn meanings_with_note(&self, folded: &str, without_note: Option<&str>) -> Vec<LabelMatch> {
        let noted = || self.index.whole(without_note?).filter(|known| known.may_have_note);
        match self.index.whole(folded).or_else(noted) {
            Some(known) => matches(known),
            None => self.meanings_of(folded),
        }
    }

    /// The meanings of a label that is already folded.
    pub(super) fn meanings_of(&self, folded: &str) -> Vec<LabelMatch> {
        if folded.is_empty() || folded.len() > MAX_LABEL_BYTES {
            return Vec::new();
        }
        if let Some(known) = self.index.whole(folded) {
            return matches(known);
        }
        if let Some(known) = self.after_groups(folded).find_map(|rest| self.index.whole(rest)) {
            return matches(known).into_iter().filter(|known| matches!(known.meaning, Meaning::Row(_))).collect();
        }
        self.by_part(folded)
    }

    /// The meanings of parts of `folded`. A short part must equal the whole label.
    fn by_part(&self, folded: &str) -> Vec<LabelMatch> {
        let mut found: Vec<usize> = self.index.part_finder.find_in(folded).map(|(_, part)| part).collect();
        found.sort_unstable();
        found.dedup();
        let short = |part: &str| part.chars().count() <= 4;
        let parts = found.into_iter().filter_map(|at| self.index.parts.get(at));
        let parts = parts.filter(|(part, _)| !short(part) || folded == part);
        parts.map(|(_, label)| LabelMatch::new(*label, LabelQuality::Recognised)).collect()
    }

    /// The words after the labels of groups that are joined with the label of the first row:
    /// （四）无法提供1.本机关不掌握相关政府信息.
    fn after_groups<'a>(&self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        let after_one = move |label: &'a str| {
            let rest = self.index.row_groups.iter().find_map(|group| label.strip_prefix(&**group))?;
            // Folding removed the marks of the ordinal.
            let rest = rest.trim_start_matches(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c));
            (!rest.is_empty()).then_some(rest)
        };
        std::iter::successors(after_one(folded), move |rest| after_one(rest))
    }

    fn is_table_label(&self, folded: &str) -> bool {
        const SHORTEST_TORN: usize = 6;
        let is_row = |known: &LabelMatch| matches!(known.meaning, Meaning::Row(_) | Meaning::RowGroup(_));
        let next = self.index.row_labels.partition_point(|row| **row < *folded);
        let begins_row = || self.index.row_labels.get(next).is_some_and(|row| row.starts_with(folded));
        let torn = || folded.chars().count() >= SHORTEST_TORN && begins_row();
        self.meanings_of(folded).iter().any(is_row) || torn()
    }
}

impl LabelMatch {
    const fn new(TableLabel { table, meaning }: TableLabel, quality: LabelQuality) -> Self {
        Self { table, meaning, quality }
    }
}

/// Each row, group or column that has this label.
fn matches(known: &KnownLabel) -> Vec<LabelMatch> {
    known.meanings.iter().map(|label| LabelMatch::new(*label, LabelQuality::Official)).collect()
}

/// Longest label, in bytes. Longer words are prose and are not compared with labels.
pub(super) const MAX_LABEL_BYTES: usize = 300;

/// The folded label, without its number.
pub(super) fn fold(label: &str) -> Text {
    label_words(label).map_or_else(|| LabelWords::new(label).folded, |words| words.folded.clone())
}
