// Commands for the findings of the active report: go to the next one, and apply all safe fixes.

import * as vscode from 'vscode';
import { isOwnSource, placeFrom, type Direction } from './findings';
import { activeReport } from './openReports';

/** The kind of the server's action that applies all fixes that need no decision. */
const FIX_ALL = vscode.CodeActionKind.Source.append('fixAll.gouji');
/** The user may type while the server works; then its answer is out of date. */
const TRIES = 3;

export function registerFindingCommands(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gouji.nextFinding', () => goToFinding('next')),
    vscode.commands.registerCommand('gouji.previousFinding', () => goToFinding('previous')),
    vscode.commands.registerCommand('gouji.fixAll', fixAll),
  );
}

/** The diagnostics of a document that are gouji's. */
export function findingsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => isOwnSource(source));
}

async function goToFinding(direction: Direction): Promise<void> {
  const editor = activeReport();
  if (editor === undefined) return;
  const places = findingsOf(editor.document).map(({ range }) => range.start);
  const place = placeFrom(places, editor.selection.start, direction);
  if (place === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('gouji has found nothing in this report.'));
    return;
  }
  const position = new vscode.Position(place.line, place.character);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  // The hover contains the message and the fixes.
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
}

async function fixAll(): Promise<void> {
  const document = activeReport()?.document;
  if (document === undefined) return;
  for (let tries = 0; tries < TRIES; tries++) {
    const { version } = document;
    const edit = await fixAllEdit(document);
    if (document.version !== version) continue;
    if (edit === undefined) tellNothingToFix(document);
    else await vscode.workspace.applyEdit(edit);
    return;
  }
}

async function fixAllEdit(document: vscode.TextDocument): Promise<vscode.WorkspaceEdit | undefined> {
  const all = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, all, FIX_ALL.value);
  return actions.find(({ kind, edit }) => kind !== undefined && FIX_ALL.contains(kind) && edit !== undefined)?.edit;
}

function tellNothingToFix(document: vscode.TextDocument): void {
  const isClean = findingsOf(document).length === 0;
  void vscode.window.showInformationMessage(
    isClean
      ? vscode.l10n.t('gouji has found nothing in this report.')
      : vscode.l10n.t('No problem can be fixed without your decision. Please use the light bulb at each problem.'),
  );
}
