use crate::List;
#[cfg(feature = "toml")]
use crate::{Axis, Relation, TableDef, Text};

/// A cell of an official table, by its row and column in the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct CellRef {
    /// Index into [`crate::TableDef::rows`].
    pub row: usize,
    /// Index into [`crate::TableDef::columns`].
    pub column: usize,
}

/// A relation applied to one row or column.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = gouji_edition_data))]
pub struct Instance {
    /// Index into [`crate::TableDef::relations`].
    pub relation: usize,
    /// Index of the row (or column) in which it must hold.
    pub at: usize,
    /// The addends.
    pub addends: List<CellRef>,
    /// The cells whose sum they must equal.
    pub equals: List<CellRef>,
}

/// Every relation of the table at every row or column.
#[cfg(feature = "toml")]
pub(crate) fn instances(def: &TableDef) -> Vec<Instance> {
    def.relations.iter().enumerate().flat_map(|(at, relation)| instances_of_relation(def, at, relation)).collect()
}

#[cfg(feature = "toml")]
fn instances_of_relation<'a>(
    def: &'a TableDef,
    index: usize,
    relation: &'a Relation,
) -> impl Iterator<Item = Instance> + 'a {
    let count = match relation.axis {
        Axis::Columns => def.rows.len(),
        Axis::Rows => def.columns.len(),
    };
    let cell = move |id: &Text, at: usize| match relation.axis {
        Axis::Columns => Some(CellRef { row: at, column: def.column_index(id)? }),
        Axis::Rows => Some(CellRef { row: def.row_index(id)?, column: at }),
    };
    let side = move |ids: &[Text], at: usize| ids.iter().filter_map(|id| cell(id, at)).collect();
    (0..count).map(move |at| Instance {
        relation: index,
        at,
        addends: side(&relation.addends, at),
        equals: side(&relation.equals, at),
    })
}
