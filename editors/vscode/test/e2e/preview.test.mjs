// The preview of an open report: tables as the form prints them, findings, both ways between text and preview, and figures that are typed into cells.

import assert from 'node:assert/strict';
import { changed } from './documentFiles.mjs';
import { eventually, eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const RIGHT = '数量\t\t\t20\t5\t1\t0\t2\t0\t28';
const WRONG = '数量\t\t\t20\t5\t1\t0\t2\t0\t38';
const WRONG_REPORT = changed(RIGHT, WRONG);
/** The line of the figure, from 1. */
const LINE = WRONG_REPORT.split('\n').findIndex((line) => line.includes(WRONG)) + 1;
const REPORT = '青山县政府信息公开工作年度报告.txt';

for (const [theme, name] of [['Default Light Modern', 'light'], ['Default Dark Modern', 'dark']]) {
  scene(`a report is previewed beside its text and mended in a cell, in the ${name} theme`, { picture: `preview-${name}`, settings: { 'workbench.colorTheme': theme }, open: REPORT, files: { [REPORT]: WRONG_REPORT } }, async (workbench) => {
    const { page } = workbench;
    await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
    await workbench.command('Open Preview of the Report to the Side');
    const view = workbench.preview();
    await view.locator('th[colspan="3"]', { hasText: '一、本年新收' }).waitFor();
    await view.locator('th[rowspan]').first().waitFor();

    // From the preview to the text: a click selects the figure there.
    const wrong = view.locator('td.marked.error', { hasText: /38$/ });
    await wrong.click();
    const text = workbench.editor(REPORT);
    await eventually(async () => (await text.locator('.line-numbers.active-line-number').innerText()) === String(LINE), 'the cursor in the row of the figure');
    await view.locator('td.total').first().waitFor();
    await eventuallyAsserts(() => view.locator('td.addend').count(), (count) => assert.ok(count >= 6, `${count} addends`));
    await workbench.picture(`preview-${name}-relation`);

    // A figure that is typed into the cell goes into the text, and the finding goes.
    await wrong.focus();
    await page.keyboard.type('28');
    await page.keyboard.press('Tab');
    await eventuallyAsserts(async () => (await text.locator('.view-line').allInnerTexts()).join(''), (words) => assert.match(words, /2\s+0\s+28/));
    await view.getByText('Nothing was found.').waitFor();
    await eventuallyAsserts(() => view.locator('#report').evaluate((element) => element.ownerDocument.activeElement?.matches('td.editable')), (isCell) => assert.equal(isCell, true, 'the next cell has the focus'));

    // From the text to the preview, while the user types: a wrong figure again.
    await text.locator('.view-line', { hasText: '一、本年新收' }).click();
    // With wrapped lines, one End only reaches the end of the wrapped row.
    await page.keyboard.press('End');
    await page.keyboard.press('End');
    await view.locator('.current').first().waitFor();
    await page.keyboard.type('0');
    await view.locator('td.marked.error', { hasText: /280$/ }).waitFor();
  });
}

const WORD = '推进';
const REPEATED_REPORT = changed(WORD, WORD + WORD);

scene('a button of the preview applies the fix of a finding to the text', { picture: 'preview-fixed', open: REPORT, files: { [REPORT]: REPEATED_REPORT } }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), (counts) => assert.ok(counts.errors + counts.warnings + counts.infos > 0));
  await workbench.command('Open Preview of the Report to the Side');
  const view = workbench.preview();
  await view.locator('button.finding').first().click();
  const fix = view.locator('button.fix').first();
  await fix.waitFor();
  await workbench.picture('preview-fix');
  await fix.click();
  await view.getByText('Nothing was found.').waitFor();
  const text = workbench.editor(REPORT);
  await eventuallyAsserts(async () => (await text.locator('.view-line').allInnerTexts()).join(''), (words) => assert.ok(words.includes(WORD) && !words.includes(WORD + WORD)));
  // It is an edit like any other: undo brings the words back, and the finding.
  await text.locator('.view-line').first().click();
  await workbench.page.keyboard.press('Control+Z');
  await view.locator('button.finding').first().waitFor();
});
