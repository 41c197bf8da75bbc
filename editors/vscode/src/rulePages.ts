// The rule pages, to which the code of each diagnostic links. VS Code opens the link in an editor and runs no command link in
// hovers, so the pages are documents with their own scheme: read-only, and the same on every platform.
// This module does not depend on VS Code.

export const SCHEME = 'gouji-rule';

/** The base that the server puts before the path of a page. */
export const BASE = `${SCHEME}:/`;

/** The path of a page in the extension; undefined if the path of the URI is not that of a page. */
export function pageFile(uriPath: string): string | undefined {
  const page = /^\/((?:zh-CN\/)?[a-z][a-z0-9-]*\.md)$/.exec(uriPath)?.[1];
  return page === undefined ? undefined : `rules/${page}`;
}
