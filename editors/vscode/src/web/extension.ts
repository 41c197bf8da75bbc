// The entry point of the extension in a browser, where no program can run: the server is a WebAssembly module in a web worker.

import * as vscode from 'vscode';
import { registerFeatures } from '../features';
import { serveSchemes } from '../selector';
import { Service } from '../service';
import { WorkerLauncher } from './workerLauncher';

/** Commands that need the program. The menus hide them in a browser, but a link or a key may still lead to them. */
const NEED_PROGRAM = ['gouji.import', 'gouji.export', 'gouji.new', 'gouji.checkWorkspace'];

let service: Service | undefined;

export function activate(context: vscode.ExtensionContext): void {
  void vscode.commands.executeCommand('setContext', 'gouji.web', true);
  serveSchemes((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme));
  const launcher = new WorkerLauncher(context.extensionUri, context.extension.packageJSON.version);
  service = new Service(launcher);
  context.subscriptions.push(launcher, ...NEED_PROGRAM.map((command) => vscode.commands.registerCommand(command, tellNeedsProgram)));
  registerFeatures(context, service);
}

export async function deactivate(): Promise<void> {
  await service?.stop();
}

function tellNeedsProgram(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('This is not available in a browser. Please open the folder in the desktop version of VS Code.'));
}
