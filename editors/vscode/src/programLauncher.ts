// Starts the gouji program as a process: the one in the extension, in the setting, or on PATH.

import * as os from 'node:os';
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';
import type { FoundServer, Launcher } from './launcher';
import type { Steps } from './messages';
import { probe } from './probe';
import { tellBinaryProblem } from './programMessages';
import { resolveServer, type BinaryProblem } from './serverBinary';

/** The storage key of the programs that the user agreed to run, on this machine and in every workspace. */
const AGREED = 'agreedPrograms';

interface FoundProgram {
  readonly kind: 'usable';
  readonly path: string;
  readonly description: string;
}

export class ProgramLauncher implements Launcher {
  readonly system = `${process.platform} ${process.arch}`;

  constructor(
    private readonly extensionPath: string,
    private readonly memory: vscode.Memento,
  ) {}

  async find(output: vscode.LogOutputChannel, steps: Steps): Promise<FoundServer | undefined> {
    const program = await this.#usable();
    if (program.kind !== 'usable') {
      output.error(JSON.stringify(program));
      this.#tell(program, steps);
      return undefined;
    }
    output.info(`${program.description}: ${program.path}`);
    const { path, description } = program;
    return { description, createClient: (options) => new LanguageClient('gouji', 'gouji', { command: path, args: ['lsp'] }, options) };
  }

  /** The path of the program; undefined if there is none. The user is told why. */
  async program(steps: Steps): Promise<string | undefined> {
    const program = await this.#usable();
    if (program.kind === 'usable') return program.path;
    this.#tell(program, steps);
    return undefined;
  }

  /** Does not wait: the message may stay on screen for long, and other actions must not wait for it. */
  #tell(problem: BinaryProblem, steps: Steps): void {
    void tellBinaryProblem(problem, steps, (program) => this.#agree(program));
  }

  async #usable(): Promise<FoundProgram | BinaryProblem> {
    const server = resolveServer({
      configured: vscode.workspace.getConfiguration('gouji').get('server.path', ''),
      extensionPath: this.extensionPath,
      homeFolder: os.homedir(),
      searchPath: process.env['PATH'] ?? '',
      agreed: this.#agreed(),
      platform: process.platform,
      arch: process.arch,
    });
    if (server.kind !== 'found') return server;
    const answer = await probe(server.path);
    if ('reason' in answer) return { kind: 'cannot-start', path: server.path, reason: answer.reason };
    return { kind: 'usable', path: server.path, description: `${answer.version} (${server.origin})` };
  }

  async #agree(program: string): Promise<void> {
    await this.memory.update(AGREED, [...new Set([...this.#agreed(), program])]);
  }

  #agreed(): string[] {
    return this.memory.get<string[]>(AGREED, []);
  }
}
