// A server that dies is started again, and the findings are there again.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';
import { scratch } from './surroundings.mjs';

const extensions = path.join(scratch, 'extensions');
const [installed] = readdirSync(extensions).filter((name) => name.startsWith('gouji.gouji-'));
const server = path.join(extensions, installed, 'server/gouji');
// A script that notes its process before it becomes the server. It lies in a folder with a blank and a Chinese name.
const WRAPPER = `#!/bin/sh\n[ "$1" = lsp ] && echo $$ >> "$(dirname "$0")/pids"\nexec '${server}' "$@"\n`;

const options = {
  files: { wrapper: WRAPPER },
  executable: 'wrapper',
  machine: (folder) => ({ 'gouji.server.path': path.join(folder, 'wrapper') }),
  open: 'xingan-2025.txt',
  picture: 'crash',
};

scene('a server that died is started again', options, async (workbench) => {
  const processes = () => readFileSync(path.join(workbench.folder, 'pids'), 'utf8').trim().split('\n').map(Number);
  const errors = (count) => eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, count));
  const overwrite = async (numeral) => {
    await workbench.goTo(83);
    await workbench.page.keyboard.press('Delete');
    await workbench.page.keyboard.type(numeral);
  };
  const told = async () => {
    await workbench.problems.show();
    const told = await workbench.problems.list();
    await workbench.problems.hide();
    return told;
  };
  await errors(3);
  // Only the editor knows of this: it is not saved.
  await overwrite('一');
  await errors(2);
  const before = await told();
  const [first, ...more] = processes();
  assert.deepEqual(more, [], 'one server serves one window');

  process.kill(first, 'SIGKILL');
  await eventually(() => processes().length === 2, 'a second server');
  await errors(2);
  await eventuallyAsserts(told, (now) => assert.deepEqual(now, before));
  // The second one is alive to what is typed, not only a memory of the first.
  await overwrite('二');
  await errors(3);
});
