// The extension in a browser, with a workspace that is on no disk: findings, a quick fix, an explanation, the configuration, last year's report and
// the preview. The server runs in a web worker of the extension host, which is a web worker too.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, eventuallyAsserts, LIMIT_MS } from '../e2e/eventually.mjs';
import { expected, matches } from '../e2e/expectations.mjs';
import { launchBrowser, samples } from '../e2e/surroundings.mjs';
import { Workbench } from '../e2e/workbench.mjs';
import { serve } from './server.mjs';

const REPORT = 'xingan-2025.txt';
/** Two reports of one agency. */
const [THIS_YEAR, LAST_YEAR] = ['qingshan-2024.txt', 'qingshan-2023.txt'];
const FOLDER = '/年报 2025';

let server;

before(async () => {
  const files = Object.fromEntries(readdirSync(samples).filter((name) => /\.(txt|md)$/.test(name)).map((name) => [`${FOLDER}/${name}`, readFileSync(path.join(samples, name)).toString('base64')]));
  const years = [[THIS_YEAR, process.env.GOUJI_WEB_REPORT], [LAST_YEAR, process.env.GOUJI_WEB_LAST_YEAR]];
  for (const [name, file] of years) files[`${FOLDER}/${name}`] = readFileSync(file).toString('base64');
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

scene('a quick fix corrects the wrong cell, and its finding disappears', 'web-fix', async (workbench) => {
  await openReport(workbench);
  await workbench.problems.show();
  const finding = (await workbench.problems.list()).find((problem) => problem.rule === 'tally-mismatch');
  assert.ok(finding, 'a figure does not add up');
  await workbench.problems.hide();
  await workbench.goTo(finding.line, finding.column);
  await eventuallyAsserts(() => workbench.squiggledLines('error'), (lines) => assert.ok(lines.includes(finding.line), `${lines}`));
  const [title] = await workbench.openQuickFixes();
  await workbench.picture('web-quick-fixes');
  await workbench.pickQuickFix(title);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors < expected(REPORT, 'error').length, `${errors} errors`));
});

scene('the label of a row is explained, and a rule has its page', 'web-hover', async (workbench) => {
  await openReport(workbench);
  await workbench.goTo(57, '三、本年度 办理结果\t(一) 予'.length + 1);
  const text = await workbench.hoverText();
  assert.match(text, /条例/);
  assert.match(text, /予以公开/);
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
