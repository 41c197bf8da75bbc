// Findings come and go with what is typed.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

// Row （一）予以公开 of table 3, one cell a line; this is 自然人, and the table tallies.
const CELL = 102;
const TEXT = '\t3';

scene('a wrong figure is marked on its very cell, and undoing it clears the mark', { open: 'jianshan-2025.txt', picture: 'tally' }, async (workbench) => {
  const { keyboard } = workbench.page;
  const before = await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
  await workbench.goTo(CELL);
  assert.equal((await workbench.visibleLines()).get(CELL)?.trim(), TEXT.trim());
  assert.ok(!(await workbench.squiggledLines('error')).includes(CELL));

  await keyboard.press('End');
  await keyboard.press('Backspace');
  await keyboard.type('8');
  await eventuallyAsserts(() => workbench.squiggledLines('error'), (lines) => assert.ok(lines.includes(CELL), `squiggles on ${lines}`));
  await workbench.problems.show();
  const found = await eventuallyAsserts(
    async () => (await workbench.problems.list()).filter((problem) => problem.line === CELL),
    (problems) => assert.ok(problems.some((problem) => problem.rule === 'tally-mismatch'), JSON.stringify(problems)),
  );
  assert.equal(found.find((problem) => problem.rule === 'tally-mismatch').column, TEXT.length);
  await workbench.problems.hide();
  await workbench.picture('tally-found');

  await workbench.goTo(CELL);
  for (let tries = 0; tries < 3 && (await workbench.visibleLines()).get(CELL)?.trim() !== '3'; tries++) await keyboard.press('Control+Z');
  await eventuallyAsserts(() => workbench.squiggledLines('error'), (lines) => assert.ok(!lines.includes(CELL)));
  await eventuallyAsserts(() => workbench.problems.counts(), (counts) => assert.deepEqual(counts, before));
});

const DRAFT = ['某某县2025年政府信息公开工作年度报告', '', '一、总体情况', '', '本机关2025年依法公开政府信息。', '', '三、存在的主要问题及改进情况', '', '无'];

scene('a report typed into an unsaved document is checked', { picture: 'untitled' }, async (workbench) => {
  await workbench.command('New Untitled Text File');
  await workbench.activeEditor.locator('.view-line').first().waitFor();
  // Silent before: what comes can only be about what is typed.
  assert.equal((await workbench.problems.counts()).errors, 0);
  for (const [i, line] of DRAFT.entries()) {
    if (i > 0) await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.type(line);
  }
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
  await workbench.problems.show();
  const rules = (await workbench.problems.list()).map((problem) => problem.rule);
  assert.ok(rules.includes('missing-section'), JSON.stringify(rules));
});
