use std::collections::HashSet;

use gouji_report::comments::{Comment, Comments};
use gouji_text::Span;

use crate::finding::Finding;
use crate::rules;

/// A comment that is misspelt or accepts no finding.
#[derive(Clone, Debug)]
pub(crate) struct Unused<'a> {
    /// The comment.
    pub comment: &'a Comment,
    /// Why it has no effect.
    pub flaw: Flaw,
}

/// Why a comment accepts nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It names no rule.
    Unclear,
    /// No rule has the name at this span. The second value is the rule that the author may mean.
    Unknown(Span, Option<&'static str>),
    /// The rules with the names at these spans have no findings in the scope of the comment.
    Idle(Vec<Span>),
}

/// Scopes (`None` for the whole text) and rule names, for which comments accept a finding.
type Used<'a> = HashSet<(Option<usize>, &'a str)>;

/// Removes the findings that the comments accept, and returns the comments that accept none. `examined` has the rules that checked
/// the whole text; whether a comment is of use to another rule is unknown.
pub(crate) fn apply<'a>(
    comments: &'a Comments,
    text: &'a str,
    examined: &[&str],
    findings: &mut Vec<Finding>,
) -> Vec<Unused<'a>> {
    if comments.comments.is_empty() {
        return Vec::new();
    }
    let names = |comment: &'a Comment| comment.names.iter().map(move |name| (comment.scope, name.slice(text)));
    let allowed: Used<'a> = comments.comments.iter().flat_map(names).collect();
    let mut used: Used<'a> = HashSet::new();
    findings.retain(|finding| {
        let scopes = [None, comments.scope_at(finding.span.start)];
        let mut accepted = scopes.iter().filter_map(|scope| allowed.get(&(*scope, finding.rule))).peekable();
        let is_reported = accepted.peek().is_none();
        used.extend(accepted);
        is_reported
    });
    if allowed.contains(&(None, UNUSED_ALLOW)) {
        return Vec::new();
    }
    let unused = comments.comments.iter().filter_map(|comment| {
        let flaw = flaw(text, comment, examined, &used)?;
        Some(Unused { comment, flaw })
    });
    unused.collect()
}

/// The rule that reports unused comments. A comment may name it together with other rules.
const UNUSED_ALLOW: &str = rules::UNUSED_ALLOW.name;

fn flaw(text: &str, comment: &Comment, examined: &[&str], used: &Used<'_>) -> Option<Flaw> {
    if comment.names.is_empty() {
        return Some(Flaw::Unclear);
    }
    if comment.names.iter().any(|name| name.slice(text) == UNUSED_ALLOW) {
        return None;
    }
    if let Some(name) = comment.names.iter().find(|name| rules::named(name.slice(text)).is_none()) {
        return Some(Flaw::Unknown(*name, rules::closest(name.slice(text))));
    }
    let idle = comment.names.iter().copied().filter(|name| {
        let name = name.slice(text);
        examined.contains(&name) && !used.contains(&(comment.scope, name))
    });
    let idle: Vec<Span> = idle.collect();
    (!idle.is_empty()).then_some(Flaw::Idle(idle))
}
