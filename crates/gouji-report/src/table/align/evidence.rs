//! Collects what the lines of the text show about each token: its column, whether a sentence contains it, and where
//! rows start.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::form::FormSlots;
use super::tokens::{LabelPieces, Token, TokenKind};
use super::vocabulary::{self, Match, TextKind};

/// The printed texts of which a piece may be a part.
#[derive(Debug)]
pub(super) struct PieceMeaning {
    pub matches: Vec<Match>,
    /// Han characters of the piece.
    pub han: usize,
    /// Scalars of the piece.
    pub len: usize,
    /// Whether the piece begins with a unit, as words after a figure in a sentence do.
    begins_with_unit: bool,
}

/// A token with the evidence of its line.
#[derive(Clone, Debug)]
pub(super) struct EvidenceItem {
    pub token: Token,
    /// The column of the token, and the number of columns of its row, if the lines show them.
    pub column: Option<(usize, usize)>,
    /// Whether the token is a figure of a sentence.
    pub is_prose: bool,
    /// Whether the token is the first figure or blank of its line.
    pub is_first: bool,
    /// Whether a figure precedes the token in its line, with no label between.
    pub follows_figure: bool,
    /// The number of figures and blanks of its line.
    pub line_len: usize,
    /// The width of a row of the form, if the line of the token, or a run of lines with one figure each, is exactly
    /// such a row.
    pub full_row: Option<usize>,
}

/// The tokens with their evidence, and the meanings of all pieces.
#[derive(Debug)]
pub(super) struct TokenEvidence {
    form: &'static FormSlots,
    pub items: Vec<EvidenceItem>,
    meanings: Vec<PieceMeaning>,
}

/// Most lines between a row and the full rows with which its columns are compared.
const NEAR: usize = 15;

impl TokenEvidence {
    pub(super) fn new(form: &'static FormSlots, tokens: &[Token], pieces: &LabelPieces) -> Self {
        let meanings = pieces.folded.iter().map(|piece| PieceMeaning::new(piece, form)).collect();
        let item = |token: &Token| EvidenceItem {
            token: token.clone(),
            column: None,
            is_prose: false,
            is_first: false,
            follows_figure: false,
            line_len: 0,
            full_row: None,
        };
        let mut evidence = Self { form, items: tokens.iter().map(item).collect(), meanings };
        evidence.drop_blanks_of_headers();
        evidence.drop_padding();
        evidence.find_columns();
        evidence.mark_padded_rows_doubtful();
        evidence.record_order();
        evidence
    }

    /// The printed texts of which a label may be a part.
    pub(super) fn matches(&self, item: &EvidenceItem) -> &[Match] {
        self.meaning(item).map_or(&[], |meaning| &meaning.matches)
    }

    pub(super) fn meaning(&self, item: &EvidenceItem) -> Option<&PieceMeaning> {
        if item.token.kind == TokenKind::Label { self.meanings.get(item.token.piece) } else { None }
    }

    /// The items of each line.
    fn lines(&self) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut last = None;
        for (at, item) in self.items.iter().enumerate() {
            match lines.last_mut() {
                Some(line) if last == Some(item.token.line) => line.end = at + 1,
                _ => lines.push(at..at + 1),
            }
            last = Some(item.token.line);
        }
        lines
    }

    fn row(&self, line: &Range<usize>) -> &[EvidenceItem] {
        self.items.get(line.clone()).unwrap_or_default()
    }

    /// The width of the row whose label a line shows best, if the line shows more than `least_share` percent of a label.
    fn labelled_width(&self, row: &[EvidenceItem], least_share: u8) -> Option<usize> {
        let rows = row.iter().flat_map(|item| self.matches(item)).filter(|found| found.kind == TextKind::Row);
        let shown = rows.filter(|found| found.share > least_share);
        shown.map(|found| (found.share.min(100), found.end - found.start)).max().map(|(_, width)| width)
    }

    /// Drops the blank cells of lines without figures, except after a row's label if they are as many as the row's figures.
    fn drop_blanks_of_headers(&mut self) {
        let mut dropped: BTreeSet<usize> = BTreeSet::new();
        for line in self.lines() {
            let row = self.row(&line);
            let has_no_figure = |item: &EvidenceItem| item.token.kind == TokenKind::Label || item.token.is_empty();
            let blanks = row.iter().filter(|item| item.token.is_empty()).count();
            let last_label = row.iter().rposition(|item| item.token.kind == TokenKind::Label).unwrap_or_default();
            let are_after_label = row.iter().take(last_label).all(|item| !item.token.is_empty());
            let is_row = are_after_label && self.labelled_width(row, 80).is_some_and(|width| blanks >= width);
            if blanks > 0 && row.iter().all(has_no_figure) && !is_row {
                dropped.extend(line.clone().filter(|at| self.items.get(*at).is_some_and(|item| item.token.is_empty())));
            }
        }
        self.drop(|at, _| dropped.contains(&at));
    }

    /// Drops the blank cells of label columns: those before the first figure column of rows with the same number of cells.
    fn drop_padding(&mut self) {
        let mut blocks: Vec<usize> = Vec::with_capacity(self.items.len());
        let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut last: Option<(usize, usize)> = None;
        let mut block = 0;
        for item in &self.items {
            if last.is_none_or(|(line, cells)| line != item.token.line && cells != item.token.cells) {
                block += 1;
            }
            last = Some((item.token.line, item.token.cells));
            blocks.push(block);
            let is_label = |found: &Match| found.kind == TextKind::Row && found.share > 80;
            if item.token.cells > 2 && self.matches(item).iter().any(is_label) {
                let start = starts.entry(block).or_default();
                *start = (*start).max(item.token.x + 1);
            }
        }
        let start = |at: usize| blocks.get(at).and_then(|block| starts.get(block)).copied().unwrap_or_default();
        self.drop(|at, item| item.token.is_empty() && item.token.x < start(at));
    }

    fn drop(&mut self, is_dropped: impl Fn(usize, &EvidenceItem) -> bool) {
        let mut at = 0;
        self.items.retain(|item| {
            at += 1;
            !is_dropped(at - 1, item)
        });
    }

    fn find_columns(&mut self) {
        let lines = self.lines();
        let mut full: Vec<FullRow> = Vec::new();
        for line in &lines {
            self.mark_prose(line);
            self.mark_words_for_figures(line);
            self.count_columns(line, &mut full);
        }
        let mut by_cells: BTreeMap<usize, Vec<&FullRow>> = BTreeMap::new();
        full.iter().for_each(|row| by_cells.entry(row.cells).or_default().push(row));
        for line in &lines {
            self.compare_with_full_rows(line, &by_cells);
        }
        let has_figures = |line: &&Range<usize>| self.row(line).iter().any(|item| item.token.fills());
        let lines: Vec<&Range<usize>> = lines.iter().filter(has_figures).collect();
        for pair in lines.windows(2) {
            if let [one, next] = pair {
                self.join_torn_row(one, next);
            }
        }
    }

    /// Marks the figures of sentences: those next to words that are no label of the form.
    fn mark_prose(&mut self, line: &Range<usize>) {
        let is_foreign = |item: &EvidenceItem| {
            self.meaning(item)
                .is_some_and(|words| words.han > 0 && (words.matches.is_empty() || words.begins_with_unit))
        };
        let row = self.row(line);
        let in_prose: Vec<bool> = (0..row.len())
            .map(|at| {
                let before = at.checked_sub(1).and_then(|before| row.get(before));
                let is_figure =
                    row.get(at).is_some_and(|item| item.token.kind == TokenKind::Figure && item.token.cells == 0);
                is_figure && before.into_iter().chain(row.get(at + 1)).any(is_foreign)
            })
            .collect();
        let row = self.items.get_mut(line.clone()).unwrap_or_default();
        row.iter_mut().zip(in_prose).for_each(|(item, is_prose)| item.is_prose = is_prose);
    }

    /// Marks words in the place of a figure: in a row of cells, words after a figure that are no label.
    fn mark_words_for_figures(&mut self, line: &Range<usize>) {
        let row = self.row(line);
        if row.first().is_none_or(|item| item.token.cells == 0) {
            return;
        }
        let mut seen = false;
        let mut stray = Vec::new();
        for (at, item) in line.clone().zip(row) {
            let is_label = self.matches(item).iter().any(|found| found.share > 50);
            if item.token.kind == TokenKind::Label && seen && !is_label {
                stray.push(at);
            }
            seen = seen || item.token.has_value() || stray.last() == Some(&at);
        }
        for at in stray {
            if let Some(item) = self.items.get_mut(at) {
                item.token.kind = TokenKind::Unreadable;
            }
        }
    }

    /// Numbers the columns of a line that has exactly as many figures as a row of the form.
    fn count_columns(&mut self, line: &Range<usize>, full: &mut Vec<FullRow>) {
        let row = self.row(line);
        let cells = row.first().map_or(0, |item| item.token.cells);
        let labelled = if cells > 0 { self.labelled_width(row, 0).unwrap_or_default() } else { 0 };
        let of = |is_wanted: fn(&Token) -> bool| -> Vec<usize> {
            line.clone().zip(row).filter(|(_, item)| is_wanted(&item.token)).map(|(at, _)| at).collect()
        };
        let mut filling = of(Token::fills);
        let most = if labelled > 0 { labelled } else { self.form.total_width() };
        let is_empty = |at: &usize| self.items.get(*at).is_some_and(|item| item.token.is_empty());
        while filling.len() > most && filling.first().is_some_and(is_empty) {
            filling.remove(0);
        }
        let values = of(Token::has_value);
        if cells > 2 && !filling.is_empty() && filling.len() < labelled {
            self.mark_doubtful(&filling);
        }
        let long = self.form.long_widths.iter().copied();
        let widths: BTreeSet<usize> = long.chain([labelled]).filter(|width| *width > 0).collect();
        // If the figures alone are a whole row, the blanks are padding.
        let is_whole = values.len() > 1 && widths.contains(&values.len());
        for width in widths {
            let by_value = values.len() == width && width > 1;
            let by_cell = !is_whole && filling.len() == width && (!values.is_empty() || width == labelled);
            if !by_value && !by_cell {
                continue;
            }
            let group = if values.len() == width { &values } else { &filling };
            for (column, at) in group.iter().enumerate() {
                let Some(item) = self.items.get_mut(*at) else { continue };
                item.column = Some((column, width));
                // The row has all its figures only if the line break separates merged cells, not the halves of one figure.
                item.token.is_shaky &= !(by_value && item.token.is_split);
            }
            if width == self.form.total_width() && values.len() == width {
                full.extend(self.full_row(group, cells, width));
            }
        }
    }

    /// The places of the figures of a full row; `None` if single blanks separate them, because a single blank may also
    /// be inside a figure.
    fn full_row(&self, group: &[usize], cells: usize, width: usize) -> Option<FullRow> {
        let tokens: Vec<&Token> = group.iter().filter_map(|at| Some(&self.items.get(*at)?.token)).collect();
        let are_apart = |pair: &[&Token]| if let [one, next] = pair { is_apart(one, next) } else { true };
        if cells == 0 && !tokens.windows(2).all(are_apart) {
            return None;
        }
        let line = tokens.first()?.line;
        let places = tokens.iter().map(|token| (token.x, token.x + token.screen_width)).collect();
        Some(FullRow { line, cells, width, places })
    }

    /// Finds the columns of a line with too few figures by the full rows above and below it; both must agree.
    fn compare_with_full_rows(&mut self, line: &Range<usize>, by_cells: &BTreeMap<usize, Vec<&FullRow>>) {
        const MOST: usize = 10;
        let row = self.row(line);
        let open: Vec<usize> = line
            .clone()
            .zip(row)
            .filter(|(_, item)| item.token.fills() && item.column.is_none())
            .map(|(at, _)| at)
            .collect();
        let has_value = |at: &usize| self.items.get(*at).is_some_and(|item| item.token.has_value());
        let Some((number, cells)) = row.first().map(|item| (item.token.line, item.token.cells)) else { return };
        if open.len() > MOST || !open.iter().any(has_value) {
            return;
        }
        let Some(full) = by_cells.get(&cells) else { return };
        let below = full.partition_point(|row| row.line <= number);
        let above = full.get(..below).and_then(|rows| rows.iter().rev().find(|row| row.line < number));
        let near: Vec<&&FullRow> =
            above.into_iter().chain(full.get(below)).filter(|row| row.line.abs_diff(number) <= NEAR).collect();
        let Some(width) = near.first().map(|row| row.width) else { return };
        let count = open.len();
        for at in open {
            let Some(item) = self.items.get_mut(at) else { continue };
            let columns: BTreeSet<usize> = near.iter().filter_map(|row| row.column_of(&item.token, count)).collect();
            if let (Some(column), 1) = (columns.first(), columns.len()) {
                item.column = Some((*column, width));
            }
        }
    }

    /// Numbers the columns of a row whose figures are in two lines. If blanks align the figures, and all figures of one
    /// line are to the right of those of the other, their order on screen is the order of the form.
    fn join_torn_row(&mut self, one: &Range<usize>, next: &Range<usize>) {
        /// A line of the label may be between them.
        const LINES: usize = 2;
        let figures = |line: &Range<usize>| -> Vec<usize> {
            line.clone().zip(self.row(line)).filter(|(_, item)| item.token.fills()).map(|(at, _)| at).collect()
        };
        let (mut one, mut next) = (figures(one), figures(next));
        let width = self.form.total_width();
        if one.is_empty() || next.is_empty() || one.len() + next.len() != width {
            return;
        }
        let token = |at: Option<&usize>| at.and_then(|at| self.items.get(*at)).map(|item| &item.token);
        if token(next.first()).map(|token| token.x) < token(one.first()).map(|token| token.x) {
            std::mem::swap(&mut one, &mut next);
        }
        one.extend(next);
        let tokens: Vec<&Token> = one.iter().filter_map(|at| token(Some(at))).collect();
        let is_joined = tokens.windows(2).all(|pair| match pair {
            [left, right] => is_apart(left, right) && left.cells == 0 && right.line.abs_diff(left.line) <= LINES,
            _ => true,
        });
        if is_joined {
            for (column, at) in one.iter().enumerate() {
                if let Some(item) = self.items.get_mut(*at) {
                    item.column = Some((column, width));
                }
            }
        }
    }

    /// Marks rows as doubtful in which a blank cell may be padding or a missing figure.
    fn mark_padded_rows_doubtful(&mut self) {
        let mut columns: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for item in self.items.iter().filter(|item| item.token.has_value() && item.token.cells > 2) {
            let (first, last) = columns.entry(item.token.cells).or_insert((item.token.x, item.token.x));
            *first = (*first).min(item.token.x);
            *last = (*last).max(item.token.x);
        }
        let mut cells_above = 0;
        for line in self.lines() {
            let row = self.row(&line);
            let cells = row.first().map_or(0, |item| item.token.cells);
            let is_shorter = cells < std::mem::replace(&mut cells_above, cells);
            if cells <= 2 {
                continue;
            }
            let (first, last) = columns.get(&cells).copied().unwrap_or((0, usize::MAX));
            let values = row.iter().filter(|item| item.token.has_value()).count();
            let is_outside = |item: &EvidenceItem| item.token.is_empty() && !(first..=last).contains(&item.token.x);
            // If a row has fewer cells than the row above, it lost a cell, and its blanks do not show which.
            let lost_cell = || is_shorter && row.iter().any(|item| item.token.is_empty());
            // If all figures of a row are written, the blanks are padding.
            let is_complete =
                values == 1 || row.iter().any(|item| item.column.is_some_and(|(_, width)| width == values));
            if !is_complete && (row.iter().any(is_outside) || lost_cell()) {
                let filling: Vec<usize> =
                    line.clone().zip(row).filter(|(_, item)| item.token.fills()).map(|(at, _)| at).collect();
                self.mark_doubtful(&filling);
            }
        }
    }

    fn mark_doubtful(&mut self, items: &[usize]) {
        for at in items {
            if let Some(item) = self.items.get_mut(*at) {
                item.token.is_shaky = true;
            }
        }
    }

    /// Records the order of figures and labels, and which lines and runs of lines are whole rows.
    fn record_order(&mut self) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for item in self.items.iter().filter(|item| item.token.fills()) {
            *counts.entry(item.token.line).or_default() += 1;
        }
        let form = self.form;
        let longest = form.long_widths.last().copied().unwrap_or_default();
        let mut last_line = None;
        let mut figure_line = None;
        for run in self.items.chunk_by_mut(|one, next| one.token.fills() && next.token.fills()) {
            let run_len = run.len();
            for item in run {
                if item.token.kind == TokenKind::Label {
                    figure_line = None;
                    continue;
                }
                let line = item.token.line;
                item.line_len = counts.get(&line).copied().unwrap_or_default();
                let is_in_row = item.token.cells > 0 || item.line_len <= longest;
                item.follows_figure = figure_line == Some(line) && is_in_row;
                if !item.token.is_empty() {
                    figure_line = Some(line);
                }
                item.is_first = last_line != Some(line);
                last_line = Some(line);
                item.full_row = full_row(form, item, run_len);
            }
        }
    }
}

/// Whether at least two screen columns are free between two tokens.
const fn is_apart(left: &Token, right: &Token) -> bool {
    right.x > left.x + left.screen_width + 1
}

/// The width of the row that the line of `item` fills, or the run of `run_len` lines with one figure each.
fn full_row(form: &FormSlots, item: &EvidenceItem, run_len: usize) -> Option<usize> {
    // The last cell of a line may be empty.
    let fits = |width: usize| width == item.line_len || item.token.cells > 0 && width + 1 == item.line_len;
    let in_line = item.column.map(|(_, width)| width).filter(|width| *width > 1 && fits(*width));
    let in_run = (item.line_len == 1 && form.long_widths.contains(&run_len)).then_some(run_len);
    in_line.or(in_run)
}

/// The units of a date.
const CALENDAR: [&str; 3] = ["年", "月", "日"];

impl PieceMeaning {
    fn new(piece: &str, form: &FormSlots) -> Self {
        Self {
            matches: form.vocabulary.matches(piece),
            han: vocabulary::han_count(piece),
            len: piece.chars().count(),
            begins_with_unit: form.units.iter().chain(&CALENDAR).any(|unit| piece.starts_with(*unit)),
        }
    }
}

/// A line with all figures of a row, and the places of these.
#[derive(Debug)]
struct FullRow {
    line: usize,
    cells: usize,
    width: usize,
    /// For each figure, its first screen column and the column after its last; in a line of cells, the number of its cell.
    places: Vec<(usize, usize)>,
}

impl FullRow {
    /// The column of a token in another line with `count` figures, if the token is near exactly one figure of this row.
    fn column_of(&self, token: &Token, count: usize) -> Option<usize> {
        if self.cells > 0 {
            return self.places.iter().position(|(start, _)| *start == token.x);
        }
        // Distances in eighths of a column.
        let end = token.x + token.screen_width;
        let distance = |(start, stop): (usize, usize)| {
            let apart = (start + 1).saturating_sub(end).max((token.x + 1).saturating_sub(stop));
            8 * apart + start.abs_diff(token.x)
        };
        let mut distances: Vec<(usize, usize)> =
            self.places.iter().enumerate().map(|(at, place)| (distance(*place), at)).collect();
        distances.sort_unstable();
        match distances.as_slice() {
            [(nearest, column), (next, _), ..] if *nearest <= 16 && *next > nearest + 8 && count < self.width => {
                Some(*column)
            }
            _ => None,
        }
    }
}
