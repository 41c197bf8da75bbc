// The language status: how many findings the report has, and whether the server runs.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const status = (workbench) => workbench.page.locator('#status\\.languageStatus');
// The details of the status are in the hover of its icon.
async function details(workbench) {
  await status(workbench).hover();
  const hover = workbench.page.locator('.hover-language-status').filter({ hasText: 'gouji' });
  await hover.first().waitFor();
  return hover.first().innerText();
}

scene('the status counts the findings of the active report, and ordinary texts have none', { files: { 'notes.txt': '白菜\n' }, open: 'xingan-2025.txt', picture: 'status' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await eventuallyAsserts(() => details(workbench), (text) => assert.match(text, /Errors: 3, Warnings: 2, Notes: 5/));
  await workbench.picture('status-counts');
  await workbench.page.locator('.hover-language-status a', { hasText: 'Show Problems' }).click();
  await workbench.page.locator('.markers-panel .monaco-list').waitFor();
  await workbench.page.mouse.move(2, 2);
  await workbench.openFromExplorer('notes.txt');
  await eventuallyAsserts(() => status(workbench).count(), (count) => assert.equal(count, 0));
});

const machine = () => ({ 'gouji.server.path': '/nowhere/gouji' });

scene('the status says that the server could not be started, and leads to the output', { machine, open: 'xingan-2025.txt', picture: 'status-failed' }, async (workbench) => {
  await workbench.notification('/nowhere/gouji').waitFor();
  await eventuallyAsserts(() => details(workbench), (text) => assert.match(text, /could not be started/));
  await workbench.picture('status-failed-details');
  await workbench.page.locator('.hover-language-status a', { hasText: 'Show Output' }).click();
  await workbench.page.locator('.output-view').waitFor();
});
