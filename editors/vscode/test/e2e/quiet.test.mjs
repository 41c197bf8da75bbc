// Text that is no report is left alone.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const NOTES = '一、买菜\n\n二、二、买米\n\n1. 白菜\n1. 豆腐\n';

scene('an ordinary text shows no finding, and does not start the server', { files: { 'notes.txt': NOTES }, open: 'notes.txt', picture: 'quiet' }, async (workbench) => {
  // The extension is awake: it owns this command. Its output would name the server, had it been started.
  assert.doesNotMatch(await workbench.output(), /gouji \d/);
  const { errors, warnings, infos } = await workbench.problems.counts();
  assert.deepEqual({ errors, warnings, infos }, { errors: 0, warnings: 0, infos: 0 });

  // The proof that silence is not deafness: the same editor speaks as soon as a report is opened.
  await workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'xingan-2025.txt' }).dblclick();
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
});
