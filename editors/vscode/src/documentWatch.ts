// Watches the file of a view, and the settings that decide what is found in it.

import * as vscode from 'vscode';

/** Calls a function when a file was changed, replaced or removed. Office programs write a new file and rename it. */
export function watchFile(file: vscode.Uri, changed: () => void): vscode.Disposable {
  const folder = vscode.Uri.joinPath(file, '..');
  // The name could contain characters that have a meaning in a pattern.
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  const look = (uri: vscode.Uri): void => {
    if (uri.toString() === file.toString()) changed();
  };
  return vscode.Disposable.from(watcher, watcher.onDidChange(look), watcher.onDidCreate(look), watcher.onDidDelete(look));
}

/** Calls a function with the settings and baselines of the workspace that changed. */
export function watchSettings(changed: (uris: vscode.Uri[]) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/{gouji.toml,gouji-baseline.json}');
  const look = (uri: vscode.Uri): void => changed([uri]);
  return vscode.Disposable.from(watcher, watcher.onDidChange(look), watcher.onDidCreate(look), watcher.onDidDelete(look));
}
