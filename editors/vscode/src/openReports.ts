// Whether an open document may be a report, by its beginning. A document is read once for each of its versions.

import * as vscode from 'vscode';
import { beginningOf } from './recognition';
import { mayBeReport } from './reportText';
import { isCandidate, LANGUAGE } from './selector';

const known = new WeakMap<vscode.TextDocument, { readonly version: number; readonly isReport: boolean }>();

export function isReportDocument(document: vscode.TextDocument): boolean {
  if (document.languageId === LANGUAGE) return true;
  if (!isCandidate(document)) return false;
  const last = known.get(document);
  if (last?.version === document.version) return last.isReport;
  const isReport = mayBeReport(beginningOf(document));
  known.set(document, { version: document.version, isReport });
  return isReport;
}

/** The active editor if it shows a report. Otherwise asks the user to open one. */
export function activeReport(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined && isReportDocument(editor.document)) return editor;
  void vscode.window.showInformationMessage(vscode.l10n.t('Please open the text of a report first.'));
  return undefined;
}
