// A double click, and the key that selects a word, take a whole figure.

import assert from 'node:assert/strict';
import { eventually } from './eventually.mjs';
import { scene } from './scene.mjs';

const REPORT = '某某县2025年政府信息公开工作年度报告.txt';
const LINE = '全年共收到申请1,234.56件，同比增长12.5%。';
const files = { [REPORT]: `某某县2025年政府信息公开工作年度报告\n\n${LINE}\n` };

/** The middle of some words on the screen; undefined while the line is drawn anew. */
async function middleOf(workbench, words) {
  return workbench.activeEditor.locator('.view-lines').evaluate((lines, wanted) => {
    const walker = document.createTreeWalker(lines, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const at = text.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      // Not between two characters.
      if (width > 0) return { x: x + width / 2 - 3, y: y + height / 2 };
    }
    return undefined;
  }, words);
}

/** Whether the status bar says how many characters are selected. */
const isSelected = (workbench, length) =>
  workbench.page.locator('#status\\.editor\\.selection', { hasText: `(${length} selected)` }).waitFor({ timeout: 4000 }).then(() => true, () => false);

scene('a figure is selected whole, and words do not reach over punctuation', { files, open: REPORT, picture: 'words' }, async (workbench) => {
  for (const [words, length] of [['1,234.56', 8], ['12.5', 4], ['增长', 2]]) {
    await eventually(async () => {
      await workbench.goTo(1);
      const middle = await middleOf(workbench, words);
      if (middle === undefined) return false;
      await workbench.page.mouse.dblclick(middle.x, middle.y);
      return isSelected(workbench, length);
    }, `the selection of ${words}`);
    await workbench.picture(`words-${length}`);
  }
  await workbench.goTo(3, LINE.indexOf('234') + 1);
  await workbench.page.keyboard.press('Control+D');
  assert.ok(await isSelected(workbench, 8));
});
