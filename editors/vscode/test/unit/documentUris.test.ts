// Names of documents, findings and new files.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileParts, findingOf, fragmentOf, freeName, OTHER_VIEW, problemParts, SCHEME, viewFor, withExtension, WORD_VIEW } from '../../src/documentUris';

test('a fragment names a finding, and other fragments none', () => {
  assert.equal(findingOf(fragmentOf(12)), 12);
  for (const other of ['', '12', 'gouji-finding-', 'gouji-finding-x', 'gouji-finding-1234567', 'L12']) assert.equal(findingOf(other), undefined, other);
});

test('a new file never has the name of a file that exists', () => {
  const taken = new Set(['年报.md', '年报 (2).md']);
  assert.equal(freeName('年报.md', (name) => taken.has(name)), '年报 (3).md');
  assert.equal(freeName('其他.md', (name) => taken.has(name)), '其他.md');
  assert.equal(withExtension('/a.b/青山县2024.最终.docx', 'md'), '青山县2024.最终.md');
});

test('the manifest registers the view for exactly the files that it shows', () => {
  const { customEditors } = JSON.parse(readFileSync('package.json', 'utf8')).contributes;
  const priorities = { [WORD_VIEW]: 'default', [OTHER_VIEW]: 'option' };
  const patterns: string[] = [];
  for (const { viewType, priority, selector } of customEditors) {
    assert.equal(priority, priorities[viewType as keyof typeof priorities], viewType);
    for (const { filenamePattern } of selector) {
      patterns.push(filenamePattern);
      if (filenamePattern !== `${SCHEME}:/**`) assert.equal(viewFor(`/a/${filenamePattern.replace('*', 'B.2024').toUpperCase()}`), viewType);
    }
  }
  assert.ok(patterns.includes(`${SCHEME}:/**`) && patterns.length > 8, String(patterns));
  assert.equal(viewFor('/a/b.txt'), undefined);
  assert.equal(viewFor('/a.docx/b'), undefined);
});

test('a problem leads back to its file, on any file system', () => {
  for (const scheme of ['file', 'vscode-vfs', 'memfs']) {
    const file = { scheme, query: '' };
    assert.equal(problemParts(file).scheme, SCHEME);
    assert.deepEqual(fileParts(problemParts(file)), file);
    assert.deepEqual(fileParts(file), file);
  }
});
