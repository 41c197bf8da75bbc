// What differs between the program, which the extension starts as a process, and the web worker in a browser.

import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { Steps } from './messages';

/** A server that can be started. */
export interface FoundServer {
  /** Its version and where it was found, without its path. */
  readonly description: string;
  createClient(options: LanguageClientOptions): BaseLanguageClient;
}

export interface Launcher {
  /** The name of the system for a bug report. */
  readonly system: string;
  /** Undefined if there is no server that can be started; the user has been told why. */
  find(output: vscode.LogOutputChannel, steps: Steps): Promise<FoundServer | undefined>;
  /** Gives the server files that it cannot read itself, before it is asked about them. */
  provide?(files: readonly vscode.Uri[]): Promise<void>;
}
