// The picture for the documentation: a report with its findings, and the light bulb open on one of them.
// Usage: node screenshot.mjs FILE, from `cargo xtask screenshot`.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, LIMIT_MS } from './eventually.mjs';
import { workspace } from './scene.mjs';
import { launchBrowser, samples } from './surroundings.mjs';
import { Workbench } from './workbench.mjs';

const [file] = process.argv.slice(2);
// Under the name such a file commonly bears, by which the editor knows its language.
const REPORT = '兴安区2025年政府信息公开工作年度报告.txt';
const folder = workspace({ files: { [REPORT]: readFileSync(path.join(samples, 'xingan-2025.txt')) } });
const browser = await launchBrowser({ viewport: { width: 1280, height: 860 }, deviceScaleFactor: 2 });
try {
  const page = browser.pages()[0];
  page.setDefaultTimeout(LIMIT_MS);
  const workbench = await Workbench.open(page, folder, REPORT);
  await eventually(async () => (await workbench.problems.counts()).errors > 0, 'findings');
  await workbench.problems.show({ maximized: false });
  const finding = (await workbench.problems.list()).find((problem) => problem.rule === 'duplicate-section-number');
  await workbench.goTo(finding.line);
  await workbench.openQuickFixes();
  await page.screenshot({ path: file });
} finally {
  await browser.close();
}
