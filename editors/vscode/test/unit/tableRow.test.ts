import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextCell, previousCell, type Target } from '../../src/tableRow';

type Find = typeof nextCell;

/** Finds from the place of `‸`; the answer is shown as the line with the cell in brackets. */
function found(text: string, find: Find = nextCell): string {
  const line = text.split('\n').findIndex((line) => line.includes('‸'));
  const column = text.split('\n')[line]!.indexOf('‸');
  const lines = text.replace('‸', '').split('\n');
  const target: Target = find((at) => lines[at], line, column);
  if (target === undefined || target === 'tab') return String(target);
  const words = lines[target.line]!;
  return `${words.slice(0, target.start)}[${words.slice(target.start, target.end)}]${words.slice(target.end)}`;
}

test('Tab leads to the next cell, and its figure is selected', () => {
  assert.equal(found('规章‸\t0\t 12 \t3'), '规章\t[0]\t 12 \t3');
  assert.equal(found('规章\t0‸\t 12 \t3'), '规章\t0\t [12] \t3');
  assert.equal(found('规章\t‸\t\t3'), '规章\t\t[]\t3');
});

test('a row that lacks a cell gets one', () => {
  assert.equal(found('规章\t0\t0\t5\n行政规范性文件‸'), 'tab');
  assert.equal(found('规章\t0\t0\t5\n行政规范性文件\t1\t2‸'), 'tab');
  assert.equal(found('制发\t废止\t有效\n规章‸\n行政规范性文件\t1\t2'), 'tab');
});

test('behind the last cell comes the first figure of the next row', () => {
  assert.equal(found('规章\t0\t0\t5‸\n行政规范性文件\t1\t2\t3'), '行政规范性文件\t[1]\t2\t3');
  assert.equal(found('\t\t1.属于国家秘密\t0\t5‸\n\t\t2.其他\t7\t8'), '\t\t2.其他\t[7]\t8');
  assert.equal(found('新收\t总计‸\n\t'), '\t[]');
  // One cell a line.
  assert.equal(found('\t3‸\n\t0'), '\t[0]');
});

test('elsewhere Tab is not ours', () => {
  for (const text of ['', '‸', '一、总体情况‸', '\t某某县‸依法公开。\n', '规章\t0\t0‸', '一\n‸\n规章\t1', '规章\t1\n某某县2025年主动公开政府信息若干条，其中通过政府网站公开若干条，通过政务新媒体公开若干条。‸']) {
    if (text.includes('‸')) assert.equal(found(text), 'undefined', text);
  }
  assert.equal(nextCell(() => undefined, 0, 0), undefined);
});

test('Shift+Tab leads back, over the row before too', () => {
  assert.equal(found('规章\t0\t1‸2', previousCell), '规章\t[0]\t12');
  assert.equal(found('规章\t0\t12\n‸文件\t1\t2', previousCell), '规章\t0\t[12]');
  assert.equal(found('‸规章\t0\t12', previousCell), 'undefined');
  assert.equal(found('\t‸某某县依法公开。', previousCell), 'undefined');
});
