//! Which findings the client shows now, and which wait until the typist pauses.
//!
//! An input method writes half a word before the word. What is mended goes at once and what stays is kept up to date
//! at once; what is new waits a moment, and on the line of the last edit until the typist rests.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use gouji_core::{Finding, Span};

/// Quiet after which new findings show, everywhere but on the line of the last edit: the shortest, where analysis is
/// quick.
pub const SHORTEST_PAUSE: Duration = Duration::from_millis(30);
/// The same where analysis is slow.
pub const LONGEST_PAUSE: Duration = Duration::from_millis(50);
/// How long an edit may wait until an analysis begins that nothing more can be typed to supersede.
pub const LONGEST_WAIT: Duration = Duration::from_millis(400);
/// Quiet after which new findings show on the line of the last edit too.
pub const REST: Duration = Duration::from_millis(400);

/// The pause that suits an analysis that takes `analysis`.
pub fn pause(analysis: Duration) -> Duration {
    (analysis * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
}

/// How long ago the last edit was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quiet {
    /// Just now.
    Typing,
    /// At least a [`pause`].
    Paused,
    /// At least a [`REST`], or there was none since the document was opened or saved.
    Resting,
}

/// A finding that the client shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its rule.
    pub rule: &'static str,
    /// Its place in the present text.
    pub span: Span,
}

impl Shown {
    /// What is remembered of a finding.
    pub fn of(finding: &Finding) -> Self {
        Self { rule: finding.rule, span: finding.span }
    }
}

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Indices of the findings that show.
    pub show: Vec<usize>,
    /// The quiet that the next of the others waits for.
    pub waits_for: Option<Quiet>,
}

/// Decides what shows of `found`, where the client shows `shown` and the last edit was on the line `edited`. Both stand in
/// the order of their places.
pub fn decide(shown: &[Shown], found: &[Shown], edited: Option<Span>, quiet: Quiet) -> Verdict {
    let mut vouchers = Vouchers::of(shown);
    let mut verdict = Verdict { show: Vec::new(), waits_for: None };
    for (at, finding) in found.iter().enumerate() {
        let needs = match edited {
            _ if vouchers.take(finding) => Quiet::Typing,
            Some(line) if touches(line, finding.span) => Quiet::Resting,
            _ => Quiet::Paused,
        };
        if quiet >= needs {
            verdict.show.push(at);
        } else {
            verdict.waits_for = Some(verdict.waits_for.map_or(needs, |other| other.min(needs)));
        }
    }
    verdict
}

/// What the client shows, each to vouch for one finding. Rule by rule and in the order of places, so that few are looked at
/// for each of thousands of findings.
struct Vouchers(HashMap<&'static str, VecDeque<Span>>);

impl Vouchers {
    fn of(shown: &[Shown]) -> Self {
        let mut rules = HashMap::<_, VecDeque<_>>::new();
        for shown in shown {
            rules.entry(shown.rule).or_default().push_back(shown.span);
        }
        Self(rules)
    }

    /// A finding is one that the client shows already where the same rule speaks of the same place.
    fn take(&mut self, finding: &Shown) -> bool {
        let Some(places) = self.0.get_mut(finding.rule) else { return false };
        // Later findings begin no earlier, so nothing that ends in front of this one can be theirs.
        while places.front().is_some_and(|place| place.end < finding.span.start) {
            places.pop_front();
        }
        let mut near = places.iter().take_while(|place| place.start <= finding.span.end);
        let voucher = near.position(|place| touches(*place, finding.span));
        voucher.and_then(|at| places.remove(at)).is_some()
    }
}

fn touches(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::{Message, Severity};

    const LINE: Option<Span> = Some(Span::new(10, 20));

    fn finding(start: usize, end: usize) -> Finding {
        Finding::new("a-rule", Severity::Error, Span::new(start, end), Message::new("m"))
    }

    fn shown(findings: &[Finding]) -> Vec<Shown> {
        findings.iter().map(Shown::of).collect()
    }

    #[test]
    fn what_is_mended_goes_at_once() {
        let old = shown(&[finding(0, 3), finding(12, 15)]);
        let verdict = decide(&old, &shown(&[finding(0, 3)]), LINE, Quiet::Typing);
        assert_eq!(verdict, Verdict { show: vec![0], waits_for: None });
        assert_eq!(decide(&old, &[], LINE, Quiet::Typing).show, Vec::<usize>::new());
    }

    #[test]
    fn what_stays_is_kept_up_to_date_at_once_even_on_the_edited_line() {
        let old = shown(&[finding(12, 15)]);
        assert_eq!(decide(&old, &shown(&[finding(12, 18)]), LINE, Quiet::Typing).show, [0]);
    }

    #[test]
    fn what_is_new_waits_for_a_pause_and_on_the_edited_line_for_a_rest() {
        let found = shown(&[finding(0, 3), finding(12, 15)]);
        let verdict = |quiet| decide(&[], &found, LINE, quiet);
        assert_eq!(verdict(Quiet::Typing), Verdict { show: vec![], waits_for: Some(Quiet::Paused) });
        assert_eq!(verdict(Quiet::Paused), Verdict { show: vec![0], waits_for: Some(Quiet::Resting) });
        assert_eq!(verdict(Quiet::Resting), Verdict { show: vec![0, 1], waits_for: None });
    }

    #[test]
    fn one_shown_finding_vouches_for_one_only() {
        let old = shown(&[finding(12, 15)]);
        assert_eq!(decide(&old, &shown(&[finding(12, 15), finding(13, 14)]), LINE, Quiet::Paused).show, [0]);
    }

    #[test]
    fn what_was_mended_in_front_is_in_nobodys_way() {
        let old = shown(&[finding(0, 30), finding(2, 3), finding(12, 15), finding(40, 41)]);
        let verdict = decide(&old, &shown(&[finding(12, 15), finding(40, 41)]), LINE, Quiet::Typing);
        assert_eq!(verdict, Verdict { show: vec![0, 1], waits_for: None });
        let other = Shown { rule: "another-rule", ..Shown::of(&finding(12, 15)) };
        assert_eq!(decide(&old, &[other], LINE, Quiet::Paused).show, Vec::<usize>::new());
    }

    #[test]
    fn without_an_edit_everything_shows() {
        assert_eq!(decide(&[], &shown(&[finding(0, 1)]), None, Quiet::Resting).show, [0]);
    }

    #[test]
    fn the_pause_suits_the_analysis() {
        assert_eq!(pause(Duration::ZERO), SHORTEST_PAUSE);
        assert_eq!(pause(Duration::from_millis(20)), Duration::from_millis(40));
        assert_eq!(pause(Duration::from_secs(9)), LONGEST_PAUSE);
    }
}
