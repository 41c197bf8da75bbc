use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use gouji_edition::TableDef;
use gouji_report::Table;

use super::Context;

/// The cached result of the function `F` for a table.
struct Matches<F>(bool, PhantomData<fn() -> F>);

/// The tables for which `matches` is true, with their indices. The result is cached for each table and each type `F` until an edit
/// touches the table, so `F` must depend on nothing but the table.
pub(super) fn matching<'a, F: Fn(&Table, &TableDef) -> bool + Any>(
    context: &Context<'a>,
    matches: F,
) -> impl Iterator<Item = (usize, &'a Table, &'static TableDef)> {
    context.report.tables.iter().map(Arc::as_ref).enumerate().filter_map(move |(at, table)| {
        let def = table.def()?;
        table.fact(|table| Matches::<F>(matches(table, def), PhantomData)).0.then_some((at, table, def))
    })
}
