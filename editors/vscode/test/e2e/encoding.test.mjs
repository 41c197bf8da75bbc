// A report in GBK, as older programs write it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';
import { samples } from './surroundings.mjs';

/** Every pair of bytes that GBK has for one Han character, the other way round. */
function gbk(text) {
  const decoder = new TextDecoder('gbk', { fatal: true });
  const codes = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      try {
        codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
      } catch {
        // Not every pair is a character.
      }
    }
  }
  return Buffer.from([...text].flatMap((c) => (c.codePointAt(0) < 0x80 ? [c.codePointAt(0)] : (codes.get(c) ?? [0x3f]))));
}

const GBK = gbk(readFileSync(path.join(samples, 'xingan-2025.txt'), 'utf8'));
const NAMED = '兴安区2025年政府信息公开工作年度报告.txt';

scene('a report in GBK is offered to be opened as such', { open: 'gbk.txt', files: { 'gbk.txt': GBK }, picture: 'encoding' }, async (workbench) => {
  await workbench.notification('GBK').getByRole('button', { name: 'Reopen as GB18030' }).click();
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.ok([...lines.values()].some((line) => line.includes('政府信息公开'))));
});

scene('under an official name it is read as what it is', { open: 'xingan-2025.txt', files: { [NAMED]: GBK }, picture: 'encoding-named' }, async (workbench) => {
  // A window that opens with a file reads it before it knows any extension; then the notice appears.
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await workbench.openFromExplorer(NAMED);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 6));
});
