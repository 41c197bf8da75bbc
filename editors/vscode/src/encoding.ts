// Older programs write reports in GBK. If VS Code opens such a file as UTF-8, it shows garbled characters, and saving would destroy the text.

import * as vscode from 'vscode';
import { isReport, LINES_TO_READ } from './reportText';
import { beginningOf } from './recognition';
import { isCandidate } from './selector';

/** Replacement characters, which VS Code shows for bytes that it cannot decode. A report in GBK has thousands; a few may be in the text itself. */
const UNREADABLE = /(�.*){8}/su;
/** Pairs of accented letters and signs, which VS Code shows if it decodes GBK as an encoding of Western Europe. */
const GARBLED = /([\u0080-\u00ff\u0152-\u0192\u2013-\u2122]{2}.*){8}/su;
const GBK = 'gb18030';
const LARGEST_BYTES = 10_000_000;

export function watchEncodings(): vscode.Disposable {
  const offered = new Set<string>();
  const look = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    if (document.uri.scheme !== 'file' || document.isDirty || offered.has(key) || !isCandidate(document)) return;
    const beginning = beginningOf(document);
    if (!UNREADABLE.test(beginning) && !GARBLED.test(beginning)) return;
    offered.add(key);
    if (await isReportInGbk(document.uri)) await offer(document);
  };
  const lookAtAll = (editors: readonly vscode.TextEditor[]): void => editors.forEach(({ document }) => void look(document));
  lookAtAll(vscode.window.visibleTextEditors);
  return vscode.window.onDidChangeVisibleTextEditors(lookAtAll);
}

async function isReportInGbk(uri: vscode.Uri): Promise<boolean> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > LARGEST_BYTES) return false;
    const text = new TextDecoder(GBK, { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
    return isReport(text.split('\n', LINES_TO_READ).join('\n'));
  } catch {
    return false;
  }
}

async function offer(document: vscode.TextDocument): Promise<void> {
  const reopen = vscode.l10n.t('Reopen as GB18030');
  const text = vscode.l10n.t('This report is encoded in GB18030 (GBK), but was opened in another encoding. Do not save it like this: its characters would be lost.');
  if ((await vscode.window.showWarningMessage(text, reopen)) !== reopen) return;
  await vscode.window.showTextDocument(document);
  // VS Code can set the encoding from 1.100 on. In older versions the user must choose it in the menu.
  if ('encoding' in document) await reopenAs(document.uri, GBK);
  else await vscode.commands.executeCommand('workbench.action.editor.changeEncoding');
}

async function reopenAs(uri: vscode.Uri, encoding: string): Promise<void> {
  const open: (uri: vscode.Uri, options: { encoding: string }) => Thenable<vscode.TextDocument> = vscode.workspace.openTextDocument;
  await open(uri, { encoding });
}
