// What VS Code reads from JSON files nobody compiles: texts in both languages, and the patterns of the highlighting.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

test('every %text% of the manifest stands in both languages, and none is left over', () => {
  const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]).sort();
  assert.deepEqual(Object.keys(json('package.nls.json')).sort(), used);
  assert.deepEqual(Object.keys(json('package.nls.zh-cn.json')).sort(), used);
});

test('every message of the program is translated, with its placeholders, and none is left over', () => {
  const used = new Set<string>();
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const source = readFileSync(`src/${name}`, 'utf8');
    const messages = [...source.matchAll(/l10n\.t\(\s*'([^']*)'/g)].map((match) => match[1]!);
    assert.equal(messages.length, source.split('l10n.t(').length - 1, `${name}: a message this test cannot read`);
    messages.forEach((message) => used.add(message));
  }
  const translated: Record<string, string> = json('l10n/bundle.l10n.zh-cn.json');
  assert.deepEqual(Object.keys(translated).sort(), [...used].sort());
  const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
  for (const [message, chinese] of Object.entries(translated)) assert.deepEqual(places(chinese), places(message), message);
});

test('the highlighting tells headings from sentences and figures from labels', () => {
  const { title, section, subsection, tableRow } = json('syntaxes/disclosure-report.tmLanguage.json').repository;
  const matches = (rule: { match: string }, line: string) => new RegExp(rule.match, 'u').test(line);
  assert.ok(matches(title, '兴安区2025年政府信息公开工作年度报告'));
  assert.ok(matches(section, '四、政府信息公开行政复议、行政诉讼情况'));
  assert.ok(matches(section, '## 一、总体情况'));
  assert.ok(!matches(section, '二、深化解读创新，提升公开“实效”。严格落实政策文件与解读材料同步。'));
  assert.ok(!matches(section, '一、本年新收政府信息公开申请数量\t0\t0'));
  assert.ok(matches(subsection, '（一）主动公开情况'));
  const figure = tableRow.patterns[1];
  assert.match('行政许可\t438\t', new RegExp(figure.match, 'u'));
  assert.doesNotMatch('行政许可438件', new RegExp(figure.match, 'u'));
});

test('nothing is painted as an error would be: themes paint keywords and strings red', () => {
  const names = [...readFileSync('syntaxes/disclosure-report.tmLanguage.json', 'utf8').matchAll(/"name": "([^"]*)"/g)].flatMap((match) => match[1]!.split(' '));
  assert.ok(names.length > 8);
  assert.deepEqual(names.filter((name) => /^(keyword|string|storage|invalid|variable|entity)\b/.test(name)), []);
});

test('the defaults are those of the own language, and of how the rules\' pages open', () => {
  const { configurationDefaults, languages } = json('package.json').contributes;
  assert.deepEqual(Object.keys(configurationDefaults), [`[${languages[0].id}]`, 'workbench.editorAssociations']);
});

test('Tab is VS Code\'s own unless a cell is there, and for whoever moves the focus with it', () => {
  const keys = json('package.json').contributes.keybindings.filter(({ key }: { key: string }) => /^(shift\+)?tab$/.test(key));
  assert.equal(keys.length, 3);
  for (const { key, when } of keys) {
    assert.match(when, key === 'tab' ? /^gouji\.tab == (cell|tab) && / : /^gouji\.backTab == cell && /);
    for (const condition of ['editorTextFocus', '!editorReadonly', '!editorTabMovesFocus', '!suggestWidgetVisible', '!inSnippetMode', '!inlineSuggestionVisible']) {
      assert.ok(when.split(' && ').includes(condition), `${key}: ${condition}`);
    }
  }
});

test('no workspace decides which program runs', () => {
  const { capabilities, contributes } = json('package.json');
  assert.equal(contributes.configuration.properties['gouji.server.path'].scope, 'machine');
  assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, ['gouji.server.path']);
});

test('every file that the manifest names exists', () => {
  const { l10n, icon, contributes } = json('package.json');
  const steps: { media: { svg: string } }[] = contributes.walkthroughs.flatMap(({ steps }: { steps: unknown[] }) => steps);
  const [language] = contributes.languages;
  const files = [l10n, icon, language.configuration, language.icon.light, language.icon.dark, contributes.grammars[0].path, ...steps.map(({ media }) => media.svg)];
  assert.ok(files.length >= 10);
  for (const file of files) assert.ok(existsSync(file), file);
});

test('links of the walkthrough and the welcome view lead to commands, the same ones in both languages', () => {
  const own = new Set(json('package.json').contributes.commands.map(({ command }: { command: string }) => command));
  const links = (text: string) => [...text.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1]!);
  const [english, chinese]: Record<string, string>[] = [json('package.nls.json'), json('package.nls.zh-cn.json')];
  for (const [key, text] of Object.entries(english!)) {
    assert.deepEqual(links(chinese![key]!), links(text), key);
    for (const command of links(text)) assert.ok(own.has(command) || command.startsWith('workbench.'), command);
  }
  assert.ok(links(english!['welcome']!).length === 2);
});

test('a word is a whole figure, or a run of Han characters without figures and punctuation', () => {
  const { pattern, flags } = json('language-configuration.json').wordPattern;
  const words = (text: string) => [...text.matchAll(new RegExp(pattern, `g${flags}`))].map(String);
  assert.deepEqual(words('收到申请1,234.56件，同比增长12.5%。'), ['收到申请', '1,234.56', '件', '同比增长', '12.5']);
  assert.deepEqual(words('（一）1、2,3，4'), ['一', '1', '2', '3', '4']);
  assert.deepEqual(words('国办公开办函〔2021〕30号'), ['国办公开办函', '2021', '30', '号']);
  assert.deepEqual(words('２０２４年１，２３４件'), ['２０２４', '年', '１，２３４', '件']);
  assert.deepEqual(words('e-mail GB18030'), ['e-mail', 'GB18030']);
});
