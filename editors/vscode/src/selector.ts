// The documents that the server serves.

import * as vscode from 'vscode';

/** Files on disk and unsaved texts. Files of a remote machine have the scheme `file` too. */
const schemes = new Set(['file', 'untitled']);
/** The language id of reports. */
export const LANGUAGE = 'disclosure-report';
const LANGUAGES = [LANGUAGE, 'plaintext', 'markdown'];

/** Serves the documents of other file systems too. Call it before the client is created. */
export function serveSchemes(more: Iterable<string>): void {
  for (const scheme of more) schemes.add(scheme);
}

export function selector(): { scheme: string; language: string }[] {
  return [...schemes].flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));
}

export function isCandidate(document: vscode.TextDocument): boolean {
  return vscode.languages.match(selector(), document) > 0;
}
