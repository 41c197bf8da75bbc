// Lines up the tables of visible reports on the screen. The file is not touched: decorations take up the space.

import * as vscode from 'vscode';
import { isReportDocument } from './openReports';
import { spaces } from './tableLayout';

const SETTING = 'gouji.alignTables';
/** Edits follow each other this fast while the user types, in milliseconds. */
const PAUSE_MS = 30;
/** Longer texts are no single report, and stay as they are. */
const MOST_LINES = 5_000;

export function registerTableDecorations(): vscode.Disposable {
  return new TableDecorations();
}

class TableDecorations implements vscode.Disposable {
  /** VS Code shows a tab as blanks, which are one `ch` wide each. Without them the space of a tab is as wide as its decoration. */
  readonly #type = vscode.window.createTextEditorDecorationType({ letterSpacing: '-1ch', rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed });
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    const soon = (): void => this.#updateSoon();
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(soon),
      vscode.window.onDidChangeTextEditorOptions(soon),
      vscode.window.tabGroups.onDidChangeTabGroups(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (vscode.window.visibleTextEditors.some((editor) => editor.document === document)) soon();
      }),
      // The language of a text may change after it was opened.
      vscode.workspace.onDidOpenTextDocument(soon),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) soon();
      }),
    );
    this.#update();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    this.#type.dispose();
  }

  #updateSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#update(), PAUSE_MS);
  }

  #update(): void {
    // Beside another editor or a preview there is too little room: the lines are wrapped in the middle of a row.
    const isOn = vscode.workspace.getConfiguration().get(SETTING, true) && vscode.window.tabGroups.all.length === 1;
    for (const editor of vscode.window.visibleTextEditors) {
      const isShown = isOn && isReportDocument(editor.document) && editor.document.lineCount <= MOST_LINES;
      editor.setDecorations(this.#type, isShown ? decorations(editor) : []);
    }
  }
}

function decorations({ document, options }: vscode.TextEditor): vscode.DecorationOptions[] {
  const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
  const tabSize = typeof options.tabSize === 'number' ? options.tabSize : 4;
  const blank = (width: string): vscode.ThemableDecorationAttachmentRenderOptions => ({ contentText: '', width });
  return spaces(lines, tabSize).map(({ line, column, before, after }) => ({
    range: new vscode.Range(line, column, line, column + 1),
    renderOptions: { ...(before === undefined ? {} : { before: blank(before) }), after: blank(after) },
  }));
}
