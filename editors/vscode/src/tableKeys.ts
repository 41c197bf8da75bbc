// Tab and Shift+Tab in tables. Context keys say where they apply; elsewhere the keys keep their meaning in VS Code. In
// documents with the language of reports, VS Code itself inserts the tab of a missing cell, which is faster.

import * as vscode from 'vscode';
import { isReportDocument } from './openReports';
import { nextCell, previousCell, type Cell, type Target } from './tableRow';

export function registerTableKeys(): vscode.Disposable {
  const keys = new Keys();
  // The report that activated the extension is already open.
  keys.update();
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gouji.nextCell', () => act(nextCell, 'tab')),
    vscode.commands.registerCommand('gouji.previousCell', () => act(previousCell, 'outdent')),
    vscode.window.onDidChangeActiveTextEditor(() => keys.update()),
    vscode.window.onDidChangeTextEditorSelection(() => keys.update()),
    vscode.workspace.onDidChangeTextDocument(() => keys.update()),
  );
}

class Keys {
  readonly #set = new Map<string, string>();

  update(): void {
    const editor = vscode.window.activeTextEditor;
    const acts = editor !== undefined && isReportDocument(editor.document);
    this.#put('gouji.report', acts ? 'yes' : '');
    const next = acts ? targetOf(editor, nextCell) : undefined;
    this.#put('gouji.tab', next === undefined ? '' : next === 'tab' ? 'tab' : 'cell');
    this.#put('gouji.backTab', acts && targetOf(editor, previousCell) !== undefined ? 'cell' : '');
  }

  #put(key: string, value: string): void {
    if (this.#set.get(key) === value) return;
    this.#set.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}

type Find = (lines: (line: number) => string | undefined, line: number, column: number) => Target;

/** Undefined for several selections or a selection of several lines, which the keys indent. */
function targetOf({ document, selection, selections }: vscode.TextEditor, find: Find): Target {
  if (selections.length > 1 || !selection.isSingleLine) return undefined;
  const lines = (line: number) => (line < 0 || line >= document.lineCount ? undefined : document.lineAt(line).text);
  return find(lines, selection.active.line, selection.active.character);
}

async function act(find: Find, otherwise: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const target = editor === undefined ? undefined : targetOf(editor, find);
  if (editor === undefined || target === undefined) await vscode.commands.executeCommand(otherwise);
  else if (target === 'tab') await editor.edit((edit) => edit.replace(editor.selection, '\t'));
  else select(editor, target);
}

function select(editor: vscode.TextEditor, { line, start, end }: Cell): void {
  editor.selection = new vscode.Selection(line, start, line, end);
  editor.revealRange(editor.selection);
}
