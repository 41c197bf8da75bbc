// Commands for files of reports: import, export, and a new report. The program does the work; nothing is overwritten without a question.

import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { activeFile } from './activeFile';
import { freeName, withExtension } from './documentUris';
import { newReport } from './newReport';
import { run, type Outcome } from './program';
import type { ProgramLauncher } from './programLauncher';
import { LANGUAGE } from './selector';
import type { Service } from './service';
import { openUnsaved, tellNotes } from './unsaved';

export function registerReportCommands(service: Service, launcher: ProgramLauncher): vscode.Disposable {
  const commands = new ReportCommands(service, launcher);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gouji.import', (uri?: vscode.Uri) => commands.import(uri)),
    vscode.commands.registerCommand('gouji.export', (uri?: vscode.Uri) => commands.export(uri)),
    vscode.commands.registerCommand('gouji.new', () => newReport((args) => commands.runWithProgress(vscode.l10n.t('Making the report'), args))),
  );
}

class ReportCommands {
  constructor(
    private readonly service: Service,
    private readonly launcher: ProgramLauncher,
  ) {}

  async import(given: vscode.Uri | undefined): Promise<void> {
    const uri = given ?? activeFile();
    if (uri === undefined || !isLocal(uri)) return;
    const title = vscode.l10n.t('Importing {0}', path.basename(uri.fsPath));
    let format = 'md';
    let outcome = await this.runWithProgress(title, ['import', uri.fsPath, '--to', 'markdown']);
    // A few reports can be read as text only. If the file cannot be read at all, both fail alike.
    if (outcome?.kind === 'failed') {
      const asText = await this.runWithProgress(title, ['import', uri.fsPath, '--to', 'text']);
      if (asText?.kind === 'done') [format, outcome] = ['txt', { ...asText, notes: outcome.message }];
    }
    if (outcome === undefined) return;
    if (outcome.kind === 'failed') {
      void vscode.window.showErrorMessage(outcome.message);
      return;
    }
    const isTaken = (name: string): boolean => existsSync(path.join(path.dirname(uri.fsPath), name)) || isOpen(vscode.Uri.joinPath(uri, '..', name));
    const name = freeName(withExtension(uri.fsPath, format), isTaken);
    const target = vscode.Uri.joinPath(uri, '..', name).with({ scheme: 'untitled' });
    await openUnsaved(target, outcome.text, format === 'md' ? 'markdown' : LANGUAGE);
    tellNotes(outcome);
  }

  async export(given: vscode.Uri | undefined): Promise<void> {
    const document = given === undefined ? vscode.window.activeTextEditor?.document : vscode.workspace.textDocuments.find((open) => open.uri.toString() === given.toString());
    const source = document?.uri ?? given ?? activeFile();
    if (source === undefined) return;
    const target = await vscode.window.showSaveDialog({
      defaultUri: source.with({ scheme: 'file', path: path.posix.join(path.posix.dirname(source.path), withExtension(source.path, 'docx')), fragment: '' }),
      filters: { [vscode.l10n.t('Word document')]: ['docx'], [vscode.l10n.t('Web page')]: ['html'] },
      saveLabel: vscode.l10n.t('Export'),
      title: vscode.l10n.t('Export the report'),
    });
    if (target === undefined) return;
    const format = /\.html?$/i.test(target.path) ? 'html' : 'docx';
    // An open document is exported as it is in the editor. The save dialog has asked whether to replace a file.
    const input = document === undefined ? source.fsPath : '-';
    const args = ['export', input, '--to', format, '-o', target.fsPath, ...(existsSync(target.fsPath) ? ['--force'] : [])];
    const outcome = await this.runWithProgress(vscode.l10n.t('Exporting {0}', path.basename(source.fsPath)), args, document?.getText());
    if (outcome === undefined) return;
    if (outcome.kind === 'failed') {
      void vscode.window.showErrorMessage(outcome.message);
      return;
    }
    const open = vscode.l10n.t('Open');
    const told = [vscode.l10n.t('The report was exported to {0}.', path.basename(target.fsPath)), outcome.notes].filter(Boolean).join('\n');
    if ((await vscode.window.showInformationMessage(told, open)) === open) await vscode.commands.executeCommand('vscode.open', target);
  }

  /** Runs the program. Undefined if there is none, or if the user cancels. */
  async runWithProgress(title: string, args: readonly string[], input?: string): Promise<Outcome | undefined> {
    const program = await this.launcher.program(this.service);
    if (program === undefined) return undefined;
    const language = vscode.workspace.getConfiguration('gouji').get<string>('language') === 'en' ? 'en' : 'zh-cn';
    const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(progress, (_report, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      return run(program, [...args, '--locale', language], input, cancel.signal);
    });
  }
}

function isLocal(uri: vscode.Uri): boolean {
  if (uri.scheme === 'file') return true;
  void vscode.window.showErrorMessage(vscode.l10n.t('Please save the report as a file first.'));
  return false;
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((open) => open.uri.scheme === 'untitled' && open.uri.path === uri.path);
}
