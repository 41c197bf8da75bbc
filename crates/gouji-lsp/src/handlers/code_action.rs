//! `textDocument/codeAction` and `codeAction/resolve`: quick fixes, actions that accept a finding, fix-all, and refactorings of tables.

use gouji_ide::features::accept::{AcceptScope, FileAction, comment_actions, file_actions};
use gouji_ide::features::code_actions::{Action, Rank, code_actions};
use gouji_ide::features::fix_all::fix_all;
use gouji_ide::settings::Settings;
use gouji_l10n::msg;
use gouji_lint::Finding;
use gouji_text::{Cancelled, Span};
use ls_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams, CodeActionProviderCapability,
    CodeActionResponse, Uri,
};

use super::{Context, Handler};
use crate::profile::Support;
pub use crate::refactoring::Unresolved;
use crate::refactoring::{self, Refactoring};
use crate::{from_proto, to_proto};

/// The kind of the action that applies all safe fixes. `source.fixAll` on save asks for it.
const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.gouji");

pub(super) const HANDLER: Handler = Handler {
    file: "code_action",
    methods: &["textDocument/codeAction", "codeAction/resolve"],
    announce: |profile, capabilities| {
        let refactorings = Refactoring::ALL.map(Refactoring::kind);
        capabilities.code_action_provider = Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some([CodeActionKind::QUICKFIX, FIX_ALL].into_iter().chain(refactorings).collect()),
            resolve_provider: (profile.lazy_actions == Support::Yes).then_some(true),
            ..CodeActionOptions::default()
        }));
    },
};

/// The kinds of actions that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinds {
    has_quick_fixes: bool,
    has_fix_all: bool,
    refactorings: Vec<Refactoring>,
    /// Whether the request names kinds. Refactorings that no table at the cursor suggests are offered only then.
    is_explicit: bool,
}

/// The kinds that the request asks for; `None` if the server has no action of these kinds.
pub fn kinds(params: &CodeActionParams) -> Option<Kinds> {
    let asked = |kind: &CodeActionKind| {
        let within = |only: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(only.as_str());
            rest.is_some_and(|rest| only.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
        };
        params.context.only.as_ref().map(|only| only.iter().any(within))
    };
    let has_quick_fixes = asked(&CodeActionKind::QUICKFIX) != Some(false);
    // Fix-all takes longer and does not concern the finding at the cursor, so the request must ask for it.
    let has_fix_all = asked(&FIX_ALL) == Some(true);
    let is_asked = |refactoring: &Refactoring| asked(&refactoring.kind()) != Some(false);
    let refactorings: Vec<Refactoring> = Refactoring::ALL.into_iter().filter(is_asked).collect();
    let has_any = has_quick_fixes || has_fix_all || !refactorings.is_empty();
    let is_explicit = params.context.only.is_some();
    has_any.then_some(Kinds { has_quick_fixes, has_fix_all, refactorings, is_explicit })
}

/// Answers the request.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn handle(
    context: &Context<'_>,
    settings: &Settings,
    params: &CodeActionParams,
    kinds: &Kinds,
) -> Result<Option<CodeActionResponse>, Cancelled> {
    let uri = &params.text_document.uri;
    let mut actions = CodeActionResponse::new();
    let range = context.encoding().span(&context.snapshot.rope, from_proto::range(params.range));
    if kinds.has_quick_fixes {
        // The diagnostics in the parameters may be older than the text, so the server uses its own findings.
        quick_fixes(context, settings, uri, range, &mut actions)?;
    }
    if kinds.has_fix_all
        && let Some(edits) = fix_all(context.analysed, context.cancel)?
    {
        actions.push(CodeActionOrCommand::CodeAction(CodeAction {
            title: context.client.catalogue.text(msg::ActionFixAll),
            kind: Some(FIX_ALL),
            edit: Some(to_proto::workspace_edit(context.client, context.snapshot, uri, &edits)),
            ..CodeAction::default()
        }));
    }
    if kinds.is_explicit || touches_table(context, range) {
        let offered = refactoring::offers(context, params, &kinds.refactorings)?;
        actions.extend(offered.into_iter().map(CodeActionOrCommand::CodeAction));
    }
    Ok(Some(actions))
}

/// Answers `codeAction/resolve`: the action with its edit.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub fn resolve(context: &Context<'_>, action: &CodeAction) -> Result<Result<CodeAction, Unresolved>, Cancelled> {
    refactoring::resolve(context, action)
}

fn touches_table(context: &Context<'_>, range: Span) -> bool {
    let report = context.analysed.analysis.report.as_ref();
    let touches = |table: Span| table.start <= range.end && range.start <= table.end;
    report.is_some_and(|report| report.tables.iter().any(|table| touches(table.span)))
}

/// Adds the fixes of the findings in `range`, then the actions that accept them.
fn quick_fixes(
    context: &Context<'_>,
    settings: &Settings,
    uri: &Uri,
    range: Span,
    actions: &mut CodeActionResponse,
) -> Result<(), Cancelled> {
    let (text, findings) = (&context.analysed.text, &context.analysed.analysis.findings);
    actions.extend(code_actions(findings, range).map(|action| quick_fix(context, uri, &action)));
    context.cancel.check()?;
    let acceptance = settings.acceptance(context.snapshot.origin());
    let change = |finding: &Finding, scope| match scope {
        AcceptScope::Finding => acceptance.as_ref()?.accept(text, finding),
        AcceptScope::Rule => acceptance.as_ref()?.switch_off(finding.rule),
    };
    actions.extend(file_actions(findings, range, change).iter().filter_map(|action| file_action(context, action)));
    context.cancel.check()?;
    actions.extend(comment_actions(text, findings, range).map(|action| quick_fix(context, uri, &action)));
    Ok(())
}

fn quick_fix(context: &Context<'_>, uri: &Uri, action: &Action<'_>) -> CodeActionOrCommand {
    let Context { client, snapshot, .. } = context;
    let fixed = action.fixes.iter().map(|finding| to_proto::diagnostic(client, snapshot, finding));
    CodeActionOrCommand::CodeAction(CodeAction {
        title: client.catalogue.render(&action.title),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(fixed.collect()),
        edit: Some(to_proto::workspace_edit(client, snapshot, uri, &action.edits)),
        is_preferred: Some(action.rank == Rank::First),
        ..CodeAction::default()
    })
}

/// Converts an action that edits another file; `None` if the client cannot apply it.
fn file_action(context: &Context<'_>, action: &FileAction<'_>) -> Option<CodeActionOrCommand> {
    let Context { client, snapshot, .. } = context;
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: client.catalogue.render(&action.title),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![to_proto::diagnostic(client, snapshot, action.accepts)]),
        edit: Some(to_proto::file_edit(client, &action.change)?),
        is_preferred: Some(false),
        ..CodeAction::default()
    }))
}
