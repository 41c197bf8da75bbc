// A report is opened: what is wrong with it is under squiggles, in the Problems panel, and in the counts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventuallyAsserts } from './eventually.mjs';
import { expected, matches } from './expectations.mjs';
import { scene } from './scene.mjs';
import { samples } from './surroundings.mjs';

const REPORT = 'xingan-2025.txt';

function showsWhatItHas(report) {
  return ({ errors, warnings, infos }) => {
    assert.equal(errors, expected(report, 'error').length);
    assert.equal(warnings, expected(report, 'warning').length);
    assert.ok(infos >= expected(report, 'info').length, `${infos} infos`);
  };
}

scene('a report shows exactly the errors and warnings it has', { open: REPORT, picture: 'report' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), showsWhatItHas(REPORT));
  await workbench.problems.show();
  const problems = await workbench.problems.list();
  for (const severity of ['error', 'warning', 'info']) {
    const shown = problems.filter((problem) => problem.severity === severity);
    for (const finding of expected(REPORT, severity)) {
      assert.ok(shown.some((problem) => matches(problem, finding)), `${JSON.stringify(finding)} is not among ${JSON.stringify(shown)}`);
    }
  }
  await workbench.problems.hide();
  await workbench.goTo(83);
  await eventuallyAsserts(
    () => workbench.squiggledLines('error'),
    (lines) => assert.ok(lines.includes(83) || lines.includes(85), `squiggles on ${lines}`),
  );
});

scene('so does a report in Markdown, which stays Markdown', { open: 'weibin-2025.md', picture: 'markdown' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), showsWhatItHas('weibin-2025.md'));
  assert.match(await workbench.language(), /Markdown/);
  // Its outline is Markdown's alone: with two, the path above the editor names whose it shows.
  const lines = readFileSync(path.join(samples, 'weibin-2025.md'), 'utf8').split('\n');
  await workbench.goTo(lines.findIndex((line) => /^#+ 一、/.test(line)) + 1);
  const breadcrumbs = workbench.page.locator('.breadcrumbs-control');
  await eventuallyAsserts(() => breadcrumbs.innerText(), (shown) => assert.match(shown, /一、/));
  assert.doesNotMatch(await breadcrumbs.innerText(), /disclosure reports/);
});

scene('the label of a table row is explained, with its legal basis', { open: REPORT, picture: 'hover' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.ok(errors > 0));
  await workbench.goTo(57, '三、本年度 办理结果\t(一) 予'.length + 1);
  const text = await workbench.hoverText();
  assert.match(text, /条例/);
  assert.match(text, /予以公开/);
});
