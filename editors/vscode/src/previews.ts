// The preview shows an open report in its published form, beside the text. It follows every change of the text. A figure that the user types
// into a cell of the preview is written into the text.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { cellText, placeAt, placesIn, type FromView, type Preview, type TextRange } from './documentModel';
import { applyFix } from './fixes';
import type { Service } from './service';
import { ViewPanel, type PanelSource } from './viewPanel';

const VIEW = 'gouji.preview';
/** A preview is made when the user pauses typing this long. */
const PAUSE_MS = 120;
/** How often an edit waits for a preview of the present text, while the user types on. */
const MOST_REFRESHES = 5;

export function registerPreviews(extension: vscode.Uri, service: Service): vscode.Disposable {
  return new Previews(extension, service);
}

class Previews implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #open = new Map<string, PreviewPanel>();
  readonly #subscriptions: vscode.Disposable;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly service: Service,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      vscode.commands.registerCommand('gouji.preview', () => this.#show()),
      vscode.window.registerWebviewPanelSerializer(VIEW, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#open.get(document.uri.toString())?.refreshSoon()),
      vscode.workspace.onDidOpenTextDocument((document) => this.#open.get(document.uri.toString())?.refreshSoon()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#open.get(textEditor.document.uri.toString())?.follow(textEditor)),
      service.onDidStart(() => this.#refreshAll()),
      service.onDocumentsChanged(() => this.#refreshAll()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Shows the preview again that was open when VS Code ended. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: { readonly uri?: string } | undefined): Thenable<void> {
    if (state?.uri === undefined) panel.dispose();
    else this.#add(vscode.Uri.parse(state.uri), panel);
    return Promise.resolve();
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return;
    const open = this.#open.get(document.uri.toString());
    if (open !== undefined) {
      open.show();
      return;
    }
    const title = vscode.l10n.t('Preview: {0}', path.basename(document.fileName));
    const panel = vscode.window.createWebviewPanel(VIEW, title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
    this.#add(document.uri, panel);
  }

  #add(text: vscode.Uri, panel: vscode.WebviewPanel): void {
    const key = text.toString();
    this.#open.get(key)?.close();
    const preview = new PreviewPanel(text, panel, this.extension, this.service);
    this.#open.set(key, preview);
    panel.onDidDispose(() => {
      preview.dispose();
      if (this.#open.get(key) === preview) this.#open.delete(key);
    });
  }

  #refreshAll(): void {
    for (const preview of this.#open.values()) preview.refreshSoon();
  }
}

class PreviewPanel implements vscode.Disposable {
  readonly #view: ViewPanel<Preview>;
  /** Edits wait for each other: each needs the places in the text after the one before. */
  #edits: Promise<void> = Promise.resolve();

  constructor(
    private readonly uri: vscode.Uri,
    panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    service: Service,
  ) {
    const source: PanelSource<Preview> = {
      pause: PAUSE_MS,
      page: { uri: uri.toString(), canFix: true },
      async ask(token) {
        // A preview that VS Code restores may be there before its text.
        await vscode.workspace.openTextDocument(uri);
        return service.preview(uri.toString(), token);
      },
      shown: () => this.#followActive(),
      received: (message) => this.#received(message),
      openAsText: () => void vscode.window.showTextDocument(uri),
    };
    this.#view = new ViewPanel(panel, source, extension);
    void this.#view.refresh();
  }

  dispose(): void {
    this.#view.dispose();
  }

  show(): void {
    this.#view.reveal(true);
  }

  close(): void {
    this.#view.close();
  }

  refreshSoon(): void {
    this.#view.refreshSoon();
  }

  /** Shows the part of the preview at the cursor of the text, and the relations of its figure. */
  follow(editor: vscode.TextEditor): void {
    const shown = this.#view.shown;
    // Each keystroke moves the cursor. The places are those of an older text then, and the next answer comes back here.
    if (shown === undefined || shown.version !== editor.document.version) return;
    const position = editor.selection.active;
    const id = placeAt(shown.ranges, position);
    if (id === undefined) return;
    this.#view.post({ type: 'reveal', id });
    void this.#relate(position);
  }

  /** A new drawing has no marks. */
  #followActive(): void {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.toString() === this.uri.toString()) this.follow(editor);
  }

  #received(message: FromView): void {
    switch (message.type) {
      case 'goTo':
        void this.#goTo(message.id);
        break;
      case 'edit':
        this.#afterEdits(() => this.#edit(message.id, message.text));
        break;
      case 'fix':
        this.#afterEdits(() => this.#fix(message.finding, message.fix));
        break;
    }
  }

  #afterEdits(edit: () => Promise<void>): void {
    this.#edits = this.#edits.then(edit).catch(() => undefined);
  }

  /** Selects a paragraph or cell in the text. The preview keeps the focus. */
  async #goTo(id: number): Promise<void> {
    const place = this.#view.shown?.ranges[id];
    if (place === undefined) return;
    const range = rangeOf(place);
    const visible = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === this.uri.toString());
    const editor = visible ?? (await vscode.window.showTextDocument(this.uri, { viewColumn: vscode.ViewColumn.One, preserveFocus: true }));
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    await this.#relate(range.start);
  }

  /** Writes a figure into the text. The places must be those of the present text. */
  async #edit(id: number, typed: string): Promise<void> {
    const places = this.#view.shown?.ranges.length;
    const shown = await this.#current();
    const place = shown?.ranges[id];
    // Otherwise the text has got other cells in the meantime. The page must show the figure of the text again.
    if (place === undefined || shown?.ranges.length !== places) {
      this.#view.showAnswer();
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(this.uri, rangeOf(place), cellText(typed));
    await vscode.workspace.applyEdit(edit);
    await this.#view.refresh();
  }

  /** Applies a fix of a finding. Its place must be that in the present text. */
  async #fix(finding: number, fix: number): Promise<void> {
    const chosen = this.#view.shown?.findings[finding];
    const title = chosen?.fixes[fix];
    const present = (await this.#current())?.findings ?? [];
    // The index of the finding can be another one after a change of the text.
    const same = present[finding]?.message === chosen?.message ? present[finding] : present.find(({ rule, message }) => rule === chosen?.rule && message === chosen.message);
    const isApplied = same !== undefined && title !== undefined && (await applyFix(this.uri, rangeOf(same.range), title));
    if (!isApplied) void vscode.window.showInformationMessage(vscode.l10n.t('The text has changed, so this correction does not apply any more.'));
    await this.#view.refresh();
  }

  /** The preview of the present text; undefined if the user types on all the time. */
  async #current(): Promise<Preview | undefined> {
    const document = await vscode.workspace.openTextDocument(this.uri);
    for (let tries = 0; tries < MOST_REFRESHES && this.#view.shown?.version !== document.version; tries++) await this.#view.refresh();
    const shown = this.#view.shown;
    return shown?.version === document.version ? shown : undefined;
  }

  /** Marks the figures that are bound to the figure at a position of the text. */
  async #relate(position: vscode.Position): Promise<void> {
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[] | undefined>('vscode.executeDocumentHighlights', this.uri, position);
    const shown = this.#view.shown;
    if (shown === undefined) return;
    // The command also answers with equal words, which have no kind.
    const ids = (kind: vscode.DocumentHighlightKind): number[] => {
      const parts = (found ?? []).filter((highlight) => highlight.kind === kind).map(({ range }) => range);
      return parts.length === 0 ? [] : placesIn(shown.ranges, parts);
    };
    this.#view.post({ type: 'relate', totals: ids(vscode.DocumentHighlightKind.Write), addends: ids(vscode.DocumentHighlightKind.Read) });
  }
}

function rangeOf({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
