import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configPaths, newConfig } from '../../src/configFile';

test('the configuration is looked for from the report up to the workspace folder, the nearest first', () => {
  assert.deepEqual(configPaths('/年报/历年/2024/a.txt', '/年报'), ['/年报/历年/2024/gouji.toml', '/年报/历年/gouji.toml', '/年报/gouji.toml']);
  assert.deepEqual(configPaths('/年报/a.txt', '/年报'), ['/年报/gouji.toml']);
});

test('no folder outside the workspace folder is looked into', () => {
  assert.deepEqual(configPaths('/other/a.txt', '/年报'), []);
  assert.deepEqual(configPaths('/年报2/a.txt', '/年报'), []);
  assert.deepEqual(configPaths('/a/b.txt', '/'), ['/a/gouji.toml', '/gouji.toml']);
});

test('a new configuration changes nothing', () => {
  const text = newConfig({ purpose: '配置', exclude: '跳过', levels: '级别' });
  assert.deepEqual(text.split('\n').filter((line) => line !== '' && !line.startsWith('# ')), ['[rules]']);
  assert.match(text, /^# 配置\n[^]*# 跳过\n# exclude = [^]*# 级别\n\[rules\]\n/);
});
