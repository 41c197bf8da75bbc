//! Which findings the client shows now, and which wait until the typist pauses.
//!
//! An input method writes half a word before the word. So a fixed finding disappears immediately, and a remaining finding is updated
//! immediately; a new finding waits for a short pause, and on the line of the last edit until the typist rests.

use core::time::Duration;
use std::collections::{HashMap, VecDeque};

use gouji_lint::Finding;
use gouji_text::Span;

/// The shortest pause before new findings show outside the line of the last edit. It applies when the analysis is fast.
pub const SHORTEST_PAUSE: Duration = Duration::from_millis(30);
/// The longest such pause. It applies when the analysis is slow.
pub const LONGEST_PAUSE: Duration = Duration::from_millis(50);
/// The time without edits before new findings show on the line of the last edit too.
pub const REST: Duration = Duration::from_millis(400);

/// The pause for an analysis that takes `analysis`.
pub fn pause(analysis: Duration) -> Duration {
    (analysis * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
}

/// The time since the last edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Idle {
    /// Less than a [`pause`].
    Typing,
    /// At least a [`pause`].
    Paused,
    /// At least a [`REST`], or the document has no edit since it was opened or saved.
    Resting,
}

/// The rule and the place of a finding, which identify it when the client shows it already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The rule of the finding.
    pub rule: &'static str,
    /// The place of the finding in the current text.
    pub span: Span,
}

impl Shown {
    /// The rule and the place of `finding`.
    pub fn new(finding: &Finding) -> Self {
        Self { rule: finding.rule, span: finding.span }
    }
}

/// The findings that the client shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visible {
    /// The indices of the findings that show.
    pub show: Vec<usize>,
    /// How long the typist must be idle until the next hidden finding shows; `None` if no finding is hidden.
    pub waits_for: Option<Idle>,
}

/// Selects the visible findings of `found`. The client shows `shown` now, and the last edit is in the line `edited`. Both lists are in
/// the order of the text.
pub fn visible_findings(shown: &[Shown], found: &[Shown], edited: Option<Span>, idle: Idle) -> Visible {
    let mut already_shown = AlreadyShown::new(shown);
    let mut visible = Visible { show: Vec::new(), waits_for: None };
    for (at, finding) in found.iter().enumerate() {
        let needs = match edited {
            _ if already_shown.take(finding) => Idle::Typing,
            Some(line) if touches(line, finding.span) => Idle::Resting,
            _ => Idle::Paused,
        };
        if idle >= needs {
            visible.show.push(at);
        } else {
            visible.waits_for = Some(visible.waits_for.map_or(needs, |other| other.min(needs)));
        }
    }
    visible
}

/// The findings that the client shows now. Each makes one new finding of its rule visible. They are grouped by rule and ordered by
/// place, so that each of thousands of findings is compared with few.
struct AlreadyShown(HashMap<&'static str, VecDeque<Span>>);

impl AlreadyShown {
    fn new(shown: &[Shown]) -> Self {
        let mut rules = HashMap::<_, VecDeque<_>>::new();
        for shown in shown {
            rules.entry(shown.rule).or_default().push_back(shown.span);
        }
        Self(rules)
    }

    /// Whether the client shows `finding` already: a finding of the same rule touches its place. Removes that one.
    fn take(&mut self, finding: &Shown) -> bool {
        let Some(places) = self.0.get_mut(finding.rule) else { return false };
        // Later findings start no earlier, so they cannot match a place that ends before this finding.
        while places.front().is_some_and(|place| place.end < finding.span.start) {
            places.pop_front();
        }
        let mut near = places.iter().take_while(|place| place.start <= finding.span.end);
        let same = near.position(|place| touches(*place, finding.span));
        same.and_then(|at| places.remove(at)).is_some()
    }
}

fn touches(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_l10n::msg;
    use gouji_lint::Severity;

    const LINE: Option<Span> = Some(Span::new(10, 20));

    fn finding(start: usize, end: usize) -> Finding {
        Finding::new("a-rule", Severity::Error, Span::new(start, end), msg::ResidueOther)
    }

    fn shown(findings: &[Finding]) -> Vec<Shown> {
        findings.iter().map(Shown::new).collect()
    }

    #[test]
    fn fixed_findings_disappear_immediately() {
        let old = shown(&[finding(0, 3), finding(12, 15)]);
        let visible = visible_findings(&old, &shown(&[finding(0, 3)]), LINE, Idle::Typing);
        assert_eq!(visible, Visible { show: vec![0], waits_for: None });
        assert_eq!(visible_findings(&old, &[], LINE, Idle::Typing).show, Vec::<usize>::new());
    }

    #[test]
    fn remaining_findings_are_updated_immediately_even_on_the_edited_line() {
        let old = shown(&[finding(12, 15)]);
        assert_eq!(visible_findings(&old, &shown(&[finding(12, 18)]), LINE, Idle::Typing).show, [0]);
    }

    #[test]
    fn new_findings_wait_for_a_pause_and_on_the_edited_line_for_a_rest() {
        let found = shown(&[finding(0, 3), finding(12, 15)]);
        let visible = |idle| visible_findings(&[], &found, LINE, idle);
        assert_eq!(visible(Idle::Typing), Visible { show: vec![], waits_for: Some(Idle::Paused) });
        assert_eq!(visible(Idle::Paused), Visible { show: vec![0], waits_for: Some(Idle::Resting) });
        assert_eq!(visible(Idle::Resting), Visible { show: vec![0, 1], waits_for: None });
    }

    #[test]
    fn one_shown_finding_makes_one_new_finding_visible() {
        let old = shown(&[finding(12, 15)]);
        assert_eq!(visible_findings(&old, &shown(&[finding(12, 15), finding(13, 14)]), LINE, Idle::Paused).show, [0]);
    }

    #[test]
    fn fixed_findings_before_a_finding_do_not_hide_it() {
        let old = shown(&[finding(0, 30), finding(2, 3), finding(12, 15), finding(40, 41)]);
        let visible = visible_findings(&old, &shown(&[finding(12, 15), finding(40, 41)]), LINE, Idle::Typing);
        assert_eq!(visible, Visible { show: vec![0, 1], waits_for: None });
        let other = Shown { rule: "another-rule", ..Shown::new(&finding(12, 15)) };
        assert_eq!(visible_findings(&old, &[other], LINE, Idle::Paused).show, Vec::<usize>::new());
    }

    #[test]
    fn without_an_edit_every_finding_shows() {
        assert_eq!(visible_findings(&[], &shown(&[finding(0, 1)]), None, Idle::Resting).show, [0]);
    }

    #[test]
    fn the_pause_depends_on_the_duration_of_the_analysis() {
        assert_eq!(pause(Duration::ZERO), SHORTEST_PAUSE);
        assert_eq!(pause(Duration::from_millis(20)), Duration::from_millis(40));
        assert_eq!(pause(Duration::from_secs(9)), LONGEST_PAUSE);
    }
}
