// Gives the worker the files of the workspace that the server reads itself where it has a disk: configurations, baselines, and reports of other
// years. The file system may be on a web server, so few files are read, and each once.

import * as vscode from 'vscode';
import { viewFor } from '../documentUris';
import { baselineName, isWanted, MOST_DOCUMENT_BYTES, MOST_FILES, MOST_TEXT_BYTES, settingsFirst } from './fileChoice';
import { walk, type Entry } from './folderWalk';
import type { FileMessage } from './messages';

/** How many files are read at the same time. */
const PARALLEL = 8;

export class WorkspaceFiles implements vscode.Disposable {
  #worker: Worker | undefined;
  #output: vscode.LogOutputChannel | undefined;
  /** The files that the worker has. */
  readonly #sent = new Set<string>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const changed = (uri: vscode.Uri): void => void this.#changed(uri);
    this.#subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete((uri) => this.#post(uri, undefined)),
      // Some file systems tell of no changes.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => changed(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => void this.#sendFolders(added)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Sends all files to a worker that has just started. */
  async sendAll(worker: Worker, output: vscode.LogOutputChannel): Promise<void> {
    this.#worker = worker;
    this.#output = output;
    this.#sent.clear();
    await this.#sendFolders(vscode.workspace.workspaceFolders ?? []);
  }

  /** Sends the present content of files. A file that cannot be read, or is too large, is gone for the worker. */
  async send(files: readonly vscode.Uri[]): Promise<void> {
    const waiting = [...files];
    const sendNext = async (): Promise<void> => {
      for (let uri = waiting.shift(); uri !== undefined; uri = waiting.shift()) await this.#sendOne(uri);
    };
    await Promise.all(Array.from({ length: PARALLEL }, sendNext));
  }

  async #sendFolders(folders: readonly vscode.WorkspaceFolder[]): Promise<void> {
    const found = await Promise.all(folders.map(({ uri }) => walk(uri, list, vscode.Uri.joinPath, isWanted)));
    const files = settingsFirst(found.flat(), nameOf);
    const room = Math.max(0, MOST_FILES - this.#sent.size);
    if (files.length > room) this.#output?.warn(`only ${room} of ${files.length} files of the workspace are looked at`);
    await this.send(files.slice(0, room));
  }

  async #sendOne(uri: vscode.Uri): Promise<void> {
    const bytes = await read(uri);
    this.#post(uri, bytes);
    const baseline = bytes === undefined || nameOf(uri) !== 'gouji.toml' ? undefined : baselineName(new TextDecoder().decode(bytes));
    if (baseline === undefined) return;
    const named = vscode.Uri.joinPath(uri, '..', baseline);
    this.#post(named, await read(named));
  }

  async #changed(uri: vscode.Uri): Promise<void> {
    // A worker that does not run gets all files when it starts.
    if (this.#worker === undefined) return;
    const isNew = isWanted(nameOf(uri)) && this.#sent.size < MOST_FILES;
    if (isNew || this.#sent.has(uri.toString())) await this.send([uri]);
  }

  #post(uri: vscode.Uri, bytes: Uint8Array | undefined): void {
    const key = uri.toString();
    if (bytes === undefined && !this.#sent.has(key)) return;
    if (bytes === undefined) this.#sent.delete(key);
    else this.#sent.add(key);
    const message: FileMessage = { gouji: 'file', uri: key, bytes };
    this.#worker?.postMessage(message);
  }
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

async function list(folder: vscode.Uri): Promise<Entry[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  return entries.map(([name, type]) => ({ name, isFolder: (type & vscode.FileType.Directory) !== 0 }));
}

async function read(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  const most = viewFor(uri.path) === undefined ? MOST_TEXT_BYTES : MOST_DOCUMENT_BYTES;
  try {
    return (await vscode.workspace.fs.stat(uri)).size > most ? undefined : await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}
