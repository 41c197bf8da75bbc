// Starts, stops and restarts the server, one action at a time.

import * as vscode from 'vscode';
import { DidChangeWatchedFilesNotification, FileChangeType, State, type BaseLanguageClient } from 'vscode-languageclient';
import { createClient } from './client';
import type { Answer, CurrentFigure, Position, PreviewAnswer } from './documentModel';
import { CrashCount } from './crashCount';
import type { ComparedTable, Overview } from './overviewModel';
import type { Launcher } from './launcher';
import { tellCrashes, tellNotReady, type Steps } from './messages';
import { TraceChannel } from './traceChannel';

/** `stopped` before the first report; `failed` if the server cannot be started, or is not started again. */
export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

export class Service implements vscode.Disposable, Steps {
  readonly #launcher: Launcher;
  readonly #output = vscode.window.createOutputChannel('gouji', { log: true });
  readonly #trace = new TraceChannel();
  #client: BaseLanguageClient | undefined;
  #wanted = false;
  #state: ServerState = 'stopped';
  #foundServer: string | undefined;
  readonly #stateChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeState = this.#stateChanged.event;
  readonly #started = new vscode.EventEmitter<void>();
  readonly onDidStart = this.#started.event;
  readonly #documentsChanged = new vscode.EventEmitter<void>();
  /** The server has looked through the workspace again. */
  readonly onDocumentsChanged = this.#documentsChanged.event;
  // Two restarts at the same time would leave a server running, so each action waits for the previous one.
  #queue: Promise<void> = Promise.resolve();

  constructor(launcher: Launcher) {
    this.#launcher = launcher;
  }

  /** True from the first report on, even if the server could not be started, so that not every keystroke tries again. */
  get wanted(): boolean {
    return this.#wanted;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** The name of the system for a bug report. */
  get system(): string {
    return this.#launcher.system;
  }

  /** The version of the server that was found last, and where it was found, without its path. */
  get foundServer(): string | undefined {
    return this.#foundServer;
  }

  start(): Promise<void> {
    if (this.#wanted) return this.#queue;
    this.#wanted = true;
    // From now on the Explorer offers commands for texts too.
    void vscode.commands.executeCommand('setContext', 'gouji.found', true);
    return this.#enqueue(() => this.#startNow());
  }

  /** `change` happens between the two servers: one that is ending could not take it any more, and VS Code would report an error. */
  async restart(change?: () => Thenable<void>): Promise<void> {
    this.#wanted = true;
    let failure: unknown;
    await this.#enqueue(async () => {
      await this.#stopNow();
      try {
        await change?.();
      } catch (error) {
        failure = error;
      }
      await this.#startNow();
    });
    if (failure !== undefined) throw failure;
  }

  stop(): Promise<void> {
    return this.#enqueue(() => this.#stopNow());
  }

  async filesChanged(uris: string[]): Promise<void> {
    await this.#launcher.provide?.(uris.map((uri) => vscode.Uri.parse(uri)));
    const changes = uris.map((uri) => ({ uri, type: FileChangeType.Changed }));
    await this.#client?.sendNotification(DidChangeWatchedFilesNotification.method, { changes });
  }

  /** Reads a document that VS Code cannot show as text. Starts the server if it does not run. */
  async readDocument(uri: string, token: vscode.CancellationToken): Promise<Answer> {
    await this.start();
    if (this.#client === undefined) throw new Error(vscode.l10n.t('the gouji server does not run'));
    await this.#launcher.provide?.([vscode.Uri.parse(uri)]);
    return this.#client.sendRequest<Answer>('gouji/document', { textDocument: { uri } }, token);
  }

  /** The preview of an open text; null if the server does not know the text. */
  async preview(uri: string, token: vscode.CancellationToken): Promise<PreviewAnswer | null> {
    await this.start();
    if (this.#client === undefined) throw new Error(vscode.l10n.t('the gouji server does not run'));
    return this.#client.sendRequest<PreviewAnswer | null>('gouji/preview', { textDocument: { uri } }, token);
  }

  /** The figure of a table at a place of an open text; null if there is none. Does not start the server. */
  async figure(uri: string, { line, character }: Position, token: vscode.CancellationToken): Promise<CurrentFigure | null> {
    if (this.#client?.isRunning() !== true) return null;
    return this.#client.sendRequest<CurrentFigure | null>('gouji/figure', { textDocument: { uri }, position: { line, character } }, token);
  }

  /** The reports of the open folders. Starts the server if it does not run. */
  async overview(): Promise<Overview> {
    await this.start();
    return (await this.#client?.sendRequest<Overview>('gouji/overview', {})) ?? { reports: [], leftOut: 0 };
  }

  /** The tables of two reports of the overview, side by side. */
  async compareYears(before: string, now: string): Promise<readonly ComparedTable[]> {
    await this.start();
    const answer = await this.#client?.sendRequest<{ tables: readonly ComparedTable[] }>('gouji/compareYears', { before, now });
    return answer?.tables ?? [];
  }

  showOutput(): void {
    this.#output.show();
  }

  dispose(): void {
    for (const part of [this.#output, this.#trace, this.#started, this.#stateChanged, this.#documentsChanged]) part.dispose();
  }

  #setState(state: ServerState): void {
    this.#state = state;
    this.#stateChanged.fire();
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch((error: unknown) => this.#output.error(String(error)));
    return this.#queue;
  }

  async #startNow(): Promise<void> {
    this.#setState('starting');
    const server = await this.#launcher.find(this.#output, this);
    if (server === undefined) {
      this.#setState('failed');
      return;
    }
    this.#foundServer = server.description;
    const client = createClient({
      server,
      output: this.#output,
      trace: this.#trace,
      crashes: new CrashCount(),
      onGivenUp: (crashes) => {
        this.#setState('failed');
        void tellCrashes(crashes, this);
      },
    });
    this.#client = client;
    // The client restarts a server that ended unexpectedly.
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) this.#setState('starting');
      if (newState === State.Running) this.#setState('running');
    });
    client.onNotification('gouji/documentsChanged', () => this.#documentsChanged.fire());
    try {
      await client.start();
      this.#started.fire();
    } catch (error) {
      this.#client = undefined;
      this.#setState('failed');
      void tellNotReady(error instanceof Error ? error.message : String(error), this);
    }
  }

  async #stopNow(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#setState('stopped');
    // The client may be about to send the changed setting that is the reason of a restart. It reports an error if the server ends first.
    await new Promise((resolve) => setTimeout(resolve));
    // A client whose server has crashed cannot be stopped, and need not be.
    if (client?.needsStop()) await client.stop().catch((error: unknown) => this.#output.warn(String(error)));
    await client?.dispose().catch(() => undefined);
  }
}
