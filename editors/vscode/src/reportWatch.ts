// Waits for the first text that may be a report, then calls a function once.

import * as vscode from 'vscode';
import { beginningOf } from './recognition';
import { mayBeReport } from './reportText';
import { isCandidate, LANGUAGE } from './selector';

/** A text is read when the user pauses typing. */
const PAUSE_MS = 300;

export function watchForReport(found: () => void): vscode.Disposable {
  const parts: vscode.Disposable[] = [];
  let timer: NodeJS.Timeout | undefined;
  const stop = new vscode.Disposable(() => {
    clearTimeout(timer);
    for (const part of parts.splice(0)) part.dispose();
  });
  const look = (document: vscode.TextDocument): void => {
    if (parts.length === 0 || document.isClosed || !isCandidate(document) || !isReport(document)) return;
    stop.dispose();
    found();
  };
  parts.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      // Output channels are documents too, and some change all the time.
      if (!isCandidate(document)) return;
      clearTimeout(timer);
      timer = setTimeout(() => look(document), PAUSE_MS);
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
  return stop;
}

function isReport(document: vscode.TextDocument): boolean {
  return document.languageId === LANGUAGE || mayBeReport(beginningOf(document));
}
