// The entry point of the extension where programs can run. The first text that may be a report starts the server; activation does not.

import type * as vscode from 'vscode';
import { registerFeatures } from './features';
import { ProgramLauncher } from './programLauncher';
import { registerReportCommands } from './reportCommands';
import { Service } from './service';
import { registerWorkspaceCheck } from './workspaceCheck';

let service: Service | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const launcher = new ProgramLauncher(context.extensionPath, context.globalState);
  service = new Service(launcher);
  registerFeatures(context, service);
  context.subscriptions.push(registerReportCommands(service, launcher), registerWorkspaceCheck(service));
}

export async function deactivate(): Promise<void> {
  await service?.stop();
}
