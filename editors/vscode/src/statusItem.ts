// The language status item: whether the server runs, and how many findings the active report has.

import * as vscode from 'vscode';
import { countSeverities } from './findings';
import { findingsOf } from './findingCommands';
import { isReportDocument } from './openReports';
import { selector } from './selector';
import type { Service } from './service';

export function registerStatusItem(service: Service): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('gouji.status', []);
  item.name = 'gouji 勾稽';
  // The counts alone would not say whose they are.
  item.detail = item.name;
  const update = (): void => show(item, service);
  update();
  return vscode.Disposable.from(
    item,
    service.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      // The text may have become a report, or may be none any more.
      if (document === vscode.window.activeTextEditor?.document) update();
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) update();
    }),
  );
}

function show(item: vscode.LanguageStatusItem, service: Service): void {
  const document = vscode.window.activeTextEditor?.document;
  const isReport = document !== undefined && isReportDocument(document);
  // Texts that are no reports do not have the item.
  item.selector = isReport ? selector() : [];
  if (!isReport) return;
  item.busy = service.state === 'starting';
  item.severity = service.state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.text = textFor(service, document);
  item.command =
    service.state === 'failed' || service.state === 'stopped'
      ? { command: 'gouji.showOutput', title: vscode.l10n.t('Show Output') }
      : { command: 'workbench.actions.view.problems', title: vscode.l10n.t('Show Problems') };
}

function textFor(service: Service, document: vscode.TextDocument): string {
  switch (service.state) {
    case 'starting':
      return vscode.l10n.t('The server is starting');
    case 'failed':
      return vscode.l10n.t('The server could not be started');
    case 'stopped':
      return vscode.l10n.t('The server does not run');
    case 'running':
      return countText(document);
  }
}

function countText(document: vscode.TextDocument): string {
  const [errors, warnings, notes, hints] = countSeverities(findingsOf(document).map(({ severity }) => severity));
  const parts: string[] = [];
  if (errors > 0) parts.push(vscode.l10n.t('Errors: {0}', errors));
  if (warnings > 0) parts.push(vscode.l10n.t('Warnings: {0}', warnings));
  if (notes > 0) parts.push(vscode.l10n.t('Notes: {0}', notes));
  if (hints > 0) parts.push(vscode.l10n.t('Hints: {0}', hints));
  return parts.length === 0 ? vscode.l10n.t('Nothing was found.') : parts.join(vscode.l10n.t(', '));
}
