import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isReport, LINES_TO_READ, mayBeReport } from '../../src/reportText';

const SAMPLES = '../../tests/reports';

test('every sample report is taken for one', () => {
  const samples = readdirSync(SAMPLES).filter((name) => /\.(txt|md)$/.test(name));
  assert.ok(samples.length >= 5);
  for (const name of samples) {
    const beginning = readFileSync(`${SAMPLES}/${name}`, 'utf8').split('\n').slice(0, LINES_TO_READ).join('\n');
    assert.ok(mayBeReport(beginning) && isReport(beginning), name);
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

test('only a text with three marks of a report is shown as one', () => {
  const title = '某某县2025年政府信息公开工作年度报告\n\n';
  assert.ok(isReport(`${title}一、总体情况\n`));
  assert.ok(isReport('## 一、总体情况\n\n## 二、主动公开政府信息情况\n\n## 三、收到和处理政府信息公开申请情况\n'));
  assert.ok(isReport('# 2025 年政府信息公开工作年度报告\r\n（一）其他\r\n六、其他需要报告的事项\r\n'));
  for (const text of [title, '一、总体情况\n二、主动公开政府信息情况\n', `关于编制2025年政府信息公开工作年度报告的通知\n一、总体情况\n`, `${title}一、编制要求\n`]) {
    assert.equal(isReport(text), false, text);
  }
});
