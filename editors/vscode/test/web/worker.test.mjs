// The script of the web worker with the module, without an editor: a session, and a module that fails.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const built = path.join(process.env.GOUJI_WEB_EXTENSION, 'out/web');
const REPORT = readFileSync(process.env.GOUJI_WEB_REPORT, 'utf8');
const URI = 'vscode-vfs://github/owner/reports/2024.txt';

/** A worker in this process, with the messages that it has sent. */
class Worker {
  messages = [];
  isClosed = false;
  #waiting = [];
  #self = {
    postMessage: (message) => {
      this.messages.push(structuredClone(message));
      this.#waiting.splice(0).forEach((look) => look());
    },
    close: () => (this.isClosed = true),
  };

  constructor(module) {
    new Function('self', readFileSync(path.join(built, 'worker.js'), 'utf8'))(this.#self);
    this.post({ gouji: 'start', module });
  }

  post(data) {
    this.#self.onmessage({ data });
  }

  send(message) {
    this.post(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  /** The first message, sent already or later, that is wanted. */
  async message(isWanted) {
    for (;;) {
      const found = this.messages.find(isWanted);
      if (found !== undefined) return found;
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
  }
}

const published = (count) => ({ method, params }) => method === 'textDocument/publishDiagnostics' && params.uri === URI && params.diagnostics.length === count;

test('a session begins, checks a text with the configuration of its folder, and ends', { timeout: 60_000 }, async () => {
  const worker = new Worker(await WebAssembly.compile(readFileSync(path.join(built, 'gouji.wasm'))));
  worker.send({ id: 1, method: 'initialize', params: { capabilities: {}, workspaceFolders: [{ uri: path.posix.dirname(URI), name: 'reports' }] } });
  assert.equal((await worker.message(({ id }) => id === 1)).result.serverInfo.name, 'gouji');
  worker.send({ method: 'initialized', params: {} });
  worker.send({ method: 'textDocument/didOpen', params: { textDocument: { uri: URI, languageId: 'plaintext', version: 1, text: REPORT.replace('推进', '推进推进') } } });
  const { params } = await worker.message(published(1));
  assert.equal(params.diagnostics[0].code, 'repeated-word');
  worker.post({ gouji: 'file', uri: URI.replace('2024.txt', 'gouji.toml'), bytes: new TextEncoder().encode('[rules]\nrepeated-word = "off"\n') });
  await worker.message(published(0));
  worker.send({ id: 2, method: 'shutdown' });
  worker.send({ method: 'exit' });
  assert.ok('result' in (await worker.message(({ id }) => id === 2)));
  assert.deepEqual(await worker.message(({ gouji }) => gouji === 'end'), { gouji: 'end', error: undefined });
  assert.ok(worker.isClosed);
});

test('a text that is half a character, or no message, ends nothing', async () => {
  const worker = new Worker(await WebAssembly.compile(readFileSync(path.join(built, 'gouji.wasm'))));
  worker.send({ id: 1, method: 'initialize', params: { capabilities: {} } });
  for (const data of ['{', '[]', '"\ud840"', '', null, 5, { jsonrpc: '2.0' }, { gouji: 'file', uri: '\ud840', bytes: undefined }, { gouji: 'file', uri: 'x:', bytes: new Uint8Array(3) }]) worker.post(data);
  worker.send({ method: 'textDocument/didOpen', params: { textDocument: { uri: URI, languageId: 'plaintext', version: 1, text: 'a\ud840b' } } });
  worker.send({ id: 2, method: 'textDocument/hover', params: { textDocument: { uri: URI }, position: { line: 0, character: 0 } } });
  await worker.message(({ id }) => id === 2);
  assert.ok(!worker.isClosed);
  worker.send({ method: 'exit' });
});

/** A module with the functions that the script calls; `gouji_receive` fails. */
const FAILS = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0,
  // Types: number to number, nothing to number, time to nothing.
  1, 14, 3, 96, 1, 127, 1, 127, 96, 0, 1, 127, 96, 1, 124, 0,
  3, 5, 4, 0, 1, 2, 1,
  5, 3, 1, 0, 1,
  7, ...section([['memory', 2, 0], ['gouji_input', 0, 0], ['gouji_output', 0, 1], ['gouji_start', 0, 2], ['gouji_receive', 0, 3]]),
  // Zero, zero, nothing, unreachable.
  10, 18, 4, 4, 0, 65, 0, 11, 4, 0, 65, 0, 11, 2, 0, 11, 3, 0, 0, 11,
]);

function section(exports) {
  const entries = exports.flatMap(([name, kind, index]) => [name.length, ...Buffer.from(name), kind, index]);
  return [entries.length + 1, exports.length, ...entries];
}

test('a module that fails is reported once, and the worker ends', async () => {
  const worker = new Worker(await WebAssembly.compile(FAILS));
  worker.send({ id: 1, method: 'initialize', params: {} });
  const { error } = await worker.message(({ gouji }) => gouji === 'end');
  assert.match(error, /unreachable/);
  assert.ok(worker.isClosed);
  worker.send({ id: 2, method: 'shutdown' });
  assert.equal(worker.messages.length, 1);
});
