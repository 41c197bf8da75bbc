use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use gouji_edition::TableDef;
use gouji_report::Table;

use super::Context;

/// What the function `F` says of a table.
struct Tells<F>(bool, PhantomData<fn() -> F>);

/// The tables of which there is something to tell, with their indices: those of which `tells` says so, a function that looks at
/// nothing but the table. What it says holds until an edit touches the table, and is kept by the function's own type.
pub(super) fn telling<'a, F: Fn(&Table, &TableDef) -> bool + Any>(
    context: &Context<'a>,
    tells: F,
) -> impl Iterator<Item = (usize, &'a Table, &'static TableDef)> {
    context.report.tables.iter().map(Arc::as_ref).enumerate().filter_map(move |(at, table)| {
        let def = table.def()?;
        table.fact(|table| Tells::<F>(tells(table, def), PhantomData)).0.then_some((at, table, def))
    })
}
