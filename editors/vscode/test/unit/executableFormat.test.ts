import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatOf, runsOn } from '../../src/executableFormat';
import { elf, fatMachO, machO, pe } from './headers';

test('reads the system and processor of every kind of program', () => {
  assert.deepEqual(formatOf(elf(0x3e)), { platform: 'linux', archs: ['x64'] });
  assert.deepEqual(formatOf(elf(0xb7)), { platform: 'linux', archs: ['arm64'] });
  assert.deepEqual(formatOf(machO(0x0100000c)), { platform: 'darwin', archs: ['arm64'] });
  assert.deepEqual(formatOf(fatMachO([0x01000007, 0x0100000c])), { platform: 'darwin', archs: ['x64', 'arm64'] });
  assert.deepEqual(formatOf(pe(0x8664)), { platform: 'win32', archs: ['x64'] });
});

test('knows the program that runs this test', () => {
  const format = formatOf(readFileSync(process.execPath).subarray(0, 4096));
  assert.ok(typeof format === 'object' && runsOn(format, process.platform, process.arch), JSON.stringify(format));
});

test('anything else is a script or unknown, however short or broken', () => {
  assert.equal(formatOf(Buffer.from('#!/bin/sh\nexec gouji "$@"\n')), 'script');
  const javaClass = Buffer.concat([Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65]), Buffer.alloc(40)]);
  for (const bytes of [Buffer.alloc(0), Buffer.from('MZ'), Buffer.from('一段文字，不是程序，也不是别的什么'), pe(0x8664).subarray(0, 70), javaClass]) {
    assert.equal(formatOf(bytes), 'unknown');
  }
});

test('runs only where it was built for, but for the two emulators', () => {
  const x64 = (platform: string) => ({ platform, archs: ['x64'] });
  assert.equal(runsOn(x64('linux'), 'linux', 'x64'), true);
  assert.equal(runsOn(x64('linux'), 'linux', 'arm64'), false);
  assert.equal(runsOn(x64('linux'), 'darwin', 'x64'), false);
  assert.equal(runsOn(x64('darwin'), 'darwin', 'arm64'), true);
  assert.equal(runsOn(x64('win32'), 'win32', 'arm64'), true);
  assert.equal(runsOn({ platform: 'darwin', archs: ['arm64'] }, 'darwin', 'x64'), false);
});
