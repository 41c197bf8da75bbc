// Two years of one agency lie in the workspace: what one carries over, the other has to carry in. The configuration says what of
// it is wanted, and the code of a finding leads to its page.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventuallyAsserts } from './eventually.mjs';
import { samples } from './surroundings.mjs';
import { scene } from './scene.mjs';

const project = (name) => readFileSync(path.join(samples, '../..', name), 'utf8');
const clean = (name) => project(`crates/gouji-lint/pages/${name}`);
const THIS = '青山县2024.txt';
// Last year carried 3 over, and says so consistently; this year carries 4 in.
const LAST = [
  ['四、结转下年度继续办理\t\t\t3\t1\t0\t0\t0\t0\t4', '四、结转下年度继续办理\t\t\t2\t1\t0\t0\t0\t0\t3'],
  ['数量\t\t\t21\t6\t1\t0\t1\t0\t29', '数量\t\t\t20\t6\t1\t0\t1\t0\t28'],
  ['申请29件', '申请28件'],
].reduce((text, [passage, other]) => {
  assert.ok(text.includes(passage), passage);
  return text.replace(passage, other);
}, clean('clean-last-year.txt'));
const RULE = 'carried-over-mismatch';

// Related places are rows of their own, without a rule.
const rules = async (workbench) => (await workbench.problems.list()).map((problem) => problem.rule).filter(Boolean);

scene('two years are compared, as far as the configuration wants it', { open: THIS, files: { [THIS]: clean('clean.txt'), '青山县2023.txt': LAST }, picture: 'years' }, async (workbench) => {
  const { page, folder } = workbench;
  const config = (text) => writeFileSync(path.join(folder, 'gouji.toml'), text);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ warnings }) => assert.equal(warnings, 1));

  // A figure of the prose leads to its cell.
  const lines = clean('clean.txt').split('\n');
  const told = lines.findIndex((line) => line.includes('申请28件'));
  await workbench.goTo(told + 1, lines[told].indexOf('28件') + 2);
  await page.keyboard.press('F12');
  const cell = lines.findIndex((line) => line.startsWith('一、本年新收')) + 1;
  await eventuallyAsserts(() => workbench.cursor(), ({ line }) => assert.equal(line, cell));

  await workbench.problems.show();
  assert.deepEqual(await rules(workbench), [RULE]);
  await workbench.picture('years-problems');
  await page.locator('.markers-panel .monaco-list-row a', { hasText: RULE }).first().click();
  // The page is shown as it is meant to be read, without the marks of Markdown.
  const title = project(`docs/rules/zh-CN/${RULE}.md`).split('\n')[0].replace(/^# /, '');
  await workbench.problems.hide();
  await workbench.preview().locator('h1', { hasText: title }).waitFor();
  await workbench.picture('years-page');

  config(`[rules]\n${RULE} = "off"\n`);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ warnings }) => assert.equal(warnings, 0));
  // What cannot be understood is told in its own file, and what held before holds on.
  config(`[rules]\n${RULE} = "of"\n`);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors, warnings }) => assert.deepEqual([errors, warnings], [1, 0]));
  config('');
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors, warnings }) => assert.deepEqual([errors, warnings], [0, 1]));
});
