// The rules' pages, to which the code of each diagnostic links. VS Code opens such a link in an editor, and runs no command
// of it in hovers, so the pages are documents of a scheme of their own: read-only, and the same on every platform.
// Knows nothing of VS Code.

import * as path from 'node:path';

export const SCHEME = 'gouji-rule';

/** What the server puts in front of a page's path. */
export const BASE = `${SCHEME}:/`;

/** The file of a page in the extension; undefined for what is no page. */
export function pageFile(extensionPath: string, uriPath: string): string | undefined {
  const page = /^\/((?:zh-CN\/)?[a-z][a-z0-9-]*\.md)$/.exec(uriPath)?.[1];
  return page === undefined ? undefined : path.join(extensionPath, 'rules', page);
}
