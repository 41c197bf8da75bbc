//! Code actions that rewrite tables. The client may request the edit later, with `codeAction/resolve`.

use gouji_edition::Layout;
use gouji_ide::features::convert_table::{ConvertibleTable, reads_the_same};
use gouji_ide::features::figures::{FigureChange, carry_over, fill_totals};
use gouji_l10n::{Message, msg};
use gouji_text::{Cancelled, TextEdit};
use ls_types::{CodeAction, CodeActionKind, CodeActionParams, LSPAny, Position, Uri, WorkspaceEdit};
use serde::Deserialize as _;
use serde_json::json;

use crate::handlers::Context;
use crate::profile::Support;
use crate::{to_proto, uri};

/// An action that rewrites tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refactoring {
    /// Writes all totals.
    FillTotals,
    /// Writes the figures that last year's report carries over.
    CarryOver,
    /// Writes the table at the cursor between tabs.
    ConvertToTabs,
    /// Writes the table at the cursor as Markdown.
    ConvertToPipes,
    /// Writes the table at the cursor as HTML.
    ConvertToHtml,
}

/// What a refactoring changes.
enum Rewritten {
    /// Figures. The user confirms each of them.
    Figures(Vec<FigureChange>),
    /// The layout of a table.
    Table(TextEdit),
}

impl Refactoring {
    /// Every refactoring, in the order of the menu.
    pub const ALL: [Self; 5] =
        [Self::FillTotals, Self::CarryOver, Self::ConvertToTabs, Self::ConvertToPipes, Self::ConvertToHtml];

    /// The kind of the action.
    pub const fn kind(self) -> CodeActionKind {
        CodeActionKind::new(match self {
            Self::FillTotals => "refactor.rewrite.gouji.fillTotals",
            Self::CarryOver => "refactor.rewrite.gouji.carryOver",
            Self::ConvertToTabs => "refactor.rewrite.gouji.convertToTabs",
            Self::ConvertToPipes => "refactor.rewrite.gouji.convertToMarkdown",
            Self::ConvertToHtml => "refactor.rewrite.gouji.convertToHtml",
        })
    }

    /// The layout that a table gets.
    const fn layout(self) -> Option<Layout> {
        match self {
            Self::FillTotals | Self::CarryOver => None,
            Self::ConvertToTabs => Some(Layout::Tabs),
            Self::ConvertToPipes => Some(Layout::Pipes),
            Self::ConvertToHtml => Some(Layout::Html),
        }
    }

    fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refactoring| refactoring.kind().as_str() == kind)
    }

    fn title(self, count: usize) -> Message {
        match self {
            Self::FillTotals => msg::ActionFillTotals { count }.into(),
            Self::CarryOver => msg::ActionCarryOver { count }.into(),
            Self::ConvertToTabs => msg::ActionConvertTabs.into(),
            Self::ConvertToPipes => msg::ActionConvertPipes.into(),
            Self::ConvertToHtml => msg::ActionConvertHtml.into(),
        }
    }

    /// The changes; `None` if there is nothing to do at the byte `offset`.
    fn rewrite(self, context: &Context<'_>, offset: usize) -> Result<Option<Rewritten>, Cancelled> {
        let (text, catalogue, cancel) = (&context.analysed.text, context.client.catalogue, context.cancel);
        let Some(report) = context.analysed.analysis.report.as_deref() else { return Ok(None) };
        if let Some(layout) = self.layout() {
            let table = ConvertibleTable::new(text, report, offset);
            return Ok(table.and_then(|table| table.edit(layout)).map(Rewritten::Table));
        }
        let figures = match (self, context.snapshot.last_year_report()) {
            (Self::CarryOver, None) => Vec::new(),
            (Self::CarryOver, Some(last_year)) => carry_over(text, report, last_year, catalogue, cancel)?,
            _ => fill_totals(text, report, catalogue, cancel)?,
        };
        Ok((!figures.is_empty()).then_some(Rewritten::Figures(figures)))
    }
}

impl Rewritten {
    const fn count(&self) -> usize {
        match self {
            Self::Figures(figures) => figures.len(),
            Self::Table(_) => 1,
        }
    }

    /// The edit; `None` if it would change the meaning of the text.
    fn edit(&self, context: &Context<'_>, uri: &Uri) -> Result<Option<WorkspaceEdit>, Cancelled> {
        let Context { client, snapshot, analysed, cancel } = *context;
        Ok(match self {
            Self::Figures(figures) => Some(to_proto::figures_edit(client, snapshot, uri, figures)),
            Self::Table(edit) => {
                let is_same =
                    reads_the_same(&analysed.text, edit, &analysed.analysis, |text| analysed.reanalyse(text, cancel))?;
                is_same.then(|| to_proto::workspace_edit(client, snapshot, uri, std::slice::from_ref(edit)))
            }
        })
    }
}

/// The actions that the menu shows, without those that have nothing to do. They have their edits only if the client does not request them
/// later.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub(crate) fn offers(
    context: &Context<'_>,
    params: &CodeActionParams,
    refactorings: &[Refactoring],
) -> Result<Vec<CodeAction>, Cancelled> {
    let mut actions = Vec::new();
    // A table is read once for all its layouts.
    let mut table = None;
    for refactoring in refactorings {
        match (refactoring.layout(), context.client.profile.lazy_actions) {
            (Some(layout), Support::Yes) => {
                let table = table.get_or_insert_with(|| convertible(context, params));
                if table.as_ref().is_some_and(|table| table.converts_to(layout)) {
                    actions.push(action(context, *refactoring, 1, data(context, params)));
                }
            }
            _ => actions.extend(offer(context, params, *refactoring)?),
        }
    }
    Ok(actions)
}

fn convertible(context: &Context<'_>, params: &CodeActionParams) -> Option<ConvertibleTable> {
    let report = context.analysed.analysis.report.as_deref()?;
    ConvertibleTable::new(&context.analysed.text, report, context.offset(params.range.start))
}

/// An action whose edit the client requests later. `count` is the number of figures that it changes.
fn action(context: &Context<'_>, refactoring: Refactoring, count: usize, data: LSPAny) -> CodeAction {
    CodeAction {
        title: context.client.catalogue.render(&refactoring.title(count)),
        kind: Some(refactoring.kind()),
        data: Some(data),
        ..CodeAction::default()
    }
}

/// The action that makes the changes now; `None` if it has nothing to do.
fn offer(
    context: &Context<'_>,
    params: &CodeActionParams,
    refactoring: Refactoring,
) -> Result<Option<CodeAction>, Cancelled> {
    let Some(rewritten) = refactoring.rewrite(context, context.offset(params.range.start))? else { return Ok(None) };
    let mut action = action(context, refactoring, rewritten.count(), data(context, params));
    if context.client.profile.lazy_actions == Support::No {
        let Some(edit) = rewritten.edit(context, &params.text_document.uri)? else { return Ok(None) };
        action.edit = Some(edit);
        action.data = None;
    }
    Ok(Some(action))
}

/// Why an action cannot be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// The text has changed since the action was offered.
    Changed,
    /// A reason for the user.
    Refused(String),
}

/// Answers `codeAction/resolve`: adds the edit of an action that [`offers`] made. Any other action stays as it is.
///
/// # Errors
/// [`Cancelled`] if the client cancels the request.
pub(crate) fn resolve(context: &Context<'_>, action: &CodeAction) -> Result<Result<CodeAction, Unresolved>, Cancelled> {
    let mut action = action.clone();
    let refactoring = action.kind.as_ref().and_then(|kind| Refactoring::from_kind(kind.as_str()));
    let (Some(refactoring), Some(data)) = (refactoring, &action.data) else { return Ok(Ok(action)) };
    let position = data.get("position").and_then(|position| Position::deserialize(position).ok());
    let (Some(position), Some(uri)) = (position, uri::encode(&context.snapshot.id)) else { return Ok(Ok(action)) };
    if data.get("version").and_then(LSPAny::as_i64) != Some(context.snapshot.version.into()) {
        return Ok(Err(Unresolved::Changed));
    }
    let Some(rewritten) = refactoring.rewrite(context, context.offset(position))? else { return Ok(Ok(action)) };
    Ok(match rewritten.edit(context, &uri)? {
        Some(edit) => {
            action.edit = Some(edit);
            Ok(action)
        }
        None => Err(Unresolved::Refused(context.client.catalogue.text(msg::ConvertChanges))),
    })
}

/// The data of an action whose edit the client requests later. The client sends them back.
fn data(context: &Context<'_>, params: &CodeActionParams) -> LSPAny {
    json!({
        "textDocument": {"uri": params.text_document.uri},
        "version": context.snapshot.version,
        "position": params.range.start,
    })
}
