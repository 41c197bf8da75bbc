// Checks messages against the types of the protocol, with the compiler. The meta model of the protocol is generated from the same types.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as lsp from 'vscode-languageserver-protocol/node';

/** A message, or a part of one, and the type that it must have. */
export interface TypedMessage {
  /** Names the message in an error. */
  readonly name: string;
  /** A type, in which `lsp` is the module of the protocol. */
  readonly type: string;
  readonly value: unknown;
}

/** The names of the modules that describe methods, by method. */
const namespaces = new Map(
  Object.entries(lsp).flatMap(([name, described]) => {
    const method: unknown = typeof described === 'object' && described !== null && 'type' in described && 'method' in described ? described.method : undefined;
    return typeof method === 'string' ? [[method, name] as const] : [];
  }),
);

/** The type of the result of a request; undefined if the protocol has no such request. A result without a value is null. */
export function resultType(method: string): string | undefined {
  const namespace = namespaces.get(method);
  return namespace && `OrNull<ResultOf<typeof lsp.${namespace}.type>>`;
}

/** The type of the parameters of a notification or request. */
export function paramsType(method: string): string | undefined {
  const namespace = namespaces.get(method);
  return namespace && `ParamsOf<typeof lsp.${namespace}.type>`;
}

const HEAD = `import type * as lsp from 'vscode-languageserver-protocol';
type ResultOf<T> = T extends lsp.ProtocolRequestType<any, infer R, any, any, any> ? R : T extends lsp.ProtocolRequestType0<infer R, any, any, any> ? R : never;
type OrNull<T> = [T] extends [void] ? null : T;
type ParamsOf<T> = T extends lsp.ProtocolNotificationType<infer P, any> ? P : T extends lsp.ProtocolRequestType<infer P, any, any, any, any> ? P : void;
`;

/** The messages that have not their type, each with the compiler's reason. */
export function wrongMessages(folder: string, messages: readonly TypedMessage[]): string[] {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'messages.ts');
  // A literal may have no property that its type lacks. One message is one line, so that an error names it.
  const lines = messages.map(({ type, value }, at) => `export const m${at}: ${type} = ${literal(value)};`);
  fs.writeFileSync(file, HEAD + lines.join('\n') + '\n');
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--exactOptionalPropertyTypes', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022', '--types', 'node', '--ignoreConfig', file];
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve('node_modules/typescript/bin/tsc'), ...options], { encoding: 'utf8' });
  const first = HEAD.split('\n').length;
  const errors = [...stdout.matchAll(/messages\.ts\((\d+),\d+\): error (.*(?:\n {2}.*)*)/g)];
  const wrong = errors.map(([, line, reason]) => `${messages[Number(line) - first]?.name ?? `line ${line}`}: ${reason}`);
  if (status !== 0 && wrong.length === 0) throw new Error(stdout + stderr);
  return wrong;
}

/** JSON as source text. The line separators of Unicode would end the line. */
function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
