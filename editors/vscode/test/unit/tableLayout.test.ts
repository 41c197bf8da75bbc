// The columns of tables between tabs line up, whatever the widths of the characters in the font are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { spaces } from '../../src/tableLayout';

const TAB = 4;

/** Where each cell of a line ends on the screen, in the widths of a font: a full-width character, and another one. */
function ends(lines: readonly string[], line: number, em: number, ch: number): number[] {
  const added = new Map(spaces(lines, TAB).filter((space) => space.line === line).map(({ column, before, after }) => [column, evaluate(before ?? '0', em, ch) + evaluate(after, em, ch)]));
  const found: number[] = [];
  let [at, shown] = [0, 0];
  [...lines[line]!].forEach((character, column) => {
    const isFull = /[\u2e80-\u9fff\uff01-\uff5e]/.test(character);
    if (character === '\t') {
      found.push(at);
      const blanks = TAB - (shown % TAB);
      shown += blanks;
      // The tab itself takes no place where it has a space.
      at += added.get(column) ?? blanks * ch;
    } else {
      at += isFull ? em : ch;
      shown += isFull ? 2 : 1;
    }
  });
  return [...found, at];
}

/** Computes the CSS of a width, which must not be negative. */
function evaluate(width: string, em: number, ch: number): number {
  const source = width.replaceAll('calc', '').replaceAll('max', 'Math.max').replace(/(-?\d+)em/g, `($1*${em})`).replace(/(-?\d+)ch/g, `($1*${ch})`);
  assert.match(source.replaceAll('Math.max', ''), /^[-\d.*+(), ]+$/);
  const result = Number(new Function(`return ${source}`)());
  assert.ok(result >= -1e-9, `${width} at ${em} and ${ch}`);
  return result;
}

const FONTS = [
  [2, 1],
  [14, 7.7],
  [14, 8.4],
  [10, 9],
] as const;

function linedUp(lines: readonly string[], rows: readonly number[], figures: number): void {
  for (const [em, ch] of FONTS) {
    const all = rows.map((line) => ends(lines, line, em, ch).slice(-figures).map((end) => end.toFixed(6)));
    all.forEach((row, at) => assert.deepEqual(row, all[0], `${em} and ${ch}: ${lines[rows[at]!]}`));
  }
}

const REPORT = readFileSync('../../crates/gouji-lint/pages/clean.txt', 'utf8').split('\n');
const rowsWith = (tabs: number): number[] => REPORT.flatMap((text, line) => (text.split('\t').length - 1 === tabs ? [line] : []));

const FIRST = REPORT.findIndex((text) => text.includes('一、本年新收'));
const FIGURE_ROWS = rowsWith(REPORT[FIRST]!.split('\t').length - 1).filter((line) => line >= FIRST);

/** The width of a row in columns of the editor. */
const width = (line: number): number => ends(REPORT, line, 2, 1).at(-1)!;
const [WIDE, FITTING] = [true, false].map((isWide) => FIGURE_ROWS.filter((line) => width(line) > 100 === isWide)) as [number[], number[]];

test('the figures of a large table line up, except behind labels that leave no room for them', () => {
  assert.equal(FIGURE_ROWS.length, 25);
  assert.deepEqual(WIDE.map((line) => /[12]\.申请人[^\t]*/.exec(REPORT[line]!)?.[0].length), [33, 37]);
  linedUp(REPORT, FITTING, 7);
  const names = FIRST - 2;
  assert.ok(REPORT[names]!.includes('总计'));
  assert.deepEqual(spaces(REPORT, TAB).filter(({ line }) => line === names), [], 'there is no room for the names of columns');
});

test('a blank form lines up, too', () => {
  const blank = REPORT.map((text) => (text.includes('\t') ? text.replace(/[\d.]+(?=\t|$)/g, '') : text));
  linedUp(blank, FITTING, 7);
});

test('rows with fewer figures begin in the same column', () => {
  const lines = ['规章\t0\t0\t5', '行政规范性文件\t12\t0\t59', '行政许可\t436'];
  linedUp(lines, [0, 1], 3);
  const [em, ch] = FONTS[1];
  assert.equal(ends(lines, 2, em, ch)[1]!.toFixed(6), ends(lines, 0, em, ch)[1]!.toFixed(6));
});

test('in a small table, the names of columns and words in cells line up with the figures', () => {
  linedUp(['甲\t自然人\t总计', '一、本年新收\t20\t28', '二、上年结转\t1\t无', '三、办理\t3\t4'], [0, 1, 2, 3], 2);
});

test('a table that is too wide without names stays as it is', () => {
  const row = `${'字'.repeat(50)}\t1`;
  assert.deepEqual(spaces([row, row], TAB), []);
});

test('text without tables gets no space, and neither does a single line', () => {
  assert.deepEqual(spaces(['一、总体情况', '\t全区共收到28件。', '', '规章\t1\t2'], TAB), []);
  assert.deepEqual(spaces([], TAB), []);
});
