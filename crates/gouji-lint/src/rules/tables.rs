//! The tables to which a condition applies.

use std::marker::PhantomData;
use std::sync::Arc;

use gouji_edition::TableDef;
use gouji_report::Table;
use gouji_text::Fact;

use super::Context;

/// A condition that depends on a table alone, so that its result is cached with the table.
pub(super) trait TableCondition: 'static {
    /// Whether the table, which the edition defines as `def`, meets the condition.
    fn holds(table: &Table, def: &TableDef) -> bool;
}

/// The cached result of a condition.
struct Holds<C>(bool, PhantomData<fn() -> C>);

impl<C: TableCondition> Fact<Table> for Holds<C> {
    fn read(table: &Table) -> Self {
        Self(table.def().is_some_and(|def| C::holds(table, def)), PhantomData)
    }
}

/// The tables that meet the condition, with their indices. The result is cached for each table until an edit touches the table.
pub(super) fn matching<'a, C: TableCondition>(
    context: &Context<'a>,
) -> impl Iterator<Item = (usize, &'a Table, &'static TableDef)> {
    let tables = context.report.tables.iter().map(Arc::as_ref).enumerate();
    tables.filter(|(_, table)| table.fact::<Holds<C>>().0).filter_map(|(at, table)| Some((at, table, table.def()?)))
}
