// The script of the web worker: it passes messages to the WebAssembly module of gouji, and calls the module when it wants to be called.

import { isOwn, type FromWorker, type ToWorker } from './messages';

interface Exports {
  readonly memory: WebAssembly.Memory;
  gouji_input(length: number): number;
  gouji_output(): number;
  gouji_start(time: number): void;
  gouji_receive(): number;
  gouji_store(uriLength: number): number;
  gouji_remove(): number;
  gouji_run(): number;
}

/** What a call of the module produced (`crates/gouji-worker/src/server.rs`). */
interface Output {
  readonly messages: readonly object[];
  readonly log: readonly string[];
  /** Milliseconds of the module's clock. */
  readonly next: number | null;
  readonly is_over: boolean;
}

declare const self: DedicatedWorkerGlobalScope;

let server: Exports | undefined;
let start = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const now = (): number => performance.now() - start;

self.onmessage = ({ data }: MessageEvent<unknown>) => {
  try {
    receive(data);
  } catch (error) {
    end(String(error));
  }
};

function receive(message: unknown): void {
  if (typeof message === 'string') call(({ gouji_receive }) => gouji_receive(), encode(message));
  else if (!isOwn<ToWorker>(message)) return;
  else if (message.gouji === 'start') startServer(message.module);
  else if (message.bytes === undefined) call(({ gouji_remove }) => gouji_remove(), encode(message.uri));
  else {
    const uri = encode(message.uri);
    call(({ gouji_store }) => gouji_store(uri.length), uri, message.bytes);
  }
}

function startServer(module: WebAssembly.Module): void {
  start = performance.now();
  const imports: WebAssembly.Imports = {};
  // Libraries ask the browser for the time and for random numbers where they write files of kinds that gouji only reads.
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = from === 'gouji' ? now : unavailable;
  server = new WebAssembly.Instance(module, imports).exports as unknown as Exports;
  server.gouji_start(Date.now());
}

function unavailable(): never {
  throw new Error('this function is not available in the worker');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Calls the module with an input, and sends what it produced. */
function call(act: (exports: Exports) => number, ...parts: readonly Uint8Array[]): void {
  if (server === undefined) return;
  const input = server.gouji_input(parts.reduce((sum, part) => sum + part.length, 0));
  let at = input;
  for (const part of parts) {
    // The memory may have grown, so its buffer is another one.
    new Uint8Array(server.memory.buffer).set(part, at);
    at += part.length;
  }
  const length = act(server);
  const bytes = new Uint8Array(server.memory.buffer, server.gouji_output(), length);
  take(JSON.parse(new TextDecoder().decode(bytes)) as Output);
}

function take({ messages, log, next, is_over }: Output): void {
  for (const message of messages) self.postMessage(message);
  if (log.length > 0) send({ gouji: 'log', lines: log });
  clearTimeout(timer);
  if (is_over) end(undefined);
  // Messages that have arrived in the meantime come first: they may change the text.
  else if (next !== null) timer = setTimeout(run, Math.max(0, next - now()));
}

function run(): void {
  try {
    call(({ gouji_run }) => gouji_run());
  } catch (error) {
    end(String(error));
  }
}

/** The memory of a module that has failed is in an unknown state, so the worker ends. The client starts another one. */
function end(error: string | undefined): void {
  server = undefined;
  clearTimeout(timer);
  send({ gouji: 'end', error });
  self.close();
}

function send(message: FromWorker): void {
  self.postMessage(message);
}
