// One connection to one server process: what is sent to it, and what happens when it ends by itself.

import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, type ErrorHandler, type LanguageClientOptions } from 'vscode-languageclient/node';
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
const LANGUAGES = ['disclosure-report', 'plaintext', 'markdown'];
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
    initializationOptions: { documentation: BASE },
    // Which files are watched, the server says.
    synchronize: { configurationSection: 'gouji' },
    errorHandler: errorHandler(connection, () => wasReady),
    // The caller tells the user about a failed start, with a next step.
    initializationFailedHandler: () => false,
  };
  const client = new ReportClient('gouji', 'gouji', { command: connection.program, args: ['lsp'] }, options);
  client.onDidChangeState(({ newState }) => {
    wasReady ||= newState === State.Running;
  });
  return client;
}

class ReportClient extends LanguageClient {
  /** Reports are Chinese whatever the editor is displayed in, so the user may choose. */
  protected override getLocale(): string {
    const chosen = vscode.workspace.getConfiguration('gouji').get('language', 'auto');
    return chosen === 'auto' ? vscode.env.language : chosen;
  }
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
