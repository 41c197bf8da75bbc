// Running a command of the program. Node stands for it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../src/program';

const never = new AbortController().signal;
const node = (script: string, input?: string, signal = never) => run(process.execPath, ['-e', script], input, signal);

test('output and remarks of a successful command are kept apart', async () => {
  assert.deepEqual(await node('process.stdin.pipe(process.stdout); console.error("带入 9 个数字")', '年报\n'), { kind: 'done', text: '年报\n', notes: '带入 9 个数字' });
});

test('a command that fails says why', async () => {
  assert.deepEqual(await node('console.log("half"); console.error("已损坏"); process.exitCode = 2'), { kind: 'failed', message: '已损坏' });
  assert.deepEqual(await node('process.exitCode = 3'), { kind: 'failed', message: 'exit code 3' });
  const missing = await run('/no/such/program', [], undefined, never);
  assert.ok(missing?.kind === 'failed' && missing.message.includes('ENOENT'), JSON.stringify(missing));
});

test('a command that reads no input and ends is no failure', async () => {
  assert.deepEqual(await node('process.stdin.destroy()', 'x'.repeat(1 << 20)), { kind: 'done', text: '', notes: '' });
});

test('a command that is cancelled has no outcome and ends', async () => {
  const cancel = new AbortController();
  const running = node('setInterval(() => {}, 1000)', undefined, cancel.signal);
  cancel.abort();
  assert.equal(await running, undefined);
});
