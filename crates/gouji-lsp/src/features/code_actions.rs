//! Quick-fixes for what was found in a range.

use gouji_core::{Finding, Fix, Span};

/// A way to mend a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Action<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// How to mend it.
    pub fix: &'a Fix,
    /// Its standing among the finding's fixes.
    pub standing: Standing,
}

/// Whether a fix is the most likely one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The most likely.
    First,
    /// One of the others.
    Other,
}

/// The fixes of the findings that `range` touches.
pub(crate) fn code_actions(findings: &[Finding], range: Span) -> Vec<Action<'_>> {
    let touched = |finding: &&Finding| finding.span.start <= range.end && range.start <= finding.span.end;
    let actions = findings.iter().filter(touched).flat_map(|finding| {
        finding.fixes.iter().enumerate().map(move |(at, fix)| {
            let standing = if at == 0 { Standing::First } else { Standing::Other };
            Action { finding, fix, standing }
        })
    });
    actions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::{Applicability, Message, Severity, TextEdit};

    #[test]
    fn fixes_of_touched_findings_are_offered_the_likeliest_preferred() {
        let fix = |id| Fix {
            title: Message::new(id),
            applicability: Applicability::Chosen,
            edits: vec![TextEdit::new(Span::at(0), "x")],
        };
        let finding = |start, end| Finding::new("r", Severity::Error, Span::new(start, end), Message::new("m"));
        let findings =
            [finding(0, 4).with_fix(fix("a")), finding(4, 6).with_fix(fix("b")).with_fix(fix("c")), finding(7, 9)];
        let offered = |start, end| -> Vec<(&str, Standing)> {
            let actions = code_actions(&findings, Span::new(start, end));
            actions.into_iter().map(|action| (action.fix.title.id, action.standing)).collect()
        };
        assert_eq!(offered(1, 2), [("a", Standing::First)]);
        assert_eq!(offered(4, 4), [("a", Standing::First), ("b", Standing::First), ("c", Standing::Other)]);
        assert_eq!(offered(5, 9), [("b", Standing::First), ("c", Standing::Other)]);
    }
}
