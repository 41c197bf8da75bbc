import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { probe } from '../../src/probe';
import { elf } from './headers';

let folder: string;
before(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), '勾稽 探测 ')); });
after(() => fs.rmSync(folder, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, typeof content === 'string' ? content : new Uint8Array(content), { mode: 0o755 });
  return file;
}

test('a working program says its version', async () => {
  assert.deepEqual(await probe(put('good one', '#!/bin/sh\necho "gouji 0.1.0 $1"\n')), { version: 'gouji 0.1.0 --version' });
});

test('a program that fails says why, in one line', async () => {
  assert.deepEqual(await probe(put('bad', '#!/bin/sh\necho "libfoo.so: not found" >&2\necho more >&2\nexit 127\n')), { reason: 'exit code 127: libfoo.so: not found' });
});

test('a file the system cannot run, or whose loader is missing, is a reason and not an exception', async () => {
  const broken = await probe(put('broken', elf(0x3e)));
  assert.ok('reason' in broken, JSON.stringify(broken));
  assert.deepEqual(await probe(put('no loader', '#!/nowhere/sh\n')), { reason: 'ENOENT' });
});

test('a program that never answers is given up', async () => {
  assert.deepEqual(await probe(put('slow', '#!/bin/sh\nexec tail -f /dev/null\n'), 100), { reason: 'no answer to --version' });
});
