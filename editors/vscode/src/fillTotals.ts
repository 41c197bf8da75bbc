// The command that writes the totals of the active report. The user confirms each figure.

import * as vscode from 'vscode';
import { activeReport } from './openReports';

/** The kind of the server's action. */
const FILL_TOTALS = vscode.CodeActionKind.RefactorRewrite.append('gouji.fillTotals');

export function registerFillTotals(): vscode.Disposable {
  return vscode.commands.registerCommand('gouji.fillTotals', fillTotals);
}

async function fillTotals(): Promise<void> {
  const document = activeReport()?.document;
  if (document === undefined) return;
  const start = new vscode.Range(0, 0, 0, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, start, FILL_TOTALS.value);
  if (actions.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no total to fill in: each one is right, or figures that it adds up are still blank.'));
    return;
  }
  // Actions in this list have lost their annotations. Only an action that the editor itself requests is shown for confirmation.
  await vscode.commands.executeCommand('editor.action.codeAction', { kind: FILL_TOTALS.value, apply: 'first' });
}
