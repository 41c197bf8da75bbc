// A workspace that names a program of its own does not have it run, though it is trusted.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { eventuallyAsserts } from './eventually.mjs';
import { scene } from './scene.mjs';

const options = {
  files: { evil: '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n' },
  executable: 'evil',
  settings: { 'gouji.server.path': './evil' },
  open: 'xingan-2025.txt',
  picture: 'foreign-server',
};

scene('the server of the extension serves, whatever the workspace says', options, async (workbench) => {
  await eventuallyAsserts(() => workbench.problems.counts(), ({ errors }) => assert.equal(errors, 3));
  assert.equal(existsSync(path.join(workbench.folder, 'ran')), false);
});
