// The tables of two years side by side, as a page that cannot be edited.

import * as vscode from 'vscode';
import { comparedFigures, type ComparedTable, type Figure, type OverviewReport } from './overviewModel';

/** Shows the tables of both reports with the difference of each figure. */
export function showComparison(before: OverviewReport, now: OverviewReport, tables: readonly ComparedTable[]): void {
  const isOneAgency = before.agency === now.agency;
  const names = isOneAgency ? [String(before.year), String(now.year)] : [before, now].map(({ agency, year }) => `${agency} ${year}`);
  const title = `${isOneAgency ? `${now.agency} ` : ''}${names.join(' ↔ ')}`;
  const panel = vscode.window.createWebviewPanel('gouji.comparison', title, vscode.ViewColumn.Active, { enableScripts: false });
  panel.webview.html = page(title, names, tables);
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

const STYLE = `
body { padding-bottom: 2em; }
table { border-collapse: collapse; margin-bottom: 1.5em; }
th, td { border: 1px solid var(--vscode-editorWidget-border, #888); padding: .25em .7em; text-align: right; }
th[scope=row] { text-align: left; font-weight: normal; max-width: 30em; }
tr.same td:last-child { opacity: .5; }
`;

function page(title: string, names: readonly string[], tables: readonly ComparedTable[]): string {
  const shown = tables.map((table) => `<h2>${escaped(table.name)}</h2>\n${tableOf(table, names)}`);
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(vscode.l10n.t('Figures that are 0 in both years are left out. A dash is a figure that was not read with certainty.'))}</p>
${shown.join('\n')}
</body>
</html>`;
}

function tableOf(table: ComparedTable, names: readonly string[]): string {
  const figure = (text: string | null): string => `<td>${text === null ? '–' : escaped(text)}</td>`;
  const rows = comparedFigures(table).map(({ label, column, before, now, difference }) => {
    const labels = [label, column].map((text) => `<th scope="row">${escaped(text)}</th>`).join('');
    return `<tr${difference === '0' ? ' class="same"' : ''}>${labels}${figure(before)}${figure(now)}${figure(difference)}</tr>`;
  });
  const heads = [...names, vscode.l10n.t('difference')].map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  return `<table>\n<thead><tr><td></td><td></td>${heads}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
