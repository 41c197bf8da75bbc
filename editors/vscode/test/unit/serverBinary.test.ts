import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { makeExecutable, resolveServer, type Surroundings } from '../../src/serverBinary';
import { elf, machO } from './headers';

const LINUX_X64 = elf(0x3e);
let folder: string;
let around: Surroundings;

beforeEach(() => {
  // Blanks and Chinese names, as on the machines this runs on.
  folder = fs.mkdtempSync(path.join(os.tmpdir(), '勾稽 测试 '));
  around = {
    configured: '', extensionPath: path.join(folder, '扩展 目录'),
    homeFolder: path.join(folder, 'home'), searchPath: '', agreed: [], platform: 'linux', arch: 'x64',
  };
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function put(relative: string, bytes: Buffer | string, mode = 0o755): string {
  const file = path.join(folder, relative);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, typeof bytes === 'string' ? bytes : new Uint8Array(bytes));
  fs.chmodSync(file, mode);
  return file;
}

test('an empty setting means the bundled program', () => {
  const file = put('扩展 目录/server/gouji', LINUX_X64);
  assert.deepEqual(resolveServer(around), { kind: 'found', path: file, origin: 'bundled' });
});

test('a lost run bit of the bundled program is mended', () => {
  const file = put('扩展 目录/server/gouji', LINUX_X64, 0o640);
  assert.equal(resolveServer(around).kind, 'found');
  assert.equal(fs.statSync(file).mode & 0o777, 0o750);
});

test('without a bundled program the one on PATH serves, once the user has agreed to that one', () => {
  assert.deepEqual(resolveServer(around), { kind: 'none-bundled', here: 'Linux x64' });
  const file = put('bin/gouji', LINUX_X64);
  const onPath = { ...around, searchPath: `/nowhere:${path.dirname(file)}` };
  assert.deepEqual(resolveServer(onPath), { kind: 'not-agreed', path: file, here: 'Linux x64' });
  assert.equal(resolveServer({ ...onPath, agreed: ['/elsewhere/gouji'] }).kind, 'not-agreed');
  assert.deepEqual(resolveServer({ ...onPath, agreed: [file] }), { kind: 'found', path: file, origin: 'search-path' });
});

test('no folder of PATH and no setting begins where the editor was started', () => {
  const file = put('工作区/gouji', LINUX_X64);
  const before = process.cwd();
  process.chdir(path.dirname(file));
  try {
    for (const searchPath of ['.', '', './', '../工作区']) {
      assert.equal(resolveServer({ ...around, searchPath, agreed: ['gouji', './gouji', file] }).kind, 'none-bundled', searchPath);
      assert.equal(resolveServer({ ...around, searchPath, configured: 'gouji' }).kind, 'missing', searchPath);
    }
    for (const configured of ['./gouji', '../工作区/gouji', '工作区/gouji', '.\\gouji']) {
      assert.deepEqual(resolveServer({ ...around, configured }), { kind: 'relative', path: configured });
    }
  } finally {
    process.chdir(before);
  }
});

test('the setting takes a full path, ~ and a bare name, and wins over the bundled program', () => {
  put('扩展 目录/server/gouji', LINUX_X64);
  const file = put('工作区/tools/my gouji', LINUX_X64);
  const home = put('home/bin/gouji', LINUX_X64);
  assert.deepEqual(resolveServer({ ...around, configured: ` ${file} ` }), { kind: 'found', path: file, origin: 'setting' });
  assert.deepEqual(resolveServer({ ...around, configured: '~/bin/gouji' }), { kind: 'found', path: home, origin: 'setting' });
  assert.deepEqual(resolveServer({ ...around, configured: 'my gouji', searchPath: path.dirname(file) }), { kind: 'found', path: file, origin: 'setting' });
});

test('a wrong setting is not silently replaced by the bundled program', () => {
  put('扩展 目录/server/gouji', LINUX_X64);
  assert.deepEqual(resolveServer({ ...around, configured: '/nowhere/gouji' }), { kind: 'missing', path: '/nowhere/gouji' });
  assert.deepEqual(resolveServer({ ...around, configured: 'gouji-nightly' }), { kind: 'missing', path: 'gouji-nightly' });
});

test('says what is wrong with a file that cannot be the program', () => {
  const kindOf = (file: string) => resolveServer({ ...around, configured: file }).kind;
  assert.equal(kindOf(folder), 'folder');
  assert.equal(kindOf(put('a report.txt', '兴安区2025年政府信息公开工作年度报告')), 'not-a-program');
  assert.equal(kindOf(put('empty', '')), 'not-a-program');
  assert.equal(kindOf(put('no run bit', LINUX_X64, 0o644)), 'not-executable');
  assert.equal(kindOf(put('wrapper', '#!/bin/sh\n')), 'found');
});

test('names both machines when the program was built for another', () => {
  const mac = put('gouji-mac', machO(0x0100000c));
  assert.deepEqual(resolveServer({ ...around, configured: mac }), { kind: 'wrong-platform', path: mac, builtFor: 'macOS arm64', here: 'Linux x64' });
  const arm = put('gouji-arm', elf(0xb7));
  assert.deepEqual(resolveServer({ ...around, configured: arm }), { kind: 'wrong-platform', path: arm, builtFor: 'Linux arm64', here: 'Linux x64' });
});

test('makeExecutable lets run it who may read it', () => {
  const file = put('program', LINUX_X64, 0o604);
  makeExecutable(file);
  assert.equal(fs.statSync(file).mode & 0o777, 0o705);
});
