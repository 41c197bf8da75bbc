// The commands for the findings of a report and for its surroundings.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';
import { samples } from './surroundings.mjs';

const REPORT = 'xingan-2025.txt';
const clean = (name) => readFileSync(path.join(samples, '../../crates/gouji-lint/pages', name), 'utf8');

scene('a command goes from finding to finding, and back to the first one', { open: REPORT, picture: 'commands-finding' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await workbench.problems.show();
  const lines = (await workbench.problems.list()).filter(({ rule }) => rule).map(({ line }) => line).sort((one, other) => one - other);
  await workbench.problems.hide();
  await workbench.goTo(1);
  const at = async (title, line) => {
    await workbench.command(title);
    await eventuallyAsserts(() => workbench.cursor(), (cursor) => assert.equal(cursor.line, line));
  };
  await at('Go to Next Finding', lines.find((line) => line > 1));
  await workbench.picture('commands-next');
  await workbench.goTo(lines.at(-1) + 1);
  await at('Go to Previous Finding', lines.at(-1));
  await at('Go to Next Finding', lines[0]);
});

const THIS = '青山县2024.txt';
const LABEL = '一、本年新收政府信息公开申请数量';

scene('a command applies all safe fixes, and says so if nothing is left', { open: THIS, files: { [THIS]: clean('clean.txt').replace(LABEL, '一、本年新收申请数量') }, picture: 'commands-fix' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ warnings, infos }) => assert.ok(warnings + infos > 0));
  const line = clean('clean.txt').split('\n').findIndex((text) => text.startsWith(LABEL)) + 1;
  await workbench.goTo(line);
  await workbench.command('Fix All Safe Problems');
  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.ok(lines.get(line)?.startsWith(LABEL), lines.get(line)));
  await workbench.command('Fix All Safe Problems');
  await workbench.notification('gouji has found nothing in this report.').waitFor();
});

scene('a report is compared with last year’s', { open: THIS, files: { [THIS]: clean('clean.txt'), '青山县2023.txt': clean('clean-last-year.txt') }, picture: 'commands-compare' }, async (workbench) => {
  // The line above the title shows that the server has found last year's report.
  await workbench.page.locator('.codelens-decoration a', { hasText: '2023' }).waitFor();
  await workbench.command('Compare with Last Year’s Report');
  await workbench.page.locator('.tab.active', { hasText: '青山县2023.txt ↔ 青山县2024.txt' }).waitFor();
  await workbench.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
});

scene('gouji.toml is created once and then opened', { open: REPORT, picture: 'commands-config' }, async (workbench) => {
  const config = path.join(workbench.folder, 'gouji.toml');
  const tab = workbench.page.locator('.tab.active', { hasText: 'gouji.toml' });
  await workbench.command('Open or Create gouji.toml');
  await tab.waitFor();
  assert.match(readFileSync(config, 'utf8'), /^\[rules\]$/m);
  await workbench.picture('commands-config-new');
  // The user's own file stays as it is.
  writeFileSync(config, '# mine\n');
  await workbench.command('Close All Editors');
  await tab.waitFor({ state: 'hidden' });
  await workbench.command('Open or Create gouji.toml');
  await tab.waitFor();
  assert.equal(readFileSync(config, 'utf8'), '# mine\n');
});

scene('debug information is copied without names of files', { browser: { permissions: ['clipboard-read', 'clipboard-write'] }, open: REPORT, settings: { 'gouji.codeLens': false }, picture: 'commands-debug' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await workbench.command('Copy Debug Information');
  await workbench.notification('The debug information was copied').waitFor();
  const text = await workbench.page.evaluate('navigator.clipboard.readText()');
  assert.match(text, /Server: gouji [^\n]*\(bundled\), running/);
  assert.match(text, /differ from the defaults:\n(.*\n)* {2}gouji\.codeLens = false/);
  assert.ok(!text.includes('xingan') && !text.includes(workbench.folder), text);
});

const OTHER = 'dongxing-2025.txt';

scene('all reports of the folder are checked when the user asks', { open: REPORT, picture: 'commands-workspace' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await workbench.command('Check All Reports of the Folder');
  await workbench.page.locator('.markers-panel .monaco-list-row', { hasText: OTHER }).first().waitFor();
  assert.equal(JSON.parse(readFileSync(path.join(workbench.folder, '.vscode/settings.json'), 'utf8'))['gouji.workspaceDiagnostics'], true);
});

const TOTAL = '\t20\t5\t1\t0\t2\t0\t28';

scene('a command fills in the totals after the user has confirmed them', { open: THIS, files: { [THIS]: clean('clean.txt').replace(TOTAL, TOTAL.replace('28', '82')) }, picture: 'commands-totals' }, async (workbench) => {
  const line = clean('clean.txt').split('\n').findIndex((text) => text.startsWith(LABEL)) + 1;
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
  await workbench.goTo(line);
  await workbench.command('Fill Totals');
  // Nothing is chosen at first: the user confirms each figure.
  const figure = workbench.page.locator('.monaco-list-row', { hasText: /82\s*28/ });
  await figure.waitFor();
  await workbench.picture('commands-totals-preview');
  await figure.locator('.edit-checkbox').click();
  await workbench.page.getByRole('button', { name: 'Apply' }).first().click();
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 0));
  await workbench.command('Fill Totals');
  await workbench.notification('There is no total to fill in').waitFor();
});
