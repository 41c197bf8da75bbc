// One test in the editor: its own copy of the reports, its own browser, a picture at the end whatever happens.

import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LIMIT_MS } from './eventually.mjs';
import { launchBrowser, samples, scratch } from './surroundings.mjs';
import { Workbench } from './workbench.mjs';

/**
 * @param options `picture`: name of the picture at the end; `open`: the file to start with;
 *   `hasSamples`: false for a folder without the sample reports; `files`: more files, by name; `executable`: the one that may be run; `settings`: of this workspace;
 *   `machine`: settings of the machine, where the workspace's folder is given
 */
export function scene(name, options, act) {
  test(name, async () => {
    const folder = workspace(options);
    // The scenes are played one after another, in one workbench.
    const machine = path.join(scratch, 'data/Machine/settings.json');
    mkdirSync(path.dirname(machine), { recursive: true });
    if (options.machine) writeFileSync(machine, JSON.stringify(options.machine(folder)));
    const browser = await launchBrowser(options.browser);
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(LIMIT_MS);
    try {
      const workbench = await Workbench.open(page, folder, options.open);
      await act(workbench);
    } finally {
      await new Workbench(page, folder).picture(options.picture);
      await browser.close();
      if (options.machine) rmSync(machine);
    }
  });
}

export function workspace({ files = {}, executable, settings = {}, hasSamples = true }) {
  // A blank and Chinese characters, as in the folders of those who write these reports.
  const folder = mkdtempSync(path.join(scratch, '年报 2025 '));
  for (const name of hasSamples ? readdirSync(samples) : []) {
    if (/\.(txt|md)$/.test(name)) cpSync(path.join(samples, name), path.join(folder, name));
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  if (executable) chmodSync(path.join(folder, executable), 0o755);
  mkdirSync(path.join(folder, '.vscode'));
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  return folder;
}
