// The read-only editor of Word documents, PDF files and web pages: it shows a document as gouji reads it, with its findings.

import * as vscode from 'vscode';
import type { Answer, FromView, ToView } from './documentModel';
import { DocumentProblems } from './documentProblems';
import { findingOf, OTHER_VIEW, WORD_VIEW } from './documentUris';
import { watchFile, watchSettings } from './documentWatch';
import type { Service } from './service';
import { labels, viewPage } from './viewPage';

/** Word saves in several steps. */
const PAUSE_MS = 300;
/** A file that cannot be read while it is being saved is read again. */
const RETRY_MS = 1500;

export function registerDocumentViews(extension: vscode.Uri, service: Service): vscode.Disposable {
  const views = new DocumentViews(extension, service);
  const options = { supportsMultipleEditorsPerDocument: false };
  return vscode.Disposable.from(
    views,
    ...[WORD_VIEW, OTHER_VIEW].map((type) => vscode.window.registerCustomEditorProvider(type, views, options)),
  );
}

class DocumentViews implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  readonly #open = new Map<string, DocumentView>();
  readonly #problems = new DocumentProblems();
  readonly #extension: vscode.Uri;
  readonly #service: Service;
  readonly #subscriptions: vscode.Disposable;

  constructor(extension: vscode.Uri, service: Service) {
    this.#extension = extension;
    this.#service = service;
    this.#subscriptions = vscode.Disposable.from(
      watchSettings((uris) => void this.#settingsChanged(uris)),
      service.onDidStart(() => this.#refreshAll()),
      service.onDocumentsChanged(() => this.#refreshAll()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#problems.dispose();
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const file = uri.with({ scheme: 'file', fragment: '' });
    const key = file.toString();
    const finding = findingOf(uri.fragment);
    const open = this.#open.get(key);
    if (open !== undefined && finding !== undefined) {
      open.select(finding);
      // The panel of a problem is closed in favour of the open view. VS Code must have finished opening it before.
      panel.webview.html = '';
      setTimeout(() => {
        open.show();
        panel.dispose();
      });
      return;
    }
    open?.close();
    const view = new DocumentView(file, panel, { extension: this.#extension, service: this.#service, problems: this.#problems }, finding);
    this.#open.set(key, view);
    panel.onDidDispose(() => {
      view.dispose();
      if (this.#open.get(key) !== view) return;
      this.#open.delete(key);
      this.#problems.clear(file);
    });
  }

  /** The server must know of a changed setting before it reads the documents again. */
  async #settingsChanged(uris: vscode.Uri[]): Promise<void> {
    if (this.#open.size === 0) return;
    await this.#service.filesChanged(uris.map(String));
    this.#refreshAll();
  }

  #refreshAll(): void {
    for (const view of this.#open.values()) view.refreshSoon();
  }
}

interface Surroundings {
  readonly extension: vscode.Uri;
  readonly service: Service;
  readonly problems: DocumentProblems;
}

class DocumentView implements vscode.Disposable {
  readonly #file: vscode.Uri;
  readonly #panel: vscode.WebviewPanel;
  readonly #surroundings: Surroundings;
  readonly #subscriptions: vscode.Disposable;
  #answer: Answer | undefined;
  #selected: number | undefined;
  #request: vscode.CancellationTokenSource | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(file: vscode.Uri, panel: vscode.WebviewPanel, surroundings: Surroundings, finding: number | undefined) {
    this.#file = file;
    this.#panel = panel;
    this.#surroundings = surroundings;
    this.#selected = finding;
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [vscode.Uri.joinPath(surroundings.extension, 'out')] };
    this.#subscriptions = vscode.Disposable.from(
      watchFile(file, () => this.refreshSoon()),
      panel.webview.onDidReceiveMessage((message: FromView) => this.#received(message)),
    );
    panel.webview.html = viewPage(panel.webview, surroundings.extension);
    void this.#refresh();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#request?.cancel();
    this.#subscriptions.dispose();
  }

  show(): void {
    if (!this.#isDisposed) this.#panel.reveal();
  }

  close(): void {
    this.#panel.dispose();
  }

  select(finding: number): void {
    this.#selected = finding;
    if (this.#answer !== undefined) this.#post({ type: 'select', finding });
  }

  refreshSoon(pause = PAUSE_MS): void {
    clearTimeout(this.#timer);
    if (!this.#isDisposed) this.#timer = setTimeout(() => void this.#refresh(), pause);
  }

  async #refresh(isRetry = false): Promise<void> {
    this.#request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.#request = request;
    const answer = await this.#ask(request.token);
    request.dispose();
    if (this.#isDisposed || this.#request !== request) return;
    if ('message' in answer && this.#answer !== undefined && !('message' in this.#answer) && !isRetry) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#refresh(true), RETRY_MS);
      return;
    }
    this.#answer = answer;
    this.#surroundings.problems.show(this.#file, 'message' in answer ? [] : answer.findings);
    this.#showAnswer();
  }

  async #ask(token: vscode.CancellationToken): Promise<Answer> {
    try {
      return await this.#surroundings.service.readDocument(this.#file.toString(), token);
    } catch (error) {
      return { message: vscode.l10n.t('gouji could not read the document: {0}', error instanceof Error ? error.message : String(error)) };
    }
  }

  #showAnswer(): void {
    if (this.#answer === undefined) return;
    this.#post({ type: 'show', answer: this.#answer, labels: labels() });
    if (this.#selected !== undefined) this.#post({ type: 'select', finding: this.#selected });
    this.#selected = undefined;
  }

  #post(message: ToView): void {
    void this.#panel.webview.postMessage(message);
  }

  #received(message: FromView): void {
    switch (message.type) {
      case 'ready':
        this.#showAnswer();
        break;
      case 'openPage': {
        const page = this.#answer !== undefined && !('message' in this.#answer) ? this.#answer.findings[message.finding]?.page : undefined;
        if (page !== undefined) void vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(page), { viewColumn: vscode.ViewColumn.Beside });
        break;
      }
      case 'openAsText':
        void vscode.commands.executeCommand('vscode.openWith', this.#file, 'default');
        break;
    }
  }
}
