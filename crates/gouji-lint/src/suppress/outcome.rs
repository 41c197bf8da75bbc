use std::collections::HashSet;

use gouji_report::comments::{Comment, Comments};
use gouji_text::Span;

use crate::finding::Finding;
use crate::rules;

/// A comment that does not do what its author means.
#[derive(Clone, Debug)]
pub(crate) struct Unused<'a> {
    /// The comment.
    pub comment: &'a Comment,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// Why a comment accepts nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It cannot be understood.
    Unclear,
    /// No rule is called like that; the name that may be meant.
    Unknown(Span, Option<&'static str>),
    /// These of its rules find nothing in its place.
    Idle(Vec<Span>),
}

/// The places and names that accepted a finding.
type Used<'a> = HashSet<(Option<usize>, &'a str)>;

/// Takes out the findings that the comments accept, and tells the comments that accept none. `examined` are the rules
/// that looked at the text: of the others nobody knows.
pub(crate) fn apply<'a>(
    comments: &'a Comments,
    text: &'a str,
    examined: &HashSet<&str>,
    findings: &mut Vec<Finding>,
) -> Vec<Unused<'a>> {
    if comments.comments.is_empty() {
        return Vec::new();
    }
    let names = |comment: &'a Comment| comment.names.iter().map(move |name| (comment.scope, name.of(text)));
    let allowed: Used<'a> = comments.comments.iter().flat_map(names).collect();
    let mut used: Used<'a> = HashSet::new();
    findings.retain(|finding| {
        let places = [None, comments.scope_at(finding.span.start)];
        let mut accepted = places.iter().filter_map(|place| allowed.get(&(*place, finding.rule))).peekable();
        let stays = accepted.peek().is_none();
        used.extend(accepted);
        stays
    });
    let quiet = allowed.contains(&(None, UNUSED_ALLOW));
    let told = comments.comments.iter().filter(|_| !quiet);
    told.filter_map(|comment| {
        let flaw = flaw(text, comment, examined, &used)?;
        Some(Unused { comment, flaw })
    })
    .collect()
}

/// The rule that tells them, which a comment may name beside others.
const UNUSED_ALLOW: &str = rules::UNUSED_ALLOW.name;

fn flaw(text: &str, comment: &Comment, examined: &HashSet<&str>, used: &Used<'_>) -> Option<Flaw> {
    if comment.names.is_empty() {
        return Some(Flaw::Unclear);
    }
    if comment.names.iter().any(|name| name.of(text) == UNUSED_ALLOW) {
        return None;
    }
    if let Some(name) = comment.names.iter().find(|name| rules::named(name.of(text)).is_none()) {
        return Some(Flaw::Unknown(*name, rules::closest(name.of(text))));
    }
    let idle = comment.names.iter().copied().filter(|name| {
        let name = name.of(text);
        examined.contains(name) && !used.contains(&(comment.scope, name))
    });
    let idle: Vec<Span> = idle.collect();
    (!idle.is_empty()).then_some(Flaw::Idle(idle))
}
