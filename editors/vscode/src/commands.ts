// The commands that need no more than the service, and the settings whose change restarts the server.

import * as vscode from 'vscode';
import { registerCompareCommand } from './compareCommand';
import { registerConfigCommand } from './configCommand';
import { registerDebugCommand } from './debugCommand';
import { registerFillTotals } from './fillTotals';
import { registerFindingCommands } from './findingCommands';
import type { Service } from './service';

const NEEDS_RESTART = ['gouji.server.path', 'gouji.language'];

export function registerCommands(service: Service, extension: vscode.Extension<unknown>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gouji.restart', () => service.restart()),
    vscode.commands.registerCommand('gouji.showOutput', () => service.showOutput()),
    registerFindingCommands(),
    registerFillTotals(),
    registerConfigCommand(),
    registerCompareCommand(service),
    registerDebugCommand(service, extension.packageJSON),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (service.wanted && NEEDS_RESTART.some((setting) => event.affectsConfiguration(setting))) void service.restart();
    }),
  );
}
