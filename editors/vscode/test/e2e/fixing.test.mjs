// A finding is mended from the light bulb.

import assert from 'node:assert/strict';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const numbers = (lines) => [83, 85, 87].map((line) => lines.get(line)?.slice(0, 2));

scene('a duplicate number is renumbered by quick-fix, and the finding goes', { open: 'xingan-2025.txt', picture: 'renumber' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await workbench.goTo(85);
  assert.deepEqual(numbers(await workbench.visibleLines()), ['二、', '二、', '三、']);

  await workbench.problems.show();
  const [finding] = (await workbench.problems.list()).filter((problem) => problem.rule === 'duplicate-section-number');
  assert.ok(finding, 'the duplicate number is reported');
  await workbench.problems.hide();
  await workbench.goTo(finding.line);
  const titles = await workbench.openQuickFixes();
  // Either the one number, 把“二、”改为“一、”, or the whole list.
  const title = titles.find((title) => /编号|“一、”/.test(title));
  assert.ok(title, `no renumbering among ${JSON.stringify(titles)}`);
  await workbench.pickQuickFix(title);

  await eventuallyAsserts(() => workbench.visibleLines(), (lines) => assert.deepEqual(numbers(lines), ['一、', '二、', '三、']));
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 2));
  await workbench.problems.show();
  const left = (await workbench.problems.list()).map((problem) => problem.rule);
  assert.ok(left.includes('missing-section') && !left.includes('duplicate-section-number'), JSON.stringify(left));
});
