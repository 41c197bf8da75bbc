use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Context;
use crate::format::TableDef;
use crate::report::Table;

/// Whether there is something to tell of a table, as the rule `R` sees it.
struct Tells<R>(bool, PhantomData<fn() -> R>);

/// The tables of which there is something to tell, with their indices: those of which `tells` says so, which looks at nothing
/// but the table. What it says holds until an edit touches the table; `R` is a type of the rule's own.
pub(super) fn telling<'a, R: Any>(
    context: &Context<'a>,
    tells: fn(&Table, &TableDef) -> bool,
) -> impl Iterator<Item = (usize, &'a Table, &'static TableDef)> {
    context.report.tables.iter().map(Arc::as_ref).enumerate().filter_map(move |(at, table)| {
        let def = table.def()?;
        table.kept(|table| Tells::<R>(tells(table, def), PhantomData)).0.then_some((at, table, def))
    })
}
