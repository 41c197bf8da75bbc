use super::{Axis, Relation, TableDef};

/// A cell of an official table, by its row and column in the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// Index into [`TableDef::rows`].
    pub row: usize,
    /// Index into [`TableDef::columns`].
    pub column: usize,
}

/// A relation applied to one row or column.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Index into [`TableDef::relations`].
    pub relation: usize,
    /// Index of the row (or column) in which it must hold.
    pub at: usize,
    /// The addends.
    pub addends: Vec<CellRef>,
    /// The cells whose sum they must equal.
    pub equals: Vec<CellRef>,
}

/// Every relation of the table at every row or column.
pub(super) fn instances(def: &TableDef) -> Vec<Instance> {
    def.relations.iter().enumerate().flat_map(|(at, relation)| instances_of_relation(def, at, relation)).collect()
}

fn instances_of_relation<'a>(
    def: &'a TableDef,
    index: usize,
    relation: &'a Relation,
) -> impl Iterator<Item = Instance> + 'a {
    let count = match relation.axis {
        Axis::Columns => def.rows.len(),
        Axis::Rows => def.columns.len(),
    };
    let cell = move |id: &String, at: usize| match relation.axis {
        Axis::Columns => Some(CellRef { row: at, column: def.column_index(id)? }),
        Axis::Rows => Some(CellRef { row: def.row_index(id)?, column: at }),
    };
    let side = move |ids: &[String], at: usize| ids.iter().filter_map(|id| cell(id, at)).collect();
    (0..count).map(move |at| Instance {
        relation: index,
        at,
        addends: side(&relation.addends, at),
        equals: side(&relation.equals, at),
    })
}
