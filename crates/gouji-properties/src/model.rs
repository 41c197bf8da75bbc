//! gouji can read any text. All places of the report are inside the text, and reading it again gives the same report.

use std::collections::BTreeSet;

use gouji_lint::extract::{Certainty, Extract};
use gouji_report::{Lines, Report, Table};
use gouji_text::Span;

use crate::assert_inside;
use crate::script::Script;

/// The property, of bytes.
pub fn holds(data: &[u8]) {
    check_report(&Script::read(data).text());
}

/// Checks that the places of the report are inside `text`, and that every reading gives the same report.
pub fn check_report(text: &str) {
    let read = || Report::read(text, &Lines::parse(text));
    let report = read();
    assert!(same(report.as_ref(), read().as_ref()), "the second reading gives another report");
    let Some(report) = report else { return };
    for (what, span) in spans(&report) {
        assert_inside(text, span, what);
    }
    for heading in &report.headings {
        assert!(heading.section.is_none_or(|section| section < report.sections.len()));
    }
    for section in &report.sections {
        assert!(report.section_def(section).is_some() && report.heading_of(section).is_some());
    }
    for table in &report.tables {
        check_indices(table);
    }
    for claim in &report.claims {
        let table = &report.tables[claim.table];
        let def = table.def().expect("a table has its definition");
        let inside = claim.readings.iter().flatten().all(|at| at.row < def.rows.len() && at.column < def.columns.len());
        assert!(inside, "{claim:?}");
        report.verdict(claim);
    }
    check_extract(text, &report);
}

/// Checks that the extract has every slot of the form once, with places inside the text.
fn check_extract(text: &str, report: &Report) {
    let extract = Extract::new(report, text);
    assert_eq!(extract.tables.len(), extract.edition.tables.len());
    for table in &extract.tables {
        let places: BTreeSet<_> = table.slots.iter().map(|slot| (slot.row, slot.column)).collect();
        let all: usize = (0..table.def.rows.len()).map(|row| table.def.columns_of(row).len()).sum();
        assert_eq!((places.len(), table.slots.len()), (all, all), "{}", table.def.id);
        for slot in &table.slots {
            assert_eq!(slot.span.is_none(), slot.certainty == Certainty::Unread, "{slot:?}");
            assert!(slot.certainty != Certainty::Certain || slot.value.is_some(), "{slot:?}");
            if let Some(span) = slot.span {
                assert_inside(text, span, "slot");
            }
        }
        for figure in &table.unplaced {
            assert!(figure.row.is_none_or(|row| row < table.def.rows.len()), "{figure:?}");
            for span in figure.label.iter().chain([&figure.span]) {
                assert_inside(text, *span, "figure");
            }
        }
    }
}

/// Checks that the rows and columns exist in the definition of the table.
fn check_indices(table: &Table) {
    let def = table.def().expect("a table has its definition");
    for row in &table.rows {
        assert!(row.row.is_none_or(|row| row < def.rows.len()), "{row:?}");
        for cell in row.cells.iter() {
            assert!(cell.column.is_none_or(|column| column < def.columns.len()), "{cell:?}");
        }
    }
}

/// All spans of a report, each with a name for messages.
fn spans(report: &Report) -> Vec<(&'static str, Span)> {
    let mut spans = Vec::new();
    spans.extend(report.title.iter().map(|title| ("title", title.span)));
    spans.extend(report.period.iter().map(|period| ("period", period.span)));
    for heading in &report.headings {
        spans.extend([("heading", heading.span), ("heading text", heading.text)]);
        spans.extend(heading.marks.map(|marks| ("marks", marks)));
        spans.extend(heading.ordinal.iter().flat_map(|o| [("ordinal", o.span), ("numeral", o.numeral)]));
    }
    spans.extend(report.sections.iter().map(|section| ("section", section.span)));
    spans.extend(report.paragraphs.iter().map(|paragraph| ("paragraph", paragraph.span)));
    spans.extend(report.claims.iter().map(|claim| ("claim", claim.span)));
    for table in &report.tables {
        spans.push(("table", table.span));
        spans.extend(table.header.iter().map(|cell| ("column label", cell.span)));
        spans.extend(table.groups.iter().map(|(span, _)| ("group", *span)));
        spans.extend(table.header_line.iter().chain(&table.header_rows).map(|span| ("header", *span)));
        spans.extend(table.tears.iter().map(|tear| ("tear", *tear)));
        for row in &table.rows {
            spans.push(("row", row.span));
            spans.extend(row.label.iter().map(|label| ("row label", label.span)));
            spans.extend(row.cells.iter().map(|cell| ("cell", cell.span)));
        }
    }
    spans
}

/// Whether two reports are equal. Editions are compared by id, because they are large constant data.
pub fn same(a: Option<&Report>, b: Option<&Report>) -> bool {
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (a, b) => return a.is_none() == b.is_none(),
    };
    a.edition.id == b.edition.id
        && (&a.title, a.period, &a.headings, &a.sections) == (&b.title, b.period, &b.headings, &b.sections)
        && (&a.lists, &a.paragraphs, &a.claims) == (&b.lists, &b.paragraphs, &b.claims)
        && a.tables.len() == b.tables.len()
        && a.tables.iter().zip(&b.tables).all(|(a, b)| same_table(a, b))
}

fn same_table(a: &Table, b: &Table) -> bool {
    (&a.edition.id, a.def, a.layout, a.span) == (&b.edition.id, b.def, b.layout, b.span)
        && (&a.header, &a.groups, a.header_line) == (&b.header, &b.groups, b.header_line)
        && (&a.header_rows, &a.rows, &a.tears) == (&b.header_rows, &b.rows, &b.tears)
}
