// Starts the server in a web worker, and gives it the files of the workspace.

import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { MessageTransports } from 'vscode-languageclient';
import type { FoundServer, Launcher } from '../launcher';
import type { StartMessage } from './messages';
import { WorkerReader, WorkerWriter } from './transport';
import { WorkspaceFiles } from './workspaceFiles';

export class WorkerLauncher implements Launcher, vscode.Disposable {
  readonly system = 'web worker';
  readonly #files = new WorkspaceFiles();
  #module: WebAssembly.Module | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly version: string,
  ) {}

  dispose(): void {
    this.#files.dispose();
  }

  async find(output: vscode.LogOutputChannel): Promise<FoundServer> {
    const description = `gouji ${this.version} (web worker)`;
    output.info(description);
    const connect = (): Promise<MessageTransports> => this.#connect(output);
    return { description, createClient: (options) => new LanguageClient('gouji', 'gouji', connect, options) };
  }

  async provide(files: readonly vscode.Uri[]): Promise<void> {
    await this.#files.send(files);
  }

  /** Starts a worker. The client calls it again if the worker has failed. */
  async #connect(output: vscode.LogOutputChannel): Promise<MessageTransports> {
    this.#module ??= await WebAssembly.compile(await this.#code());
    const worker = new Worker(vscode.Uri.joinPath(this.extension, 'out/web/worker.js').toString(true));
    const transports = { reader: new WorkerReader(worker, output), writer: new WorkerWriter(worker) };
    const start: StartMessage = { gouji: 'start', module: this.#module };
    worker.postMessage(start);
    // Documents are checked before the files of the workspace are there, and again then.
    void this.#files.sendAll(worker, output);
    return transports;
  }

  async #code(): Promise<Uint8Array<ArrayBuffer>> {
    return Uint8Array.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extension, 'out/web/gouji.wasm')));
  }
}
