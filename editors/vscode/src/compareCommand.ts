// The command that compares the active report with last year's.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { viewFor } from './documentUris';
import { lastYearUri } from './lastYear';
import { openSetting } from './messages';
import { activeReport } from './openReports';
import { SHOW_PLACES } from './places';
import type { Service } from './service';

export function registerCompareCommand(service: Service): vscode.Disposable {
  return vscode.commands.registerCommand('gouji.compareWithLastYear', () => compare(service));
}

async function compare(service: Service): Promise<void> {
  const report = activeReport()?.document;
  if (report === undefined) return;
  await service.start();
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', report.uri);
  const found = lastYearUri(lenses.map(({ command }) => command), SHOW_PLACES);
  if (found === undefined) await tellNotFound();
  else await show(vscode.Uri.parse(found), report.uri);
}

/** Word documents, PDF files and web pages are no texts, so their view opens at the side instead. */
async function show(lastYear: vscode.Uri, report: vscode.Uri): Promise<void> {
  const view = viewFor(lastYear.path);
  if (view !== undefined) {
    await vscode.commands.executeCommand('vscode.openWith', lastYear, view, vscode.ViewColumn.Beside);
    return;
  }
  const [before, now] = [lastYear, report].map((uri) => path.posix.basename(uri.path));
  await vscode.commands.executeCommand('vscode.diff', lastYear, report, `${before} ↔ ${now}`);
}

async function tellNotFound(): Promise<void> {
  // Only the lenses say where last year's report is, so the server does not answer if they are switched off.
  if (!vscode.workspace.getConfiguration('gouji').get('codeLens', true)) {
    const open = vscode.l10n.t('Open Setting');
    const message = vscode.l10n.t('To compare with last year’s report, please turn on the setting gouji.codeLens.');
    if ((await vscode.window.showInformationMessage(message, open)) === open) await openSetting('codeLens');
    return;
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('gouji has not found last year’s report of this agency. Please put it into the folder that is open, then try again.'));
}
