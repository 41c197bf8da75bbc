// Messages about the server to the user. Each has buttons for the next step.

import * as vscode from 'vscode';

export interface Steps {
  showOutput(): void;
  restart(): Promise<void>;
}

/** A button, and what it does. */
export interface Button {
  readonly title: string;
  act(): void | Promise<void>;
}

export async function tellCrashes(count: number, steps: Steps): Promise<void> {
  const text = vscode.l10n.t('The gouji server ended unexpectedly {0} times within three minutes and is not started again. The output says why.', count);
  await tell(text, [restartButton(steps), outputButton(steps)]);
}

export async function tellNotReady(reason: string, steps: Steps): Promise<void> {
  await tell(vscode.l10n.t('The gouji server could not be made ready: {0}', reason), [restartButton(steps), outputButton(steps)]);
}

/** Shows an error, and does what the button says that the user presses. */
export async function tell(text: string, buttons: readonly Button[]): Promise<void> {
  const picked = await vscode.window.showErrorMessage(text, ...buttons);
  await picked?.act();
}

export function restartButton(steps: Steps): Button {
  return { title: vscode.l10n.t('Restart'), act: () => steps.restart() };
}

export function outputButton(steps: Steps): Button {
  return { title: vscode.l10n.t('Show Output'), act: () => steps.showOutput() };
}

/** Opens the settings of this machine, because others do not apply. A remote machine has its own settings page. */
export async function openSetting(name: string): Promise<void> {
  const page = vscode.env.remoteName !== undefined ? 'openRemoteSettings' : 'openSettings2';
  await vscode.commands.executeCommand(`workbench.action.${page}`, { query: `gouji.${name}` });
}
