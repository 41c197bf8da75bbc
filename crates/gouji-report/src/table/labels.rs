use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use gouji_edition::{Edition, LabelWords, TableDef, Text, label_words};
use gouji_text::{WordFinder, strip_ordinal};

use crate::LabelQuality;

/// The meaning of a label in a table of the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
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

/// A row, group or column that a label matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LabelMatch {
    pub table: usize,
    pub meaning: Meaning,
    pub quality: LabelQuality,
}

/// Every label of an edition, folded once.
pub(super) struct Labels {
    /// Index into [`gouji_edition::editions`].
    pub(super) edition: usize,
    exact: HashMap<Text, Vec<LabelMatch>, RandomState>,
    /// Parts of labels, in the edition's order.
    parts: Vec<(Text, LabelMatch)>,
    /// Finds the parts in words. Results are indices into `parts`.
    finder: WordFinder,
    /// The official labels of rows, sorted.
    row_labels: Vec<Text>,
    /// The official labels of groups of rows.
    row_groups: Vec<Text>,
    /// Official labels without brackets. Words in brackets after them are a note of the author.
    without_note: HashSet<Text, RandomState>,
}

static EDITIONS: LazyLock<Vec<Labels>> = LazyLock::new(|| {
    let editions = gouji_edition::editions().iter().enumerate();
    editions.map(|(index, edition)| Labels::new(index, edition)).collect()
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
        let is_column = |known: &LabelMatch| matches!(known.meaning, Meaning::Column(_));
        EDITIONS.iter().any(|labels| labels.exact.get(&folded).is_some_and(|known| known.iter().any(is_column)))
    }

    fn new(index: usize, edition: &Edition) -> Self {
        let mut labels = Self {
            edition: index,
            exact: HashMap::default(),
            parts: Vec::new(),
            finder: WordFinder::default(),
            row_labels: Vec::new(),
            row_groups: Vec::new(),
            without_note: HashSet::default(),
        };
        for (table, def) in edition.tables.iter().enumerate() {
            labels.add_table(table, def);
        }
        labels.row_labels.sort_unstable();
        labels.finder = WordFinder::new(labels.parts.iter().map(|(part, _)| &**part));
        labels
    }

    fn add_table(&mut self, table: usize, def: &TableDef) {
        for (at, row) in def.rows.iter().enumerate() {
            self.row_labels.push(fold(&row.label));
            self.add(table, Meaning::Row(at), &row.label, &row.accepted, &row.recognised);
        }
        for (at, group) in def.row_groups.iter().enumerate() {
            self.row_groups.push(fold(&group.label));
            self.add(table, Meaning::RowGroup(at), &group.label, &group.accepted, &[]);
        }
        for (at, column) in def.columns.iter().enumerate() {
            self.add(table, Meaning::Column(at), &column.label, &column.accepted, &column.recognised);
        }
        for (at, group) in def.column_groups.iter().enumerate() {
            self.add(table, Meaning::ColumnGroup(at), &group.label, &group.accepted, &[]);
        }
        for header in [&def.header_top, &def.header_label, &def.header_note].into_iter().flatten() {
            self.add(table, Meaning::Header, header, &[], &[]);
        }
    }

    fn add(&mut self, table: usize, meaning: Meaning, label: &str, accepted: &[Text], recognised: &[Text]) {
        for label in std::iter::once(label).chain(accepted.iter().map(|label| &**label)) {
            let known = LabelMatch { table, meaning, quality: LabelQuality::Official };
            let entry = self.exact.entry(fold(label)).or_default();
            if !label.is_empty() && !entry.contains(&known) {
                entry.push(known);
            }
        }
        if !strip_ordinal(label).contains(['（', '(']) {
            self.without_note.insert(fold(label));
            self.without_note.extend(accepted.iter().map(|label| fold(label)));
        }
        let known = LabelMatch { table, meaning, quality: LabelQuality::Recognised };
        self.parts.extend(recognised.iter().map(|part| (fold(part), known)));
    }

    /// The meanings of `label` if it is official or accepted as a whole.
    pub(super) fn exact(&self, label: &str) -> Vec<LabelMatch> {
        self.exact.get(&fold(label)).cloned().unwrap_or_default()
    }

    /// Whether `words` are a label, or a part of a row's label.
    pub(super) fn is_piece(&self, words: &str) -> bool {
        let folded = fold(words);
        !self.meanings(words).is_empty() || self.row_labels.iter().any(|label| label.contains(&*folded))
    }

    /// All meanings of `label`: those of the whole label, or else those of a part of it.
    pub(super) fn meanings(&self, label: &str) -> Vec<LabelMatch> {
        self.meanings_of(&fold(label))
    }

    /// The meanings of a label and, if it ends with words in brackets, of the label without these. Both are folded.
    pub(super) fn meanings_with_note(&self, folded: &str, without_note: Option<&str>) -> Vec<LabelMatch> {
        let noted = without_note.filter(|label| !self.exact.contains_key(folded) && self.without_note.contains(*label));
        noted.and_then(|label| self.exact.get(label)).cloned().unwrap_or_else(|| self.meanings_of(folded))
    }

    /// The meanings of a label that is already folded.
    pub(super) fn meanings_of(&self, folded: &str) -> Vec<LabelMatch> {
        if folded.is_empty() || folded.len() > MAX_LABEL_BYTES {
            return Vec::new();
        }
        if let Some(known) = self.exact.get(folded) {
            return known.clone();
        }
        if let Some(known) = self.after_groups(folded).find_map(|rest| self.exact.get(rest)) {
            return known.iter().filter(|known| matches!(known.meaning, Meaning::Row(_))).copied().collect();
        }
        self.by_part(folded)
    }

    /// The meanings of parts of `folded`. A short part must equal the whole label.
    fn by_part(&self, folded: &str) -> Vec<LabelMatch> {
        let mut found: Vec<usize> = self.finder.find_in(folded).map(|(_, part)| part).collect();
        found.sort_unstable();
        found.dedup();
        let short = |part: &str| part.chars().count() <= 4;
        let parts = found.into_iter().filter_map(|at| self.parts.get(at));
        parts.filter(|(part, _)| !short(part) || folded == part).map(|(_, known)| *known).collect()
    }

    /// The words after the labels of groups that are joined with the label of the first row:
    /// （四）无法提供1.本机关不掌握相关政府信息.
    fn after_groups<'a>(&self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        let after_one = move |label: &'a str| {
            let rest = self.row_groups.iter().find_map(|group| label.strip_prefix(&**group))?;
            // Folding removed the marks of the ordinal.
            let rest = rest.trim_start_matches(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c));
            (!rest.is_empty()).then_some(rest)
        };
        std::iter::successors(after_one(folded), move |rest| after_one(rest))
    }

    fn is_table_label(&self, folded: &str) -> bool {
        const SHORTEST_TORN: usize = 6;
        let is_row = |known: &LabelMatch| matches!(known.meaning, Meaning::Row(_) | Meaning::RowGroup(_));
        let next = self.row_labels.partition_point(|row| **row < *folded);
        let begins_row = || self.row_labels.get(next).is_some_and(|row| row.starts_with(folded));
        let torn = || folded.chars().count() >= SHORTEST_TORN && begins_row();
        self.meanings_of(folded).iter().any(is_row) || torn()
    }
}

/// Longest label, in bytes. Longer words are prose and are not compared with labels.
pub(super) const MAX_LABEL_BYTES: usize = 300;

/// The folded label, without its number.
pub(super) fn fold(label: &str) -> Text {
    label_words(label).map_or_else(|| LabelWords::new(label).folded, |words| words.folded.clone())
}
