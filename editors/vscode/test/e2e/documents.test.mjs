// Word documents and PDF files in the editor: shown as gouji reads them, with findings that lead to their places and back.

import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLEAN, changed, docx, pdf } from './documentFiles.mjs';
import { eventually, eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const RIGHT = '数量\t\t\t20\t5\t1\t0\t2\t0\t28';
const WRONG = '数量\t\t\t20\t5\t1\t0\t2\t0\t38';
/** With a wrong figure and a repeated word. */
const TWO = changed(RIGHT, WRONG).replace('推进', '推进推进');
const REPORT = '青山县2024年报告 [终稿].docx';
/** After which a view that has not opened is opened again. */
const OPEN_MS = 20_000;
/** A window that has just started does not know the extension yet, and shows a document as binary. */
async function extensionIsKnown(workbench) {
  const row = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Restart Server' }).first();
  await eventually(async () => {
    const input = await workbench.quickInput('F1');
    await input.fill('>gouji', { timeout: 4000 }).catch(() => undefined);
    const isKnown = await row.waitFor({ timeout: 4000 }).then(() => true, () => false);
    await workbench.page.keyboard.press('Escape');
    return isKnown;
  }, 'the extension');
}

/** Opens a file by the Explorer, in the view. A double click that falls between two states of the Explorer opens nothing, and is repeated. */
async function openView(workbench, name) {
  await extensionIsKnown(workbench);
  const view = workbench.preview();
  const first = view.locator('#report > *').first();
  await eventually(async () => {
    await workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).dblclick();
    if (await first.waitFor({ timeout: OPEN_MS }).then(() => true, () => false)) return true;
    await workbench.picture('document-not-opened');
    await workbench.command('View: Close All Editors').catch(() => undefined);
    return false;
  }, `the view of ${name}`);
  return view;
}

/** Clicks on the message; the name of the rule is a link to its page. */
const chooseProblem = (page, rule) => page.locator('.markers-panel .monaco-list-row', { hasText: rule }).first().click({ position: { x: 80, y: 10 } });

/** Enters a path into the file dialog, which first fills in a path of its own. */
async function chooseFile(page, file) {
  const input = page.locator('.quick-input-widget input').first();
  await eventually(async () => (await input.inputValue()).startsWith('/'), 'the file dialog');
  await eventually(async () => {
    await input.fill(file, { timeout: 2000 }).catch(() => undefined);
    // The dialog may put its own path back. Enter would then accept this path.
    await page.waitForTimeout(300);
    if ((await input.inputValue()) !== file) return false;
    await page.keyboard.press('Enter');
    return page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: 4000 }).then(() => true, () => false);
  }, `choosing ${file}`);
}

const rules = async (workbench) => (await workbench.problems.list()).map((problem) => problem.rule).filter(Boolean);

for (const [theme, name] of [['Default Light Modern', 'light'], ['Default Dark Modern', 'dark']]) {
  scene(`a Word document is shown with its findings, in the ${name} theme`, { picture: `document-${name}`, settings: { 'workbench.colorTheme': theme }, files: { [REPORT]: docx(changed(RIGHT, WRONG)) } }, async (workbench) => {
    const view = await openView(workbench, REPORT);
    await view.locator('td[colspan="3"]', { hasText: '一、本年新收' }).waitFor();
    await view.locator('td[rowspan]').first().waitFor();
    const cell = view.locator('td.marked.error', { hasText: /^38$/ });
    await cell.click();
    await eventuallyAsserts(() => view.locator('li.selected .message').innerText(), (text) => assert.match(text, /38/));
    assert.equal(await cell.evaluate((element) => element.classList.contains('selected')), true);
    await eventuallyAsserts(
      () => view.locator('#report').evaluate((element) => element.ownerDocument.activeElement?.id),
      (id) => assert.match(id ?? '', /^finding-/, 'the finding has the focus'),
    );
    await workbench.picture(`document-${name}-cell`);
  });
}

scene('a problem leads to its cell, and the view follows the file', { picture: 'document-problems', files: { [REPORT]: docx(TWO) } }, async (workbench) => {
  const { page, folder } = workbench;
  const view = await openView(workbench, REPORT);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
  await workbench.problems.show({ maximized: false });
  assert.deepEqual((await rules(workbench)).sort(), ['repeated-word', 'tally-mismatch']);
  for (const [rule, marked] of [['tally-mismatch', 'td'], ['repeated-word', 'mark'], ['tally-mismatch', 'td']]) {
    await chooseProblem(page, rule);
    const target = view.locator(`${marked}.marked.selected`);
    await target.waitFor();
    await eventually(() => target.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= element.ownerDocument.documentElement.clientHeight;
    }), `${rule} in sight`);
    await eventuallyAsserts(() => page.locator('.tabs-container .tab').count(), (tabs) => assert.equal(tabs, 1));
  }
  await workbench.picture('document-problems-cell');
  // The keyboard goes through the list, and Enter from a mark back to it.
  await view.locator('#finding-0').click();
  await page.keyboard.press('Shift+Tab');
  await view.locator('#finding-0').focus();
  await page.keyboard.press('ArrowDown');
  await eventuallyAsserts(() => view.locator('li.selected').evaluateAll((items) => items.map((item) => item.firstElementChild.id)), (ids) => assert.deepEqual(ids, ['finding-1']));

  // Word writes a new file and renames it.
  const file = path.join(folder, REPORT);
  writeFileSync(path.join(folder, '~WRD0001.tmp'), docx(CLEAN));
  renameSync(file, path.join(folder, '~WRL0002.tmp'));
  renameSync(path.join(folder, '~WRD0001.tmp'), file);
  rmSync(path.join(folder, '~WRL0002.tmp'));
  await view.getByText('Nothing was found.').waitFor();
  await eventuallyAsserts(() => rules(workbench), (found) => assert.deepEqual(found, []));

  // A file that is damaged says so, with the next step.
  writeFileSync(file, 'PK\u0003\u0004');
  await view.getByText('已损坏，没有核对').waitFor();
  await workbench.picture('document-damaged');
  writeFileSync(file, docx(TWO));
  await view.locator('td.marked.error').first().waitFor();
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));

  // What it finds is told while the view is open.
  writeFileSync(path.join(folder, 'gouji.toml'), '[rules]\ntally-mismatch = "off"\n');
  await eventuallyAsserts(() => rules(workbench), (found) => assert.deepEqual(found, ['repeated-word']));
  await page.locator('.tabs-container .tab').first().click();
  await workbench.command('Close Editor');
  await eventuallyAsserts(() => rules(workbench), (found) => assert.deepEqual(found, []));
});

const LINES = ['青山县2024年政府信息公开工作年度报告', '一、总体情况', '全县加强加强培训，按时答复申请。', '二、主动公开政府信息情况'];
const ROWS = [['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'], ['规章', '0', '0', '0'], ['行政规范性文件', '1', '0', '11']];

scene('a PDF opens in the view by the Explorer menu, and a problem of it leads there', { picture: 'document-pdf', files: { 'a.pdf': pdf(LINES, ROWS) } }, async (workbench) => {
  const { page } = workbench;
  await extensionIsKnown(workbench);
  await page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'a.pdf' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'gouji 勾稽' }).hover();
  const check = page.getByRole('menuitem', { name: 'Check with gouji' });
  await check.waitFor();
  await workbench.picture('document-menu');
  await check.click();
  const view = workbench.preview();
  await view.locator('.page', { hasText: 'Page 1' }).waitFor();
  await view.locator('td', { hasText: '行政规范性文件' }).waitFor();
  const mark = view.locator('mark', { hasText: '加强' });
  await mark.click();
  await view.locator('li.selected', { hasText: '加强' }).waitFor();
  await workbench.problems.show({ maximized: false });
  await view.locator('#finding-0').click();
  await chooseProblem(page, 'repeated-word');
  await eventually(() => mark.evaluate((element) => element.classList.contains('selected')), 'the words are selected');
  await eventuallyAsserts(() => page.locator('.tabs-container .tab').count(), (tabs) => assert.equal(tabs, 1));
});

scene('a document is imported, and the report exported again', { picture: 'document-import', files: { [REPORT]: docx(CLEAN), [REPORT.replace('.docx', '.md')]: '旧的' } }, async (workbench) => {
  const { page, folder } = workbench;
  await openView(workbench, REPORT);
  await workbench.command('Import as Markdown');
  await page.locator('.tabs-container .tab', { hasText: '[终稿] (2).md' }).waitFor();
  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.match([...lines.values()].join('\n'), /^# 青山县2024年政府信息公开工作年度报告/m));
  assert.equal(readFileSync(path.join(folder, REPORT.replace('.docx', '.md')), 'utf8'), '旧的');
  await workbench.picture('document-imported');

  await workbench.command('Export as Word or Web Page…');
  // The dialog proposes a name that no file has.
  const name = REPORT.replace('.docx', ' (2).docx');
  const input = page.locator('.quick-input-widget input').first();
  await eventually(async () => {
    if ((await input.isVisible()) && (await input.inputValue()).endsWith(name)) await page.keyboard.press('Enter');
    return workbench.notification(name).waitFor({ timeout: 4000 }).then(() => true, () => false);
  }, `exporting ${name}`);
  const bytes = readFileSync(path.join(folder, name));
  assert.equal(bytes.toString('latin1', 0, 2), 'PK');
  await workbench.notification(name).getByRole('button', { name: 'Open' }).click();
  await workbench.preview().getByText('Nothing was found.').waitFor();
});

scene('a new report is made, blank or from last year’s', { picture: 'document-new', files: { '2023.txt': CLEAN.replaceAll('2024', '2023') } }, async (workbench) => {
  const { page, folder } = workbench;
  const input = page.locator('.quick-input-widget input').first();
  await workbench.command('New Annual Report…');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Blank report' }).click();
  await page.getByText('The full name of the agency').waitFor();
  await input.fill('白水县人民政府');
  await page.keyboard.press('Enter');
  await page.getByText('The year that the report is about').waitFor();
  await input.fill('2024');
  await page.keyboard.press('Enter');
  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.match([...lines.values()].join('\n'), /白水县人民政府2024年政府信息公开工作年度报告/));

  await workbench.command('New Annual Report…');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'From last year' }).click();
  await chooseFile(page, path.join(folder, '2023.txt'));
  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.match([...lines.values()].join('\n'), /青山县.*2024年政府信息公开工作年度报告/));
});
