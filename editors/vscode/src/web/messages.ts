// The messages between the extension and the script of the web worker. Those of the protocol are JSON to the worker, and objects from it.

/** To the worker: starts the server. It is the first message. */
export interface StartMessage {
  readonly gouji: 'start';
  readonly module: WebAssembly.Module;
}

/** To the worker: a file of the workspace, or that it is gone. */
export interface FileMessage {
  readonly gouji: 'file';
  readonly uri: string;
  readonly bytes: Uint8Array | undefined;
}

/** From the worker: lines for the output channel. */
export interface LogMessage {
  readonly gouji: 'log';
  readonly lines: readonly string[];
}

/** From the worker: the module has failed, or has ended as the client asked it to. It answers nothing any more. */
export interface EndMessage {
  readonly gouji: 'end';
  readonly error: string | undefined;
}

export type ToWorker = StartMessage | FileMessage;
export type FromWorker = LogMessage | EndMessage;

/** Whether a message is one of these, and not one of the protocol. */
export function isOwn<T extends ToWorker | FromWorker>(message: unknown): message is T {
  return typeof message === 'object' && message !== null && 'gouji' in message;
}
