// Folders with many reports: the overview, and the check of all of them.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { agency, reportsOf2023, reportsOf2024 } from './manyReports.mjs';
import { scene } from './scene.mjs';

const AGENCIES = 25;
const isWrong = (number) => number % 10 === 3;

scene('the overview of 50 reports has each agency with its years and errors', { open: `${agency(0)}2024.txt`, hasSamples: false, files: { ...reportsOf2024(AGENCIES, isWrong), ...reportsOf2023(AGENCIES) }, picture: 'many-overview' }, async (workbench) => {
  const { page } = workbench;
  await page.locator('.explorer-folders-view').waitFor();
  await page.locator('.pane-header').first().click();
  await page.locator('.pane-header', { hasText: 'Annual Reports' }).click();
  const rows = page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row');
  await rows.filter({ hasText: agency(0) }).first().waitFor();
  // The list draws only the rows in sight, and says how many there are on each level.
  await eventuallyAsserts(() => rows.first().getAttribute('aria-setsize'), (size) => assert.equal(size, String(AGENCIES)));
  // An agency with an error says so before it is opened.
  const wrong = rows.filter({ hasText: agency(3) }).first();
  await wrong.waitFor();
  const years = rows.filter({ hasText: /^2024Errors: 1 · received 82/ });
  if ((await wrong.getAttribute('aria-expanded')) === 'false') await wrong.click();
  await years.first().waitFor();
  await workbench.picture('many-overview-years');
});

// So many that the check outlasts the 150 ms before VS Code shows any progress in the status bar, also on a fast machine.
const REPORTS = 4000;
const ERROR_EVERY = 80;
const hasError = (number) => number % ERROR_EVERY === 3;

scene('all 4,000 reports of a folder are checked, with progress', { open: `${agency(0)}2024.txt`, hasSamples: false, files: reportsOf2024(REPORTS, hasError), picture: 'many-workspace' }, async (workbench) => {
  const { page } = workbench;
  await page.locator('.codelens-decoration').first().waitFor();
  // The progress is in the status bar for a moment only. An observer sees each text, also one that no picture was drawn of.
  await page.evaluate(() => {
    const seen = (globalThis.seenProgress = []);
    const look = () => {
      const text = document.getElementById('status.progress')?.textContent ?? '';
      if (/\d/.test(text) && seen.at(-1) !== text) seen.push(text);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const seen = () => page.evaluate(() => globalThis.seenProgress);
  await workbench.command('Check All Reports of the Folder');
  await eventuallyAsserts(seen, (texts) => assert.ok(texts.length > 0));
  await workbench.picture('many-workspace-progress');
  const expected = REPORTS / ERROR_EVERY;
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors, warnings, infos }) => assert.deepEqual({ errors, warnings, infos }, { errors: expected, warnings: 0, infos: 0 }));
  await page.locator('#status\\.progress').waitFor({ state: 'hidden' });
  // The command changes a setting and restarts the server, which is no error.
  assert.equal(await workbench.notification('failed').count(), 0);
  for (const text of await seen()) assert.match(text, /核对年报.*\d+\/\d+/);
  await workbench.problems.show();
  const files = page.locator('.markers-panel .monaco-list-row', { hasText: /山县2024\.txt/ });
  await eventuallyAsserts(() => files.count(), (count) => assert.ok(count > 5, `${count} files in sight`));
});
