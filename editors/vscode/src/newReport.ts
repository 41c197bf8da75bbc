// A new report: blank, or with the figures that last year's report carries over.

import * as vscode from 'vscode';
import { EXTENSIONS } from './documentUris';
import type { Outcome } from './program';
import { LANGUAGE } from './selector';
import { openUnsaved, tellNotes } from './unsaved';

type Run = (args: readonly string[]) => Promise<Outcome | undefined>;

export async function newReport(run: Run): Promise<void> {
  const from = await askForLastYear();
  if (from === undefined) return;
  // Last year's report names the agency and its year. They are asked for only without it, or if it does not.
  let outcome = from === null ? undefined : await run(['new', '--from', from, '--to', 'text']);
  if (outcome === undefined && from !== null) return;
  if (outcome === undefined || outcome.kind === 'failed') {
    if (outcome?.kind === 'failed') void vscode.window.showWarningMessage(outcome.message);
    const agency = await askForAgency();
    const year = agency === undefined ? undefined : await askForYear();
    if (agency === undefined || year === undefined) return;
    outcome = await run(['new', `--agency=${agency}`, '--year', year, ...(from === null ? [] : ['--from', from]), '--to', 'text']);
  }
  if (outcome === undefined) return;
  if (outcome.kind === 'failed') {
    void vscode.window.showErrorMessage(outcome.message);
    return;
  }
  await openUnsaved(undefined, outcome.text, LANGUAGE);
  tellNotes(outcome);
}

/** The path of last year's report; null for a blank report; undefined if the user stops. */
async function askForLastYear(): Promise<string | null | undefined> {
  const blank = { label: vscode.l10n.t('Blank report'), detail: vscode.l10n.t('Titles and blank tables of the official form') };
  const carried = { label: vscode.l10n.t('From last year’s report…'), detail: vscode.l10n.t('Takes the name of the agency, the next year, and the figures that are carried over') };
  const picked = await vscode.window.showQuickPick([blank, carried], { title: vscode.l10n.t('New annual report') });
  if (picked === undefined) return undefined;
  return picked === blank ? null : (await chooseLastYear())?.fsPath;
}

/** Last year's report, of any kind that gouji reads. */
export async function chooseLastYear(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Last year’s report'),
    filters: { [vscode.l10n.t('Reports')]: [...EXTENSIONS, 'txt', 'md'] },
  });
  return files?.[0];
}

function askForAgency(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('New annual report'),
    prompt: vscode.l10n.t('The full name of the agency, as in the title of the report'),
    placeHolder: '青山县人民政府',
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Please enter the name of the agency.') : undefined),
  });
}

function askForYear(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('New annual report'),
    prompt: vscode.l10n.t('The year that the report is about'),
    // Reports about a year are written at the beginning of the next.
    value: String(new Date().getFullYear() - 1),
    ignoreFocusOut: true,
    validateInput: (value) => (/^\d{4}$/.test(value) ? undefined : vscode.l10n.t('Please enter a year, such as 2024.')),
  });
}
