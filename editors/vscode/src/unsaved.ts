// Opens texts that a command made, without saving them.

import * as vscode from 'vscode';

/** Opens a text that is not saved. `uri` names the file for which it is meant; it need not exist. */
export async function openUnsaved(uri: vscode.Uri | undefined, content: string, language: string): Promise<void> {
  if (uri === undefined) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
    return;
  }
  const opened = await vscode.workspace.openTextDocument(uri);
  const document = await vscode.languages.setTextDocumentLanguage(opened, language);
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  editor.revealRange(editor.selection);
}

/** Shows the remarks of a command. */
export function tellNotes({ notes }: { readonly notes: string }): void {
  if (notes !== '') void vscode.window.showInformationMessage(notes);
}
