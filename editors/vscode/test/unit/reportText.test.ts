import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LINES_TO_READ, mayBeReport } from '../../src/reportText';

const SAMPLES = '../../tests/reports';

test('every sample report is taken for one', () => {
  const samples = readdirSync(SAMPLES).filter((name) => /\.(txt|md)$/.test(name));
  assert.ok(samples.length >= 5);
  for (const name of samples) {
    const beginning = readFileSync(`${SAMPLES}/${name}`, 'utf8').split('\n').slice(0, LINES_TO_READ).join('\n');
    assert.ok(mayBeReport(beginning), name);
  }
});

test('other text is not', () => {
  for (const text of ['', '购物清单：白菜、豆腐', '# Annual report\n\nRevenue grew.', '年度报告', '关于政府信息公开的一点想法']) {
    assert.equal(mayBeReport(text), false, text);
  }
});

test('a report just begun is one', () => {
  assert.ok(mayBeReport('某某县2025年政府信息公开工作年度报告'));
});
