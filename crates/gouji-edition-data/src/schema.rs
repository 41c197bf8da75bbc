use gouji_l10n::Bilingual;
use gouji_text::fold_label;
use serde::Deserialize;

use crate::customary::CustomarySentence;
use crate::instances::Instance;
use crate::{List, Text};

/// One edition of the official form.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Stable id.
    pub id: Text,
    /// The first report year to which the edition applies.
    pub first_year: u16,
    /// The document that issued the edition.
    pub document: Text,
    /// Its name.
    pub name: Bilingual,
    /// The title, with `{agency}` and `{year}`.
    pub title_form: Text,
    /// Labels of subtotals that authors add to tables. If such a label is also the official label of a row, it is that
    /// row's label at the place of that row.
    #[serde(default)]
    pub subtotals: List<Text>,
    /// The sentence that states the period of the figures, with `{year}`.
    pub period_form: Text,
    /// The regulations that require the report.
    pub regulations: Regulations,
    /// The sections in their official order; the number of a section is its position.
    #[serde(rename = "section")]
    pub sections: List<SectionDef>,
    /// The tables in the order of the form.
    #[serde(rename = "table")]
    pub tables: List<TableDef>,
}

/// Regulations, as reports cite them.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Regulations {
    /// The title without the name of the country.
    pub title: Text,
    /// The name of the country, which begins the full title.
    pub country: Text,
    /// The decree in force, as in `国务院令第711号`.
    pub decree: Text,
    /// Earlier decrees of the same regulations.
    pub earlier: List<Text>,
}

/// An official section.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct SectionDef {
    /// Stable id.
    pub id: Text,
    /// Official title, without its number.
    pub title: Text,
    /// Other titles that give no finding.
    #[serde(default)]
    pub accepted: List<Text>,
    /// Titles that identify the section, but give a finding.
    #[serde(default)]
    pub recognised: List<Text>,
    /// Id of the table in this section.
    pub table: Option<Text>,
    /// The content that belongs in the section.
    pub explain: Bilingual,
    /// Legal basis.
    pub basis: Bilingual,
    /// Customary subsections.
    #[serde(default, rename = "part")]
    pub parts: List<Part>,
    /// Customary sentences.
    #[serde(default, rename = "sentence")]
    pub sentences: List<CustomarySentence>,
}

/// What a table, row, column or subsection is for a rule. Rules ask for roles, so that an edition is free in its ids, and a rule has
/// nothing to check in an edition without the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The table of the applications for disclosure (第三部分).
    Applications,
    /// The table of proactive disclosure (第二部分, 《条例》第二十条第（一）项), with the numbers of documents.
    Documents,
    /// The row 上年结转政府信息公开申请数量.
    CarriedIn,
    /// The row 结转下年度继续办理.
    CarriedOver,
    /// The row of the sum of all outcomes (总计).
    OutcomeTotal,
    /// The row of outcomes that the form does not name (其他处理：其他).
    OtherOutcome,
    /// The row of 规章.
    Rules,
    /// The column of documents issued in the year (本年制发件数).
    Issued,
    /// The column of documents repealed in the year (本年废止件数).
    Repealed,
    /// The column of documents in force at the end of the year (现行有效件数).
    InForce,
    /// The column that is the sum of the others (总计).
    Total,
    /// The subsection about the fees for processing information.
    Fees,
}

/// A customary subsection.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Stable id.
    pub id: Text,
    /// What it is for a rule.
    #[serde(default)]
    pub role: Option<Role>,
    /// Customary title.
    pub title: Text,
    /// Words that identify it in a heading or a sentence.
    pub keywords: List<Text>,
    /// A sentence that says that there is nothing to report in it; the author has to confirm it.
    pub draft: Option<Text>,
}

/// An official table.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct TableDef {
    /// Stable id.
    pub id: Text,
    /// What it is for a rule.
    #[serde(default)]
    pub role: Option<Role>,
    /// Its name.
    pub name: Bilingual,
    /// The unit of its figures, unless a column has its own.
    pub unit: Bilingual,
    /// The note about the relations in the top-left cell.
    pub header_note: Option<Text>,
    /// The label over all columns.
    pub header_top: Option<Text>,
    /// The label over the row labels.
    pub header_label: Option<Text>,
    /// Widths of the columns of the printed table from the left, in twentieths of a point. The columns of labels come first.
    pub widths: List<u16>,
    /// Labels over several columns each.
    #[serde(default, rename = "column_group")]
    pub column_groups: List<Group>,
    /// Columns of figures, in order.
    #[serde(rename = "column")]
    pub columns: List<Column>,
    /// Labels for several rows each.
    #[serde(default, rename = "row_group")]
    pub row_groups: List<Group>,
    /// Rows of figures, in order.
    #[serde(rename = "row")]
    pub rows: List<Row>,
    /// The relations between the figures.
    #[serde(default, rename = "relation")]
    pub relations: List<Relation>,
    /// Every relation at every row or column, relation by relation. Computed from the other fields when the file is read.
    #[serde(skip)]
    pub instances: List<Instance>,
    /// For each row, the indices of its columns in order. Computed from the other fields when the file is read.
    #[serde(skip)]
    pub columns_of_rows: List<List<usize>>,
}

/// A label for several columns or several rows.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable id.
    pub id: Text,
    /// Official label.
    pub label: Text,
    /// Id of the group that contains it.
    pub parent: Option<Text>,
    /// Other labels that give no finding.
    #[serde(default)]
    pub accepted: List<Text>,
    /// The content of the group.
    pub explain: Option<Bilingual>,
    /// Legal basis.
    pub basis: Option<Bilingual>,
}

/// The kind of figures in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// A number of cases: a whole number, not negative.
    #[default]
    Count,
    /// Money: decimals allowed, not negative.
    Amount,
    /// The change of a number of items: a whole number that may have a sign.
    Change,
}

/// A column of figures.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Stable id.
    pub id: Text,
    /// What it is for a rule.
    #[serde(default)]
    pub role: Option<Role>,
    /// Official label.
    pub label: Text,
    /// Other labels that give no finding.
    #[serde(default)]
    pub accepted: List<Text>,
    /// Parts of a label that still identify the column.
    #[serde(default)]
    pub recognised: List<Text>,
    /// Id of its group.
    pub group: Option<Text>,
    /// The kind of its figures.
    #[serde(default)]
    pub value: ValueKind,
    /// The unit of its figures, if it is not the table's.
    pub unit: Option<Bilingual>,
    /// The things counted here.
    pub explain: Bilingual,
    /// Common mistakes.
    pub mistakes: Option<Bilingual>,
    /// Legal basis.
    pub basis: Option<Bilingual>,
}

/// A row of figures.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Stable id.
    pub id: Text,
    /// What it is for a rule.
    #[serde(default)]
    pub role: Option<Role>,
    /// Official label; empty if the row has none.
    pub label: Text,
    /// Other labels that give no finding.
    #[serde(default)]
    pub accepted: List<Text>,
    /// Parts of a label that still identify the row.
    #[serde(default)]
    pub recognised: List<Text>,
    /// Id of its group.
    pub group: Option<Text>,
    /// Ids of its columns; `None` if it has all.
    pub columns: Option<List<Text>>,
    /// The things counted here.
    pub explain: Bilingual,
    /// Common mistakes.
    pub mistakes: Option<Bilingual>,
    /// Legal basis.
    pub basis: Option<Bilingual>,
}

/// The axis along which a relation adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// The addends are columns, and the relation holds in every row.
    Columns,
    /// The addends are rows, and the relation holds in every column.
    Rows,
}

/// A relation: the addends' sum equals the sum of the other side.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Public id, as `check` prints it.
    pub id: Text,
    /// The axis along which it adds.
    pub axis: Axis,
    /// Ids of the added rows or columns.
    pub addends: List<Text>,
    /// Ids of the rows or columns whose sum they equal.
    pub equals: List<Text>,
    /// The relation in words for the author.
    pub statement: Bilingual,
}

impl TableDef {
    /// The index of the column `id`.
    pub fn column_index(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// The index of the row `id`.
    pub fn row_index(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The index of the column with the role.
    pub fn column_with(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|column| column.role == Some(role))
    }

    /// The index of the row with the role.
    pub fn row_with(&self, role: Role) -> Option<usize> {
        self.rows.iter().position(|row| row.role == Some(role))
    }

    /// The indices of the columns of the row at index `row`, in order.
    pub fn columns_of(&self, row: usize) -> &[usize] {
        self.columns_of_rows.get(row).map_or(&[], |columns| columns)
    }

    /// The labels of the groups that contain a row, the outermost first.
    pub fn groups_of_row(&self, row: &Row) -> Vec<&str> {
        labels(&self.row_groups, row.group.as_deref())
    }

    /// The labels of the groups that contain a column, the outermost first.
    pub fn groups_of_column(&self, column: &Column) -> Vec<&str> {
        labels(&self.column_groups, column.group.as_deref())
    }

    /// The unit of the column at index `column`.
    pub fn unit_of(&self, column: usize) -> &Bilingual {
        self.columns.get(column).and_then(|column| column.unit.as_ref()).unwrap_or(&self.unit)
    }
}

/// The labels from the outermost group down to the group `id`.
fn labels<'a>(groups: &'a [Group], id: Option<&str>) -> Vec<&'a str> {
    let mut labels = Vec::new();
    let mut next = id;
    while let Some(group) = next.and_then(|id| groups.iter().find(|group| group.id == id)) {
        labels.insert(0, &*group.label);
        // Parents that form a circle must not loop for ever.
        next = if labels.len() < groups.len() { group.parent.as_deref() } else { None };
    }
    labels
}

impl Edition {
    /// Whether `label` is a subtotal that authors add to tables. A label with an ordinal is not: it belongs to a row.
    pub fn is_subtotal(&self, label: &str) -> bool {
        let label = fold_label(label);
        self.subtotals.iter().any(|subtotal| fold_label(subtotal) == label)
    }

    /// The index of the table `id`.
    pub fn table_index(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }
}
