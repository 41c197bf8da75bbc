// A code action can accept findings by an edit of gouji.toml or of the baseline. The edit takes effect when the file is saved.

import * as vscode from 'vscode';

const SAVE = 'gouji.saveAccepted';

/** `saved` notifies the server of the files, because it does not watch a baseline with another name. */
export function registerAccepting(saved: (uris: string[]) => Promise<void>): vscode.Disposable {
  return vscode.commands.registerCommand(SAVE, async (uris: string[]) => {
    for (const document of vscode.workspace.textDocuments) {
      if (document.isDirty && uris.includes(document.uri.toString())) await document.save();
    }
    await saved(uris);
  });
}

/** Makes code actions that edit other files than the report also save those files. */
export function savingOtherFiles<T extends vscode.Command | vscode.CodeAction>(actions: T[] | null | undefined, report: vscode.Uri): T[] | null | undefined {
  for (const action of actions ?? []) {
    if (!('edit' in action) || action.edit === undefined) continue;
    const others = action.edit.entries().map(([uri]) => uri.toString()).filter((uri) => uri !== report.toString());
    if (others.length > 0) action.command = { command: SAVE, title: action.title, arguments: [others] };
  }
  return actions;
}
