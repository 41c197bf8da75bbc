// Findings may be accepted in gouji.toml or in the baseline, by an edit of that file. Such an edit holds once it is saved.

import * as vscode from 'vscode';

const SAVE = 'gouji.saveAccepted';

/** `saved` tells the server of the files, as a baseline of another name is not watched. */
export function registerAccepting(saved: (uris: string[]) => Promise<void>): vscode.Disposable {
  return vscode.commands.registerCommand(SAVE, async (uris: string[]) => {
    for (const document of vscode.workspace.textDocuments) {
      if (document.isDirty && uris.includes(document.uri.toString())) await document.save();
    }
    await saved(uris);
  });
}

/** Lets actions that edit another file than the report save it. */
export function savingOtherFiles<T extends vscode.Command | vscode.CodeAction>(actions: T[] | null | undefined, report: vscode.Uri): T[] | null | undefined {
  for (const action of actions ?? []) {
    if (!('edit' in action) || action.edit === undefined) continue;
    const others = action.edit.entries().map(([uri]) => uri.toString()).filter((uri) => uri !== report.toString());
    if (others.length > 0) action.command = { command: SAVE, title: action.title, arguments: [others] };
  }
  return actions;
}
