// Drives gouji.html in Chromium, opened from disk as its user opens it. No request may leave the page.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { RIGHT, given, withWrongTotal } from './reports.mjs';

const LIMIT_MS = 30_000;
const address = pathToFileURL(given('GOUJI_WEB_PAGE')).href;
const samples = given('GOUJI_E2E_SAMPLES');
const pictures = given('GOUJI_WEB_PICTURES');
const { chromium } = createRequire(path.join(given('GOUJI_E2E_MODULES'), 'x.js'))('playwright-core');
const axe = readFileSync(createRequire(path.join(import.meta.dirname, '../../editors/vscode/package.json')).resolve('axe-core/axe.min.js'), 'utf8');

let folder;
let browser;

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gouji 网页 '));
  browser = await chromium.launch({ executablePath: given('GOUJI_CHROMIUM'), headless: true, chromiumSandbox: process.getuid?.() !== 0, args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A test in a page of its own, which may send no request and report no error. */
function scene(name, act, options = {}) {
  test(name, async () => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, acceptDownloads: true, permissions: [], ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const requests = [];
    const errors = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    try {
      await page.goto(address);
      await page.locator('#start, #waiting:not(:empty)').first().waitFor();
      await page.locator('#start').waitFor();
      await act(page);
    } finally {
      await page.screenshot({ path: path.join(pictures, `${name.replaceAll(' ', '-')}.png`) });
      await context.close();
    }
    assert.deepEqual(requests.filter((url) => url !== address && !url.startsWith('blob:')), []);
    assert.deepEqual(errors, []);
  });
}

async function choose(page, ...files) {
  await page.locator('#file').setInputFiles(files);
}

async function checked(page, name) {
  await page.locator('#status', { hasText: name }).waitFor();
  await page.locator('#report table').first().waitFor();
}

function file(name, text) {
  const made = path.join(folder, name);
  writeFileSync(made, text);
  return made;
}

/** The names and texts of the files in a ZIP archive, by its directory. */
function textsOf(archive) {
  const files = [];
  let at = archive.readUInt32LE(archive.lastIndexOf('PK\x05\x06') + 16);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment, start] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32), archive.readUInt32LE(at + 42)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
    const bytes = archive.subarray(from, from + size);
    files.push([name, (archive.readUInt16LE(start + 8) === 8 ? inflateRawSync(bytes) : bytes).toString('utf8')]);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
  const made = path.join(folder, download.suggestedFilename());
  await download.saveAs(made);
  return made;
}

/** The figures of all tables on the page. */
const figures = (page) => page.locator('#report td.figure').allTextContents();

scene('a wrong total is found and corrected in its cell', async (page) => {
  const { text, right } = withWrongTotal();
  await choose(page, file('某县年报.txt', text));
  await checked(page, '某县年报.txt');
  const wrong = page.locator('#report td.marked.error', { hasText: `9${right}` });
  await wrong.click();
  const finding = page.locator('#findings li.selected');
  await finding.waitFor();
  assert.match(await finding.textContent(), /第2个表格/);
  await page.locator('#report td.total', { hasText: `9${right}` }).waitFor();
  assert.ok((await page.locator('#report td.addend').count()) >= 6, 'the addends are marked');
  await wrong.dblclick();
  await page.locator('#report td input').fill(right);
  await page.keyboard.press('Enter');
  await page.locator('#report td.marked.error').waitFor({ state: 'detached' });
  await page.locator('#undo').click();
  await wrong.waitFor();
  await page.locator('#redo').click();
  await wrong.waitFor({ state: 'detached' });
  assert.ok(readFileSync(await saved(page, '#save-text'), 'utf8') === RIGHT, 'the saved text is the right one');
});

scene('a fix is applied by its button', async (page) => {
  const { text, right } = withWrongTotal();
  await choose(page, file('修改.txt', text));
  await checked(page, '修改.txt');
  await page.locator('#findings button.finding.error').first().click();
  await page.locator('#findings li.selected button.fix', { hasText: right }).first().click();
  await page.locator('#report td.marked.error').waitFor({ state: 'detached' });
});

/** The paragraph or heading with some words. */
const paragraph = (page, words) => page.locator('#report .editable.text', { hasText: words });

scene('a figure in prose that contradicts the table is corrected in its paragraph', async (page) => {
  await choose(page, file('正文.txt', RIGHT.replace('申请28件', '申请38件')));
  await checked(page, '正文.txt');
  const wrong = page.locator('#report p mark.warning', { hasText: '38' });
  await wrong.click();
  await page.locator('#findings li.selected', { hasText: '38' }).waitFor();
  await paragraph(page, '严格执行信息发布').click();
  assert.equal(await page.locator('#report textarea').count(), 0, 'a click opens no field');
  await wrong.focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.className.includes('finding')), true, 'Enter on a mark leads to its finding');
  await paragraph(page, '申请38件').focus();
  await page.keyboard.press('Enter');
  const field = page.locator('#report textarea');
  await field.fill((await field.inputValue()).replace('38', '28'));
  await page.keyboard.press('Enter');
  await page.locator('#status', { hasText: '没有发现问题' }).waitFor();
  await wrong.waitFor({ state: 'detached' });
  assert.match(await page.evaluate(() => document.activeElement.textContent), /申请28件/, 'the paragraph has the focus');
  await page.keyboard.press('Control+z');
  await wrong.waitFor();
  await page.keyboard.press('Control+y');
  await wrong.waitFor({ state: 'detached' });
  assert.ok(readFileSync(await saved(page, '#save-text'), 'utf8') === RIGHT, 'the saved text is the right one');
});

scene('selected words of a paragraph are typed over and its markup stays', async (page) => {
  const text = RIGHT.replace('申请28件', '申请**38**件').replace('（三）政府信息管理', '### （三）政府信息管理');
  await choose(page, file('标记.md', text));
  await checked(page, '标记.md');
  await select(page, '申请38件', '38');
  await page.keyboard.type('28');
  await page.keyboard.press('Tab');
  await page.locator('#status', { hasText: '没有发现问题' }).waitFor();
  await paragraph(page, '（三）政府信息管理').dblclick();
  const field = page.locator('#report h3 textarea');
  await field.fill('（三）政府信息管理与审核情况');
  await page.keyboard.press('Enter');
  await paragraph(page, '（三）政府信息管理与审核情况').waitFor();
  const expected = text.replace('**38**', '**28**').replace('管理情况', '管理与审核情况');
  assert.equal(readFileSync(await saved(page, '#save-text'), 'utf8'), expected);
});

scene('a long paragraph gets a field of several lines and can be divided', async (page) => {
  const words = '严格执行信息发布审核制度，未经审核的信息一律不予发布。';
  await choose(page, file('长段.txt', RIGHT.replace(words, words.repeat(12))));
  await checked(page, '长段.txt');
  const all = page.locator('#report p.editable');
  const before = await all.count();
  await paragraph(page, words).focus();
  await page.keyboard.press('F2');
  const field = page.locator('#report textarea');
  const height = async () => (await field.boundingBox()).height;
  const first = await height();
  const isPasted = await field.evaluate((element) => element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true })));
  assert.ok(isPasted, 'the clipboard belongs to the field');
  assert.ok(first > 60, `${first} pixels`);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('另起一段。');
  assert.ok((await height()) > first, 'the field grows');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await paragraph(page, words.repeat(12)).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('另起一段。');
  await page.keyboard.press('Enter');
  await page.locator('#report p', { hasText: /^另起一段。$/ }).waitFor();
  assert.equal(await all.count(), before + 1);
});

scene('words that no report can show are refused and stay in the field', async (page) => {
  await choose(page, file('拒绝.txt', RIGHT));
  await checked(page, '拒绝.txt');
  const old = '持续优化政府网站栏目，完善检索功能。';
  await paragraph(page, old).dblclick();
  const field = page.locator('#report textarea');
  await field.fill('■持续优化网站。');
  await page.keyboard.press('Enter');
  await page.locator('#status', { hasText: '没有修改' }).waitFor();
  assert.equal(await field.inputValue(), '■持续优化网站。');
  assert.ok(await field.evaluate((element) => element === document.activeElement), 'the field has the focus');
  assert.ok(await page.locator('#undo').isDisabled(), 'nothing was changed');
  // The user can leave the field. The refused words are not tried again.
  await page.locator('#report h1').click();
  await paragraph(page, old).waitFor();
  assert.equal(await field.count(), 0);
});

scene('an input method composes words in a paragraph', async (page) => {
  await choose(page, file('输入法.txt', RIGHT));
  await checked(page, '输入法.txt');
  const input = await page.context().newCDPSession(page);
  await select(page, '持续优化政府网站', '持续');
  await page.keyboard.press('F2');
  const field = page.locator('#report textarea');
  await input.send('Input.imeSetComposition', { text: 'jinyibu', selectionStart: 7, selectionEnd: 7 });
  // This Enter belongs to the input method, as its key event says.
  await field.evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })));
  // A new drawing waits until the words are there.
  await page.locator('#language').evaluate((button) => button.click());
  await page.locator('#bar button', { hasText: 'Undo' }).waitFor();
  assert.match(await field.inputValue(), /^jinyibu优化/);
  await input.send('Input.insertText', { text: '进一步' });
  await page.locator('#findings h2', { hasText: 'Findings' }).waitFor();
  assert.match(await field.inputValue(), /^进一步优化/);
  await page.keyboard.press('Enter');
  await paragraph(page, '进一步优化政府网站').waitFor();
});

for (const [locale, back, title, heading] of [
  ['zh-CN', '返回报告', '与表格不符', '怎么改'],
  ['en-GB', 'Back to the report', 'Narrative', 'How to fix'],
]) {
  scene(`the page of a rule is opened and closed by keys in ${locale}`, async (page) => {
    await choose(page, file('report.txt', RIGHT.replace('申请28件', '申请38件')));
    await checked(page, 'report.txt');
    await paragraph(page, '持续优化政府网站').dblclick();
    await page.locator('#report textarea').fill('改善政府网站。');
    await page.keyboard.press('Enter');
    await paragraph(page, '改善政府网站。').waitFor();
    await page.locator('#findings button.finding').first().focus();
    await page.keyboard.press('Enter');
    const open = page.locator('#findings li.selected button.link', { hasText: /说明|About/ });
    await open.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('#rule-page');
    await page.getByRole('dialog', { name: title }).waitFor();
    await dialog.locator('h3', { hasText: heading }).waitFor();
    assert.match(await dialog.locator('pre').last().textContent(), /<!-- gouji: allow narrative-mismatch -->/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'rule-title');
    // The report behind it gets no keys.
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Shift+Tab');
    assert.equal(await dialog.locator(':focus').textContent(), back);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(await open.evaluate((button) => button === document.activeElement), 'the focus is where it was');
    assert.ok(await page.locator('#undo').isEnabled(), 'the report did not change');
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(await open.evaluate((button) => button === document.activeElement), 'the focus is where it was');
  }, { locale });
}

scene('safe fixes are applied together and change no figure', async (page) => {
  await choose(page, file('编号.txt', RIGHT.replace(/^三、收到/m, '二、收到')));
  await checked(page, '编号.txt');
  const before = await figures(page);
  await page.locator('#fix-all').click();
  await page.locator('#status', { hasText: '已改正' }).waitFor();
  assert.deepEqual(await figures(page), before);
  await page.locator('#report h2', { hasText: '三、收到' }).waitFor();
});

scene('a report goes through Word, a web page and PDF with the same figures', async (page) => {
  await choose(page, file('原文.txt', RIGHT));
  await checked(page, '原文.txt');
  const expected = await figures(page);
  assert.ok(expected.length > 150, `${expected.length} figures`);
  for (const button of ['#save-docx', '#save-html']) {
    const document = await saved(page, button);
    await choose(page, document);
    await checked(page, path.basename(document));
    assert.deepEqual(await figures(page), expected, document);
  }
  const printer = await page.context().newPage();
  await printer.goto(pathToFileURL(path.join(folder, '原文（改后）（改后）.html')).href);
  const pdf = path.join(folder, '打印.pdf');
  await printer.pdf({ path: pdf, format: 'A4' });
  await printer.close();
  await choose(page, pdf);
  await checked(page, '打印.pdf');
  assert.deepEqual(await figures(page), expected);
});

scene('the findings are saved as a list for Excel and as a web page', async (page) => {
  await choose(page, file('清单.txt', RIGHT.replace(/^三、收到/m, '二、收到')));
  await checked(page, '清单.txt');
  const found = await page.locator('#findings button.finding .message').first().textContent();
  assert.ok(found.length > 10, found);
  const list = readFileSync(await saved(page, '#list-html'), 'utf8');
  assert.ok(list.includes(found) && list.includes('duplicate-section-number'), list);
  assert.ok(!list.includes('<script'), 'the list has no script');
  const workbook = await saved(page, '#list-xlsx');
  assert.equal(path.basename(workbook), '清单（问题清单）.xlsx');
  const words = textsOf(readFileSync(workbook)).find(([name]) => name === 'xl/sharedStrings.xml')[1];
  assert.ok(words.includes(found) && words.includes('duplicate-section-number'), words);
});

scene('what is copied in Word is pasted with its merged cells', async (page) => {
  await choose(page, file('粘贴.txt', RIGHT));
  await checked(page, '粘贴.txt');
  const expected = await figures(page);
  const html = readFileSync(await saved(page, '#save-html'), 'utf8').replace(/<meta[^>]*>/g, '<meta charset="gb2312">');
  await paste(page, { 'text/html': html, 'text/plain': '没有表格' });
  await checked(page, '粘贴的报告');
  assert.deepEqual(await figures(page), expected);
});

scene('a report is compared with last year when both are dropped or chosen', async (page) => {
  const lastYear = readFileSync(given('GOUJI_WEB_LAST_YEAR'), 'utf8');
  // Last year's report holds, with one application less in two rows.
  const changes = [
    ['四、结转下年度继续办理\t\t\t3\t1\t0\t0\t0\t0\t4', '四、结转下年度继续办理\t\t\t2\t1\t0\t0\t0\t0\t3'],
    ['\t21\t6\t1\t0\t1\t0\t29', '\t20\t6\t1\t0\t1\t0\t28'],
    ['申请29件', '申请28件'],
  ];
  const before = file('2023.txt', changes.reduce((text, [old, changed]) => text.replace(old, changed), lastYear));
  const now = file('2024.txt', RIGHT);
  // The order does not matter: the newer report is opened.
  await choose(page, before, now);
  await page.locator('#status', { hasText: '上年报告“2023.txt”' }).waitFor();
  assert.equal(await page.locator('#bar h1').textContent(), '2024.txt');
  await page.locator('#findings', { hasText: '上年结转' }).waitFor();
  await choose(page, now);
  await page.locator('#status', { hasText: '没有发现问题' }).waitFor();
  await page.locator('#last-year-file').setInputFiles(now);
  await page.locator('#status', { hasText: '不是' }).waitFor();
  await page.locator('#last-year-file').setInputFiles(before);
  await page.locator('#findings', { hasText: '上年结转' }).waitFor();
});

scene('a file that is no report says so and keeps the open one', async (page) => {
  await choose(page, file('通知.txt', '关于召开会议的通知\n\n请准时参加。\n'));
  await page.locator('#status', { hasText: '通知.txt' }).waitFor();
  assert.ok(await page.locator('#start').isVisible());
  await choose(page, path.join(samples, 'xingan-2022.txt'));
  await checked(page, 'xingan-2022.txt');
  await choose(page, file('坏的.docx', 'PK\u0003\u0004 damaged'));
  await page.locator('#status', { hasText: '坏的.docx' }).waitFor();
  assert.equal(await page.locator('#bar h1').textContent(), 'xingan-2022.txt');
  await paste(page, {});
  await page.locator('#status', { hasText: '剪贴板' }).waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  scene(`everybody can use the page in ${colorScheme} colours`, async (page) => {
    await assertAccessible(page);
    await choose(page, file('无障碍.txt', withWrongTotal().text));
    await checked(page, '无障碍.txt');
    await page.locator('#findings button.finding').first().click();
    await assertAccessible(page);
    await paragraph(page, '均在法定期限内答复').dblclick();
    await page.locator('#report textarea').waitFor();
    await assertAccessible(page);
    await page.keyboard.press('Escape');
    await page.locator('#findings li.selected button.link', { hasText: '说明' }).click();
    await page.locator('#rule-page h2').waitFor();
    await assertAccessible(page);
  }, { colorScheme });
}

scene('the page speaks English too', async (page) => {
  await page.locator('#start', { hasText: 'Drop an annual report' }).waitFor();
  await choose(page, file('report.txt', withWrongTotal().text));
  await checked(page, 'report.txt');
  const english = await page.locator('#findings').textContent();
  assert.match(english, /Error/);
  await page.locator('#language').click();
  await page.locator('#findings h2', { hasText: '发现的问题' }).waitFor();
}, { locale: 'en-GB' });

/** Gives the focus to a paragraph and selects some of its words. */
async function select(page, words, selected) {
  await paragraph(page, words).evaluate((place, selected) => {
    place.focus();
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (!walker.nextNode().data.includes(selected));
    const { currentNode } = walker;
    const start = currentNode.data.indexOf(selected);
    getSelection().setBaseAndExtent(currentNode, start, currentNode, start + selected.length);
  }, selected);
}

/** Pastes data as another program put it into the clipboard. */
function paste(page, data) {
  return page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    for (const [kind, text] of Object.entries(data)) clipboardData.setData(kind, text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

async function assertAccessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`), []);
}
