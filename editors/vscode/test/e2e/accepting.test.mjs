// A finding is accepted beside the text, not in it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';
import { samples } from './surroundings.mjs';

const REPORT = 'xingan-2025.txt';

scene('a rule is switched off in gouji.toml, and the text stays as it is', { open: REPORT, picture: 'accepting' }, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  await workbench.problems.show();
  const [finding] = (await workbench.problems.list()).filter(({ rule }) => rule === 'duplicate-section-number');
  assert.equal(finding.title, '重复的序号');
  await workbench.problems.hide();
  await workbench.goTo(finding.line);
  const titles = await workbench.openQuickFixes();
  await workbench.picture('accepting-menu');
  // Mending first, then what leaves no trace in the text, then comments.
  const places = [/编号|改为/, /gouji-baseline\.json/, /gouji\.toml/, /在文中写入注释/, /在文首写入注释/].map((words) => titles.findIndex((title) => words.test(title)));
  assert.ok(places[0] === 0 && places.every((at, i) => i === 0 || at > places[i - 1]), JSON.stringify(titles));
  await workbench.pickQuickFix(titles[places[2]]);
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 2));
  const config = path.join(workbench.folder, 'gouji.toml');
  await eventually(() => existsSync(config) && readFileSync(config, 'utf8') === '[rules]\nduplicate-section-number = "off"\n', 'the saved configuration');
  assert.equal(readFileSync(path.join(workbench.folder, REPORT), 'utf8'), readFileSync(path.join(samples, REPORT), 'utf8'));
});
