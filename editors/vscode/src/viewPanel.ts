// The panel of a view: the page that shows an answer of the server, and the requests for the answer. Documents and previews share it.

import * as vscode from 'vscode';
import type { Answer, FromView, ReadDocument, ToView } from './documentModel';
import { labels, viewPage } from './viewPage';

/** What the server says if it has nothing to show. */
export type Unread = Extract<Answer, { readonly message: string }>;

/** What differs between the views. */
export interface PanelSource<Shown extends ReadDocument> {
  /** How long changes must pause before the answer is requested again, in milliseconds. */
  readonly pause: number;
  /** What the page must know apart from the answer. */
  readonly page: { readonly uri?: string; readonly canFix?: boolean };
  /** Asks for the answer; null if the page must stay as it is. */
  ask(token: vscode.CancellationToken): Promise<Shown | Unread | null>;
  /** Takes note of an answer before the page shows it. False: the page stays as it is. */
  accepts?(answer: Shown | Unread): boolean;
  /** Reacts after the page shows another answer. */
  shown?(): void;
  /** Handles a message that belongs to this view alone. */
  received?(message: FromView): void;
  openAsText(): void;
}

export class ViewPanel<Shown extends ReadDocument> implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #answer: Shown | Unread | undefined;
  #request: vscode.CancellationTokenSource | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly source: PanelSource<Shown>,
    extension: vscode.Uri,
  ) {
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [vscode.Uri.joinPath(extension, 'out')] };
    this.#subscription = panel.webview.onDidReceiveMessage((message: FromView) => this.#received(message));
    panel.webview.html = viewPage(panel.webview, extension);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#request?.cancel();
    this.#subscription.dispose();
  }

  /** The document or preview on the page; undefined before the first one, and while the page shows a message. */
  get shown(): Shown | undefined {
    return this.#answer === undefined || 'message' in this.#answer ? undefined : this.#answer;
  }

  reveal(preserveFocus: boolean): void {
    if (!this.#isDisposed) this.panel.reveal(undefined, preserveFocus);
  }

  close(): void {
    this.panel.dispose();
  }

  refreshSoon(pause = this.source.pause): void {
    clearTimeout(this.#timer);
    if (!this.#isDisposed) this.#timer = setTimeout(() => void this.refresh(), pause);
  }

  /** Asks for the answer. Only that to the last request counts. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const answer = await this.#ask(request.token);
    request.dispose();
    if (this.#isDisposed || this.#request !== request || answer === null) return;
    if (this.source.accepts?.(answer) === false) return;
    this.#answer = answer;
    this.showAnswer();
    this.source.shown?.();
  }

  showAnswer(): void {
    if (this.#answer !== undefined) this.post({ type: 'show', answer: this.#answer, labels: labels(), ...this.source.page });
  }

  post(message: ToView): void {
    void this.panel.webview.postMessage(message);
  }

  async #ask(token: vscode.CancellationToken): Promise<Shown | Unread | null> {
    try {
      return await this.source.ask(token);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      return { message: vscode.l10n.t('gouji could not read the document: {0}', error instanceof Error ? error.message : String(error)) };
    }
  }

  #received(message: FromView): void {
    switch (message.type) {
      case 'ready':
        this.showAnswer();
        this.source.shown?.();
        break;
      case 'openPage': {
        const page = this.shown?.findings[message.finding]?.page;
        if (page !== undefined) void vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(page), { viewColumn: vscode.ViewColumn.Beside });
        break;
      }
      case 'openAsText':
        this.source.openAsText();
        break;
      default:
        this.source.received?.(message);
    }
  }
}
