// One connection to one server process: what is sent to it, and what happens when it ends by itself.

import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, type ErrorHandler, type LanguageClientOptions } from 'vscode-languageclient/node';
import { savingOtherFiles } from './accepting';
import type { CrashCount } from './crashCount';
import { BASE } from './rulePages';

export interface Connection {
  readonly program: string;
  readonly output: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  readonly crashes: CrashCount;
  onGivenUp(crashes: number): void;
}

/** Files on disk (of a remote machine too: there the scheme is `file` as well) and texts not saved yet. */
const SCHEMES = ['file', 'untitled'];
/** The reports' own language. */
export const LANGUAGE = 'disclosure-report';
const LANGUAGES = [LANGUAGE, 'plaintext', 'markdown'];
const SELECTOR = SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));

export function isCandidate(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0;
}

export function createClient(connection: Connection): LanguageClient {
  // A server that dies before it ever answered would only die again.
  let wasReady = false;
  const options: LanguageClientOptions = {
    documentSelector: SELECTOR,
    outputChannel: connection.output,
    traceOutputChannel: connection.trace,
    diagnosticCollectionName: 'gouji',
    initializationOptions: { documentation: BASE, language: vscode.workspace.getConfiguration('gouji').get('language', 'auto') },
    middleware: {
      provideCodeActions: async (document, range, context, token, next) => savingOtherFiles(await next(document, range, context, token), document.uri),
      // Two outlines of one text would stand in two trees.
      provideDocumentSymbols: (document, token, next) => (hasMarkdownOutline(document) ? undefined : next(document, token)),
    },
    // Which files are watched, the server says.
    synchronize: { configurationSection: 'gouji' },
    errorHandler: errorHandler(connection, () => wasReady),
    // The caller tells the user about a failed start, with a next step.
    initializationFailedHandler: () => false,
  };
  const client = new LanguageClient('gouji', 'gouji', { command: connection.program, args: ['lsp'] }, options);
  client.onDidChangeState(({ newState }) => {
    wasReady ||= newState === State.Running;
  });
  return client;
}

function hasMarkdownOutline(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'markdown' || !/^#{1,6}[ \t]/m.test(document.getText())) return false;
  return vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;
}

function errorHandler({ crashes, onGivenUp }: Connection, wasReady: () => boolean): ErrorHandler {
  return {
    error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
    closed: () => {
      if (!wasReady()) return { action: CloseAction.DoNotRestart, handled: true };
      const { restart, lately } = crashes.record(Date.now());
      if (!restart) onGivenUp(lately);
      return { action: restart ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
    },
  };
}
