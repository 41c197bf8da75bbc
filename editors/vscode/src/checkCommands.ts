// Commands that open a report of any kind, so that it is checked.

import * as vscode from 'vscode';
import { activeFile } from './activeFile';
import { viewFor } from './documentUris';
import { chooseLastYear } from './newReport';

export function registerCheckCommands(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gouji.check', (uri?: vscode.Uri) => check(uri)),
    vscode.commands.registerCommand('gouji.openLastYear', openLastYear),
  );
}

async function check(given: vscode.Uri | undefined): Promise<void> {
  const uri = given ?? activeFile();
  if (uri === undefined) return;
  const view = viewFor(uri.path);
  if (view === undefined) await vscode.commands.executeCommand('vscode.open', uri);
  else await vscode.commands.executeCommand('vscode.openWith', uri, view);
}

async function openLastYear(): Promise<void> {
  const uri = await chooseLastYear();
  if (uri !== undefined) await check(uri);
}
