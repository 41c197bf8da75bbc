// A double click, and the key that selects a word, take a whole figure.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const REPORT = '某某县2025年政府信息公开工作年度报告.txt';
const LINE = '全年共收到申请1,234.56件，同比增长12.5%。';
const files = { [REPORT]: `某某县2025年政府信息公开工作年度报告\n\n${LINE}\n` };

/** The number of selected characters, as the status bar says. */
const selected = async (workbench) => Number(/\((\d+) selected\)/.exec(await workbench.page.locator('#status\\.editor\\.selection').innerText())?.[1] ?? 0);

async function doubleClick(workbench, words) {
  const box = await workbench.activeEditor.locator('.view-line span span', { hasText: words }).last().evaluate((span, wanted) => {
    const [text] = span.childNodes;
    const range = document.createRange();
    const at = text.textContent.indexOf(wanted);
    range.setStart(text, at);
    range.setEnd(text, at + wanted.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2 - 2, y: y + height / 2 };
  }, words);
  await workbench.page.mouse.dblclick(box.x, box.y);
}

scene('a figure is selected whole, and words do not reach over punctuation', { files, open: REPORT, picture: 'words' }, async (workbench) => {
  for (const [words, length] of [['1,234.56', 8], ['12.5', 4], ['同比', 2]]) {
    await workbench.goTo(1);
    await doubleClick(workbench, words);
    await eventuallyAsserts(() => selected(workbench), (count) => assert.equal(count, length, words), 20_000);
    await workbench.picture(`words-${length}`);
  }
  await workbench.goTo(3, LINE.indexOf('234') + 1);
  await workbench.page.keyboard.press('Control+D');
  await eventuallyAsserts(() => selected(workbench), (count) => assert.equal(count, 8));
});
