import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastYearUri } from '../../src/lastYear';

const COMMAND = 'gouji.showPlaces';
const lens = (...uris: string[]) => ({ command: COMMAND, arguments: [{ uri: 'file:///2025.txt' }, uris.map((uri) => ({ uri }))] });

test('last year’s report is where a lens leads out of the report', () => {
  const lenses = [{ command: '' }, lens('file:///2025.txt', 'file:///2025.txt'), undefined, lens('file:///2024.docx')];
  assert.equal(lastYearUri(lenses, COMMAND), 'file:///2024.docx');
});

test('lenses of others, lenses into the report and damaged lenses lead to no report', () => {
  const lenses = [lens('file:///2025.txt'), { ...lens('file:///2024.txt'), command: 'other' }, { command: COMMAND }, { command: COMMAND, arguments: [1, [null, {}, { uri: 3 }]] }];
  assert.equal(lastYearUri(lenses, COMMAND), undefined);
});
