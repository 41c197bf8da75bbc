// All messages of the extension to the user. Each has buttons for the next step.

import * as vscode from 'vscode';
import { makeExecutable, type BinaryProblem } from './serverBinary';

type Step = 'use-program' | 'open-setting' | 'show-output' | 'make-executable' | 'restart';

export interface Steps {
  showOutput(): void;
  /** Stores that the user agreed to run a program that was found on PATH. */
  agree(program: string): Promise<void>;
  restart(): Promise<void>;
}

export async function tellBinaryProblem(problem: BinaryProblem, steps: Steps): Promise<void> {
  await tell(describe(problem), stepsFor(problem), steps, 'path' in problem ? problem.path : undefined);
}

export async function tellCrashes(count: number, steps: Steps): Promise<void> {
  await tell(
    vscode.l10n.t('The gouji server ended unexpectedly {0} times within three minutes and is not started again. The output says why.', count),
    ['restart', 'show-output'],
    steps,
  );
}

export async function tellNotReady(reason: string, steps: Steps): Promise<void> {
  await tell(vscode.l10n.t('The gouji server could not be made ready: {0}', reason), ['restart', 'show-output'], steps);
}

function describe(problem: BinaryProblem): string {
  switch (problem.kind) {
    case 'missing':
      return vscode.l10n.t('There is no gouji program at {0}. Correct the setting gouji.server.path, or empty it to use the one in the extension.', problem.path);
    case 'relative':
      return vscode.l10n.t('The setting gouji.server.path is {0}. Enter the full path of the program, a path that begins with ~/, or a name that is found on PATH.', problem.path);
    case 'not-agreed':
      return vscode.l10n.t('This copy of the extension contains no gouji program for {0}. {1} was found on PATH. Use this program only if you know where it comes from.', problem.here, problem.path);
    case 'none-bundled':
      return vscode.l10n.t('This copy of the extension contains no gouji program for {0}, and none was found on PATH. Install the extension built for your system, or set gouji.server.path.', problem.here);
    case 'folder':
      return vscode.l10n.t('{0} is a folder, not the gouji program. Correct the setting gouji.server.path.', problem.path);
    case 'not-executable':
      return vscode.l10n.t('{0} may not be run (no execute permission).', problem.path);
    case 'wrong-platform':
      return vscode.l10n.t('{0} was built for {1}, but this machine is {2}. Install the matching extension or program.', problem.path, problem.builtFor, problem.here);
    case 'not-a-program':
      return vscode.l10n.t('{0} is not a program. Correct the setting gouji.server.path.', problem.path);
    case 'cannot-start':
      return vscode.l10n.t('{0} could not be started: {1}', problem.path, problem.reason);
  }
}

function stepsFor(problem: BinaryProblem): Step[] {
  if (problem.kind === 'not-agreed') return ['use-program', 'open-setting'];
  if (problem.kind === 'not-executable') return ['make-executable', 'open-setting', 'show-output'];
  return ['open-setting', 'show-output'];
}

async function tell(text: string, offered: Step[], steps: Steps, path?: string): Promise<void> {
  const labels: Record<Step, string> = {
    'use-program': vscode.l10n.t('Use This Program'),
    'open-setting': vscode.l10n.t('Open Setting'),
    'show-output': vscode.l10n.t('Show Output'),
    'make-executable': vscode.l10n.t('Make Executable'),
    restart: vscode.l10n.t('Restart'),
  };
  const items = offered.map((step) => ({ title: labels[step], step }));
  const picked = await vscode.window.showErrorMessage(text, ...items);
  switch (picked?.step) {
    case 'use-program':
      if (path !== undefined) await steps.agree(path);
      await steps.restart();
      break;
    case 'open-setting':
      await openSetting('server.path');
      break;
    case 'show-output':
      steps.showOutput();
      break;
    case 'make-executable':
      if (path !== undefined) await makeExecutableAndRestart(path, steps);
      break;
    case 'restart':
      await steps.restart();
      break;
  }
}

async function makeExecutableAndRestart(path: string, steps: Steps): Promise<void> {
  try {
    makeExecutable(path);
  } catch (error) {
    await tellBinaryProblem({ kind: 'cannot-start', path, reason: String(error) }, steps);
    return;
  }
  await steps.restart();
}

/** Opens the settings of this machine, because others do not apply. A remote machine has its own settings page. */
export async function openSetting(name: string): Promise<void> {
  const page = vscode.env.remoteName !== undefined ? 'openRemoteSettings' : 'openSettings2';
  await vscode.commands.executeCommand(`workbench.action.${page}`, { query: `gouji.${name}` });
}
