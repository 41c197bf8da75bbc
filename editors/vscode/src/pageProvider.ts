// Provides the text of the rule pages to VS Code.

import * as vscode from 'vscode';
import { pageFile, SCHEME } from './rulePages';

export function providePages(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const file = pageFile(uri.path);
      if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, file)));
    },
  });
}
