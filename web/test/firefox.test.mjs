// Drives gouji.html in Firefox, opened from disk: a correction, Word and a web page, a paste. The tests in Chromium cover more.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { RIGHT, given, withWrongTotal } from './reports.mjs';

const LIMIT_MS = 30_000;
const address = pathToFileURL(given('GOUJI_WEB_PAGE')).href;
const pictures = given('GOUJI_WEB_PICTURES');
const puppeteer = createRequire(path.join(given('GOUJI_FIREFOX_MODULES'), 'x.js'))('puppeteer-core');

let folder;
let browser;

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gouji 火狐 '));
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: given('GOUJI_FIREFOX_PROGRAM'),
    headless: true,
    extraPrefsFirefox: { 'intl.locale.requested': 'zh-CN', 'intl.accept_languages': 'zh-CN, zh', 'browser.download.folderList': 2, 'browser.download.dir': folder, 'browser.download.useDownloadDir': true, 'browser.download.always_ask_before_handling_new_types': false, 'browser.helperApps.neverAsk.saveToDisk': 'text/plain,text/html,application/octet-stream', 'pdfjs.disabled': true },
  });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A test in a page of its own, which may send no request and report no error. */
function scene(name, act) {
  test(name, async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    await page.setViewport({ width: 1280, height: 800 });
    const requests = [];
    const errors = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    try {
      await page.goto(address);
      await page.waitForSelector('#start', { visible: true });
      await act(page);
    } finally {
      await page.screenshot({ path: path.join(pictures, `firefox-${name.replaceAll(' ', '-')}.png`) });
      await page.close();
    }
    assert.deepEqual(requests.filter((url) => url !== address && !url.startsWith('blob:')), []);
    assert.deepEqual(errors, []);
  });
}

async function choose(page, ...files) {
  await (await page.waitForSelector('#file')).uploadFile(...files);
}

/** Waits until an element that `selector` finds has the words `words`. */
function says(page, selector, words) {
  const isThere = (selector, words) => [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(words));
  return page.waitForFunction(isThere, {}, selector, words);
}

async function checked(page, name) {
  await says(page, '#status', name);
  await page.waitForSelector('#report table');
}

function file(name, text) {
  const made = path.join(folder, name);
  writeFileSync(made, text);
  return made;
}

/** The path of the file `name` that a click on `button` saves. */
async function saved(page, button, name) {
  const made = path.join(folder, name);
  await page.click(button);
  const deadline = Date.now() + LIMIT_MS;
  // Firefox writes a part next to the file, which has no bytes meanwhile.
  while (!existsSync(made) || existsSync(`${made}.part`) || statSync(made).size === 0) {
    assert.ok(Date.now() < deadline, `${name} was not saved`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return made;
}

/** The figures of all tables on the page. */
const figures = (page) => page.$$eval('#report td.figure', (cells) => cells.map((cell) => cell.textContent));

scene('a wrong total is found and corrected in its cell', async (page) => {
  const { text, right } = withWrongTotal();
  await choose(page, file('某县年报.txt', text));
  await checked(page, '某县年报.txt');
  await says(page, '#report td.marked.error', `9${right}`);
  await page.click('#report td.marked.error');
  await says(page, '#findings li.selected', '第2个表格');
  await says(page, '#report td.total', `9${right}`);
  assert.ok((await page.$$('#report td.addend')).length >= 6, 'the addends are marked');
  await page.click('#report td.marked.error', { count: 2 });
  const input = await page.waitForSelector('#report td input');
  await input.evaluate((input) => input.select());
  await input.type(right);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#report td.marked.error', { hidden: true });
  await page.click('#undo');
  await says(page, '#report td.marked.error', `9${right}`);
  await page.click('#redo');
  await page.waitForSelector('#report td.marked.error', { hidden: true });
  const correct = await saved(page, '#save-text', '某县年报（改后）.txt');
  assert.ok(readFileSync(correct, 'utf8') === RIGHT, 'the saved text is the right one');
});

// Not through PDF: with the fonts of a test machine, Firefox writes characters without their codes, which no reader can get back.
scene('a report goes through Word and a web page with the same figures', async (page) => {
  await choose(page, file('原文.txt', RIGHT));
  await checked(page, '原文.txt');
  const expected = await figures(page);
  assert.ok(expected.length > 150, `${expected.length} figures`);
  for (const [button, name] of [['#save-docx', '原文（改后）.docx'], ['#save-html', '原文（改后）（改后）.html']]) {
    const document = await saved(page, button, name);
    await choose(page, document);
    await checked(page, name);
    assert.deepEqual(await figures(page), expected, document);
  }
});

scene('tables that are copied are pasted with their merged cells', async (page) => {
  await choose(page, file('粘贴.txt', RIGHT));
  await checked(page, '粘贴.txt');
  const expected = await figures(page);
  const copied = await browser.newPage();
  await copied.goto(pathToFileURL(await saved(page, '#save-html', '粘贴（改后）.html')).href);
  for (const key of ['a', 'c']) await press(copied, key);
  await copied.close();
  await page.bringToFront();
  await press(page, 'v');
  await checked(page, '粘贴的报告');
  assert.deepEqual(await figures(page), expected);
});

async function press(page, key) {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}
