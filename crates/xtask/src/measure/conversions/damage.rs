//! Damages a converted report in one random place, as careless editing or a bad conversion does.
//!
//! The text is split into pieces at white space, bars, commas and tags, so that the same kinds of damage work in every layout. A piece of digits is a
//! figure, and a piece with several Chinese characters is a label.

use super::cells::AlteredCell;
use crate::tools::random::Random;
use std::ops::Range;

/// The headings before the first table and after the last table. Only pieces between them are damaged.
const HEADINGS_AROUND_TABLES: (&str, &str) = ("主动公开政府信息情况", "存在的主要问题");

/// Characters that do not occur in the form. They replace characters of a label.
const FOREIGN_CHARACTERS: [char; 6] = ['囗', '曱', '甴', '玊', '丂', '亍'];

/// The maximum number of characters of a damaged line that are printed.
const MAX_SHOWN_CHARACTERS: usize = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    FigureDeleted,
    LabelDeleted,
    RowEmptied,
    NumberInserted,
    LabelReplaced,
    FigureTorn,
}

pub const DAMAGES: [Damage; 6] = [
    Damage::FigureDeleted,
    Damage::LabelDeleted,
    Damage::RowEmptied,
    Damage::NumberInserted,
    Damage::LabelReplaced,
    Damage::FigureTorn,
];

/// A damaged text.
#[derive(Debug, PartialEq, Eq)]
pub struct Damaged {
    pub damage: Damage,
    pub text: String,
    /// A description of the damage, with the beginning of the damaged line.
    pub description: String,
    /// Other readings that the damaged text permits for a cell.
    pub altered: Option<AlteredCell>,
}

/// Damages a text at random. `None` if it has no piece that can be damaged.
pub fn damage(text: &str, random: &mut Random) -> Option<Damaged> {
    let first = random.below(DAMAGES.len());
    // If there is nothing to damage for the chosen kind, try the next one.
    (0..DAMAGES.len()).find_map(|next| apply(DAMAGES[(first + next) % DAMAGES.len()], text, random))
}

fn apply(damage: Damage, text: &str, random: &mut Random) -> Option<Damaged> {
    let pieces = TablePlaces::find(text);
    let (edits, altered) = match damage {
        Damage::FigureDeleted => (vec![(pick(&pieces.figures, random)?, String::new())], None),
        Damage::LabelDeleted => (vec![(pick(&pieces.labels, random)?, String::new())], None),
        Damage::RowEmptied => {
            let row = pick(&pieces.rows(text), random)?;
            (row.into_iter().map(|figure| (figure, String::new())).collect(), None)
        }
        Damage::NumberInserted => insert_number(text, &pieces, random)?,
        Damage::LabelReplaced => (vec![replace_characters(text, pick(&pieces.labels, random)?, random)?], None),
        Damage::FigureTorn => {
            let long: Vec<_> = pieces.figures.iter().filter(|figure| figure.len() > 1).cloned().collect();
            let figure = pick(&long, random)?;
            let at = figure.start + 1 + random.below(figure.len() - 1);
            (vec![(at..at, " ".to_owned())], None)
        }
    };
    let text = edited(text, &edits)?;
    let start = edits.first()?.0.start;
    let number = text.get(..start)?.matches('\n').count();
    let line: String = text.lines().nth(number)?.trim().chars().take(MAX_SHOWN_CHARACTERS).collect();
    let description = format!("{damage:?} in line {}: {line}", number + 1);
    Some(Damaged { damage, text, description, altered })
}

type Edit = (Range<usize>, String);

/// Inserts a number: on a line of its own, like a page number, or after a figure.
fn insert_number(text: &str, pieces: &TablePlaces, random: &mut Random) -> Option<(Vec<Edit>, Option<AlteredCell>)> {
    let number = (10 + random.below(990)).to_string();
    let figure = pick(&pieces.figures, random)?;
    let value = text.get(figure.clone())?.to_owned();
    if random.below(2) == 0 {
        let line = text.get(..figure.start)?.rfind('\n')? + 1;
        // Before a figure that begins its line, the number can be read as the first half of the figure, because narrow cells break figures.
        let is_first = text.get(line..figure.start)?.trim().is_empty();
        let altered =
            if is_first { Some(AlteredCell { readings: vec![format!("{number}{value}")], value }) } else { None };
        return Some((vec![(line..line, format!("{number}\n"))], altered));
    }
    // The cell now has two numbers. They can be read as one number with a blank between its digits, or as the new number.
    let altered = AlteredCell { readings: vec![format!("{value}{number}"), number.clone()], value };
    Some((vec![(figure.end..figure.end, format!(" {number}"))], Some(altered)))
}

/// Replaces up to three characters of a label.
fn replace_characters(text: &str, label: Range<usize>, random: &mut Random) -> Option<Edit> {
    let mut characters: Vec<char> = text.get(label.clone())?.chars().collect();
    for _ in 0..3.min(characters.len()) {
        let at = random.below(characters.len());
        characters[at] = FOREIGN_CHARACTERS[random.below(FOREIGN_CHARACTERS.len())];
    }
    Some((label, characters.into_iter().collect()))
}

/// Applies edits that are in order and do not overlap.
fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let mut text = text.to_owned();
    for (range, new) in edits.iter().rev() {
        text.get(range.clone())?;
        text.replace_range(range.clone(), new);
    }
    Some(text)
}

fn pick<T: Clone>(from: &[T], random: &mut Random) -> Option<T> {
    from.get(random.below(from.len())).cloned()
}

/// The places of the figures and labels in the tables, in bytes.
struct TablePlaces {
    figures: Vec<Range<usize>>,
    labels: Vec<Range<usize>>,
}

impl TablePlaces {
    fn find(text: &str) -> Self {
        let mut pieces = Self { figures: Vec::new(), labels: Vec::new() };
        let start = text.find(HEADINGS_AROUND_TABLES.0).map_or(0, |at| at + HEADINGS_AROUND_TABLES.0.len());
        let end = text.rfind(HEADINGS_AROUND_TABLES.1).filter(|end| *end > start).unwrap_or(text.len());
        let (mut in_tag, mut piece) = (false, start);
        for (at, character) in text.char_indices().filter(|(at, _)| (start..end).contains(at)) {
            let separates = in_tag || character.is_whitespace() || "|<>,*\"&".contains(character);
            if separates {
                pieces.add(text, piece..at);
                piece = at + character.len_utf8();
            }
            in_tag = if in_tag { character != '>' } else { character == '<' };
        }
        pieces.add(text, piece..end);
        pieces
    }

    fn add(&mut self, text: &str, piece: Range<usize>) {
        let Some(content) = text.get(piece.clone()).filter(|content| !content.is_empty()) else { return };
        let digits = content.chars().all(|character| character.is_ascii_digit() || character == '.');
        if digits && content.starts_with(|first: char| first.is_ascii_digit()) && !content.ends_with('.') {
            self.figures.push(piece);
        } else if content.chars().filter(|character| ('\u{4E00}'..='\u{9FFF}').contains(character)).count() > 1 {
            self.labels.push(piece);
        }
    }

    /// The runs of two or more figures without a label between them.
    fn rows(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
        let mut before = 0;
        for figure in &self.figures {
            let between = text.get(before..figure.start).unwrap_or_default();
            let goes_on = !between.chars().any(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character));
            match rows.last_mut() {
                Some(row) if goes_on => row.push(figure.clone()),
                _ => rows.push(vec![figure.clone()]),
            }
            before = figure.end;
        }
        rows.retain(|row| row.len() > 1);
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARS: &str = "2025年新收1件\n二、主动公开政府信息情况\n| 行政许可 | 4229 |\n| 1.属于国家秘密 | 0 | 14 | **7** |\n| 2.其他 | 1 | 305.39 |\n\
                        五、存在的主要问题及改进情况\n| 3 |\n";

    fn damaged_texts(damage: Damage, text: &str) -> Vec<Damaged> {
        (0..200).filter_map(|seed| apply(damage, text, &mut Random::new(seed))).collect()
    }

    fn texts(damage: Damage, text: &str) -> Vec<String> {
        let mut texts: Vec<_> = damaged_texts(damage, text).into_iter().map(|damaged| damaged.text).collect();
        texts.sort();
        texts.dedup();
        texts
    }

    #[test]
    fn figures_and_labels_are_those_of_the_tables() {
        let contents = |text: &str| {
            let TablePlaces { figures, labels } = TablePlaces::find(text);
            let content = |pieces: Vec<Range<usize>>| {
                pieces.into_iter().map(|piece| text.get(piece).unwrap().to_owned()).collect::<Vec<_>>()
            };
            (content(figures), content(labels))
        };
        let (figures, labels) = contents(BARS);
        assert_eq!(figures, ["4229", "0", "14", "7", "1", "305.39"]);
        assert_eq!(labels, ["行政许可", "1.属于国家秘密", "2.其他", "五、"].get(..3).unwrap());
        let html = "<tr><td colspan=\"7\" class=x 9>一、本年新收</td><td><p>12</p></td><td>\n 3 </td></tr>";
        assert_eq!(contents(html), (vec!["12".to_owned(), "3".to_owned()], vec!["一、本年新收".to_owned()]));
        let rows: Vec<usize> = TablePlaces::find(BARS).rows(BARS).iter().map(Vec::len).collect();
        assert_eq!(rows, [3, 2], "a single figure is no row");
    }

    #[test]
    fn each_kind_of_damage_changes_the_pieces_in_its_name() {
        let deleted = texts(Damage::FigureDeleted, BARS);
        assert_eq!(deleted.len(), 6);
        assert!(deleted.iter().any(|text| text == &BARS.replace("4229", "")), "{deleted:?}");
        let unlabelled = texts(Damage::LabelDeleted, BARS);
        assert_eq!(unlabelled.len(), 3);
        assert!(unlabelled.iter().any(|text| text == &BARS.replace("1.属于国家秘密", "")), "{unlabelled:?}");
        let emptied = texts(Damage::RowEmptied, BARS);
        assert_eq!(emptied.len(), 2);
        assert!(emptied.iter().any(|text| text == &BARS.replace("0 | 14 | **7**", " |  | ****")), "{emptied:?}");
        let torn = texts(Damage::FigureTorn, BARS);
        assert_eq!(torn.len(), 9, "every place inside a figure of several characters");
        for inside in ["4 229", "42 29", "422 9"] {
            assert!(torn.contains(&BARS.replace("4229", inside)), "{torn:?}");
        }
        for text in texts(Damage::LabelReplaced, BARS) {
            assert_eq!(text.chars().count(), BARS.chars().count());
            let differing = text.chars().zip(BARS.chars()).filter(|(new, old)| new != old).count();
            assert!((1..=3).contains(&differing), "{text}");
        }
    }

    #[test]
    fn a_number_is_inserted_on_its_own_line_or_after_a_figure() {
        let (mut lines, mut after) = (0, 0);
        for Damaged { text, altered, .. } in damaged_texts(Damage::NumberInserted, BARS) {
            if text.lines().count() > BARS.lines().count() {
                assert_eq!(altered, None, "the figure stands behind a label");
                lines += 1;
                continue;
            }
            let AlteredCell { value, readings } = altered.expect("another reading");
            let [both, number] = &readings[..] else { panic!("{readings:?}") };
            assert_eq!(both, &format!("{value}{number}"));
            assert!(text.contains(&format!("{value} {number}")), "{text}");
            after += 1;
        }
        assert!(lines > 50 && after > 50, "{lines} {after}");
    }

    #[test]
    fn a_number_in_front_of_a_figure_may_be_its_first_half() {
        let inserted = damaged_texts(Damage::NumberInserted, "行政许可\n  4229\n");
        let before: Vec<_> = inserted.iter().filter(|damaged| damaged.text.lines().count() == 3).collect();
        assert!(before.len() > 50, "{inserted:?}");
        for Damaged { text, altered, .. } in before {
            let number = text.lines().nth(1).expect("a line");
            let readings = vec![format!("{number}4229")];
            assert_eq!(altered.as_ref(), Some(&AlteredCell { value: "4229".to_owned(), readings }));
        }
    }

    #[test]
    fn a_seed_gives_its_damage_every_time_and_seeds_give_all_kinds() {
        let of = |seed| damage(BARS, &mut Random::new(seed)).expect("damaged");
        assert_eq!(of(3), of(3));
        for kind in DAMAGES {
            assert!((0..100).any(|seed| of(seed).damage == kind), "{kind:?}");
        }
        assert_eq!(
            damage("| 无 | . | 1 |", &mut Random::new(1)).map(|damaged| damaged.damage),
            Some(Damage::FigureDeleted)
        );
        assert_eq!(damage("", &mut Random::new(1)), None);
    }
}
