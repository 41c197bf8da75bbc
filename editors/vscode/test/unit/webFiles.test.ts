// Which files of a workspace in a browser the server gets.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baselineName, isWanted, settingsFirst } from '../../src/web/fileChoice';
import { MOST_FOLDERS, walk, type Entry } from '../../src/web/folderWalk';

test('settings and texts that are named like reports are sent, and nothing else', () => {
  for (const name of ['gouji.toml', 'gouji-baseline.json', '青山县2024年政府信息公开工作年度报告.txt', '2023.md', '年报.TXT', 'xingan-2022.txt', 'a-report.markdown']) assert.ok(isWanted(name), name);
  for (const name of ['README.md', 'notes.txt', '2023.docx', 'package.json', 'gouji.toml.txt', '年报', 'x.toml']) assert.ok(!isWanted(name), name);
});

test('settings come first', () => {
  assert.deepEqual(settingsFirst(['2023.txt', 'gouji.toml', '2022.txt', 'gouji-baseline.json'], (name) => name), ['gouji.toml', 'gouji-baseline.json', '2023.txt', '2022.txt']);
});

test('a configuration names its baseline', () => {
  assert.equal(baselineName('[rules]\n'), undefined);
  assert.equal(baselineName('exclude = []\nbaseline = "a/b.json"\n'), 'a/b.json');
  assert.equal(baselineName("  baseline='b.json' # x"), 'b.json');
  assert.equal(baselineName('# baseline = "b.json"'), undefined);
});

const file = (name: string): Entry => ({ name, isFolder: false });
const folder = (name: string): Entry => ({ name, isFolder: true });
const join = (at: string, name: string): string => `${at}/${name}`;

test('the nearest files are found first, and a folder that cannot be listed stops nothing', async () => {
  const tree: Record<string, Entry[]> = {
    r: [folder('b'), folder('broken'), folder('.git'), folder('node_modules'), file('2024.txt'), file('x.png')],
    'r/b': [file('2023.txt')],
    'r/.git': [file('2022.txt')],
    'r/node_modules': [file('2021.txt')],
  };
  const list = async (at: string): Promise<Entry[]> => tree[at] ?? Promise.reject(new Error('no such folder'));
  assert.deepEqual(await walk('r', list, join, isWanted), ['r/2024.txt', 'r/b/2023.txt']);
});

test('folders without end are walked up to a limit', async () => {
  let opened = 0;
  const list = async (): Promise<Entry[]> => {
    opened++;
    return [folder('a'), folder('b'), file('2024.txt')];
  };
  assert.equal((await walk('r', list, join, isWanted)).length, MOST_FOLDERS);
  assert.equal(opened, MOST_FOLDERS);
});
