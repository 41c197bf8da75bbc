// VS Code as installed, without a setting of one's own: what the extension brings along for reports.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';
import { samples, scratch } from './surroundings.mjs';

const LANGUAGE = /政府信息公开年报/;
const NAMED = '兴安区2025年政府信息公开工作年度报告.txt';
const report = readFileSync(path.join(samples, 'xingan-2025.txt'), 'utf8');

scene('a report in plain text is shown as one when the user says so, once and for all', { open: 'xingan-2025.txt', picture: 'recognized' }, async (workbench) => {
  const userSettings = path.join(scratch, 'data/User/settings.json');
  const before = readFileSync(userSettings, 'utf8');
  try {
    const question = workbench.notification('政府信息公开').or(workbench.notification('disclosure report'));
    await question.waitFor();
    assert.match(await workbench.language(), /Plain Text/);
    await workbench.picture('recognized-question');
    await question.getByRole('button', { name: 'Always' }).click();
    await eventuallyAsserts(() => workbench.language(), (language) => assert.match(language, LANGUAGE));
    await eventually(() => /"gouji\.recognizeReports": "always"/.test(readFileSync(userSettings, 'utf8')), 'the answer in the settings');
    // The next one is not asked about.
    await workbench.openFromExplorer('jianshan-2025.txt');
    await eventuallyAsserts(() => workbench.language(), (language) => assert.match(language, LANGUAGE));
    assert.equal(await question.count(), 0);
    // Markdown stays Markdown.
    await workbench.openFromExplorer('weibin-2025.md');
    await eventuallyAsserts(() => workbench.language(), (language) => assert.match(language, /Markdown/));
  } finally {
    writeFileSync(userSettings, before);
  }
});

const TITLE = ['某某县2025年政府信息公开工作年度报告', '', '一、总体情况', '', '政府信息公开按要求完成。', '', '二、主动公开政府信息情况'];

scene('typing in a new report brings up no box, and Tab goes from cell to cell', { picture: 'typing-defaults' }, async (workbench) => {
  const { page } = workbench;
  const { keyboard } = page;
  await workbench.command('New Untitled Text File');
  await workbench.activeEditor.locator('.view-line').first().waitFor();
  for (const [i, line] of TITLE.entries()) {
    if (i > 0) await keyboard.press('Enter');
    await keyboard.insertText(line);
  }
  await eventuallyAsserts(() => workbench.language(), (language) => assert.match(language, LANGUAGE));

  // A word of the text begins in the same way, and Enter is a new line all the same.
  await workbench.goTo(5);
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('政');
  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.equal(lines.get(6), '政'));
  assert.equal(await page.locator('.suggest-widget.visible').count(), 0);
  await keyboard.press('Enter');
  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.deepEqual([lines.get(6), lines.get(7)?.trim()], ['政', '']));
  for (let i = 0; i < 3; i++) await keyboard.press('Backspace');

  // The blank table that a fix inserts is filled in by Tab and figures.
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
  await workbench.goTo(7, 5);
  const titles = await workbench.openQuickFixes();
  const insert = titles.find((title) => title.includes('主动公开政府信息情况表'));
  assert.ok(insert, JSON.stringify(titles));
  await workbench.pickQuickFix(insert);
  const rows = await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.ok([...lines.values()].some((line) => line.startsWith('规章'))));
  const [line] = [...rows].find(([, text]) => text.startsWith('规章'));
  await workbench.goTo(line, '规章'.length + 1);
  // The extension moves the cursor some time after the key, and the status bar shows it some time after that.
  const columnThat = async (isThere) => {
    const { column } = await eventuallyAsserts(() => workbench.cursor(), ({ column }) => assert.ok(isThere(column), `column ${column}`));
    return column;
  };
  let column = await columnThat((now) => now === '规章'.length + 1);
  for (const figure of ['0', '0', '5']) {
    const before = column;
    await keyboard.press('Tab');
    const cell = await columnThat((now) => now > before);
    await keyboard.type(figure);
    column = await columnThat((now) => now > cell);
    await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.ok(lines.get(line)?.includes(figure)));
  }
  await keyboard.press('Shift+Tab');
  await columnThat((now) => now < column);
  await keyboard.type('3');
  await workbench.picture('typing-defaults-cells');
  await workbench.problems.show();
  const found = (await workbench.problems.list()).map(({ rule }) => rule);
  assert.ok(!found.includes('torn-table') && !found.includes('cell-count') && !found.includes('missing-row'), JSON.stringify(found));
});

scene('long paragraphs are wrapped, and full-width marks bear no boxes', { open: NAMED, files: { [NAMED]: report }, picture: 'defaults-light', settings: { 'workbench.colorTheme': 'Light 2026' } }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  assert.match(await workbench.language(), LANGUAGE);
  const editor = workbench.activeEditor;
  const widths = await editor.evaluate((element) => [element.clientWidth, element.querySelector('.lines-content').scrollWidth]);
  await eventually(async () => (await editor.locator('.view-line').count()) > (await editor.locator('.line-numbers').count()), `wrapped rows ${widths}`);
  assert.equal(await editor.locator('.unicode-highlight').count(), 0);
});

// VS Code's own two themes. The unit tests look at the scopes, which other themes paint.
for (const theme of ['Light 2026', 'Dark 2026']) {
  const name = theme.toLowerCase().replace(' ', '-');
  scene(`totals are bold and figures coloured, and none is red, in ${theme}`, { open: NAMED, files: { [NAMED]: report }, picture: `colours-${name}`, settings: { 'workbench.colorTheme': theme } }, async (workbench) => {
    const row = report.split('\n').findIndex((line) => /^\s*(四、|数量|.*总计)/.test(line) && line.includes('\t'));
    await workbench.goTo(row + 1);
    const token = workbench.activeEditor.locator('.view-line span', { hasText: /^总计$/ }).first();
    await token.waitFor();
    const look = await eventuallyAsserts(
      () => token.evaluate((element) => [getComputedStyle(element).fontWeight, getComputedStyle(element).color]),
      ([weight]) => assert.equal(weight, '700'),
    );
    const [red, green, blue] = look[1].match(/\d+/g).map(Number);
    assert.ok(red - Math.max(green, blue) < 40, `${look}`);
  });
}
