// The language client: the documents and settings that it sends to the server, and the reaction if the server ends unexpectedly.

import * as vscode from 'vscode';
import { CloseAction, ErrorAction, State, type BaseLanguageClient, type ErrorHandler, type LanguageClientOptions } from 'vscode-languageclient';
import { savingOtherFiles } from './accepting';
import type { CrashCount } from './crashCount';
import type { FoundServer } from './launcher';
import { SHOW_PLACES } from './places';
import { BASE } from './rulePages';
import { selector } from './selector';

export interface Connection {
  readonly server: FoundServer;
  readonly output: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  readonly crashes: CrashCount;
  onGivenUp(crashes: number): void;
}

export function createClient(connection: Connection): BaseLanguageClient {
  // Do not restart a server that ended before it was ready: it would end again.
  let wasReady = false;
  const options: LanguageClientOptions = {
    documentSelector: selector(),
    outputChannel: connection.output,
    traceOutputChannel: connection.trace,
    diagnosticCollectionName: 'gouji',
    // The server notifies of new findings in documents only a client that has views of them.
    initializationOptions: { documentation: BASE, documentViews: true, language: vscode.workspace.getConfiguration('gouji').get('language', 'auto'), ...switches() },
    middleware: {
      provideCodeActions: async (document, range, context, token, next) => savingOtherFiles(await next(document, range, context, token), document.uri),
      // VS Code would show the outline of Markdown and that of gouji as two trees.
      provideDocumentSymbols: (document, token, next) => (hasMarkdownOutline(document) ? undefined : next(document, token)),
    },
    // The server registers the files to watch.
    synchronize: { configurationSection: 'gouji' },
    errorHandler: errorHandler(connection, () => wasReady),
    // The caller shows a message with the next step if the start fails.
    initializationFailedHandler: () => false,
  };
  const client = connection.server.createClient(options);
  client.onDidChangeState(({ newState }) => {
    wasReady ||= newState === State.Running;
  });
  return client;
}

/** The features that the user switches on and off. The client sends later changes by itself. */
function switches(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration('gouji');
  const [inlayHints, codeLens, workspaceDiagnostics] = ['inlayHints', 'codeLens', 'workspaceDiagnostics'].map((name) => settings.get(name));
  return { inlayHints, codeLens, workspaceDiagnostics, commands: [SHOW_PLACES] };
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
