// The fixes of findings, as code actions of the server. A preview offers them as buttons.

import * as vscode from 'vscode';

/** Applies the fix with this title of the finding at a place. False if the server does not offer it any more. */
export async function applyFix(uri: vscode.Uri, place: vscode.Range, title: string): Promise<boolean> {
  const kind = vscode.CodeActionKind.QuickFix;
  // Actions in this list have lost the names of the findings that they fix. The title says what each of them does.
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>('vscode.executeCodeActionProvider', uri, place, kind.value);
  const action = (actions ?? []).find((action) => action.title === title && action.edit !== undefined && action.kind !== undefined && kind.contains(action.kind));
  return action?.edit !== undefined && (await vscode.workspace.applyEdit(action.edit));
}
