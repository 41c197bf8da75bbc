// Where the findings of a document are drawn, and how the Problems panel names them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellText, counts, findingsById, placeAt, placesIn, problemMessage, segments, worst, type Finding, type Severity, type TextRange } from '../../src/documentModel';

const origin = { line: 0, character: 0 };

function finding(severity: Severity, place?: { id: number; start: number; end: number }): Finding {
  const named = place === undefined ? {} : { place: { ...place, name: '第1段' } };
  return { severity, rule: 'a-rule', title: '', source: '', message: '有误', range: { start: origin, end: origin }, related: [], fixes: [], ...named };
}

test('a text is split where findings begin and end, and its parts are the text', () => {
  const findings = [finding('error', { id: 1, start: 2, end: 4 }), finding('hint', { id: 1, start: 3, end: 6 }), finding('error', { id: 2, start: 0, end: 1 })];
  const byId = findingsById(findings);
  assert.deepEqual(byId.get(1), [0, 1]);
  const parts = segments('一二三四五六七', byId.get(1) ?? [], findings);
  assert.deepEqual(parts, [
    { text: '一二', findings: [] },
    { text: '三', findings: [0] },
    { text: '四', findings: [0, 1] },
    { text: '五六', findings: [1] },
    { text: '七', findings: [] },
  ]);
});

test('a finding between two words marks the whole text', () => {
  const findings = [finding('warning', { id: 1, start: 3, end: 3 })];
  assert.deepEqual(segments('一二三', [0], findings), [{ text: '一二三', findings: [0] }]);
});

test('a text with very many findings is marked as a whole', () => {
  const findings = Array.from({ length: 101 }, (_, at) => finding('info', { id: 1, start: at, end: at + 1 }));
  const parts = segments('字'.repeat(200), findings.map((_, at) => at), findings);
  assert.equal(parts.length, 1);
  assert.equal(parts[0]?.findings.length, 101);
});

test('findings are counted by severity, the most severe first', () => {
  const findings = [finding('info'), finding('error'), finding('info')];
  assert.deepEqual(counts(findings), [['error', 1], ['info', 2]]);
  assert.equal(worst([0, 1], findings), 'error');
  assert.equal(worst([0, 2], findings), 'info');
});

test('a problem begins with its place in the document', () => {
  assert.equal(problemMessage(finding('error', { id: 1, start: 0, end: 0 }), '：'), '第1段：有误');
  assert.equal(problemMessage(finding('error'), '：'), '有误');
});

const range = (line: number, from: number, to: number): TextRange => ({ start: { line, character: from }, end: { line, character: to } });

test('a position of the text belongs to the last paragraph or cell before it', () => {
  // The form may show cells in another order than the text.
  const ranges = [range(0, 0, 9), range(4, 6, 8), range(4, 0, 2)];
  assert.equal(placeAt(ranges, { line: 0, character: 4 }), 0);
  assert.equal(placeAt(ranges, { line: 2, character: 0 }), 0);
  assert.equal(placeAt(ranges, { line: 4, character: 1 }), 2);
  assert.equal(placeAt(ranges, { line: 4, character: 7 }), 1);
  assert.equal(placeAt([range(1, 0, 1)], origin), undefined);
});

test('parts of the text touch their cells and not the cells beside them', () => {
  const ranges = [range(4, 0, 2), range(4, 3, 3), range(4, 4, 6)];
  assert.deepEqual(placesIn(ranges, [range(4, 4, 6)]), [2]);
  assert.deepEqual(placesIn(ranges, [range(4, 3, 3), range(4, 0, 1)]), [0, 1]);
});

test('what is typed into a cell cannot end the cell', () => {
  assert.equal(cellText(' 1\t2|3\n<b>4&5 '), '123b45');
});
