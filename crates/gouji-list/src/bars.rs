//! Horizontal bars as SVG within a web page.

use std::fmt::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use gouji_convert::publish::escaped;

/// The size of the drawing in pixels.
const WIDTH: usize = 960;
/// The space for the names.
const NAMES: usize = 280;
/// The space for the figures after the longest bar.
const FIGURES: usize = 70;
/// The height of a bar and of the space below it.
const BAR: usize = 16;
const GAP: usize = 8;
/// The space of the legend.
const LEGEND: usize = 28;
/// The longest name, in characters.
const MAX_NAME: usize = 20;

/// A chart of bars.
pub struct Bars {
    /// Its title, escaped.
    pub title: String,
    /// The class of each part, and its name, escaped.
    pub legend: Vec<(&'static str, String)>,
    /// The bars, from top to bottom.
    pub bars: Vec<Bar>,
    /// Whether the parts of a bar follow each other. Otherwise they are below each other.
    pub is_stacked: bool,
}

/// A bar.
pub struct Bar {
    /// Its name.
    pub name: String,
    /// The class and the length of each part.
    pub parts: Vec<(&'static str, Decimal)>,
}

impl Bars {
    /// Adds the chart to the page.
    pub fn draw(&self, page: &mut String) {
        let lines = if self.is_stacked { 1 } else { self.legend.len() };
        let step = lines * BAR + GAP;
        let height = LEGEND + self.bars.len() * step;
        // Writing to a string does not fail.
        let _ = write!(
            page,
            "<h2>{0}</h2>\n<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"{0}\">\n",
            self.title
        );
        let mut x = NAMES;
        for (class, name) in &self.legend {
            let _ = writeln!(
                page,
                "<rect class=\"{class}\" x=\"{x}\" y=\"4\" width=\"12\" height=\"12\"/><text x=\"{}\" y=\"15\">{name}</text>",
                x + 18
            );
            x += 120;
        }
        for (index, bar) in self.bars.iter().enumerate() {
            self.bar(page, bar, LEGEND + index * step, lines);
        }
        *page += "</svg>\n";
    }

    fn bar(&self, page: &mut String, bar: &Bar, top: usize, lines: usize) {
        let _ = writeln!(
            page,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            NAMES - 8,
            top + (lines * BAR) / 2 + 5,
            escaped(&short(&bar.name))
        );
        let (mut x, mut y) = (NAMES, top);
        for (class, length) in &bar.parts {
            let width = self.pixels(*length);
            let _ = writeln!(
                page,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\"/>",
                BAR - 2
            );
            if self.is_stacked {
                x += width;
            } else {
                let _ = writeln!(page, "<text x=\"{}\" y=\"{}\">{length}</text>", NAMES + width + 6, y + 12);
                y += BAR;
            }
        }
        if self.is_stacked {
            let _ = writeln!(page, "<text x=\"{}\" y=\"{}\">{}</text>", x + 6, y + 12, total(bar));
        }
    }

    fn pixels(&self, length: Decimal) -> usize {
        let longest = |bar: &Bar| match self.is_stacked {
            true => total(bar),
            false => bar.parts.iter().map(|(_, length)| *length).max().unwrap_or_default(),
        };
        let max = self.bars.iter().map(longest).max().unwrap_or_default();
        let share = length.checked_div(max).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE);
        (share * Decimal::from(WIDTH - NAMES - FIGURES)).round().to_usize().unwrap_or_default()
    }
}

/// The length of all parts. It saturates.
fn total(bar: &Bar) -> Decimal {
    bar.parts.iter().fold(Decimal::ZERO, |sum, (_, length)| sum.saturating_add(*length))
}

/// The name, shortened if it is long.
fn short(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    // The year is at the end.
    let (start, end): (String, String) = (
        name.chars().take(MAX_NAME - 6).collect(),
        name.chars().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect(),
    );
    format!("{start}…{end}")
}
