#![doc = include_str!("en.md")]

use gouji_l10n::{Message, msg};
use gouji_report::comments::Comment;
use gouji_text::{Span, TextEdit};

use crate::finding::{Applicability, Fix, Severity};
use crate::rules::{Context, Findings, Group, Rule, page};
use crate::suppress::Flaw;

pub(super) const RULE: Rule =
    Rule { name: "unused-allow", group: Group::Leftovers, severity: Severity::Info, page: page!(), check };

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = context.text;
    for unused in context.unused {
        let comment = unused.comment;
        let finding = match &unused.flaw {
            Flaw::Unclear => findings.new_finding(comment.span, msg::UnusedAllowUnclear).with_fix(without(
                text,
                comment,
                &[],
                Applicability::Chosen,
            )),
            Flaw::Unknown(name, closest) => {
                let unknown = name.slice(text);
                let message: Message = match closest {
                    Some(closest) => msg::UnusedAllowMisspelt { name: unknown, meant: *closest }.into(),
                    None => msg::UnusedAllowUnknown { name: unknown }.into(),
                };
                let finding = findings.new_finding(*name, message);
                let respell = closest.map(|closest| Fix {
                    title: msg::UnusedAllowRespell { meant: closest }.into(),
                    applicability: Applicability::Chosen,
                    edits: vec![TextEdit::new(*name, closest)],
                });
                let finding = respell.into_iter().fold(finding, |finding, fix| finding.with_fix(fix));
                finding.with_fix(without(text, comment, &[*name], Applicability::Chosen))
            }
            Flaw::Idle(names) => {
                let message =
                    msg::UnusedAllow { names: names.iter().map(|name| name.slice(text)).collect::<gouji_l10n::Arg>() };
                findings.new_finding(comment.span, message).with_fix(without(text, comment, names, Applicability::Safe))
            }
        };
        findings.add(finding);
    }
}

/// The fix that removes these names from the comment, or the comment if it has no other names.
fn without(text: &str, comment: &Comment, names: &[Span], applicability: Applicability) -> Fix {
    let others = comment.names.iter().filter(|name| !names.contains(name));
    let others: Vec<&str> = others.map(|name| name.slice(text)).collect();
    let list = comment.names.iter().copied().reduce(Span::cover).unwrap_or(comment.span);
    let edit = if others.is_empty() { comment.removal(text) } else { TextEdit::new(list, others.join(", ")) };
    Fix { title: msg::UnusedAllowFix.into(), applicability, edits: vec![edit] }
}
