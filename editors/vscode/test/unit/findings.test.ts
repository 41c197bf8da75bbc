import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countSeverities, isOwnSource, placeFrom } from '../../src/findings';

const at = (line: number, character = 0) => ({ line, character });

test('only diagnostics of gouji are findings, in either language', () => {
  for (const source of ['gouji', 'gouji: Repeated word', '勾稽·重复的词语']) assert.ok(isOwnSource(source), source);
  for (const source of [undefined, '', 'goujian', 'eslint', '勾稽员']) assert.ok(!isOwnSource(source), source);
});

test('the next finding is after the cursor, and the first one after the last', () => {
  const places = [at(9), at(2, 4), at(2, 8)];
  assert.deepEqual(placeFrom(places, at(0), 'next'), at(2, 4));
  assert.deepEqual(placeFrom(places, at(2, 4), 'next'), at(2, 8));
  assert.deepEqual(placeFrom(places, at(9), 'next'), at(2, 4));
});

test('the previous finding is before the cursor, and the last one before the first', () => {
  const places = [at(9), at(2, 4), at(2, 8)];
  assert.deepEqual(placeFrom(places, at(9), 'previous'), at(2, 8));
  assert.deepEqual(placeFrom(places, at(2, 4), 'previous'), at(9));
});

test('the only finding is the next one and the previous one, and without findings there is none', () => {
  assert.deepEqual(placeFrom([at(3)], at(3), 'next'), at(3));
  assert.deepEqual(placeFrom([at(3)], at(3), 'previous'), at(3));
  assert.equal(placeFrom([], at(3), 'next'), undefined);
});

test('findings are counted by severity', () => {
  assert.deepEqual(countSeverities([0, 2, 0, 1, 3, 3]), [2, 1, 1, 2]);
  assert.deepEqual(countSeverities([]), [0, 0, 0, 0]);
});
