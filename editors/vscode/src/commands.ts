// The commands of the palette, and the settings whose change restarts the server.

import * as vscode from 'vscode';
import type { Service } from './service';

const NEEDS_RESTART = ['gouji.server.path', 'gouji.language'];

export function registerCommands(service: Service): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gouji.restart', () => service.restart()),
    vscode.commands.registerCommand('gouji.showOutput', () => service.showOutput()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (service.wanted && NEEDS_RESTART.some((setting) => event.affectsConfiguration(setting))) void service.restart();
    }),
  );
}
