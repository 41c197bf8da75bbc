//! Splits the text into tokens: pieces of labels, figures, blanks, and unreadable cells.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use gouji_text::{Span, Value, fold_label, is_page_number};

use super::separators::{are_column_numbers, is_grid_rule, is_rule, split, split_quoted, without_rules};
use super::values::{are_figures, figure, is_confused, states_nothing, value_of_nothing, with_joined_thousands};
use crate::table::plain::{CELL, NOTE, NOTHING_CHAR, SOFT, words};

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A piece of a label, or other words.
    Label,
    /// A figure.
    Figure,
    /// An empty cell, or a cell with a stroke or a word for nothing.
    Blank,
    /// Other words or characters in the place of a figure.
    Unreadable,
}

/// A token and its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// Its bytes in the text. The span of an empty cell is empty, at the place where a figure can be written.
    pub span: Span,
    pub value: Value,
    /// Number of the token's line.
    pub line: usize,
    /// The number of the token's cell in a line of cells; otherwise its column on screen.
    pub x: usize,
    /// Width of the token on screen, in columns.
    pub screen_width: usize,
    /// The number of cells in the token's line; 0 if nothing separates cells there.
    pub cells: usize,
    /// Index into [`LabelPieces::folded`], if the token is a label.
    pub piece: usize,
    /// Whether the figure may be a part of a figure, or its cell may have lost its column.
    pub is_shaky: bool,
    /// Whether a line break separates the figure from another one in its cell.
    pub is_split: bool,
}

impl Token {
    /// Whether the token has text in the place of a figure.
    pub(super) fn has_value(&self) -> bool {
        matches!(self.kind, TokenKind::Figure | TokenKind::Unreadable)
    }

    /// Whether the token may fill a slot.
    pub(super) fn fills(&self) -> bool {
        self.kind != TokenKind::Label
    }

    /// Whether the token is a cell without any text.
    pub(super) fn is_empty(&self) -> bool {
        self.kind == TokenKind::Blank && self.span.is_empty()
    }
}

/// The distinct pieces of labels, folded.
#[derive(Debug, Default)]
pub(super) struct LabelPieces {
    index: HashMap<String, usize, RandomState>,
    pub folded: Vec<String>,
}

impl LabelPieces {
    fn intern(&mut self, piece: &str) -> usize {
        // A longer piece is prose, which matches nothing.
        const LONGEST: usize = 300;
        let folded = if piece.len() > LONGEST { String::new() } else { fold_label(&words(piece)) };
        let next = self.folded.len();
        let at = *self.index.entry(folded.clone()).or_insert(next);
        if at == next {
            self.folded.push(folded);
        }
        at
    }
}

/// A hypothesis about the separators of cells in lines without bars and tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Separation {
    /// A character between cells.
    pub separator: Option<char>,
    /// Whether a Han character takes two columns on screen.
    pub is_wide: bool,
}

/// The tokens of a text under one hypothesis.
#[derive(Debug)]
pub(super) struct Tokens {
    pub tokens: Vec<Token>,
    pub pieces: LabelPieces,
}

impl Tokens {
    /// Reads the tokens of a copy that [`plain`](crate::table::plain::plain) made.
    pub(super) fn read(copy: &str, separation: Separation) -> Self {
        let closes_rows = bars_close_rows(copy);
        let (pieces, tokens) = (LabelPieces::default(), Vec::new());
        let mut tokenizer = Tokenizer { copy, separation, closes_rows, pieces, tokens, line: 0 };
        let mut start = 0;
        // The lines since the last rule of a grid; `None` outside grids.
        let mut row: Option<Vec<Span>> = None;
        for line in copy.split('\n') {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            if is_grid_rule(line) {
                tokenizer.read_grid_row(&row.replace(Vec::new()).unwrap_or_default());
            } else if line.trim_start().starts_with('|')
                && let Some(lines) = row.as_mut()
            {
                lines.push(span);
            } else {
                tokenizer.read_grid_row(&row.take().unwrap_or_default());
                tokenizer.read_line(span);
            }
        }
        tokenizer.read_grid_row(&row.unwrap_or_default());
        Self { tokens: tokenizer.tokens, pieces: tokenizer.pieces }
    }
}

struct Tokenizer<'a> {
    copy: &'a str,
    separation: Separation,
    /// Whether a bar at the end of a line closes its last cell. Otherwise the bar separates that cell from a blank one.
    closes_rows: bool,
    pieces: LabelPieces,
    tokens: Vec<Token>,
    line: usize,
}

/// Whether most rows between bars end with a bar.
fn bars_close_rows(copy: &str) -> bool {
    const FEWEST_BARS: usize = 3;
    let rows = copy.split('\n').filter(|line| memchr::memchr_iter(b'|', line.as_bytes()).count() >= FEWEST_BARS);
    let (closed, open): (Vec<&str>, Vec<&str>) = rows.partition(|row| row.trim_end_matches(is_break).ends_with('|'));
    closed.len() >= open.len()
}

/// The place of a cell, or of a word between blanks.
#[derive(Clone, Copy)]
struct TokenPlace {
    x: usize,
    is_cell: bool,
}

impl Tokenizer<'_> {
    fn read_line(&mut self, line: Span) {
        let text = line.slice(self.copy);
        if is_rule(text) || is_page_number(text) {
            return;
        }
        let without_rules = without_rules(text);
        let text = without_rules.as_deref().unwrap_or(text);
        let has_bars = text.contains(['|', char::from(CELL)]);
        if has_bars {
            return self.read_row(line.start, text);
        }
        for (at, part) in split(text, |c| c == char::from(SOFT)) {
            self.read_row(line.start + at, part);
        }
    }

    /// Reads the lines between two rules of a grid. They are one row with wrapped cells if all have the same number of
    /// cells, and the first line with figures has more of them than each other line: the other lines may have the ends
    /// of long figures.
    fn read_grid_row(&mut self, lines: &[Span]) {
        let cells = |line: &Span| self.cells(line.slice(self.copy)).unwrap_or_default();
        let rows: Vec<Vec<(usize, &str)>> = lines.iter().map(cells).collect();
        let columns = rows.first().map_or(0, Vec::len);
        let figures =
            |row: &Vec<(usize, &str)>| row.iter().filter(|(_, cell)| figure(&words(cell.trim())).is_some()).count();
        let mut counts = rows.iter().map(figures).filter(|count| *count > 0);
        let most = counts.next().unwrap_or_default();
        let is_wrapped =
            rows.len() > 1 && rows.iter().all(|row| row.len() == columns) && counts.all(|count| count < most);
        if !is_wrapped {
            return lines.iter().for_each(|line| self.read_line(*line));
        }
        self.line += 1;
        let first = self.tokens.len();
        for x in 0..columns {
            let parts =
                lines.iter().zip(&rows).filter_map(|(line, row)| row.get(x).map(|(at, cell)| (line.start + at, *cell)));
            let parts: Vec<(usize, &str)> = parts.collect();
            let is_empty = parts.iter().all(|(_, part)| is_blank(part));
            let written = parts.iter().enumerate().filter(|(at, (_, part))| !is_blank(part) || is_empty && *at == 0);
            let first = self.tokens.len();
            written.for_each(|(_, (start, part))| self.read_cell(*start, part, TokenPlace { x, is_cell: true }));
            let cell = self.tokens.get_mut(first..).unwrap_or_default();
            let is_torn = cell.len() > 1;
            cell.iter_mut().for_each(|token| token.is_shaky |= is_torn);
        }
        self.tokens.iter_mut().skip(first).for_each(|token| token.cells = columns);
        self.drop_label_columns(first);
    }

    /// Reads `text`, which starts at the byte `start`: a line, or one of the lines of a cell.
    fn read_row(&mut self, start: usize, text: &str) {
        if text.trim_matches(' ').is_empty() {
            return;
        }
        self.line += 1;
        let first = self.tokens.len();
        match self.cells(text) {
            Some(cells) if are_column_numbers(&cells) => {}
            Some(cells) => {
                let count = cells.len();
                for (x, (at, cell)) in cells.into_iter().enumerate() {
                    self.read_cell(start + at, cell, TokenPlace { x, is_cell: true });
                }
                self.tokens.iter_mut().skip(first).for_each(|token| token.cells = count);
                self.drop_label_columns(first);
            }
            None => {
                self.read_words(start, text);
                self.drop_lone_strokes(first);
                self.doubt_torn_figures(first);
            }
        }
    }

    /// The cells of a line, each with its first byte in the line; `None` if nothing separates cells.
    fn cells<'t>(&self, text: &'t str) -> Option<Vec<(usize, &'t str)>> {
        let cell = char::from(CELL);
        if text.contains(['|', cell]) {
            let mut cells = split(text, |c| c == '|' || c == cell);
            if cells.len() > 1 && cells.first().is_some_and(|(_, first)| is_blank(first)) {
                cells.remove(0);
            }
            let is_closed = self.closes_rows && text.trim_end_matches(is_break).ends_with('|');
            if cells.len() > 1 && is_closed && cells.last().is_some_and(|(_, last)| is_blank(last)) {
                cells.pop();
            }
            return Some(cells);
        }
        if text.contains('\t') {
            return Some(split(text, |c| c == '\t'));
        }
        let separator = self.separation.separator?;
        let parted = |at: usize| {
            let rest = text.get(at + separator.len_utf8()..).unwrap_or_default();
            let rest = rest.strip_prefix('"').unwrap_or(rest);
            rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == separator)
        };
        let has_cells = text.starts_with('"') || text.match_indices(separator).any(|(at, _)| parted(at));
        has_cells.then(|| split_quoted(text, separator))
    }

    /// Drops the empty cells between the labels at the start of a row: they belong to label columns.
    fn drop_label_columns(&mut self, first: usize) {
        let row = self.tokens.get(first..).unwrap_or_default();
        let leading = row.iter().take_while(|token| !token.has_value());
        let last_label =
            leading.enumerate().filter(|(_, token)| token.kind == TokenKind::Label).map(|(at, _)| at).last();
        let last_label = last_label.unwrap_or_default();
        self.retain_from(first, |at, token| at > last_label || !token.is_empty());
    }

    /// Drops tokens of the row that begins at `first`. It examines no other rows, because a text may have as many rows
    /// as tokens.
    fn retain_from(&mut self, first: usize, is_kept: impl Fn(usize, &Token) -> bool) {
        let row = self.tokens.split_off(first.min(self.tokens.len()));
        let row = row.into_iter().enumerate().filter(|(at, token)| is_kept(*at, token));
        self.tokens.extend(row.map(|(_, token)| token));
    }

    /// Drops a single stroke among words: it is a dash.
    fn drop_lone_strokes(&mut self, first: usize) {
        let row = self.tokens.get(first..).unwrap_or_default();
        let counted = row.iter().filter(|token| matches!(token.kind, TokenKind::Figure | TokenKind::Blank)).count();
        if counted <= 1 && row.len() > 1 {
            self.retain_from(first, |_, token| token.kind != TokenKind::Blank);
        }
    }

    /// Marks figures after a word such as `137.` as doubtful: the word may be their first part.
    fn doubt_torn_figures(&mut self, first: usize) {
        let copy = self.copy;
        let is_first_part = |token: &Token| {
            let digits = token.span.slice(copy).trim_end_matches(['.', ',']);
            token.kind == TokenKind::Label
                && digits.len() < token.span.len()
                && !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut is_behind = false;
        for token in self.tokens.iter_mut().skip(first) {
            token.is_shaky |= is_behind;
            is_behind = is_first_part(token);
        }
    }

    fn read_words(&mut self, start: usize, text: &str) {
        let mut x = 0;
        let mut done = 0;
        for (at, word) in split(text, is_break) {
            if is_blank(word) {
                continue;
            }
            x += self.screen_width(text.get(done..at).unwrap_or_default());
            done = at;
            self.read_cell(start + at, word, TokenPlace { x, is_cell: false });
        }
    }

    fn screen_width(&self, text: &str) -> usize {
        let width = |c: char| match c {
            NOTHING_CHAR => 0,
            _ if self.separation.is_wide && c > '\u{2E7F}' => 2,
            _ => 1,
        };
        text.chars().map(width).sum()
    }

    /// Reads a cell, or a word between blanks, which starts at the byte `start`.
    fn read_cell(&mut self, start: usize, text: &str, place: TokenPlace) {
        let span = Span::new(start, start + text.len());
        let shown = words(text);
        let soft = char::from(SOFT);
        let whole = shown.trim_matches(is_break).trim_matches('"').trim_matches(is_break);
        if place.is_cell && whole.is_empty() {
            return self.push(TokenKind::Blank, Span::at(start), Value::Blank, place);
        }
        let whole = if place.is_cell { with_joined_thousands(whole) } else { whole.to_owned() };
        let has_two =
            || whole.split(soft).skip(1).any(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        let own = inner(self.copy, span);
        if let Some(value) = figure(&whole)
            && !has_two()
        {
            return self.push(TokenKind::Figure, own, value, place);
        }
        if states_nothing(&whole) {
            return self.push(TokenKind::Blank, own, value_of_nothing(&whole), place);
        }
        if place.is_cell && is_confused(&whole) {
            return self.push(TokenKind::Unreadable, own, Value::Text, place);
        }
        if place.is_cell && Value::read(&whole) == Value::Doubtful {
            return self.push(TokenKind::Unreadable, own, Value::Doubtful, place);
        }
        if place.is_cell && are_figures(&whole) {
            return self.read_figures(own, place);
        }
        self.read_pieces(start, text, place);
    }

    /// Reads several figures in one cell: two cells that were joined, or one figure that was torn.
    fn read_figures(&mut self, span: Span, place: TokenPlace) {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | NOTHING_CHAR);
        let is_split = span.slice(self.copy).contains(char::from(SOFT));
        for (at, part) in split(span.slice(self.copy), |c| !is_part(c)) {
            if let Some(value) = figure(&words(part)) {
                let start = span.start + at;
                self.push(TokenKind::Figure, Span::new(start, start + part.len()), value, place);
                if let Some(token) = self.tokens.last_mut() {
                    (token.is_shaky, token.is_split) = (true, is_split);
                }
            }
        }
    }

    /// Reads words between blanks, and cuts them where another label begins.
    fn read_pieces(&mut self, start: usize, text: &str, place: TokenPlace) {
        let (mut x, mut done) = (place.x, 0);
        for (at, word) in split(text, is_break) {
            let mut from = 0;
            for cut in label_starts(word).into_iter().chain([word.len()]) {
                let Some(piece) = word.get(from..cut).filter(|piece| !is_blank(piece)) else { continue };
                let index = self.pieces.intern(piece);
                if !place.is_cell {
                    x += self.screen_width(text.get(done..at + from).unwrap_or_default());
                    done = at + from;
                }
                let begin = start + at + from;
                self.push(
                    TokenKind::Label,
                    Span::new(begin, begin + piece.len()),
                    Value::Text,
                    TokenPlace { x, ..place },
                );
                if let Some(token) = self.tokens.last_mut() {
                    token.piece = index;
                }
                from = cut;
            }
        }
    }

    fn push(&mut self, kind: TokenKind, span: Span, value: Value, place: TokenPlace) {
        // Removed characters and the mark of a note are no part of the token.
        let words = span.slice(self.copy).trim_end_matches([NOTHING_CHAR, char::from(NOTE)]);
        let span = Span::new(span.start, span.start + words.len());
        let screen_width = self.screen_width(span.slice(self.copy));
        self.tokens.push(Token {
            kind,
            span,
            value,
            line: self.line,
            x: place.x,
            screen_width,
            cells: 0,
            piece: usize::MAX,
            is_shaky: false,
            is_split: false,
        });
    }
}

/// The span without surrounding blanks, quotes and line breaks.
fn inner(copy: &str, span: Span) -> Span {
    let is_around = |c: char| is_break(c) || c == '"' || c == NOTHING_CHAR;
    let text = span.slice(copy);
    let start = span.start + (text.len() - text.trim_start_matches(is_around).len());
    let end = start + text.trim_matches(is_around).len();
    Span::new(start, end)
}

/// Whether `c` separates words.
pub(super) fn is_break(c: char) -> bool {
    c.is_whitespace() || c == char::from(SOFT) || c == char::from(CELL)
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| is_break(c) || c == NOTHING_CHAR)
}

/// The bytes of a word at which another label begins: at an ordinal after a Han character, a bracket or a quote.
fn label_starts(word: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before = None;
    for (at, c) in word.char_indices() {
        let ends_label = before.is_some_and(|c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | ')' | '）' | '”' | '"'));
        if ends_label && begins_ordinal(word.get(at..).unwrap_or_default()) {
            starts.push(at);
        }
        before = Some(c);
    }
    starts
}

fn begins_ordinal(rest: &str) -> bool {
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('(' | '（'), Some(numeral), Some(')' | '）')) => "一二三四五六七".contains(numeral),
        (Some(digit), Some('.' | '、' | '．'), _) => digit.is_ascii_digit(),
        _ => false,
    }
}
