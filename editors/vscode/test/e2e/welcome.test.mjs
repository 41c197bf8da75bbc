// The first steps: the walkthrough, and the Explorer without a folder.

import { test } from 'node:test';
import { LIMIT_MS } from './eventually.mjs';
import { scene } from './scene.mjs';
import { base, launchBrowser } from './surroundings.mjs';
import { Workbench } from './workbench.mjs';

// In a narrow window VS Code leaves the pictures out.
const browser = { viewport: { width: 1600, height: 900 } };

scene('the walkthrough shows its steps with pictures', { browser, open: 'xingan-2025.txt', picture: 'walkthrough' }, async (workbench) => {
  const { page } = workbench;
  await workbench.command('Open Walkthrough...');
  const input = page.locator('.quick-input-widget input').first();
  await input.fill('gouji');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Check an Annual Report with gouji' }).waitFor();
  // The pointer would open a hover over the row.
  await page.keyboard.press('Enter');
  const steps = page.locator('.getting-started-step');
  await steps.filter({ hasText: 'Open a report' }).waitFor();
  await workbench.preview().locator('svg').first().waitFor();
  await workbench.picture('walkthrough-open');
  await steps.filter({ hasText: 'Fix the problems' }).click();
  await steps.getByRole('button', { name: 'Fix All Safe Problems' }).waitFor();
});

test('without a folder, the Explorer offers a new report', async () => {
  const browser = await launchBrowser();
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(LIMIT_MS);
  const workbench = new Workbench(page, '');
  try {
    await page.goto(`${base}/?ew=true`, { waitUntil: 'domcontentloaded' });
    await page.locator('.monaco-workbench').waitFor();
    // VS Code hides the side bar in a window without a folder.
    await workbench.command('Show Explorer');
    await page.locator('.welcome-view').getByRole('button', { name: 'New Annual Report' }).waitFor();
    await workbench.picture('welcome-explorer');
    await page.locator('.welcome-view').getByRole('button', { name: 'New Annual Report' }).click();
    await page.locator('.quick-input-widget', { hasText: 'Blank report' }).waitFor();
  } finally {
    await workbench.picture('welcome');
    await browser.close();
  }
});
