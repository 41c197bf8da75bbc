// The preview of an open report: tables as the form prints them, findings, both ways between text and preview, and figures that are typed into cells.

import assert from 'node:assert/strict';
import { changed } from './documentFiles.mjs';
import { eventually, eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const RIGHT = '数量\t\t\t20\t5\t1\t0\t2\t0\t28';
const WRONG = '数量\t\t\t20\t5\t1\t0\t2\t0\t38';
const REPORT = '青山县政府信息公开工作年度报告.txt';

for (const [theme, name] of [['Default Light Modern', 'light'], ['Default Dark Modern', 'dark']]) {
  scene(`a report is previewed beside its text and mended in a cell, in the ${name} theme`, { picture: `preview-${name}`, settings: { 'workbench.colorTheme': theme }, open: REPORT, files: { [REPORT]: changed(RIGHT, WRONG) } }, async (workbench) => {
    const { page } = workbench;
    await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
    await workbench.command('Open Preview of the Report to the Side');
    const view = workbench.preview();
    await view.locator('th[colspan="3"]', { hasText: '一、本年新收' }).waitFor();
    await view.locator('th[rowspan]').first().waitFor();

    // From the preview to the text: a click selects the figure there.
    const wrong = view.locator('td.marked.error', { hasText: /38$/ });
    await wrong.click();
    const lineOf = async (words) => [...(await workbench.visibleLines())].find(([, text]) => text.includes(words))?.[0];
    await eventually(async () => (await workbench.cursor()).line === (await lineOf('一、本年新收')), 'the cursor in the row of the figure');
    await view.locator('td.total').first().waitFor();
    await eventuallyAsserts(() => view.locator('td.addend').count(), (count) => assert.ok(count >= 6, `${count} addends`));
    await workbench.picture(`preview-${name}-relation`);

    // A figure that is typed into the cell goes into the text, and the finding goes.
    await wrong.focus();
    await page.keyboard.type('28');
    await page.keyboard.press('Tab');
    await eventuallyAsserts(async () => [...(await workbench.visibleLines()).values()].join('\n'), (text) => assert.match(text, /20\s+5\s+1\s+0\s+2\s+0\s+28/));
    await view.getByText('Nothing was found.').waitFor();
    await eventuallyAsserts(() => view.locator('#report').evaluate((element) => element.ownerDocument.activeElement?.matches('td.editable')), (isCell) => assert.equal(isCell, true, 'the next cell has the focus'));

    // From the text to the preview, while the user types.
    await workbench.goTo(await lineOf('一、本年新收'), 3);
    await view.locator('.current').first().waitFor();
    await page.keyboard.type('字');
    await view.locator('td.marked, th.marked, .note, li button.finding').first().waitFor();
  });
}
