use std::sync::OnceLock;

use gouji_l10n::Bilingual;
use gouji_text::fold_label;
use serde::Deserialize;

use super::instances::{Instance, instances};

/// One edition of the official format.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// Stable id.
    pub id: String,
    /// First report year to which it applies.
    pub first_year: u16,
    /// The document that issued it.
    pub document: String,
    /// Its name.
    pub name: Bilingual,
    /// The title, with `{agency}` and `{year}`.
    pub title_form: String,
    /// Labels of sums that authors add to tables. Where one is a row's official label too, it is one where that row stands.
    #[serde(default)]
    pub subtotals: Vec<String>,
    /// The sentence that states the period of the figures, with `{year}`.
    pub period_form: String,
    /// The sections in their official order; a section's number is its place.
    #[serde(rename = "section")]
    pub sections: Vec<SectionDef>,
    /// The tables in the order in which they stand.
    #[serde(rename = "table")]
    pub tables: Vec<TableDef>,
}

/// An official section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionDef {
    /// Stable id.
    pub id: String,
    /// Official title, without its number.
    pub title: String,
    /// Other titles that pass in silence.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Titles by which the section is known although they do not pass.
    #[serde(default)]
    pub recognised: Vec<String>,
    /// Id of the table that stands in it.
    pub table: Option<String>,
    /// What belongs here.
    pub explain: Bilingual,
    /// Legal basis.
    pub basis: Bilingual,
    /// Customary heads.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
}

/// A customary head within a section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Stable id.
    pub id: String,
    /// Customary title.
    pub title: String,
    /// Words by which it is known in a heading or a sentence.
    pub keywords: Vec<String>,
    /// A sentence that says there is nothing to report under it, for the author to confirm.
    pub draft: Option<String>,
}

/// An official table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableDef {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// The unit of its figures, unless a column says otherwise.
    pub unit: Bilingual,
    /// What the top-left cell says of the relations.
    pub header_note: Option<String>,
    /// Label over all columns.
    pub header_top: Option<String>,
    /// Label over the row labels.
    pub header_label: Option<String>,
    /// Labels over several columns.
    #[serde(default, rename = "column_group")]
    pub column_groups: Vec<Group>,
    /// Columns of figures, in order.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
    /// Labels beside several rows.
    #[serde(default, rename = "row_group")]
    pub row_groups: Vec<Group>,
    /// Rows of figures, in order.
    #[serde(rename = "row")]
    pub rows: Vec<Row>,
    /// What must hold between the figures.
    #[serde(default, rename = "relation")]
    pub relations: Vec<Relation>,
    /// The relations at each row or column, worked out when they are first asked for.
    #[serde(skip)]
    instances: OnceLock<Vec<Instance>>,
    #[serde(skip)]
    columns_of_rows: OnceLock<Vec<Vec<usize>>>,
}

/// A label over several columns, or beside several rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable id.
    pub id: String,
    /// Official label.
    pub label: String,
    /// Id of the group above it.
    pub parent: Option<String>,
    /// Other labels that pass.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// What it holds.
    pub explain: Option<Bilingual>,
    /// Legal basis.
    pub basis: Option<Bilingual>,
}

/// What kind of figure a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// A number of cases: a whole number, not negative.
    #[default]
    Count,
    /// Money: decimals allowed, not negative.
    Amount,
    /// By how much a number of items changed: a whole number that may bear a sign.
    Change,
}

/// A column of figures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Stable id.
    pub id: String,
    /// Official label.
    pub label: String,
    /// Other labels that pass.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Parts of a label by which the column is still known.
    #[serde(default)]
    pub recognised: Vec<String>,
    /// Id of the group that it stands in.
    pub group: Option<String>,
    /// What its figures are.
    #[serde(default)]
    pub value: ValueKind,
    /// Unit of its figures, where it is not the table's.
    pub unit: Option<Bilingual>,
    /// What is counted here.
    pub explain: Bilingual,
    /// What is often done wrong.
    pub mistakes: Option<Bilingual>,
    /// Legal basis.
    pub basis: Option<Bilingual>,
}

/// A row of figures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Stable id.
    pub id: String,
    /// Official label; empty where the row bears none.
    pub label: String,
    /// Other labels that pass.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Parts of a label by which the row is still known.
    #[serde(default)]
    pub recognised: Vec<String>,
    /// Id of the group that it stands in.
    pub group: Option<String>,
    /// Ids of its columns; absent where it has all.
    pub columns: Option<Vec<String>>,
    /// What is counted here.
    pub explain: Bilingual,
    /// What is often done wrong.
    pub mistakes: Option<Bilingual>,
    /// Legal basis.
    pub basis: Option<Bilingual>,
}

/// Along which axis a relation adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// The addends are columns; it holds in every row.
    Columns,
    /// The addends are rows; it holds in every column.
    Rows,
}

/// A relation: the addends' sum equals the sum of the other side.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Public name, as `check` prints it.
    pub id: String,
    /// Along which axis it adds.
    pub axis: Axis,
    /// Ids of the rows or columns that are added.
    pub addends: Vec<String>,
    /// Ids of the rows or columns whose sum they equal.
    pub equals: Vec<String>,
    /// The relation in the author's words.
    pub statement: Bilingual,
}

impl TableDef {
    /// The place of the column `id`.
    pub fn column_index(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// The place of the row `id`.
    pub fn row_index(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The places of the columns that the row at `row` has, in order.
    pub fn columns_of(&self, row: usize) -> &[usize] {
        let of = |row: &Row| -> Vec<usize> {
            match &row.columns {
                Some(ids) => ids.iter().filter_map(|id| self.column_index(id)).collect(),
                None => (0..self.columns.len()).collect(),
            }
        };
        let all = self.columns_of_rows.get_or_init(|| self.rows.iter().map(of).collect());
        all.get(row).map_or(&[], Vec::as_slice)
    }

    /// Every relation at every row or column, relation by relation.
    pub fn instances(&self) -> &[Instance] {
        self.instances.get_or_init(|| instances(self))
    }

    /// Labels of the groups beside a row, the outermost first.
    pub fn groups_beside(&self, row: &Row) -> Vec<&str> {
        labels(&self.row_groups, row.group.as_deref())
    }

    /// Labels of the groups over a column, the outermost first.
    pub fn groups_over(&self, column: &Column) -> Vec<&str> {
        labels(&self.column_groups, column.group.as_deref())
    }

    /// The unit of the column at `column`.
    pub fn unit_of(&self, column: usize) -> &Bilingual {
        self.columns.get(column).and_then(|column| column.unit.as_ref()).unwrap_or(&self.unit)
    }
}

/// Labels from the outermost group down to that of the id `id`.
fn labels<'a>(groups: &'a [Group], id: Option<&str>) -> Vec<&'a str> {
    let mut labels = Vec::new();
    let mut next = id;
    while let Some(group) = next.and_then(|id| groups.iter().find(|group| group.id == id)) {
        labels.insert(0, group.label.as_str());
        next = group.parent.as_deref().filter(|_| labels.len() < groups.len());
    }
    labels
}

impl Format {
    /// Whether `label` is that of a sum which authors add to tables; one with an ordinal is a row's own.
    pub fn is_subtotal(&self, label: &str) -> bool {
        let label = fold_label(label);
        self.subtotals.iter().any(|subtotal| fold_label(subtotal) == label)
    }

    /// The place of the table `id`.
    pub fn table_index(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }
}
