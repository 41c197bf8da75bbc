// The page that shows documents and previews, and its words.

import * as vscode from 'vscode';
import type { Labels } from './documentModel';

/** The page loads its own script and style sheet and nothing else. The text of the document arrives as data, never as markup. */
export function viewPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const resource = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'out', name)).toString();
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${resource('view.css')}">
</head>
<body>
<script nonce="${nonce}" src="${resource('view.js')}"></script>
</body>
</html>`;
}

export function labels(): Labels {
  return {
    findings: vscode.l10n.t('Findings'),
    noFindings: vscode.l10n.t('Nothing was found.'),
    severities: { error: vscode.l10n.t('Error'), warning: vscode.l10n.t('Warning'), info: vscode.l10n.t('Note'), hint: vscode.l10n.t('Hint') },
    related: vscode.l10n.t('Related places'),
    fixes: vscode.l10n.t('How to correct it'),
    rulePage: vscode.l10n.t('About this check'),
    openAsText: vscode.l10n.t('Open as Text'),
    pageNumber: vscode.l10n.t('Page {0}'),
    editCell: vscode.l10n.t('Type a figure, then press Enter or Tab. It goes into the text.'),
  };
}
