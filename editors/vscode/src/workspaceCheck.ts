// The command that checks all reports of the open folders: it turns on the setting, and shows the Problems panel.

import * as vscode from 'vscode';
import { askToOpenFolder } from './configCommand';
import type { Service } from './service';

const SETTING = 'workspaceDiagnostics';

export function registerWorkspaceCheck(service: Service): vscode.Disposable {
  return vscode.commands.registerCommand('gouji.checkWorkspace', () => checkWorkspace(service));
}

async function checkWorkspace(service: Service): Promise<void> {
  if (vscode.workspace.workspaceFolders === undefined) {
    await askToOpenFolder();
    return;
  }
  const settings = vscode.workspace.getConfiguration('gouji');
  if (settings.get(SETTING, false)) {
    await service.start();
  } else {
    // The server offers the check only when it starts.
    await service.restart(() => settings.update(SETTING, true, vscode.ConfigurationTarget.Workspace));
  }
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
