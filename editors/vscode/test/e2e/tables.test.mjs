// Tables between tabs in the text: figures line up on the screen, and the figure at the cursor has the names of its row and column.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLEAN } from './documentFiles.mjs';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const REPORT = '青山县政府信息公开工作年度报告.txt';
const LINES = CLEAN.split('\n');
const FIRST = LINES.findIndex((line) => line.startsWith('一、本年新收')) + 1;
const GRANTED = LINES.findIndex((line) => line.includes('（一）予以公开')) + 1;
const NAMES = '总计 · 一、本年新收政府信息公开申请数量';

/** Where the last figure of a line ends on the screen, and where the first one begins. */
async function edges(workbench, line) {
  return workbench.activeEditor.evaluate((editor, line) => {
    const top = (element) => element.style.top;
    const number = [...editor.querySelectorAll('.margin-view-overlays > div')].find((row) => row.querySelector('.line-numbers')?.textContent === String(line));
    const row = [...editor.querySelectorAll('.view-lines > .view-line')].find((row) => top(row) === top(number));
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const ends = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const found of node.textContent.matchAll(/\d+/g)) {
        const range = document.createRange();
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        ends.push(range.getBoundingClientRect().right);
      }
    }
    return ends.map((end) => Math.round(end));
  }, line);
}

const aligned = async (workbench, lines) => Promise.all(lines.map((line) => edges(workbench, line)));

for (const [theme, name] of [['Default Light Modern', 'light'], ['Default Dark Modern', 'dark']]) {
  const settings = { 'workbench.colorTheme': theme };
  scene(`figures line up, and that at the cursor has its names and its relation, in the ${name} theme`, { open: REPORT, files: { [REPORT]: CLEAN }, settings, picture: `tables-${name}` }, async (workbench) => {
    const { page } = workbench;
    await page.locator('.codelens-decoration').first().waitFor();
    const total = LINES[FIRST - 1].length;
    await workbench.goTo(FIRST, total);
    await eventuallyAsserts(
      () => aligned(workbench, [FIRST, FIRST + 1, GRANTED]),
      ([first, ...others]) => {
        assert.equal(first.length, 7);
        for (const other of others) assert.deepEqual(other.slice(-7), first);
      },
    );
    const editor = workbench.activeEditor;
    const shown = () => editor.locator('.view-line').evaluateAll((lines) => lines.flatMap((line) => [...line.querySelectorAll('*')].map((part) => getComputedStyle(part, '::after').content)));
    await eventuallyAsserts(shown, (contents) => assert.ok(contents.some((content) => content.replaceAll('\u00a0', ' ').includes(NAMES)), JSON.stringify(contents.filter((content) => content !== 'none' && content !== '""'))));
    const outlines = () => editor.locator('.view-overlays, .view-lines').evaluateAll((parts) => parts.flatMap((part) => [...part.querySelectorAll('*')].map((one) => getComputedStyle(one).outlineStyle)).filter((style) => style === 'solid' || style === 'dashed').sort());
    await eventuallyAsserts(outlines, (styles) => assert.deepEqual(styles, [...Array(6).fill('dashed'), 'solid']));
    await workbench.picture(`tables-${name}-total`);
    // Nothing beside a table, and the file is as it was.
    await workbench.goTo(1);
    await eventuallyAsserts(outlines, (styles) => assert.deepEqual(styles, []));
    await eventuallyAsserts(shown, (contents) => assert.ok(!contents.some((content) => content.includes('总计'))));
    assert.equal(readFileSync(path.join(workbench.folder, REPORT), 'utf8'), CLEAN);

    // Settings switch both.
    if (name !== 'dark') return;
    writeFileSync(path.join(workbench.folder, '.vscode/settings.json'), JSON.stringify({ ...settings, 'gouji.currentFigure': 'statusBar', 'gouji.alignTables': false }));
    await workbench.goTo(FIRST, total);
    const item = page.locator('.statusbar-item', { hasText: NAMES });
    await item.waitFor();
    await eventuallyAsserts(shown, (contents) => assert.ok(!contents.some((content) => content.includes('总计'))));
    await eventuallyAsserts(
      () => aligned(workbench, [FIRST, GRANTED]),
      ([first, granted]) => assert.notDeepEqual(granted.slice(-7), first),
    );
    await workbench.picture('tables-status');
    await workbench.goTo(1);
    await item.waitFor({ state: 'hidden' });
  });
}
