import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrashCount } from '../../src/crashCount';

test('four crashes are forgiven, the fifth is not', () => {
  const crashes = new CrashCount();
  for (let i = 1; i <= 4; i++) assert.deepEqual(crashes.record(i * 1000), { restart: true, lately: i });
  assert.deepEqual(crashes.record(5000), { restart: false, lately: 5 });
});

test('old crashes are forgotten', () => {
  const crashes = new CrashCount();
  for (let i = 0; i < 20; i++) assert.equal(crashes.record(i * 60_000).restart, true);
});
