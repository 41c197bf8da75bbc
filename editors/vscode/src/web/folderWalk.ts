// Finds files in the folders of a file system that may have no search. This module does not depend on VS Code.

/** The largest number of folders that are opened. Opening one may be a request to a web server. */
export const MOST_FOLDERS = 300;
/** The largest number of entries of a folder that are read. */
const MOST_ENTRIES = 5_000;

export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Lists the wanted files below `root`, the nearest first. `join` gives the name of an entry in a folder. A folder that cannot be listed is empty. */
export async function walk<Place>(root: Place, list: (folder: Place) => Promise<readonly Entry[]>, join: (folder: Place, name: string) => Place, isWanted: (name: string) => boolean): Promise<Place[]> {
  const folders = [root];
  const found: Place[] = [];
  for (let opened = 0; opened < MOST_FOLDERS; opened++) {
    const folder = folders.shift();
    if (folder === undefined) break;
    const entries = await list(folder).catch(() => []);
    for (const { name, isFolder } of entries.slice(0, MOST_ENTRIES)) {
      if (!isFolder) {
        if (isWanted(name)) found.push(join(folder, name));
      } else if (!name.startsWith('.') && name !== 'node_modules') folders.push(join(folder, name));
    }
  }
  return found;
}
