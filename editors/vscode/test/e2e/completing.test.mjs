// A whole new report from an empty file: the words of the form and the customary sentences come from completion. The author types only what
// nobody else knows: the name of the agency, the figures, and the problems of the year.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const FILE = '政府信息公开工作年度报告.txt';
/** The rows of table 3 that are not 0: their first figure, and the last one, the total. */
const ROWS = ['一、本年新收', '四、结转下年度'];

scene('completion writes a new report from an empty file, which ends without a finding', { open: FILE, files: { [FILE]: '' }, hasSamples: false, picture: 'completing' }, async (workbench) => {
  const { page } = workbench;
  const { keyboard } = page;
  const years = await workbench.complete('年政府信息公开工作年度报告');
  assert.equal(years.length, 2, JSON.stringify(years));
  await keyboard.insertText('青山县人民政府');
  await keyboard.press('Escape');
  await eventuallyAsserts(() => workbench.problems.counts(), ({ warnings, infos }) => assert.deepEqual({ warnings, infos }, { warnings: 2, infos: 3 }));
  await workbench.picture('completing-form');
  const text = await saved(workbench);
  const [, year] = /^青山县人民政府(\d{4})年政府信息公开工作年度报告\n/.exec(text);
  assert.ok(text.includes(`自${year}年1月1日起至${year}年12月31日`));

  // Nothing happened in most cells.
  for (let tables = 3; tables > 0; tables--) {
    await workbench.command('Go to Next Finding');
    await keyboard.press('Escape');
    await workbench.pickQuickFix('0');
    await eventuallyAsserts(() => workbench.problems.counts(), ({ infos }) => assert.equal(infos, tables - 1));
  }
  const lines = (await saved(workbench)).split('\n');
  for (const row of ROWS) {
    const line = lines.findIndex((words) => words.includes(row));
    const first = lines[line].search(/\t0/) + 1;
    for (const column of [first, lines[line].length - 1]) {
      await workbench.goTo(line + 1, column + 1);
      await keyboard.press('Shift+ArrowRight');
      await keyboard.type('3');
    }
  }
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors, infos }) => assert.deepEqual({ errors, infos }, { errors: 0, infos: 0 }));

  // The sentences have the figures of the tables.
  await below(workbench, '一、总体情况');
  await workbench.complete(`${year}年，本机关共收到政府信息公开申请3件。`);
  await below(workbench, '（五）监督保障');
  await workbench.complete('上年结转政府信息公开申请0件，结转下年度继续办理3件。', 'snjz');
  await below(workbench, '六、其他需要');
  await workbench.complete('本年度未收取信息处理费。');
  await below(workbench, '五、存在的主要问题');
  await keyboard.insertText('主动公开的内容还不够丰富。明年将扩大公开范围，并加强对公开内容的审核。');
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors, warnings, infos }) => assert.deepEqual({ errors, warnings, infos }, { errors: 0, warnings: 0, infos: 0 }));
  await workbench.command('Go to Next Finding');
  await workbench.notification('gouji has found nothing in this report.').waitFor();
  const end = await saved(workbench);
  assert.ok(end.includes(`\n${year}年，本机关共收到政府信息公开申请3件。\n`), end);
});

/** The text of the file, after it was saved. */
async function saved(workbench) {
  await workbench.page.keyboard.press('Control+S');
  await eventually(async () => (await workbench.page.locator('.tab.active.dirty').count()) === 0, 'a saved file');
  return readFileSync(path.join(workbench.folder, FILE), 'utf8');
}

/** Makes a new paragraph below a line, and puts the cursor there. */
async function below(workbench, heading) {
  const line = (await saved(workbench)).split('\n').findIndex((words) => words.startsWith(heading));
  await workbench.goTo(line + 1);
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.press('Enter');
  await workbench.page.keyboard.press('Enter');
}
