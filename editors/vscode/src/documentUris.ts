// The names of documents and their findings. A problem of a document has the URI of the document, with a fragment that names the
// finding: VS Code tells an editor that it opens nothing else about the problem that the user chose.
// This module does not depend on VS Code.

import * as path from 'node:path';

/** The editor of documents that nothing else opens, and the one of documents that other editors open too. */
export const WORD_VIEW = 'gouji.document';
export const OTHER_VIEW = 'gouji.otherDocument';

/** The scheme of problems of documents that other editors open too: a problem always opens in the view. */
export const SCHEME = 'gouji-document';

const WORD = ['docx', 'docm', 'doc', 'wps'];
const OTHER = ['pdf', 'html', 'htm', 'mht', 'mhtml'];

/** The extensions of all documents that the view shows. */
export const EXTENSIONS: readonly string[] = [...WORD, ...OTHER];

const FRAGMENT = /^gouji-finding-(\d{1,6})$/;

/** The editor for a file; undefined if the view does not show such files. */
export function viewFor(file: string): typeof WORD_VIEW | typeof OTHER_VIEW | undefined {
  const extension = path.extname(file).slice(1).toLowerCase();
  if (WORD.includes(extension)) return WORD_VIEW;
  return OTHER.includes(extension) ? OTHER_VIEW : undefined;
}

/** The fragment for a finding, by its index. */
export function fragmentOf(finding: number): string {
  return `gouji-finding-${finding}`;
}

/** The index of the finding that a fragment names. */
export function findingOf(fragment: string): number | undefined {
  const index = FRAGMENT.exec(fragment)?.[1];
  return index === undefined ? undefined : Number(index);
}

/** The parts of a URI that name a file. */
export interface UriParts {
  readonly scheme: string;
  readonly query: string;
}

/** The parts of the URI of a problem in a file that other editors open too. Another file system than the disk is in the query. */
export function problemParts({ scheme }: UriParts): UriParts {
  return { scheme: SCHEME, query: scheme === 'file' ? '' : scheme };
}

/** The parts of the URI of the file of a view, which may have been opened by a problem. */
export function fileParts({ scheme, query }: UriParts): UriParts {
  return scheme === SCHEME ? { scheme: query === '' ? 'file' : query, query: '' } : { scheme, query };
}

/** A name for a new file in a folder: the name, or the name with the first free number. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const extension = path.extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} (${number})${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** The name of a file with another extension. */
export function withExtension(file: string, extension: string): string {
  return `${path.basename(file, path.extname(file))}.${extension}`;
}
