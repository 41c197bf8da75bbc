import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, pageFile } from '../../src/rulePages';

const file = (uri: string) => pageFile(new URL(uri).pathname);

test('a link of the server leads to the bundled page', () => {
  assert.equal(file(`${BASE}row-label.md`), 'rules/row-label.md');
  assert.equal(file(`${BASE}zh-CN/tally-mismatch.md`), 'rules/zh-CN/tally-mismatch.md');
});

test('nothing else is read', () => {
  for (const uriPath of ['', '/', '/../package.json', '/zh-CN/../../package.md', '/en/row-label.md', '/row-label.txt', '/a/b.md', '//x.md']) {
    assert.equal(pageFile(uriPath), undefined, uriPath);
  }
});
