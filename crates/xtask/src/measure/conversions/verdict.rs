//! Judges the findings of `gouji check` in one converted report.

use super::truth::Kind;
use serde::Deserialize;

/// Rules that report a doubt: gouji could not read something, and makes no false statement about it.
const DOUBT_RULES: [&str; 5] =
    ["cell-count", "torn-table", "unreadable-table", "conversion-residue", "broken-paragraph"];

/// The maximum number of doubts in a report that counts as [`ConversionVerdict::Honest`].
const MAX_DOUBTS: usize = 3;

/// How well a converted report was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConversionVerdict {
    /// The clean report has no error or warning. The planted report has one, which offers the right value of the planted cell.
    Right,
    /// There is no false finding, only a few doubts about parts that could not be read.
    Honest,
    /// There is a false finding, or too many doubts.
    False,
    /// There is no finding for the planted cell. The clean report is then missed too, because its lack of findings proves nothing.
    Missed,
    /// gouji did not recognise the text as a report.
    Unread,
}

/// The parts of a finding in `--format json` on which the verdict depends.
#[derive(Deserialize)]
pub struct JudgedFinding {
    status: Status,
    rule: Option<String>,
    severity: Option<String>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    fixes: Vec<FoundFix>,
    /// The place of the finding, if the file is a Word document.
    document: Option<Spot>,
}

/// A place in a Word document. Tables, rows and columns count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Spot {
    Cell { table: usize, row: usize, column: usize },
    Paragraph { paragraph: usize },
}

/// The right value of the planted cell, and the place of the cell in a Word document.
pub struct Right {
    pub value: String,
    pub spot: Spot,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Checked,
    Clean,
    #[serde(other)]
    Unread,
}

#[derive(Deserialize)]
struct FoundFix {
    edits: Vec<FixEdit>,
}

#[derive(Deserialize)]
struct FixEdit {
    text: String,
}

impl JudgedFinding {
    fn is_severe(&self) -> bool {
        matches!(self.severity.as_deref(), Some("error" | "warning"))
    }

    fn is_doubt(&self) -> bool {
        self.rule.as_deref().is_some_and(|rule| DOUBT_RULES.contains(&rule))
    }

    /// Whether the finding reports a wrong sum and a fix offers the right value; in a Word document, also whether its place is right.
    fn offers(&self, right: &Right) -> bool {
        let value = right.value.as_str();
        if self.document.is_some_and(|spot| spot != right.spot) {
            return false;
        }
        let mut edits = self.fixes.iter().flat_map(|fix| &fix.edits);
        self.rule.as_deref() == Some("tally-mismatch") && edits.any(|edit| edit.text.trim() == value)
    }

    /// The rule and the message, for printing.
    pub fn describe(&self) -> String {
        format!("{}: {}", self.rule.as_deref().unwrap_or("-"), self.message)
    }
}

/// Judges the findings in one converted report. `right` describes the planted cell.
pub fn judge(kind: Kind, found: &[JudgedFinding], right: &Right) -> ConversionVerdict {
    if found.is_empty() || found.iter().any(|finding| finding.status == Status::Unread) {
        return ConversionVerdict::Unread;
    }
    let found: Vec<&JudgedFinding> = found.iter().filter(|finding| finding.is_severe()).collect();
    let (doubts, others): (Vec<&JudgedFinding>, Vec<&JudgedFinding>) =
        found.iter().partition(|finding| finding.is_doubt());
    let planted = usize::from(kind == Kind::Planted);
    let is_true = |finding: &&JudgedFinding| kind == Kind::Planted && finding.offers(right);
    if !others.iter().all(is_true) || others.len() > planted || doubts.len() > MAX_DOUBTS + planted {
        ConversionVerdict::False
    } else if !doubts.is_empty() {
        ConversionVerdict::Honest
    } else if others.len() == planted {
        ConversionVerdict::Right
    } else {
        ConversionVerdict::Missed
    }
}

/// The verdict on a clean report, in view of the verdict on the planted variant.
pub fn judge_clean(clean: ConversionVerdict, planted: ConversionVerdict) -> ConversionVerdict {
    if clean == ConversionVerdict::Right && planted == ConversionVerdict::Missed {
        ConversionVerdict::Missed
    } else {
        clean
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn finding(rule: &str, severity: &str, fixes: &[&str]) -> Value {
        let fixes: Vec<Value> = fixes.iter().map(|text| json!({"edits": [{"text": text}]})).collect();
        json!({"status": "checked", "rule": rule, "severity": severity, "message": "…", "fixes": fixes})
    }

    fn judged(kind: Kind, found: &[Value]) -> ConversionVerdict {
        let found: Vec<JudgedFinding> = serde_json::from_value(json!(found)).expect("findings");
        let right = Right { value: "9".to_owned(), spot: Spot::Cell { table: 2, row: 5, column: 6 } };
        judge(kind, &found, &right)
    }

    #[test]
    fn a_clean_report_is_right_without_errors_and_warnings() {
        let clean = json!({"status": "clean", "rule": null, "severity": null});
        let doubt = finding("cell-count", "warning", &[]);
        let other = finding("row-label", "warning", &[]);
        for (found, verdict) in [
            (vec![clean], ConversionVerdict::Right),
            (vec![finding("numbering", "info", &[])], ConversionVerdict::Right),
            (vec![doubt.clone(); 3], ConversionVerdict::Honest),
            (vec![doubt.clone(); 4], ConversionVerdict::False),
            (vec![doubt, other], ConversionVerdict::False),
            (vec![finding("tally-mismatch", "error", &["9"])], ConversionVerdict::False),
            (vec![json!({"status": "unread", "rule": null, "severity": null})], ConversionVerdict::Unread),
            (vec![], ConversionVerdict::Unread),
        ] {
            assert_eq!(judged(Kind::Clean, &found), verdict, "{found:?}");
        }
    }

    #[test]
    fn a_planted_report_is_right_where_its_right_value_is_offered_and_nothing_else_is_found() {
        let clean = json!({"status": "clean", "rule": null, "severity": null});
        let doubt = finding("torn-table", "warning", &[]);
        let hit = finding("tally-mismatch", "error", &["12", " 9 "]);
        let wrong_fix = finding("tally-mismatch", "error", &["12"]);
        for (found, verdict) in [
            (vec![hit.clone()], ConversionVerdict::Right),
            (vec![hit.clone(), finding("numbering", "info", &[])], ConversionVerdict::Right),
            (vec![hit.clone(), doubt.clone()], ConversionVerdict::Honest),
            (vec![doubt.clone(); 4], ConversionVerdict::Honest),
            (vec![doubt.clone(); 5], ConversionVerdict::False),
            (vec![wrong_fix.clone()], ConversionVerdict::False),
            (vec![hit.clone(), wrong_fix.clone()], ConversionVerdict::False),
            (vec![hit.clone(), hit.clone()], ConversionVerdict::False),
            (vec![doubt, wrong_fix], ConversionVerdict::False),
            (vec![hit, finding("missing-row", "error", &["9"])], ConversionVerdict::False),
            (vec![clean], ConversionVerdict::Missed),
            (vec![finding("numbering", "info", &["9"])], ConversionVerdict::Missed),
            (vec![json!({"status": "unread", "rule": null, "severity": null})], ConversionVerdict::Unread),
        ] {
            assert_eq!(judged(Kind::Planted, &found), verdict, "{found:?}");
        }
    }

    #[test]
    fn in_a_document_the_place_counts() {
        let at = |spot: Value| {
            let mut found = finding("tally-mismatch", "error", &["9"]);
            found["document"] = spot;
            judged(Kind::Planted, &[found])
        };
        assert_eq!(at(json!({"table": 2, "row": 5, "column": 6})), ConversionVerdict::Right);
        assert_eq!(at(json!({"table": 2, "row": 5, "column": 7})), ConversionVerdict::False);
        assert_eq!(at(json!({"paragraph": 5})), ConversionVerdict::False);
    }

    #[test]
    fn silence_on_a_clean_report_means_nothing_where_the_planted_cell_was_missed() {
        assert_eq!(judge_clean(ConversionVerdict::Right, ConversionVerdict::Missed), ConversionVerdict::Missed);
        assert_eq!(judge_clean(ConversionVerdict::Right, ConversionVerdict::Honest), ConversionVerdict::Right);
        assert_eq!(judge_clean(ConversionVerdict::Honest, ConversionVerdict::Missed), ConversionVerdict::Honest);
    }
}
