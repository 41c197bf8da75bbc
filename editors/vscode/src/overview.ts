// The overview in the Explorer: the reports of the open folders by agency and year, with their findings and main figures.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { viewFor } from './documentUris';
import { figureLabel, showComparison } from './overviewComparison';
import { FIGURES, agencies, status, type Agency, type OverviewReport, type Status } from './overviewModel';
import type { Service } from './service';

const VIEW = 'gouji.overview';
/** How long the findings must not change before the overview is requested again. */
const PAUSE_MS = 500;

type Node = { readonly kind: 'agency'; readonly agency: Agency } | { readonly kind: 'report'; readonly report: OverviewReport };

export function registerOverview(service: Service): vscode.Disposable {
  const provider = new OverviewProvider(service);
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: provider, canSelectMany: true, showCollapseAll: true });
  let timer: NodeJS.Timeout | undefined;
  // An overview that nobody sees is not computed: it reads all reports of the folders.
  const refreshLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (view.visible) void provider.refresh().then(() => (view.message = provider.message));
    }, PAUSE_MS);
  };
  return vscode.Disposable.from(
    view,
    provider,
    { dispose: () => clearTimeout(timer) },
    view.onDidChangeVisibility(refreshLater),
    service.onDidStart(refreshLater),
    service.onDocumentsChanged(refreshLater),
    vscode.languages.onDidChangeDiagnostics(refreshLater),
    vscode.commands.registerCommand('gouji.refreshOverview', () => provider.refresh()),
    vscode.commands.registerCommand('gouji.compareYears', (clicked?: Node, selected?: readonly Node[]) => compare(service, clicked, selected ?? view.selection)),
  );
}

class OverviewProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #service: Service;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #agencies: readonly Agency[] | undefined;
  #leftOut = 0;

  constructor(service: Service) {
    this.#service = service;
  }

  /** What is shown above the tree; empty if there is nothing to say. */
  get message(): string {
    return this.#leftOut > 0 ? vscode.l10n.t('{0} older reports are not listed.', this.#leftOut) : '';
  }

  async refresh(): Promise<void> {
    await this.#load();
    this.#changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node?.kind === 'agency') return node.agency.reports.map((report) => ({ kind: 'report', report }));
    if (node !== undefined) return [];
    if (this.#agencies === undefined) await this.#load();
    return (this.#agencies ?? []).map((agency) => ({ kind: 'agency', agency }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.kind === 'agency' ? agencyItem(node.agency) : reportItem(node.report);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    const { reports, leftOut } = await this.#service.overview();
    this.#agencies = agencies(reports);
    this.#leftOut = leftOut;
  }
}

function agencyItem({ name, reports }: Agency): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = name;
  item.contextValue = 'agency';
  item.iconPath = iconFor(status(reports));
  item.description = vscode.l10n.t('Reports: {0}', reports.length);
  return item;
}

function reportItem(report: OverviewReport): vscode.TreeItem {
  const item = new vscode.TreeItem(String(report.year), vscode.TreeItemCollapsibleState.None);
  const uri = vscode.Uri.parse(report.uri);
  item.id = report.uri;
  item.contextValue = 'report';
  item.iconPath = iconFor(status([report]));
  item.description = description(report);
  item.tooltip = [path.posix.basename(uri.path), findings(report), ...FIGURES.map((figure) => `${figureLabel(figure)} ${report.figures[figure] ?? '–'}`)].join('\n');
  const view = viewFor(uri.path);
  item.command = view === undefined ? { command: 'vscode.open', title: '', arguments: [uri] } : { command: 'vscode.openWith', title: '', arguments: [uri, view] };
  return item;
}

/** The worst findings and two figures. The tooltip has all of them. */
function description(report: OverviewReport): string {
  const figures = (['received', 'handled'] as const).filter((figure) => report.figures[figure] !== null);
  const notes = report.errors + report.warnings > 0 ? 0 : report.notes;
  const found = status([report]) === 'good' ? [] : [findings({ ...report, notes })];
  return [...found, ...figures.map((figure) => `${figureLabel(figure)} ${report.figures[figure]}`)].join(' · ');
}

function findings({ errors, warnings, notes }: OverviewReport): string {
  const parts: string[] = [];
  if (errors > 0) parts.push(vscode.l10n.t('Errors: {0}', errors));
  if (warnings > 0) parts.push(vscode.l10n.t('Warnings: {0}', warnings));
  if (notes > 0) parts.push(vscode.l10n.t('Notes: {0}', notes));
  return parts.length === 0 ? vscode.l10n.t('Nothing was found.') : parts.join(vscode.l10n.t(', '));
}

function iconFor(found: Status): vscode.ThemeIcon {
  switch (found) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
    case 'note':
      return new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground'));
    case 'good':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  }
}

/** Compares the two newest of the chosen reports. An agency means all of its reports. */
async function compare(service: Service, clicked: Node | undefined, selected: readonly Node[]): Promise<void> {
  const nodes = clicked === undefined || selected.includes(clicked) ? selected : [clicked];
  const reports = nodes.flatMap((node) => (node.kind === 'agency' ? node.agency.reports : [node.report]));
  const [now, before] = [...reports].sort((one, other) => other.year - one.year);
  if (now === undefined || before === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Please select two reports in the overview, with the Ctrl key held down.'));
    return;
  }
  showComparison(before, now, await service.compareYears(before.uri, now.uri));
}
