// Provides the text of the rule pages to VS Code.

import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { pageFile, SCHEME } from './rulePages';

export function providePages(extensionPath: string): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const file = pageFile(extensionPath, uri.path);
      if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
      return readFile(file, 'utf8');
    },
  });
}
