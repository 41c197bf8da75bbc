// The main figures of two years side by side, as a page that cannot be edited.

import * as vscode from 'vscode';
import { compareYears, type Figure, type OverviewReport } from './overviewModel';

/** Shows the figures of both reports and their differences. */
export async function showComparison(before: OverviewReport, now: OverviewReport): Promise<void> {
  const title = before.agency === now.agency ? `${now.agency} ${before.year} ↔ ${now.year}` : `${before.agency} ${before.year} ↔ ${now.agency} ${now.year}`;
  const panel = vscode.window.createWebviewPanel('gouji.comparison', title, vscode.ViewColumn.Active, { enableScripts: false });
  panel.webview.html = page(title, before, now);
}

/** The name of a figure. */
export function figureLabel(figure: Figure): string {
  switch (figure) {
    case 'received':
      return vscode.l10n.t('received');
    case 'carriedIn':
      return vscode.l10n.t('carried in');
    case 'handled':
      return vscode.l10n.t('handled');
    case 'carriedOver':
      return vscode.l10n.t('carried over');
  }
}

function page(title: string, before: OverviewReport, now: OverviewReport): string {
  const cell = (text: string | null): string => `<td>${text === null ? '–' : escaped(text)}</td>`;
  const rows = compareYears(before, now).map(
    ({ figure, before, now, difference }) => `<tr><th scope="row">${escaped(figureLabel(figure))}</th>${cell(before)}${cell(now)}${cell(difference)}</tr>`,
  );
  const findings = [before, now].map(({ errors, warnings }) => `<td>${errors} / ${warnings}</td>`).join('');
  const style = 'table{border-collapse:collapse}th,td{border:1px solid var(--vscode-editorWidget-border,#888);padding:.3em .8em;text-align:right}th[scope=row]{text-align:left}';
  const names = [before, now].map((report) => `<th scope="col">${escaped(before.agency === now.agency ? String(report.year) : `${report.agency} ${report.year}`)}</th>`).join('');
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<table>
<thead><tr><td></td>${names}<th scope="col">${escaped(vscode.l10n.t('difference'))}</th></tr></thead>
<tbody>
${rows.join('\n')}
<tr><th scope="row">${escaped(vscode.l10n.t('errors / warnings'))}</th>${findings}<td></td></tr>
</tbody>
</table>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
