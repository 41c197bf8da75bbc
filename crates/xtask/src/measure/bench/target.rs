//! Targets: measured figures and their bounds.

use super::page::MarkdownTable;
use super::stats::figure;

/// A figure that must stay within a bound.
pub struct Target {
    what: String,
    bound: Bound,
    /// `None` if it could not be measured.
    measured: Option<f64>,
    unit: &'static str,
}

#[derive(Clone, Copy)]
pub enum Bound {
    Below(f64),
    AtLeast(f64),
}

impl Target {
    pub fn new(what: impl Into<String>, bound: Bound, measured: Option<f64>, unit: &'static str) -> Self {
        Self { what: what.into(), bound, measured, unit }
    }

    fn verdict(&self) -> &'static str {
        match (self.measured, self.bound) {
            (None, _) => "not measured",
            (Some(measured), Bound::Below(bound)) if measured < bound => "met",
            (Some(measured), Bound::AtLeast(bound)) if measured >= bound => "met",
            (Some(_), _) => "**gap**",
        }
    }
}

/// The targets of a section as a Markdown table.
pub fn table(targets: &[Target]) -> String {
    let mut table = MarkdownTable::new(["target", "aimed at", "measured", "verdict"]);
    for target in targets {
        let unit = if target.unit.is_empty() { String::new() } else { format!(" {}", target.unit) };
        let (sign, bound) = match target.bound {
            Bound::Below(bound) => ("<", bound),
            Bound::AtLeast(bound) => ("≥", bound),
        };
        let measured = target.measured.map_or_else(|| "–".to_owned(), |measured| format!("{}{unit}", figure(measured)));
        table.row([target.what.clone(), format!("{sign} {bound}{unit}"), measured, target.verdict().to_owned()]);
    }
    table.markdown()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_follow_from_the_figures() {
        let verdict = |bound, measured| Target::new("x", bound, measured, "ms").verdict();
        assert_eq!(verdict(Bound::Below(2.0), Some(1.99)), "met");
        assert_eq!(verdict(Bound::Below(2.0), Some(2.0)), "**gap**");
        assert_eq!(verdict(Bound::AtLeast(3.0), Some(3.0)), "met");
        assert_eq!(verdict(Bound::AtLeast(3.0), Some(2.9)), "**gap**");
        assert_eq!(verdict(Bound::AtLeast(3.0), None), "not measured");
    }
}
