// A server that cannot be started is explained, with the next step as a button.

import assert from 'node:assert/strict';
import { eventually } from './eventually.mjs';
import { scene } from './scene.mjs';

const machine = () => ({ 'gouji.server.path': '/nowhere/gouji' });

scene('a wrong server path is named, and its button opens the setting', { machine, open: 'xingan-2025.txt', picture: 'broken-server' }, async (workbench) => {
  const message = workbench.notification('/nowhere/gouji');
  await message.waitFor();
  assert.match(await message.innerText(), /gouji\.server\.path/);
  await message.getByRole('button', { name: 'Open Setting' }).click();
  await workbench.page.locator('.settings-editor').waitFor();
  await eventually(async () => /Server: Path/.test(await workbench.page.locator('.settings-editor').innerText()), 'the setting in the settings editor');
});
