// The figure of a table at the cursor: the names of its row and column, and marks on the total and the addends of its relation.

import * as vscode from 'vscode';
import type { CurrentFigure, TextRange } from './documentModel';
import { isReportDocument } from './openReports';
import type { Service } from './service';

const SETTING = 'gouji.currentFigure';
/** The cursor pauses this long before its figure is looked up, in milliseconds. */
const PAUSE_MS = 50;

type Place = 'line' | 'statusBar' | 'off';

export function registerCurrentFigure(service: Service): vscode.Disposable {
  return new FigureMarks(service);
}

class FigureMarks implements vscode.Disposable {
  readonly #total = vscode.window.createTextEditorDecorationType(outline('solid', 'gouji.totalBorder'));
  readonly #addend = vscode.window.createTextEditorDecorationType(outline('dashed', 'gouji.addendBorder'));
  readonly #names = vscode.window.createTextEditorDecorationType({ rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed });
  readonly #item = vscode.window.createStatusBarItem('gouji.figure', vscode.StatusBarAlignment.Left, -1);
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #request: vscode.CancellationTokenSource | undefined;
  /** The editor that has marks. */
  #marked: vscode.TextEditor | undefined;

  constructor(private readonly service: Service) {
    this.#item.name = vscode.l10n.t('gouji 勾稽: row and column of the figure');
    const soon = (): void => this.#updateSoon();
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) soon();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) soon();
      }),
      service.onDidStart(soon),
    );
    soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#request?.cancel();
    for (const part of [this.#subscriptions, this.#total, this.#addend, this.#names, this.#item]) part.dispose();
  }

  #updateSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#update(), PAUSE_MS);
  }

  async #update(): Promise<void> {
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const place = vscode.workspace.getConfiguration().get<Place>(SETTING, 'line');
    const editor = vscode.window.activeTextEditor;
    const figure = editor === undefined || place === 'off' ? undefined : await this.#ask(editor, request.token);
    if (this.#request !== request) return;
    request.dispose();
    this.#request = undefined;
    this.#show(editor, figure, place);
  }

  async #ask({ document, selections }: vscode.TextEditor, token: vscode.CancellationToken): Promise<CurrentFigure | undefined> {
    const [selection, ...others] = selections;
    if (selection === undefined || others.length > 0 || !selection.isSingleLine || !isReportDocument(document)) return undefined;
    const { version } = document;
    // The server may be stopping. It is asked again at the next movement.
    const figure = await this.service.figure(document.uri.toString(), selection.active, token).catch(() => null);
    return document.version === version ? (figure ?? undefined) : undefined;
  }

  #show(editor: vscode.TextEditor | undefined, figure: CurrentFigure | undefined, place: Place): void {
    if (this.#marked !== editor) this.#mark(this.#marked, undefined, place);
    this.#mark(editor, figure, place);
    this.#marked = figure === undefined ? undefined : editor;
    const names = figure === undefined ? '' : namesOf(figure);
    if (place !== 'statusBar' || names === '') {
      this.#item.hide();
      return;
    }
    this.#item.text = names;
    this.#item.tooltip = names;
    this.#item.show();
  }

  #mark(editor: vscode.TextEditor | undefined, figure: CurrentFigure | undefined, place: Place): void {
    editor?.setDecorations(this.#total, (figure?.totals ?? []).map(rangeOf));
    editor?.setDecorations(this.#addend, (figure?.addends ?? []).map(rangeOf));
    const names = figure === undefined || place !== 'line' ? '' : namesOf(figure);
    editor?.setDecorations(this.#names, figure === undefined || names === '' ? [] : [nameDecoration(editor, figure, names)]);
  }
}

/** Outlines take up no space, so that no cell moves. */
function outline(style: 'solid' | 'dashed', colour: string): vscode.DecorationRenderOptions {
  return { outline: `1px ${style}`, outlineColor: new vscode.ThemeColor(colour), rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed };
}

function namesOf({ row, column }: CurrentFigure): string {
  // The label of the row is in the same line; the name of the column may be out of sight.
  return [column, row].filter((name) => name !== '').join(' · ');
}

/** Quiet words behind the line of the figure. */
function nameDecoration({ document }: vscode.TextEditor, { range }: CurrentFigure, names: string): vscode.DecorationOptions {
  const { end } = document.lineAt(Math.min(range.start.line, document.lineCount - 1)).range;
  const after = { contentText: names, margin: '0 0 0 2em', color: new vscode.ThemeColor('editorCodeLens.foreground') };
  return { range: new vscode.Range(end, end), renderOptions: { after } };
}

function rangeOf({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
