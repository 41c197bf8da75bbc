// The conversation with the server is recorded where the setting asks for it, and needs no log level besides.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

scene('the trace records what is said', { open: 'xingan-2025.txt', settings: { 'gouji.trace.server': 'messages' }, picture: 'trace' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  const lines = workbench.page.locator('.output-view .view-lines');
  await workbench.output();
  await workbench.page.locator('.part.panel .monaco-select-box, .part.panel select').first().selectOption({ label: 'gouji (trace)' });
  await eventuallyAsserts(() => lines.innerText(), (text) => assert.match(text.replaceAll('\u00a0', ' '), /initialize|textDocument\//));
});
