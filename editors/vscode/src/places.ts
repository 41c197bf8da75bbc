// The command of a code lens: shows its place, or lists its places.

import * as vscode from 'vscode';
import { viewFor } from './documentUris';

export const SHOW_PLACES = 'gouji.showPlaces';

interface Position {
  readonly line: number;
  readonly character: number;
}

/** A place as the server sends it. */
interface Place {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export function registerPlaces(): vscode.Disposable {
  return vscode.commands.registerCommand(SHOW_PLACES, async (origin: Place, places: readonly Place[]) => {
    const locations = places.map(location);
    const [only, ...others] = locations;
    if (only === undefined) return;
    if (others.length === 0) {
      await show(only);
      return;
    }
    const { uri, range } = location(origin);
    await vscode.commands.executeCommand('editor.action.showReferences', uri, range.start, locations);
  });
}

/** Shows a place. Last year's report may be a document, which is no text. */
async function show({ uri, range }: vscode.Location): Promise<void> {
  const view = viewFor(uri.path);
  if (view === undefined) await vscode.window.showTextDocument(uri, { selection: range });
  else await vscode.commands.executeCommand('vscode.openWith', uri, view);
}

function location({ uri, range }: Place): vscode.Location {
  const position = ({ line, character }: Position): vscode.Position => new vscode.Position(line, character);
  return new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(position(range.start), position(range.end)));
}
