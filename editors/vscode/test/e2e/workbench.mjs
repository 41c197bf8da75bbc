// Page object: the workbench as its user sees it. Waits for what is on screen, never for a time.

import path from 'node:path';
import { base, pictures } from './surroundings.mjs';
import { Problems } from './problems.mjs';
import { eventually, LIMIT_MS } from './eventually.mjs';

/** After which a key that was lost is pressed again. */
const RETRY_MS = 4000;

/** Whether it comes in sight before its key should be pressed again. */
const shows = (locator) => locator.waitFor({ timeout: RETRY_MS }).then(() => true, () => false);

/** Whether the text could be written into the field before its key should be pressed again. */
const fills = (field, text) => field.fill(text, { timeout: RETRY_MS }).then(() => true, () => false);

export class Workbench {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    this.problems = new Problems(this);
  }

  static async open(page, folder, file) {
    const query = new URLSearchParams({ folder });
    if (file) query.set('payload', JSON.stringify([['openFile', `vscode-remote://${new URL(base).host}${encodeURI(path.join(folder, file))}`]]));
    await page.goto(`${base}/?${query}`, { waitUntil: 'domcontentloaded' });
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 2 * LIMIT_MS });
    const workbench = new Workbench(page, folder);
    if (file) await workbench.editor(file).locator('.view-line').first().waitFor();
    return workbench;
  }

  /** The editor of a file, by the end of its name. */
  editor(name) {
    return this.page.locator(`.editor-instance .monaco-editor[data-uri$="${encodeURI(name)}"]`);
  }

  get activeEditor() {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** Opens the quick input by its key, which a workbench that is still starting, or busy with its focus, may drop. */
  async quickInput(key) {
    const input = this.page.locator('.quick-input-widget input').first();
    await eventually(async () => {
      if (!(await input.isVisible())) await this.page.keyboard.press(key);
      return shows(input);
    }, `the quick input by ${key}`);
    return input;
  }

  /** Chooses an item of the menu of an element. A menu ignores a click in the first moment after it opened. */
  async menuItem(element, title) {
    const item = this.page.locator('.context-view .action-label', { hasText: title });
    await element.click({ button: 'right' });
    await item.waitFor();
    await eventually(async () => {
      await item.click({ timeout: RETRY_MS }).catch(() => undefined);
      return item.waitFor({ state: 'hidden', timeout: RETRY_MS }).then(() => true, () => false);
    }, `the choice of ${title}`);
  }

  /** Picks a command from the palette by its English title, without the category before it. */
  async command(title) {
    const label = this.page.locator('.label-name', { hasText: new RegExp(`(^|: )${title}$`) });
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: label }).first();
    await eventually(async () => {
      const input = await this.quickInput('F1');
      // A palette that closes as it opens cannot be filled in, and is opened again.
      if (!(await fills(input, `>${title}`))) return false;
      // The palette lists what was known when it opened; an extension may have come since. And it may close before the click.
      if ((await shows(row)) && (await row.click({ timeout: RETRY_MS }).then(() => true, () => false))) return true;
      await this.page.keyboard.press('Escape');
      return false;
    }, `the command ${title}`);
    // The command may ask something in the same place, so that the palette is gone although the widget is not hidden.
    const input = this.page.locator('.quick-input-widget input').first();
    await eventually(async () => !(await input.isVisible()) || !(await input.inputValue()).startsWith('>'), `the palette to close after ${title}`);
  }

  /** Puts the cursor before the given character of a line, both from 1. */
  async goTo(line, column = 1) {
    const { keyboard } = this.page;
    const input = await this.quickInput('Control+G');
    await input.fill(`:${line}`);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await eventually(async () => (await this.cursor()).line === line);
    // ":2:6" would count columns on the screen, where a Han character takes two. And with wrapped lines one Home
    // only reaches the start of the wrapped row.
    await keyboard.press('Home');
    await keyboard.press('Home');
    for (let at = 1; at < column; at++) await keyboard.press('ArrowRight');
  }

  /** Where the status bar says the cursor is. */
  async cursor() {
    const text = await this.page.locator('#status\\.editor\\.selection').innerText();
    const [, line, column] = /(\d+)\D+(\d+)/.exec(text) ?? [];
    return { line: Number(line), column: Number(column) };
  }

  /** The lines in sight, by their numbers. Wrapped lines come whole: a wrapped row has no number of its own. */
  async visibleLines() {
    const parts = await this.activeEditor.evaluate((editor) => {
      const top = (element) => parseFloat(element.style.top || '0');
      const numbers = [...editor.querySelectorAll('.margin-view-overlays > div')].map((row) => [top(row), row.querySelector('.line-numbers')?.textContent ?? '']);
      const texts = [...editor.querySelectorAll('.view-lines > .view-line')].map((row) => [top(row), row.textContent]);
      return { numbers, texts };
    });
    const numberAt = new Map(parts.numbers);
    const lines = new Map();
    let current;
    for (const [top, text] of parts.texts.sort((one, other) => one[0] - other[0])) {
      const number = numberAt.get(top);
      if (number) current = Number(number);
      if (current !== undefined) lines.set(current, (lines.get(current) ?? '') + text.replaceAll('\u00a0', ' ').replaceAll('\u200c', ''));
    }
    return lines;
  }

  /** The numbers of the lines in sight that bear a squiggle of this severity. */
  async squiggledLines(severity) {
    const tops = await this.activeEditor.evaluate((editor, mark) => {
      const top = (row) => parseFloat(row.style.top || '0');
      const numbers = [...editor.querySelectorAll('.margin-view-overlays > div')].map((row) => [top(row), row.querySelector('.line-numbers')?.textContent ?? '']);
      const marked = [...editor.querySelectorAll('.view-overlays > div')].filter((row) => row.querySelector(mark)).map(top);
      return { numbers, marked };
    }, `.squiggly-${severity}`);
    // A wrapped row has no number of its own: it belongs to the nearest numbered row above.
    const numbered = tops.numbers.filter(([, number]) => number).sort((one, other) => other[0] - one[0]);
    return [...new Set(tops.marked.map((top) => Number(numbered.find(([at]) => at <= top)?.[1])))];
  }

  /** The explanation at the cursor, asked for by keyboard. */
  async hoverText() {
    // The pointer opens hovers of its own.
    await this.page.mouse.move(2, 2);
    const contents = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    await eventually(async () => {
      await this.page.keyboard.press('Control+K');
      await this.page.keyboard.press('Control+I');
      return shows(contents.first());
    }, 'a hover');
    let text = '';
    await eventually(async () => {
      text = (await contents.allInnerTexts()).join('\n');
      return text.trim() !== '' && !/^Loading/.test(text.trim());
    }, 'a hover');
    return text;
  }

  /** Accepts a proposal, which the words begin to name, and returns the labels of all that were offered. */
  async complete(label, words = '') {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    const row = rows.filter({ hasText: label }).first();
    if (words !== '') await this.page.keyboard.type(words);
    let labels = [];
    await eventually(async () => {
      // The server may not have read the text yet; then the list has nothing of it.
      if (!(await row.isVisible())) await this.page.keyboard.press('Control+Space');
      if (!(await shows(row))) return this.page.keyboard.press('Escape').then(() => false);
      labels = await rows.allInnerTexts();
      return row.click({ timeout: RETRY_MS }).then(() => true, () => false);
    }, `the proposal ${label}`);
    await rows.first().waitFor({ state: 'hidden' });
    return labels;
  }

  /** Opens the quick-fixes at the cursor and returns their titles. */
  async openQuickFixes() {
    await this.page.mouse.move(2, 2);
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    let titles = [];
    await eventually(async () => {
      // A panel that is just closing takes the focus: the key is lost, or the menu closes as soon as it has opened.
      await this.page.keyboard.press('Control+.');
      if (await shows(rows.first())) titles = await rows.allInnerTexts();
      return titles.length > 0 || this.page.keyboard.press('Escape').then(() => false);
    }, 'the quick-fixes');
    return titles;
  }

  /** Picks a quick-fix of the open menu, which is opened again if it has closed. */
  async pickQuickFix(title) {
    const row = this.page.locator('.action-widget .monaco-list-row.action').filter({ hasText: title }).first();
    await eventually(async () => {
      if (!(await row.isVisible())) await this.openQuickFixes();
      return row.click({ timeout: RETRY_MS }).then(() => true, () => false);
    }, `the quick-fix ${title}`);
    await this.page.locator('.action-widget:not(.action-list-submenu-panel)').waitFor({ state: 'hidden' });
  }

  /** What the extension has written to its output channel. */
  async output() {
    const lines = this.page.locator('.output-view .view-lines');
    await eventually(async () => {
      // In the first moments the workbench drops the wish to show a channel that it does not know yet.
      await this.command('Show Output');
      return shows(lines);
    }, 'the output panel');
    return lines.innerText();
  }

  /** What a preview shows. It lies in a frame within a frame. */
  preview() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  async openFromExplorer(name) {
    await this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).dblclick();
    await this.editor(name).locator('.view-line').first().waitFor();
  }

  /** The language that the status bar names. */
  async language() {
    return this.page.locator('#status\\.editor\\.mode').innerText();
  }

  /** Keeps a picture of this moment, beside the one of the end. */
  async picture(name) {
    if (pictures) await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }

  /** A notification that contains the text. */
  notification(text) {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }
}
