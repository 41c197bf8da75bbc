// The preview shows an open report in its published form, beside the text. It follows every change of the text. A figure that the user types
// into a cell of the preview is written into the text.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { cellText, placeAt, placesIn, type FromView, type Preview, type PreviewAnswer, type TextRange, type ToView } from './documentModel';
import type { Service } from './service';
import { labels, viewPage } from './viewPage';

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
  readonly #subscription: vscode.Disposable;
  #answer: PreviewAnswer | undefined;
  #request: vscode.CancellationTokenSource | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;
  /** Edits wait for each other: each needs the places in the text after the one before. */
  #edits: Promise<void> = Promise.resolve();

  constructor(
    private readonly uri: vscode.Uri,
    private readonly panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    private readonly service: Service,
  ) {
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [vscode.Uri.joinPath(extension, 'out')] };
    this.#subscription = panel.webview.onDidReceiveMessage((message: FromView) => this.#received(message));
    panel.webview.html = viewPage(panel.webview, extension);
    void this.#refresh();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#request?.cancel();
    this.#subscription.dispose();
  }

  show(): void {
    if (!this.#isDisposed) this.panel.reveal(undefined, true);
  }

  close(): void {
    this.panel.dispose();
  }

  refreshSoon(): void {
    clearTimeout(this.#timer);
    if (!this.#isDisposed) this.#timer = setTimeout(() => void this.#refresh(), PAUSE_MS);
  }

  /** Shows the part of the preview at the cursor of the text, and the relations of its figure. */
  follow(editor: vscode.TextEditor): void {
    const shown = this.#shown();
    // Each keystroke moves the cursor. The places are those of an older text then, and the next answer comes back here.
    if (shown === undefined || shown.version !== editor.document.version) return;
    const position = editor.selection.active;
    const id = placeAt(shown.ranges, position);
    if (id === undefined) return;
    this.#post({ type: 'reveal', id });
    void this.#relate(position);
  }

  /** Asks for the preview. Only the answer to the last request counts. */
  async #refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const answer = await this.#ask(request.token);
    request.dispose();
    if (this.#isDisposed || this.#request !== request || answer === null) return;
    this.#answer = answer;
    this.#showAnswer();
    // A new drawing has no marks.
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.toString() === this.uri.toString()) this.follow(editor);
  }

  async #ask(token: vscode.CancellationToken): Promise<PreviewAnswer | null> {
    try {
      // A preview that VS Code restores may be there before its text.
      await vscode.workspace.openTextDocument(this.uri);
      return await this.service.preview(this.uri.toString(), token);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      return { message: vscode.l10n.t('gouji could not read the document: {0}', error instanceof Error ? error.message : String(error)) };
    }
  }

  #showAnswer(): void {
    if (this.#answer !== undefined) this.#post({ type: 'show', answer: this.#answer, labels: labels(), uri: this.uri.toString() });
  }

  #shown(): Preview | undefined {
    return this.#answer === undefined || 'message' in this.#answer ? undefined : this.#answer;
  }

  #post(message: ToView): void {
    void this.panel.webview.postMessage(message);
  }

  #received(message: FromView): void {
    switch (message.type) {
      case 'ready':
        this.#showAnswer();
        break;
      case 'openPage': {
        const page = this.#shown()?.findings[message.finding]?.page;
        if (page !== undefined) void vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(page), { viewColumn: vscode.ViewColumn.Beside });
        break;
      }
      case 'goTo':
        void this.#goTo(message.id);
        break;
      case 'edit':
        this.#edits = this.#edits.then(() => this.#edit(message.id, message.text)).catch(() => undefined);
        break;
      case 'openAsText':
        void vscode.window.showTextDocument(this.uri);
        break;
    }
  }

  /** Selects a paragraph or cell in the text. The preview keeps the focus. */
  async #goTo(id: number): Promise<void> {
    const place = this.#shown()?.ranges[id];
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
    const document = await vscode.workspace.openTextDocument(this.uri);
    const places = this.#shown()?.ranges.length;
    for (let tries = 0; tries < MOST_REFRESHES && this.#shown()?.version !== document.version; tries++) await this.#refresh();
    const shown = this.#shown();
    const place = shown?.ranges[id];
    // Otherwise the text has got other cells in the meantime. The page must show the figure of the text again.
    const isSame = shown?.version === document.version && shown.ranges.length === places;
    if (place === undefined || !isSame) {
      this.#showAnswer();
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(this.uri, rangeOf(place), cellText(typed));
    await vscode.workspace.applyEdit(edit);
    await this.#refresh();
  }

  /** Marks the figures that are bound to the figure at a position of the text. */
  async #relate(position: vscode.Position): Promise<void> {
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[] | undefined>('vscode.executeDocumentHighlights', this.uri, position);
    const shown = this.#shown();
    if (shown === undefined) return;
    // The command also answers with equal words, which have no kind.
    const ids = (kind: vscode.DocumentHighlightKind): number[] => {
      const parts = (found ?? []).filter((highlight) => highlight.kind === kind).map(({ range }) => range);
      return parts.length === 0 ? [] : placesIn(shown.ranges, parts);
    };
    this.#post({ type: 'relate', totals: ids(vscode.DocumentHighlightKind.Write), addends: ids(vscode.DocumentHighlightKind.Read) });
  }
}

function rangeOf({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
