// The transport between the language client and the web worker. The worker also gets files and sends lines for the log.

import type { LogOutputChannel } from 'vscode';
import { AbstractMessageReader, AbstractMessageWriter, type DataCallback, type Disposable, type Message, type MessageReader, type MessageWriter } from 'vscode-languageclient';
import { isOwn, type FromWorker } from './messages';

export class WorkerReader extends AbstractMessageReader implements MessageReader {
  readonly #worker: Worker;
  readonly #output: LogOutputChannel;
  #callback: DataCallback | undefined;

  constructor(worker: Worker, output: LogOutputChannel) {
    super();
    this.#worker = worker;
    this.#output = output;
    worker.onmessage = ({ data }: MessageEvent<unknown>) => this.#received(data);
    worker.onerror = (event) => this.#end(event.message);
  }

  listen(callback: DataCallback): Disposable {
    this.#callback = callback;
    return { dispose: () => (this.#callback = undefined) };
  }

  override dispose(): void {
    super.dispose();
    this.#worker.terminate();
  }

  #received(data: unknown): void {
    if (!isOwn<FromWorker>(data)) this.#callback?.(data as Message);
    else if (data.gouji === 'log') data.lines.forEach((line) => this.#output.warn(line));
    else this.#end(data.error);
  }

  /** The client restarts a server whose connection is closed. */
  #end(error: string | undefined): void {
    if (error !== undefined) this.#output.error(error);
    this.#worker.terminate();
    this.fireClose();
  }
}

export class WorkerWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
  }

  write(message: Message): Promise<void> {
    // As text: values of settings are proxies, which cannot be copied.
    this.#worker.postMessage(JSON.stringify(message));
    return Promise.resolve();
  }

  end(): void {
    // The worker ends after the notification `exit`.
  }
}
