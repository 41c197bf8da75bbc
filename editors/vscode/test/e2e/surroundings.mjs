// What `cargo xtask test --filter editor` hands over: a running workbench, a browser, and room to write.

import { createRequire } from 'node:module';
import path from 'node:path';

function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run: cargo xtask test --filter editor`);
  return value;
}

export const base = given('GOUJI_E2E_BASE');
export const samples = given('GOUJI_E2E_SAMPLES');
export const scratch = given('GOUJI_E2E_SCRATCH');
/** Where pictures are kept; none are when this is not set. */
export const pictures = process.env.GOUJI_E2E_PICTURES;

const require = createRequire(path.join(given('GOUJI_E2E_MODULES'), 'x.js'));
const { chromium } = require('playwright-core');

/** A browser with an empty profile, as wide as a common screen. */
export function launchBrowser(options = {}) {
  const root = process.getuid?.() === 0;
  return chromium.launchPersistentContext('', {
    executablePath: given('GOUJI_CHROMIUM'),
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    // Chromium's sandbox refuses to run as root.
    chromiumSandbox: !root,
    args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    ...options,
  });
}
