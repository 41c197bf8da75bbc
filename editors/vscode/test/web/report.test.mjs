// The extension in a browser, with a workspace that is on no disk: findings, a quick fix, an explanation, the configuration, last year's report and
// the preview. The server runs in a web worker of the extension host, which is a web worker too.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pdf } from '../e2e/documentFiles.mjs';
import { eventually, eventuallyAsserts, LIMIT_MS } from '../e2e/eventually.mjs';
import { expected, matches } from '../e2e/expectations.mjs';
import { launchBrowser, samples } from '../e2e/surroundings.mjs';
import { Workbench } from '../e2e/workbench.mjs';
import { serve } from './server.mjs';

const REPORT = 'xingan-2025.txt';
/** Two reports of one agency, and that of another one with a wrong total. */
const [THIS_YEAR, LAST_YEAR, WRONG] = ['qingshan-2024.txt', 'qingshan-2023.txt', 'lvshui-2024.txt'];
const WRONG_TOTAL = '38';
const PDF_LINES = ['青山县2024年政府信息公开工作年度报告', '一、总体情况', '全县加强加强培训，按时答复申请。', '二、主动公开政府信息情况'];
const PDF_ROWS = [['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'], ['行政规范性文件', '1', '0', '11']];
const FOLDER = '/年报 2025';

let server;

before(async () => {
  const files = Object.fromEntries(readdirSync(samples).filter((name) => /\.(txt|md)$/.test(name)).map((name) => [`${FOLDER}/${name}`, readFileSync(path.join(samples, name)).toString('base64')]));
  const years = [[THIS_YEAR, process.env.GOUJI_WEB_REPORT], [LAST_YEAR, process.env.GOUJI_WEB_LAST_YEAR]];
  for (const [name, file] of years) files[`${FOLDER}/${name}`] = readFileSync(file).toString('base64');
  const clean = readFileSync(process.env.GOUJI_WEB_REPORT, 'utf8');
  const wrong = clean.replaceAll('青山县', '绿水县').replace('\t0\t28\n', `\t0\t${WRONG_TOTAL}\n`);
  files[`${FOLDER}/a.pdf`] = Buffer.from(pdf(PDF_LINES, PDF_ROWS)).toString('base64');
  files[`${FOLDER}/${WRONG}`] = Buffer.from(wrong).toString('base64');
  server = await serve({
    workbench: path.join(process.env.GOUJI_E2E_MODULES, 'code-server/lib/vscode'),
    extensions: { gouji: process.env.GOUJI_WEB_EXTENSION, files: path.join(import.meta.dirname, 'filesystem') },
    folder: { scheme: 'memfs', authority: '', path: FOLDER },
    generated: { '/extensions/files/files.json': JSON.stringify(files) },
  });
});

after(() => server?.close());

/** One workbench in its own browser, with a picture at the end whatever happens. */
function scene(name, picture, act) {
  test(name, async () => {
    const browser = await launchBrowser();
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(LIMIT_MS);
    if (process.env.GOUJI_WEB_VERBOSE) page.on('console', (message) => console.log(message.text()));
    const workbench = new Workbench(page, FOLDER);
    try {
      await page.goto(server.base, { waitUntil: 'domcontentloaded' });
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 2 * LIMIT_MS });
      await act(workbench);
    } finally {
      await workbench.picture(picture);
      await browser.close();
    }
  });
}

async function openReport(workbench) {
  await workbench.openFromExplorer(REPORT);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, expected(REPORT, 'error').length));
}

scene('a report shows the findings that it has', 'web-report', async (workbench) => {
  await openReport(workbench);
  await workbench.problems.show();
  const problems = await workbench.problems.list();
  for (const severity of ['error', 'warning']) {
    const shown = problems.filter((problem) => problem.severity === severity);
    assert.equal(shown.length, expected(REPORT, severity).length);
    for (const finding of expected(REPORT, severity)) assert.ok(shown.some((problem) => matches(problem, finding)), JSON.stringify(finding));
  }
});

scene('a wrong cell is reported, and a quick fix corrects it', 'web-fix', async (workbench) => {
  await workbench.openFromExplorer(WRONG);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 1));
  await workbench.problems.show();
  // Related places are rows without a rule.
  const [finding, ...others] = (await workbench.problems.list()).filter(({ rule }) => rule !== undefined);
  assert.deepEqual([finding.rule, others.length], ['tally-mismatch', 0]);
  await workbench.problems.hide();
  await workbench.goTo(finding.line, finding.column);
  await eventuallyAsserts(() => workbench.squiggledLines('error'), (lines) => assert.deepEqual(lines, [finding.line]));
  // The hint behind a total says whether it is right.
  await eventuallyAsserts(async () => (await workbench.visibleLines()).get(finding.line), (line) => assert.match(line, /38✗/));
  const titles = await workbench.openQuickFixes();
  await workbench.picture('web-quick-fixes');
  await workbench.pickQuickFix(titles.find((title) => title.includes('28')));
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 0));
  await eventuallyAsserts(async () => (await workbench.visibleLines()).get(finding.line), (line) => assert.match(line, /28✓/));
});

scene('the label of a row is explained', 'web-hover', async (workbench) => {
  await openReport(workbench);
  await workbench.goTo(57, '三、本年度 办理结果\t(一) 予'.length + 1);
  await workbench.command('Show or Focus Hover');
  const contents = workbench.page.locator('.monaco-hover:not(.hidden) .hover-contents');
  await eventuallyAsserts(async () => (await contents.allInnerTexts()).join('\n'), (text) => assert.match(text, /条例/));
  assert.match((await contents.allInnerTexts()).join('\n'), /予以公开/);
});

scene('the configuration of the folder applies as soon as it is saved', 'web-config', async (workbench) => {
  await openReport(workbench);
  const { errors } = await workbench.problems.counts();
  await workbench.problems.show();
  const { rule } = (await workbench.problems.list()).find(({ severity }) => severity === 'error');
  await workbench.problems.hide();
  await workbench.command('Open or Create gouji.toml');
  await workbench.editor('gouji.toml').locator('.view-line').first().waitFor();
  const { keyboard } = workbench.page;
  await keyboard.press('Control+End');
  await keyboard.type(`${rule} = "off"\n`);
  await keyboard.press('Control+S');
  await eventuallyAsserts(() => workbench.problems.counts(), (counts) => assert.ok(counts.errors < errors, `${counts.errors} of ${errors} errors`));
});

scene('the preview shows the report in its published form', 'web-preview', async (workbench) => {
  await openReport(workbench);
  await workbench.command('Open Preview of the Report to the Side');
  await workbench.preview().locator('table').first().waitFor();
});

scene('last year’s report in the folder is found', 'web-last-year', async (workbench) => {
  await workbench.openFromExplorer(THIS_YEAR);
  // The line above the title leads to it.
  const lens = workbench.page.locator('.codelens-decoration a', { hasText: '2023' });
  await eventually(() => lens.first().isVisible(), 'the line that leads to last year’s report');
  await lens.first().click();
  await workbench.editor(LAST_YEAR).locator('.view-line').first().waitFor();
});

scene('an accepted finding goes into the baseline of the folder, and the text stays as it is', 'web-accepting', async (workbench) => {
  await workbench.openFromExplorer(WRONG);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 1));
  await workbench.command('Go to Next Finding');
  const titles = await workbench.openQuickFixes();
  await workbench.pickQuickFix(titles.find((title) => title.includes('gouji-baseline.json')));
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 0));
  await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'gouji-baseline.json' }).waitFor();
});

scene('the overview lists the reports of the folder', 'web-overview', async (workbench) => {
  await workbench.openFromExplorer(THIS_YEAR);
  const { page } = workbench;
  await page.locator('.pane-header', { hasText: '年报 2025' }).click();
  await page.locator('.pane-header', { hasText: 'Annual Reports' }).click();
  const row = (text) => page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: text });
  await row('青山县').waitFor();
  await row(/^2023received 29/).waitFor();
  await row(/^2024Errors: 1 /).waitFor();
});

scene('a PDF opens in the view, with its finding', 'web-pdf', async (workbench) => {
  const { page } = workbench;
  // The menu is there as soon as the extension is.
  await openReport(workbench);
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'a.pdf' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'gouji 勾稽' }).hover();
  const items = page.getByRole('menuitem');
  await page.getByRole('menuitem', { name: 'Check with gouji' }).waitFor();
  // What needs the program is not offered.
  assert.ok(!(await items.allInnerTexts()).some((title) => /Import/.test(title)));
  await page.getByRole('menuitem', { name: 'Check with gouji' }).click();
  const view = workbench.preview();
  await view.locator('td', { hasText: '行政规范性文件' }).waitFor();
  await view.locator('mark', { hasText: '加强' }).waitFor();
});

scene('the server starts again, and knows the files of the folder', 'web-restart', async (workbench) => {
  await workbench.openFromExplorer(THIS_YEAR);
  const lens = workbench.page.locator('.codelens-decoration a', { hasText: '2023' });
  await eventually(() => lens.first().isVisible(), 'the line that leads to last year’s report');
  await workbench.command('Restart Server');
  const starts = async () => (await workbench.output()).match(/web\sworker/g)?.length ?? 0;
  await eventuallyAsserts(starts, (count) => assert.equal(count, 2));
  // The output is a text editor too, and commands are for the active one.
  await workbench.command('Hide Panel');
  await workbench.goTo(1);
  const comparison = workbench.page.locator('.monaco-diff-editor').first();
  await eventually(async () => {
    await workbench.command('Compare with Last Year’s Report');
    return comparison.waitFor({ timeout: 4000 }).then(() => true, () => false);
  }, 'the comparison with last year’s report');
});
