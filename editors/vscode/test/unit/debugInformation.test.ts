import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debugInformation, type Setting } from '../../src/debugInformation';

const facts = (settings: Setting[]) => ({
  extension: '0.1.0', editor: 'VS Code 1.139.0 (desktop)', language: 'zh-cn', system: 'linux x64', remote: undefined,
  server: 'gouji 0.1.0 (bundled), running', isTrusted: true, folders: 1, settings,
});

test('settings are listed only if they differ from their defaults', () => {
  const text = debugInformation(facts([
    { name: 'gouji.codeLens', value: false, default: true, allowed: undefined },
    { name: 'gouji.language', value: 'en', default: 'auto', allowed: ['auto', 'zh-cn', 'en'] },
    { name: 'gouji.workspaceDiagnostics', value: false, default: false, allowed: undefined },
  ]));
  assert.ok(text.endsWith('defaults:\n  gouji.codeLens = false\n  gouji.language = "en"'), text);
  assert.ok(debugInformation(facts([])).endsWith('defaults: none'));
});

test('free text is not shown, because it may name files or people', () => {
  const text = debugInformation(facts([
    { name: 'gouji.server.path', value: '/home/wang/gouji', default: '', allowed: undefined },
    { name: 'gouji.language', value: '/home/wang', default: 'auto', allowed: ['auto', 'zh-cn', 'en'] },
    { name: 'gouji.codeLens', value: ['/home/wang'], default: true, allowed: undefined },
  ]));
  assert.doesNotMatch(text, /wang/);
  assert.match(text, /gouji\.server\.path = \(set\)/);
});
