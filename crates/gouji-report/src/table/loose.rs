//! Reads tables whose cells are separated by blanks and line ends only, as Word and PDF leave them when they are pasted as
//! text.
//!
//! Nothing marks the end of a cell, so the official labels do. Figures without words between them are the figures of
//! one row. The label before them decides which row; it may be torn over lines, and may continue after the figures.
//! Pieces of group labels may be in between: the form prints these labels vertically, to the left of the rows.

use gouji_edition::{Edition, TableDef};
use gouji_text::{Span, Value, fold_label, is_page_number, is_word_for_zero, strip_ordinal};

use super::cell_markup;
use super::editions::TableCandidate;
use super::labels::{Labels, Meaning};
use crate::lines::{Line, LineKind};
use crate::source::ReportSource;
use crate::{Cell, Figures, Label, LabelQuality, Placement, Section, Table, TableRow};

/// Words or a figure between blanks.
#[derive(Clone, Copy, Debug)]
struct LoosePiece<'a> {
    span: Span,
    words: &'a str,
}

/// Figures without words between them, with the words before them.
struct FigureRun<'a> {
    before: Vec<LoosePiece<'a>>,
    figures: Vec<(LoosePiece<'a>, Value)>,
}

/// Reads the tables of sections to which the form gives a table, if no row of that table was found.
pub(super) fn read(
    ReportSource { text, lines, cancel, .. }: ReportSource<'_>,
    sections: &[Section],
    found: &[TableCandidate],
    edition: &'static Edition,
    labels: &Labels,
) -> Vec<TableCandidate> {
    let mut tables = Vec::new();
    for section in sections {
        let id = edition.sections.get(section.def).and_then(|def| def.table.as_ref());
        let Some(def) = id.and_then(|id| edition.table_index(id)) else { continue };
        if found
            .iter()
            .map(|found| &found.table)
            .any(|table| table.def().is_some_and(|table| Some(&table.id) == id) || section.span.contains(table.span))
        {
            continue;
        }
        let Some(schema) = edition.tables.get(def) else { continue };
        // The heading itself is the first line of its section.
        let inside = lines.iter().filter(|line| section.span.contains(line.span)).skip(1);
        let inside = inside.take_while(|_| !cancel.is_cancelled());
        let runs = with_words(runs(text, inside), schema, labels);
        tables.extend(table(edition, def, schema, &runs, labels).map(|table| TableCandidate::new(table, text)));
    }
    tables
}

/// Splits lines at blanks and groups figures. Sentences and page numbers belong to no table.
fn runs<'a>(text: &'a str, lines: impl Iterator<Item = &'a Line>) -> Vec<FigureRun<'a>> {
    let mut runs = vec![FigureRun { before: Vec::new(), figures: Vec::new() }];
    for line in lines {
        let words = line.span.slice(text);
        let is_sentence = words.contains(['。', '；']) && line.kind != LineKind::Row;
        if is_sentence || is_page_number(words) {
            continue;
        }
        for piece in pieces(line.span, words) {
            let value = Value::read(&cell_markup::strip(piece.words));
            let Some(run) = runs.last_mut() else { continue };
            match (value, run.figures.is_empty()) {
                (Value::Text | Value::Blank, true) => run.before.push(piece),
                (Value::Text | Value::Blank, false) => {
                    runs.push(FigureRun { before: vec![piece], figures: Vec::new() })
                }
                (value, _) => run.figures.push((piece, value)),
            }
        }
    }
    runs
}

/// Moves a word that replaces a figure into its row: the word is no part of a label, and completes the row's width.
fn with_words<'a>(runs: Vec<FigureRun<'a>>, schema: &TableDef, labels: &Labels) -> Vec<FigureRun<'a>> {
    let width = schema.columns.len();
    let stranger = |piece: Option<&LoosePiece<'_>>| {
        piece.is_some_and(|piece| {
            let bare = strip_ordinal(piece.words);
            let is_of_header = schema.columns.iter().any(|column| column.label.contains(piece.words));
            let is_piece = bare.is_empty() || labels.is_piece(piece.words) || is_group_piece(schema, piece.words);
            is_word_for_zero(piece.words) || !is_piece && !is_of_header
        })
    };
    let mut whole: Vec<FigureRun<'a>> = Vec::new();
    for mut run in runs {
        if run.figures.len() + 1 == width && run.before.len() > 1 && stranger(run.before.last()) {
            run.figures.splice(..0, run.before.pop().map(|piece| (piece, Value::Text)));
        }
        let Some(last) = whole.last_mut().filter(|last| !last.figures.is_empty()) else {
            whole.push(run);
            continue;
        };
        let is_alone = run.before.len() == 1;
        let (joins, ends) = (last.figures.len() + 1 + run.figures.len() == width, last.figures.len() + 1 == width);
        if stranger(run.before.first()) && (is_alone && joins || ends && (run.figures.is_empty() || !is_alone)) {
            last.figures.push((run.before.remove(0), Value::Text));
            if is_alone {
                last.figures.append(&mut run.figures);
                continue;
            }
        }
        whole.push(run);
    }
    whole
}

/// The pieces of a line. A bar between cells is no part of a piece: `12| 3| 15`.
fn pieces<'a>(line: Span, words: &'a str) -> impl Iterator<Item = LoosePiece<'a>> {
    let pieces = words.split(char::is_whitespace).map(|piece| piece.trim_matches('|'));
    pieces.filter(|piece| !piece.is_empty()).map(move |piece| {
        let start = line.start + (piece.as_ptr() as usize - words.as_ptr() as usize);
        LoosePiece { span: Span::new(start, start + piece.len()), words: piece }
    })
}

fn table(
    edition: &'static Edition,
    def: usize,
    schema: &'static TableDef,
    runs: &[FigureRun<'_>],
    labels: &Labels,
) -> Option<Table> {
    let rows = match &*schema.rows {
        [row] if row.label.is_empty() => unlabelled(schema, runs),
        _ => labelled(def, schema, runs, labels),
    };
    let span = Span::new(rows.first()?.span.start, rows.last()?.span.end);
    // A table with too few known rows is not reported.
    if rows.iter().filter(|row| row.row.is_some()).count() * 2 < schema.rows.len() {
        return None;
    }
    Some(Table::loose(edition, def, span, rows))
}

/// The row of a table whose row has no label: the first run that is about as long as the row.
fn unlabelled(schema: &TableDef, runs: &[FigureRun<'_>]) -> Vec<TableRow> {
    let columns = schema.columns_of(0);
    let long = runs.iter().filter(|run| run.figures.len() * 2 > columns.len());
    let exact = long.clone().find(|run| run.figures.len() == columns.len());
    let run = exact.or(long.clone().next());
    run.map(|run| row(0, None, columns, &run.figures)).into_iter().collect()
}

fn labelled(def: usize, schema: &TableDef, runs: &[FigureRun<'_>], labels: &Labels) -> Vec<TableRow> {
    let mut rows: Vec<TableRow> = Vec::new();
    let mut taken = 0;
    // Rows come in the edition's order, so that a label is not taken for one of an earlier row.
    let mut earliest = 0;
    let count = |row: usize| schema.columns_of(row).len();
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| !run.figures.is_empty()) {
        let before = run.before.get(taken..).unwrap_or_default();
        let after = runs.get(at + 1).map_or(&[] as &[LoosePiece<'_>], |next| &next.before);
        taken = 0;
        let known = matching_row(def, schema, before, after, earliest, labels);
        let Some(known) = known.or_else(|| repeated_row(def, before, labels)) else {
            let is_row = run.figures.len() * 2 > schema.columns.len() || run.figures.len() == count(earliest);
            rows.extend(is_row.then(|| TableRow { row: None, ..row(usize::MAX, None, &[], &run.figures) }));
            continue;
        };
        taken = known.pieces_after;
        earliest = known.row + 1;
        let columns = schema.columns_of(known.row);
        rows.push(row(known.row, Some(known.label), columns, &run.figures));
    }
    drop_strays(&mut rows, schema);
    rows
}

/// Removes short rows without a label, unless the edition has exactly one row between their neighbours.
fn drop_strays(rows: &mut Vec<TableRow>, schema: &TableDef) {
    let known: Vec<Option<usize>> = rows.iter().map(|row| row.row).collect();
    let fits = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| known.get(before).copied().flatten());
        let next = known.get(at + 1).copied().flatten();
        before.zip(next).is_some_and(|(before, next)| before + 2 == next)
    };
    let mut at = 0;
    rows.retain(|row| {
        at += 1;
        row.row.is_some() || row.cells.len() * 2 > schema.columns.len() || fits(at - 1)
    });
}

/// A row that is repeated, or comes later than in the edition. Only a whole official label identifies such a row.
fn repeated_row(def: usize, before: &[LoosePiece<'_>], labels: &Labels) -> Option<RowMatch> {
    (1..=before.len().min(MOST_PIECES)).find_map(|count| {
        let own = before.get(before.len() - count..)?;
        let words: String = own.iter().map(|piece| piece.words).collect();
        let span = own.iter().map(|piece| piece.span).reduce(Span::cover)?;
        labels.meanings(&words).into_iter().find_map(|known| match known.meaning {
            Meaning::Row(row) if known.table == def && known.quality == LabelQuality::Official => {
                Some(RowMatch { row, label: Label { span, quality: known.quality }, pieces_after: 0 })
            }
            _ => None,
        })
    })
}

fn row(index: usize, label: Option<Label>, columns: &[usize], figures: &[(LoosePiece<'_>, Value)]) -> TableRow {
    let certain = figures.len() == columns.len();
    let cells = figures.iter().enumerate().map(|(at, (piece, value))| Cell {
        span: piece.span,
        value: *value,
        column: if certain { columns.get(at).copied() } else { None },
        placement: if certain { Placement::Certain } else { Placement::Unknown },
    });
    let cells: Vec<Cell> = cells.collect();
    let spans = cells.iter().map(|cell| cell.span).chain(label.as_ref().map(|label| label.span));
    let span = spans.reduce(Span::cover).unwrap_or(Span::at(0));
    TableRow { span, label, row: Some(index), group: None, cells: Figures::new(cells, 0) }
}

/// Most pieces of a torn label.
const MOST_PIECES: usize = 6;

struct RowMatch {
    row: usize,
    label: Label,
    /// How many pieces after the figures belong to the label.
    pieces_after: usize,
}

/// The row whose label the pieces form. An official label is preferred to a part of one, and a long label to a short
/// one that it contains.
fn matching_row(
    def: usize,
    schema: &TableDef,
    before: &[LoosePiece<'_>],
    after: &[LoosePiece<'_>],
    earliest: usize,
    labels: &Labels,
) -> Option<RowMatch> {
    let cleaned: Vec<LoosePiece<'_>> =
        before.iter().filter(|piece| !is_group_piece(schema, piece.words)).copied().collect();
    let mut partial: Option<RowMatch> = None;
    for before in [before, cleaned.as_slice()] {
        // Pieces after the figures are tried last, because they may be the next row's label.
        for more in 0..=after.len().min(2) {
            for count in (1..=before.len().min(MOST_PIECES)).rev() {
                let own = before.get(before.len() - count..).unwrap_or_default();
                let words: String = own.iter().chain(after.iter().take(more)).map(|piece| piece.words).collect();
                // For the same reason, pieces after the figures only count if they complete the label.
                let meanings = if more == 0 { labels.meanings(&words) } else { labels.exact(&words) };
                let rows = meanings.into_iter().filter_map(|known| match known.meaning {
                    Meaning::Row(row) if known.table == def && row >= earliest => Some((row, known.quality)),
                    _ => None,
                });
                for (row, quality) in rows {
                    let span = own.iter().map(|piece| piece.span).reduce(Span::cover)?;
                    let known = RowMatch { row, label: Label { span, quality }, pieces_after: more };
                    if quality == LabelQuality::Official {
                        return Some(known);
                    }
                    // The label has as few words as identify the row.
                    partial = Some(known);
                }
            }
        }
    }
    partial
}

/// Whether the words are a piece of a group label. The form prints these labels vertically, or they are broken over lines.
fn is_group_piece(schema: &TableDef, words: &str) -> bool {
    let folded = fold_label(words);
    schema.row_groups.iter().any(|group| {
        let label = fold_label(&group.label);
        let upright = folded.chars().count() <= 2 && group.parent.is_none();
        label == folded || label.starts_with(&folded) || label.ends_with(&folded) || upright && label.contains(&folded)
    })
}
