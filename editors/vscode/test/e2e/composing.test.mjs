// Chinese is typed with an input method: the text changes with each letter and each candidate, long before the author has chosen.

import assert from 'node:assert/strict';
import { CLEAN } from './documentFiles.mjs';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const REPORT = '青山县政府信息公开工作年度报告.txt';
const LINES = CLEAN.split('\n');
const LINE = LINES.findIndex((line) => line.includes('推进')) + 1;
const COLUMN = LINES[LINE - 1].indexOf('推进') + '推进'.length + 1;
/** The letters, and then the candidates that the input method shows in the text. The second one repeats the word before it. */
const COMPOSED = ['t', 'tu', 'tui', 'tuij', 'tuiji', 'tuijin', '推进', '推荐', '推进'];

scene('what an input method shows while one types brings up no finding', { open: REPORT, files: { [REPORT]: CLEAN }, picture: 'composing' }, async (workbench) => {
  const { page } = workbench;
  await page.locator('.codelens-decoration').first().waitFor();
  await eventuallyAsserts(() => workbench.problems.counts(), (counts) => assert.equal(counts.errors + counts.warnings + counts.infos, 0));
  await workbench.goTo(LINE, COLUMN);
  const input = await page.context().newCDPSession(page);
  // All that the status bar counts and the text underlines from here on, however short.
  await page.evaluate(() => {
    const seen = (globalThis.seenFindings = []);
    const look = () => {
      const label = document.getElementById('status.problems')?.getAttribute('aria-label') ?? '';
      const marks = document.querySelectorAll('.squiggly-error, .squiggly-warning, .squiggly-info').length;
      if (marks > 0 || /[1-9]/.test(label)) seen.push(`${label}: ${marks}`);
      if (globalThis.seenFindings === seen) requestAnimationFrame(look);
    };
    look();
  });
  const compose = (text) => input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  const isShown = (text) => eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.ok(lines.get(LINE).includes(`推进${text}`), lines.get(LINE)));
  for (let word = 0; word < 3; word++) {
    // Not slower than a person: after a pause the repeated word would be found.
    for (const text of COMPOSED) await compose(text);
    // Another candidate is chosen, and what follows is no repetition.
    await compose('工作');
    await isShown('工作');
    await input.send('Input.insertText', { text: '工作' });
    for (let character = 0; character < 2; character++) await page.keyboard.press('Backspace');
  }
  await workbench.picture('composing-typed');
  const seen = await page.evaluate(() => {
    const seen = globalThis.seenFindings;
    globalThis.seenFindings = undefined;
    return seen;
  });
  assert.deepEqual(seen, []);

  // Silence is not deafness: the repeated word is found as soon as the author has chosen it and pauses.
  await compose('推进');
  await isShown('推进');
  await input.send('Input.insertText', { text: '推进' });
  await eventuallyAsserts(() => workbench.problems.counts(), (counts) => assert.ok(counts.errors + counts.warnings + counts.infos > 0));
  await workbench.problems.show();
  assert.deepEqual((await workbench.problems.list()).map(({ rule }) => rule), ['repeated-word']);
});
