// Where gouji.toml is, and the content of a new one. This module does not depend on VS Code.

import * as path from 'node:path';

export const CONFIG = 'gouji.toml';

/** The paths where the file may be that applies to a report: in its folder or above it, the nearest first, up to a root folder. */
export function configPaths(report: string, root: string): string[] {
  const paths: string[] = [];
  for (let folder = path.posix.dirname(report); isInside(folder, root); folder = path.posix.dirname(folder)) {
    paths.push(path.posix.join(folder, CONFIG));
    if (path.posix.dirname(folder) === folder) break;
  }
  return paths;
}

function isInside(folder: string, root: string): boolean {
  const relative = path.posix.relative(root, folder);
  return relative === '' || !(relative === '..' || relative.startsWith('../'));
}

/** The comments of a new file, without the mark of a comment. */
export interface ConfigComments {
  readonly purpose: string;
  readonly exclude: string;
  readonly levels: string;
}

/** A new file changes nothing: everything but the header of the rules is a comment. Quick fixes add rules below that header. */
export function newConfig({ purpose, exclude, levels }: ConfigComments): string {
  return `# ${purpose}

# ${exclude}
# exclude = ["草稿/", "*.bak.txt"]

# ${levels}
[rules]
# title-form = "off"
`;
}
