// The read-only editor of Word documents, PDF files and web pages: it shows a document as gouji reads it, with its findings.

import * as vscode from 'vscode';
import type { ReadDocument } from './documentModel';
import { DocumentProblems } from './documentProblems';
import { fileParts, findingOf, OTHER_VIEW, WORD_VIEW } from './documentUris';
import { watchFile, watchSettings } from './documentWatch';
import type { Service } from './service';
import { ViewPanel, type PanelSource, type Unread } from './viewPanel';

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
    const file = uri.with({ ...fileParts(uri), fragment: '' });
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
  readonly #view: ViewPanel<ReadDocument>;
  readonly #problems: DocumentProblems;
  readonly #watch: vscode.Disposable;
  #selected: number | undefined;
  /** Whether the last answer was a failure that is being tried again. */
  #isRetry = false;

  constructor(file: vscode.Uri, panel: vscode.WebviewPanel, { extension, service, problems }: Surroundings, finding: number | undefined) {
    this.#file = file;
    this.#problems = problems;
    this.#selected = finding;
    const source: PanelSource<ReadDocument> = {
      pause: PAUSE_MS,
      page: {},
      ask: (token) => service.readDocument(file.toString(), token),
      accepts: (answer) => this.#accepts(answer),
      shown: () => this.#showSelected(),
      openAsText: () => void vscode.commands.executeCommand('vscode.openWith', file, 'default'),
    };
    this.#view = new ViewPanel(panel, source, extension);
    this.#watch = watchFile(file, () => this.refreshSoon());
    void this.#view.refresh();
  }

  dispose(): void {
    this.#view.dispose();
    this.#watch.dispose();
  }

  show(): void {
    this.#view.reveal(false);
  }

  close(): void {
    this.#view.close();
  }

  select(finding: number): void {
    this.#selected = finding;
    if (this.#view.shown !== undefined) this.#view.post({ type: 'select', finding });
  }

  refreshSoon(): void {
    this.#isRetry = false;
    this.#view.refreshSoon();
  }

  /** A document that cannot be read any more is read once again before the page says so. */
  #accepts(answer: ReadDocument | Unread): boolean {
    const isFailure = 'message' in answer;
    if (isFailure && this.#view.shown !== undefined && !this.#isRetry) {
      this.#isRetry = true;
      this.#view.refreshSoon(RETRY_MS);
      return false;
    }
    this.#isRetry = false;
    this.#problems.show(this.#file, isFailure ? [] : answer.findings);
    return true;
  }

  #showSelected(): void {
    if (this.#view.shown === undefined) return;
    if (this.#selected !== undefined) this.#view.post({ type: 'select', finding: this.#selected });
    this.#selected = undefined;
  }
}
