// The overview in the Explorer: agencies, their years with findings and figures, and the comparison of two years.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { scene } from './scene.mjs';
import { samples } from './surroundings.mjs';

const clean = (name) => readFileSync(path.join(samples, '../../crates/gouji-lint/pages', name), 'utf8');
const [THIS, LAST] = ['青山县2024.txt', '青山县2023.txt'];
const TOTAL = '\t20\t5\t1\t0\t2\t0\t28';

scene('the overview lists agencies and years, opens a report, and compares two years', { open: THIS, files: { [THIS]: clean('clean.txt').replace(TOTAL, TOTAL.replace('28', '82')), [LAST]: clean('clean-last-year.txt') }, picture: 'overview-comparison' }, async (workbench) => {
  const { page } = workbench;
  // Without the files, all reports are in sight.
  await page.locator('.pane-header', { hasText: path.basename(workbench.folder) }).click();
  await page.locator('.pane-header', { hasText: 'Annual Reports' }).click();
  const row = (text) => page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: text });
  const agency = row('青山县');
  await agency.waitFor();
  await row(/^2024Errors: 1 · received 82 · handled 29/).waitFor();
  await row(/^2023received 29/).waitFor();
  await workbench.picture('overview');
  // A fixed error leaves the overview by itself.
  const line = clean('clean.txt').split('\n').findIndex((text) => text.includes(TOTAL)) + 1;
  await workbench.goTo(line);
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('28');
  await row(/^2024received 28/).waitFor();
  await row(/^2023/).click();
  await workbench.editor(LAST).locator('.view-line').first().waitFor();
  await row(/^2024/).click({ modifiers: ['Control'] });
  await workbench.menuItem(row(/^2024/), 'Compare Two Years');
  const total = workbench.preview().locator('tr', { hasText: /总计29\s*28\s*-1/ });
  await total.first().waitFor();
});
