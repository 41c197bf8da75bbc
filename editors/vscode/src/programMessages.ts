// Messages about the program to the user.

import * as vscode from 'vscode';
import { openSetting, outputButton, tell, type Button, type Steps } from './messages';
import { makeExecutable, type BinaryProblem } from './serverBinary';

/** `agree` stores that the user agreed to run a program that was found on PATH. */
export async function tellBinaryProblem(problem: BinaryProblem, steps: Steps, agree: (program: string) => Promise<void>): Promise<void> {
  const setting: Button = { title: vscode.l10n.t('Open Setting'), act: () => openSetting('server.path') };
  await tell(describe(problem), buttons(problem, setting, steps, agree));
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

function buttons(problem: BinaryProblem, setting: Button, steps: Steps, agree: (program: string) => Promise<void>): Button[] {
  switch (problem.kind) {
    case 'not-agreed': {
      const use = async (): Promise<void> => {
        await agree(problem.path);
        await steps.restart();
      };
      return [{ title: vscode.l10n.t('Use This Program'), act: use }, setting];
    }
    case 'not-executable':
      return [{ title: vscode.l10n.t('Make Executable'), act: () => makeExecutableAndRestart(problem.path, steps, agree) }, setting, outputButton(steps)];
    default:
      return [setting, outputButton(steps)];
  }
}

async function makeExecutableAndRestart(path: string, steps: Steps, agree: (program: string) => Promise<void>): Promise<void> {
  try {
    makeExecutable(path);
  } catch (error) {
    await tellBinaryProblem({ kind: 'cannot-start', path, reason: String(error) }, steps, agree);
    return;
  }
  await steps.restart();
}
