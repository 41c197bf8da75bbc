// The trace of the messages to and from the server, if the setting enables it. A log channel of VS Code would drop the trace
// unless its own log level is Trace as well, so this channel takes its level from the setting.

import * as vscode from 'vscode';

export class TraceChannel implements vscode.LogOutputChannel {
  readonly name = 'gouji (trace)';
  readonly #levels = new vscode.EventEmitter<vscode.LogLevel>();
  readonly onDidChangeLogLevel = this.#levels.event;
  readonly #watch: vscode.Disposable;
  #channel: vscode.OutputChannel | undefined;

  constructor() {
    this.#watch = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('gouji.trace.server')) this.#levels.fire(this.logLevel);
    });
  }

  get logLevel(): vscode.LogLevel {
    const wanted = vscode.workspace.getConfiguration('gouji').get('trace.server', 'off') !== 'off';
    return wanted ? vscode.LogLevel.Trace : vscode.LogLevel.Info;
  }

  trace(message: string): void {
    this.#lines.appendLine(`${new Date().toISOString()} ${message}`);
  }

  debug(message: string): void {
    this.trace(message);
  }

  info(message: string): void {
    this.trace(message);
  }

  warn(message: string): void {
    this.trace(message);
  }

  error(error: string | Error): void {
    this.trace(String(error));
  }

  append(value: string): void {
    this.#lines.append(value);
  }

  appendLine(value: string): void {
    this.#lines.appendLine(value);
  }

  replace(value: string): void {
    this.#lines.replace(value);
  }

  clear(): void {
    this.#channel?.clear();
  }

  show(): void {
    this.#lines.show(true);
  }

  hide(): void {
    this.#channel?.hide();
  }

  dispose(): void {
    this.#watch.dispose();
    this.#levels.dispose();
    this.#channel?.dispose();
  }

  /** The channel is created for the first message, so that users who never trace see no empty channel. */
  get #lines(): vscode.OutputChannel {
    this.#channel ??= vscode.window.createOutputChannel(this.name);
    return this.#channel;
  }
}
