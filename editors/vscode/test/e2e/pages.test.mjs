// The rules' pages are shown as they are meant to be read, and leave no trace in the editor.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const DRAFT = '某某县2025年政府信息公开工作年度报告\n\n一、总体情况\n\n本机关2025年依法公开政府信息。\n\n三、存在的主要问题及改进情况\n\n无\n';

scene('a new text has quick-fixes after a rule\'s page was open in its place', { open: 'xingan-2025.txt', picture: 'pages' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await workbench.problems.show();
  await workbench.page.locator('.markers-panel .monaco-list-row a', { hasText: 'duplicate-section-number' }).first().click();
  await workbench.problems.hide();
  await workbench.preview().locator('h1', { hasText: '重复的序号' }).waitFor();

  await workbench.command('New Untitled Text File');
  await workbench.activeEditor.locator('.view-line').first().waitFor();
  await workbench.page.keyboard.insertText(DRAFT);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 3));
  await workbench.goTo(7);
  const titles = await workbench.openQuickFixes();
  assert.ok(titles.some((title) => title.includes('二、')), JSON.stringify(titles));
});
