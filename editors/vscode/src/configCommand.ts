// The command that opens gouji.toml, or creates it if there is none. It never overwrites a file.

import * as vscode from 'vscode';
import { activeFile } from './activeFile';
import { CONFIG, configPaths, newConfig } from './configFile';

export function registerConfigCommand(): vscode.Disposable {
  return vscode.commands.registerCommand('gouji.openConfig', openConfig);
}

async function openConfig(): Promise<void> {
  const folder = await folderOfActiveFile();
  if (folder === undefined) return;
  const existing = await nearestConfig(folder.uri);
  const config = existing ?? (await createConfig(folder.uri));
  if (config !== undefined) await vscode.window.showTextDocument(config);
}

/** The workspace folder of the active file. Without an active file in a folder, the user chooses one. */
async function folderOfActiveFile(): Promise<vscode.WorkspaceFolder | undefined> {
  const [only, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (only === undefined) {
    await askToOpenFolder();
    return undefined;
  }
  const active = activeFile();
  const folder = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active);
  if (folder !== undefined || others.length === 0) return folder ?? only;
  return vscode.window.showWorkspaceFolderPick();
}

/** Also used by other commands that need a folder. */
export async function askToOpenFolder(): Promise<void> {
  const open = vscode.l10n.t('Open Folder');
  const picked = await vscode.window.showInformationMessage(vscode.l10n.t('Please open the folder of the reports first.'), open);
  if (picked === open) await vscode.commands.executeCommand('workbench.action.files.openFolder');
}

async function nearestConfig(root: vscode.Uri): Promise<vscode.Uri | undefined> {
  const active = activeFile();
  const isInFolder = active !== undefined && vscode.workspace.getWorkspaceFolder(active)?.uri.toString() === root.toString();
  const report = isInFolder ? active.path : vscode.Uri.joinPath(root, CONFIG).path;
  for (const path of configPaths(report, root.path)) {
    const uri = root.with({ path });
    if (await isFile(uri)) return uri;
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** Undefined if the file could not be created. A file that appears in the meantime stays as it is. */
async function createConfig(root: vscode.Uri): Promise<vscode.Uri | undefined> {
  const uri = vscode.Uri.joinPath(root, CONFIG);
  const content = newConfig({
    purpose: vscode.l10n.t('Configuration of gouji for the reports in this folder. A line that begins with # has no effect.'),
    exclude: vscode.l10n.t('Files and folders to skip when gouji searches for reports:'),
    levels: vscode.l10n.t('Levels of rules: off, hint, info, warning, error. Quick fixes add rules here.'),
  });
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: true, contents: new TextEncoder().encode(content) });
  if (await vscode.workspace.applyEdit(edit)) return uri;
  void vscode.window.showErrorMessage(vscode.l10n.t('gouji.toml could not be created in {0}.', root.fsPath));
  return undefined;
}
