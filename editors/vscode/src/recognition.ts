// Sets the language of plain text reports to that of reports, which enables word wrap, highlighting and the Tab key in tables.
// Unsaved texts change without a question. For files the user is asked once, because the change is visible in their language mode.

import * as vscode from 'vscode';
import { isReport, LINES_TO_READ } from './reportText';
import { LANGUAGE, isCandidate } from './selector';

type Mode = 'ask' | 'always' | 'never';

/** A text is read when the user pauses typing. */
const PAUSE_MS = 500;
/** VS Code closes and immediately reopens a document whose language changes. A document that stays closed is forgotten. */
const FORGET_MS = 2000;

export function recognizeReports(): vscode.Disposable {
  return new Recognition();
}

class Recognition implements vscode.Disposable {
  // Each document is decided once, so that a user can set its language back to plain text.
  readonly #decided = new Set<string>();
  readonly #waiting = new Set<string>();
  // The change is made once per document. Later changes are those of the user.
  readonly #indented = new WeakSet<vscode.TextDocument>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable;
  #asked = false;
  #pause: NodeJS.Timeout | undefined;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(() => this.#lookAtAll()),
      vscode.workspace.onDidOpenTextDocument(() => this.#lookAtAll()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId !== 'plaintext') return;
        clearTimeout(this.#pause);
        this.#pause = setTimeout(() => this.#lookAtAll(), PAUSE_MS);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forgetLater(document.uri.toString())),
    );
    this.#lookAtAll();
  }

  dispose(): void {
    clearTimeout(this.#pause);
    this.#timers.forEach(clearTimeout);
    this.#subscriptions.dispose();
  }

  #lookAtAll(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      this.#look(editor.document);
      if (editor.document.languageId === LANGUAGE && !this.#indented.has(editor.document)) {
        this.#indented.add(editor.document);
        indentAsConfigured(editor);
      }
    }
  }

  #look(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (document.languageId !== 'plaintext' || !isCandidate(document) || this.#decided.has(key)) return;
    if (!isReport(beginningOf(document))) return;
    const mode = vscode.workspace.getConfiguration('gouji', document).get<Mode>('recognizeReports', 'ask');
    if (mode === 'never') return;
    this.#decided.add(key);
    if (mode === 'always' || document.isUntitled) {
      void vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
      return;
    }
    this.#waiting.add(key);
    if (!this.#asked) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asked = true;
    const always = vscode.l10n.t('Always');
    const never = vscode.l10n.t('Never');
    const question = vscode.l10n.t('This text is a disclosure report. Show it as one: wrapped lines, highlighting, Tab from cell to cell? The text itself is not changed.');
    const answer = await vscode.window.showInformationMessage(question, always, never);
    if (answer === undefined) return;
    const mode: Mode = answer === always ? 'always' : 'never';
    await vscode.workspace.getConfiguration('gouji').update('recognizeReports', mode, vscode.ConfigurationTarget.Global);
    if (mode === 'never') return;
    for (const document of vscode.workspace.textDocuments) {
      if (this.#waiting.has(document.uri.toString()) && document.languageId === 'plaintext') await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
    }
  }

  #forgetLater(key: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (vscode.workspace.textDocuments.some((document) => document.uri.toString() === key)) return;
      this.#decided.delete(key);
      this.#waiting.delete(key);
    }, FORGET_MS);
    this.#timers.add(timer);
  }
}

/** A text that was open before its language was set keeps the indentation settings that VS Code guessed. */
function indentAsConfigured(editor: vscode.TextEditor): void {
  const { tabSize, insertSpaces } = editor.options;
  const wanted = vscode.workspace.getConfiguration('editor', editor.document);
  if (wanted.get('detectIndentation') !== false) return;
  const options = { tabSize: wanted.get<number>('tabSize', 4), insertSpaces: wanted.get<boolean>('insertSpaces', false) };
  if (tabSize !== options.tabSize || insertSpaces !== options.insertSpaces) editor.options = options;
}

export function beginningOf(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(0, 0, LINES_TO_READ, 0));
}
