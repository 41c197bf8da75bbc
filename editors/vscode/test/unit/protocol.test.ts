// Every message of the server has the type that the protocol gives it. The server is the program that GOUJI_PROGRAM names.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { StreamMessageReader, StreamMessageWriter, type Message } from 'vscode-languageserver-protocol/node';
import { paramsType, resultType, wrongMessages, type TypedMessage } from './protocolTypes';

const PROGRAM = process.env['GOUJI_PROGRAM'];
const FOLDER = 'out/test/protocol';
const PAGES = '../../crates/gouji-lint/pages';

interface Received {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A client that keeps every message of the server. */
class Session {
  readonly messages: TypedMessage[] = [];
  readonly unknown: string[] = [];
  readonly asked = new Set<string>();
  readonly #server = spawn(PROGRAM ?? '', ['lsp'], { stdio: ['pipe', 'pipe', 'ignore'] });
  readonly #writer = new StreamMessageWriter(this.#server.stdin);
  readonly #waiting = new Map<number, { method: string; done: (result: unknown) => void }>();
  #lastId = 0;

  constructor() {
    new StreamMessageReader(this.#server.stdout).listen((message) => this.#receive(message as Received));
  }

  async request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    this.asked.add(method);
    const answer = new Promise<unknown>((done) => this.#waiting.set(id, { method, done }));
    await this.#write({ id, method, params });
    return answer;
  }

  async notify(method: string, params: unknown): Promise<void> {
    await this.#write({ method, params });
  }

  async finish(): Promise<void> {
    const ended = new Promise((done) => this.#server.once('exit', done));
    await this.request('shutdown', undefined);
    await this.notify('exit', undefined);
    await ended;
  }

  #write(message: object): Promise<void> {
    return this.#writer.write({ jsonrpc: '2.0', ...message } as Message);
  }

  #receive({ id, method, params, result, error }: Received): void {
    if (method !== undefined) {
      this.#keep(method, method === '$/progress' ? progressType(params) : paramsType(method), params);
      if (id !== undefined) void this.#write({ id, result: null });
      return;
    }
    const waiting = this.#waiting.get(Number(id));
    assert.ok(waiting, `an answer to nothing: ${id}`);
    this.#waiting.delete(Number(id));
    if (error === undefined) this.#keep(`the answer to ${waiting.method}`, waiting.method.startsWith('gouji/') ? 'lsp.LSPAny' : resultType(waiting.method), result);
    else this.#keep(`the error of ${waiting.method}`, '{ code: number; message: string; data?: lsp.LSPAny }', error);
    waiting.done(result);
  }

  #keep(name: string, type: string | undefined, value: unknown): void {
    if (type === undefined) {
      if (!name.startsWith('gouji/')) this.unknown.push(name);
    } else if (value !== undefined) {
      this.messages.push({ name, type, value });
    }
  }
}

function progressType(params: unknown): string {
  const value = typeof params === 'object' && params !== null && 'value' in params ? params.value : undefined;
  const isWork = typeof value === 'object' && value !== null && 'kind' in value;
  return `{ token: lsp.ProgressToken; value: ${isWork ? 'lsp.WorkDoneProgressBegin | lsp.WorkDoneProgressReport | lsp.WorkDoneProgressEnd' : 'lsp.WorkspaceDiagnosticReportPartialResult'} }`;
}

/** What VS Code supports, as far as the server's answers depend on it. */
const RICH = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true },
  workspace: {
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: { groupsOnLabel: true } },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    diagnostic: { relatedInformation: true, codeDescriptionSupport: true },
    hover: { contentFormat: ['markdown'] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    definition: { linkSupport: true },
    rename: { prepareSupport: true },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
};
const OPTIONS = { documentation: 'gouji-rule:/', documentViews: true, workspaceDiagnostics: true, language: 'zh-cn', commands: ['gouji.showPlaces'] };

/** Requests about one document. Each takes the parameters of the others. */
const REQUESTS = ['hover', 'definition', 'references', 'documentHighlight', 'inlayHint', 'completion', 'codeLens', 'selectionRange', 'documentLink', 'prepareRename', 'rename', 'formatting', 'rangeFormatting', 'onTypeFormatting', 'codeAction', 'documentSymbol', 'foldingRange', 'diagnostic'];

/** Plays a session and returns its messages. */
async function play(capabilities: object, initializationOptions: object): Promise<Session> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), '勾稽 协议 '));
  const session = new Session();
  try {
    const clean = fs.readFileSync(path.join(PAGES, 'clean.txt'), 'utf8');
    fs.copyFileSync(path.join(PAGES, 'clean-last-year.txt'), path.join(folder, '青山县2023.txt'));
    const file = path.join(folder, '青山县2024.md');
    const wrong = clean.replace('\t20\t5\t1\t0\t2\t0\t28', '\t20\t5\t1\t0\t2\t0\t82').replace('推进', '推进推进').replace('持续优化', '依据国办公开办函〔2019〕60号和《政府信息公开条例》第二十条，见https://example.gov.cn/，持续优化');
    assert.notEqual(wrong, clean);
    fs.writeFileSync(file, wrong);
    const [root, uri] = [folder, file].map((name) => pathToFileURL(name).href);
    await session.request('initialize', { processId: null, rootUri: null, capabilities, initializationOptions, workspaceFolders: [{ uri: root, name: 'reports' }] });
    await session.notify('initialized', {});
    await session.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text: wrong + '\n' } });
    await session.request('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'part', workDoneToken: 'work' });
    await session.request('workspace/symbol', { query: '' });
    const lines = wrong.split('\n');
    const places: [number, number][] = lines.flatMap((line, at): [number, number][] => [[at, 0], [at, Math.min(line.length, 3)], [at, Math.max(line.lastIndexOf('\t'), 0) + 1], [at, line.indexOf('国办') + 3]]);
    for (const [line, character] of places) {
      const position = { line, character: Math.min(character, lines[line]?.length ?? 0) };
      const range = { start: position, end: { line: line + 1, character: 0 } };
      const context = { diagnostics: [], includeDeclaration: true, triggerKind: 1 };
      const params = { textDocument: { uri }, position, positions: [position], range, context, newName: '九', ch: '\n', options: { tabSize: 4, insertSpaces: false } };
      for (const request of REQUESTS) {
        const answer = await session.request(`textDocument/${request}`, params);
        await resolve(session, request, answer);
      }
      await session.request('gouji/figure', { textDocument: { uri }, position });
    }
    const all = { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, context: { diagnostics: [], only: ['source.fixAll'] } };
    await session.request('textDocument/codeAction', all);
    await session.request('gouji/preview', { textDocument: { uri } });
    await session.request('gouji/overview', {});
    await session.request('gouji/compareYears', { before: uri, now: uri });
    await session.request('gouji/document', { textDocument: { uri }, workDoneToken: 'document' });
    await session.request('textDocument/hover', { textDocument: { uri } });
    await session.finish();
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return session;
}

/** Resolves the items of an answer that may be resolved. */
async function resolve(session: Session, request: string, answer: unknown): Promise<void> {
  const method = { completion: 'completionItem/resolve', codeAction: 'codeAction/resolve' }[request];
  if (method === undefined || !Array.isArray(answer)) return;
  for (const item of answer.slice(0, 20)) await session.request(method, item);
}

const skip = PROGRAM === undefined && 'GOUJI_PROGRAM does not name a program';

test('every message of the server has its type, for clients that support much and little', { skip }, async () => {
  const rich = await play(RICH, OPTIONS);
  // A client that announces nothing gets diagnostics that it does not request, and other forms of edits.
  const plain = await play({}, {});
  for (const session of [rich, plain]) {
    assert.deepEqual(session.unknown, [], 'the protocol has no such messages');
    assert.ok(session.messages.length > 1000, String(session.messages.length));
    assert.deepEqual(wrongMessages(FOLDER, distinct(session.messages)), []);
  }
  const told = (session: Session) => new Set(session.messages.map(({ name }) => name));
  for (const name of ['client/registerCapability', '$/progress', 'the error of textDocument/hover']) assert.ok(told(rich).has(name), name);
  assert.ok(told(plain).has('textDocument/publishDiagnostics'));
  const documented = [...fs.readFileSync('../../docs/editor.md', 'utf8').matchAll(/`(\w+\/\w+)`/g)].map((match) => match[1]!);
  const isNotification = (method: string) => /\/did[A-Z]|\/refresh$|documentsChanged$/.test(method);
  const missing = documented.filter((method) => !isNotification(method) && !rich.asked.has(method));
  assert.deepEqual(missing, [], 'requests that this test does not send');
});

/** The messages without repetitions. */
function distinct(messages: readonly TypedMessage[]): TypedMessage[] {
  return [...new Map(messages.map((message) => [message.type + JSON.stringify(message.value), message])).values()];
}

test('a field that is missing, unknown or of another type is reported', () => {
  const hover = resultType('textDocument/hover') ?? '';
  const contents = { kind: 'markdown', value: '' };
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const right = [{ name: 'a hover', type: hover, value: { contents, range } }, { name: 'no hover', type: hover, value: null }];
  assert.deepEqual(wrongMessages(FOLDER, right), []);
  const diagnostics = paramsType('textDocument/publishDiagnostics') ?? '';
  const wrong = [
    { name: 'missing', type: hover, value: { range } },
    { name: 'unknown', type: hover, value: { contents, rang: range } },
    { name: 'deep', type: hover, value: { contents, range: { ...range, end: { line: '0', character: 0 } } } },
    { name: 'enumeration', type: hover, value: { contents: { kind: 'html', value: '' } } },
    { name: 'severity', type: diagnostics, value: { uri: 'file:///a', diagnostics: [{ range, message: '', severity: 5 }] } },
  ];
  const found = wrongMessages(FOLDER, [...right, ...wrong]);
  assert.deepEqual(found.map((reason) => reason.split(':')[0]), wrong.map(({ name }) => name), found.join('\n'));
});
