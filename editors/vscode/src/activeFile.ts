// The file of the active tab.

import * as vscode from 'vscode';
import { fileParts } from './documentUris';

/** The file of the active editor, or of the active view of a document. */
export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isFile = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return isFile ? input.uri.with({ ...fileParts(input.uri), fragment: '' }) : undefined;
}
