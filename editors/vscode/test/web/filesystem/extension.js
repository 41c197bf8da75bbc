// A file system in memory. Its files are in files.json, which the server of the test makes: names and contents in base64.

const vscode = require('vscode');

class MemoryFiles {
  #changed = new vscode.EventEmitter();
  onDidChangeFile = this.#changed.event;
  #files;

  constructor(extension) {
    this.#files = vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'files.json')).then((bytes) => {
      const contents = JSON.parse(new TextDecoder().decode(bytes));
      const entries = Object.entries(contents).map(([path, content]) => [path, Uint8Array.from(atob(content), (character) => character.charCodeAt(0))]);
      return new Map(entries);
    });
  }

  watch() {
    return new vscode.Disposable(() => undefined);
  }

  async stat({ path }) {
    const files = await this.#files;
    const file = files.get(path);
    if (file !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: Date.now(), size: file.length };
    const prefix = path.endsWith('/') ? path : `${path}/`;
    if (path === '/' || [...files.keys()].some((name) => name.startsWith(prefix))) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    throw vscode.FileSystemError.FileNotFound(path);
  }

  async readDirectory({ path }) {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    const entries = new Map();
    for (const name of (await this.#files).keys()) {
      if (!name.startsWith(prefix)) continue;
      const [first, ...rest] = name.slice(prefix.length).split('/');
      entries.set(first, rest.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return [...entries];
  }

  async readFile({ path }) {
    const file = (await this.#files).get(path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return file;
  }

  async writeFile(uri, content) {
    const files = await this.#files;
    const type = files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    files.set(uri.path, content);
    this.#changed.fire([{ type, uri }]);
  }

  async delete(uri) {
    (await this.#files).delete(uri.path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  async rename(from, to) {
    await this.writeFile(to, await this.readFile(from));
    await this.delete(from);
  }

  createDirectory() {}
}

exports.activate = ({ extensionUri, subscriptions }) => {
  subscriptions.push(vscode.workspace.registerFileSystemProvider('memfs', new MemoryFiles(extensionUri), { isCaseSensitive: true }));
};
