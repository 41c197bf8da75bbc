// The page gouji.html: opens a report, shows it with its findings, lets the user correct it, and saves it. Everything happens in the browser.

import { forget, listen, send } from './host';
import '../editors/vscode/webview/view';
import type { Answer as Shown, FromView, Preview } from '../editors/vscode/src/documentModel';
import { element } from '../editors/vscode/webview/element';
import { pasted, read, type GivenFile } from './clipboard';
import { History } from './history';
import { Module, type Task } from './module';
import { RulePage } from './rulePage';
import { preferred, WORDS, type Locale, type Words } from './words';

/** A report that is open. */
interface OpenReport {
  /** The name of the file. */
  readonly name: string;
  readonly history: History;
  /** Sentences about parts of the document that were not read. */
  readonly notes: readonly string[];
  /** Last year's report of the same agency. */
  lastYear?: ReadFile;
}

/** A file that is a report, as text. */
interface ReadFile {
  readonly name: string;
  readonly text: Uint8Array<ArrayBuffer>;
  readonly notes: readonly string[];
}

class Page {
  readonly #module: Module;
  readonly #bar = element('header', { id: 'bar' });
  readonly #start = element('main', { id: 'start' });
  readonly #status = element('p', { id: 'status', role: 'status' });
  readonly #input = element('input', { type: 'file', id: 'file', multiple: '', hidden: '' });
  readonly #lastYearInput = element('input', { type: 'file', id: 'last-year-file', hidden: '' });
  readonly #rulePage = new RulePage();
  #locale: Locale = preferred();
  #open: OpenReport | undefined;
  /** The rules of the findings that are shown. */
  #rules: readonly string[] = [];
  /** Tasks wait for each other: each needs the text after the one before. */
  #tasks: Promise<void> = Promise.resolve();

  constructor(module: Module) {
    this.#module = module;
    document.body.prepend(this.#bar, this.#start, this.#status, this.#input, this.#lastYearInput);
    this.#input.addEventListener('change', () => this.#chosen(this.#input.files));
    this.#lastYearInput.addEventListener('change', () => this.#lastYearChosen(this.#lastYearInput.files?.[0]));
    window.addEventListener('dragover', (event) => this.#dragged(event, true));
    window.addEventListener('dragleave', (event) => this.#dragged(event, false));
    window.addEventListener('drop', (event) => {
      this.#dragged(event, false);
      this.#chosen(event.dataTransfer?.files ?? null);
    });
    window.addEventListener('paste', (event) => this.#pasted(event));
    window.addEventListener('keydown', (event) => this.#pressed(event));
    window.addEventListener('beforeunload', (event) => {
      if (this.#open?.history.isChanged === true) event.preventDefault();
    });
    listen((message) => this.#received(message));
    this.#draw();
  }

  get #words(): Words {
    return WORDS[this.#locale];
  }

  /** Draws everything but the report itself. */
  #draw(): void {
    const words = this.#words;
    document.documentElement.lang = this.#locale === 'zh' ? 'zh-CN' : 'en';
    document.title = this.#open === undefined ? words.title : `${this.#open.name} · ${words.title}`;
    document.body.classList.toggle('is-open', this.#open !== undefined);
    const language = button(words.language, () => this.#switch(), 'language');
    if (this.#open === undefined) {
      this.#bar.replaceChildren(element('h1', {}, words.title), language);
      const open = button(words.open, () => this.#input.click(), 'open');
      this.#start.replaceChildren(element('p', { class: 'drop' }, words.drop), open, element('p', {}, words.formats), element('p', { class: 'promise' }, words.promise));
      return;
    }
    const { history, name } = this.#open;
    const undo = button(words.undo, () => this.#undo(), 'undo');
    const redo = button(words.redo, () => this.#redo(), 'redo');
    undo.disabled = !history.canUndo;
    redo.disabled = !history.canRedo;
    this.#bar.replaceChildren(
      element('h1', { title: name }, name),
      button(words.openAnother, () => this.#input.click(), 'open'),
      button(words.lastYear, () => this.#lastYearInput.click(), 'last-year'),
      undo,
      redo,
      button(words.fixAll, () => this.#change({ task: 'fixall' }, true), 'fix-all'),
      button(words.saveWord, () => this.#save('docx'), 'save-docx'),
      button(words.savePage, () => this.#save('html'), 'save-html'),
      button(words.saveText, () => this.#save('txt'), 'save-text'),
      button(words.listWorkbook, () => this.#saveList('xlsx'), 'list-xlsx'),
      button(words.listPage, () => this.#saveList('html'), 'list-html'),
      button(words.print, () => window.print(), 'print'),
      language,
    );
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  #switch(): void {
    this.#locale = this.#locale === 'zh' ? 'en' : 'zh';
    this.#say('');
    this.#draw();
    void this.#queue(async () => {
      await this.#show();
    });
  }

  /** Does a task after those before it. A failure of the module is told, and the text stays. */
  #queue(task: () => Promise<void>): Promise<void> {
    this.#tasks = this.#tasks.then(task).catch((error: unknown) => {
      console.error(error);
      this.#say(this.#words.failed(this.#open?.name ?? ''));
    });
    return this.#tasks;
  }

  /** Opens a file, or a report together with last year's. */
  #chosen(files: FileList | null): void {
    const [first, second] = files ?? [];
    if (first === undefined) return;
    const count = files?.length ?? 0;
    void this.#queue(async () => {
      const opened = await this.#openFirst([await read(first)]);
      if (opened === undefined || second === undefined) return;
      const other = await this.#readReport([await read(second)]);
      const last = count > 2 || 'message' in other ? null : await this.#lastOf(opened.history.text, other.text);
      if (last === null || 'message' in other) this.#say(this.#words.several(first.name));
      else if (last === 1) await this.#setLastYear(opened, other);
      else await this.#setLastYear(this.#opened(other), { name: opened.name, text: opened.history.text, notes: opened.notes });
    });
    // The same file can be chosen again, after it was changed in another program.
    this.#input.value = '';
  }

  #lastYearChosen(file: File | undefined): void {
    const open = this.#open;
    if (file === undefined || open === undefined) return;
    void this.#queue(async () => {
      const other = await this.#readReport([await read(file)]);
      if ('message' in other) this.#say(other.message);
      else if ((await this.#lastOf(open.history.text, other.text)) === 1) await this.#setLastYear(open, other);
      else this.#say(this.#words.notLastYear(file.name, open.name));
    });
    this.#lastYearInput.value = '';
  }

  /** Which of two texts is last year's report of the other. */
  async #lastOf(text: Uint8Array, other: Uint8Array): Promise<0 | 1 | null> {
    return (await this.#module.ask({ task: 'pair' }, '', this.#locale, text, other)).head.last ?? null;
  }

  async #setLastYear(open: OpenReport, lastYear: ReadFile): Promise<void> {
    open.lastYear = lastYear;
    const findings = await this.#show();
    this.#say(this.#words.compared(open.name, lastYear.name, findings));
  }

  #pasted(event: ClipboardEvent): void {
    if (isField(event.target) || this.#rulePage.isOpen) return;
    const data = event.clipboardData;
    if (data === null) return;
    event.preventDefault();
    const given = pasted(data, this.#words.pasted);
    if (given.length > 0) {
      void this.#queue(async () => {
        await this.#openFirst(given);
      });
      return;
    }
    if (data.files.length > 0) this.#chosen(data.files);
    else this.#say(this.#words.nothingPasted);
  }

  /** Opens the first of some files that is a report. */
  async #openFirst(files: readonly GivenFile[]): Promise<OpenReport | undefined> {
    const file = await this.#readReport(files);
    if ('message' in file) {
      this.#say(file.message);
      return undefined;
    }
    const open = this.#opened(file);
    const findings = await this.#show();
    document.getElementById('report')?.scrollTo(0, 0);
    this.#say(this.#words.opened(open.name, findings));
    return open;
  }

  #opened({ name, text, notes }: ReadFile): OpenReport {
    forget();
    this.#rulePage.close();
    return (this.#open = { name, history: new History(text), notes });
  }

  /** The text of the first of some files that is a report. They are the same report in several formats. */
  async #readReport(files: readonly GivenFile[]): Promise<ReadFile | { readonly message: string }> {
    let message = '';
    for (const { name, bytes } of files) {
      const { head, body } = await this.#module.ask({ task: 'open' }, name, this.#locale, bytes);
      if (head.message === undefined) return { name, text: body, notes: head.notes ?? [] };
      message ||= head.message;
    }
    return { message };
  }

  /** Lets the module do a task with the open report. */
  #ask(task: Task, { name, history, lastYear }: OpenReport): ReturnType<Module['ask']> {
    return this.#module.ask(task, name, this.#locale, history.text, lastYear?.text);
  }

  /** Checks the present text and draws the report. Returns the number of findings. */
  async #show(): Promise<number> {
    const open = this.#open;
    if (open === undefined) return 0;
    const { head } = await this.#ask({ task: 'show' }, open);
    const answer: Shown = head.message === undefined ? withPages(head as Preview, open.notes) : { message: head.message };
    this.#rules = head.findings?.map(({ rule }) => rule) ?? [];
    send({ type: 'show', answer, labels: this.#words.labels, uri: open.name, canFix: true });
    this.#draw();
    return head.findings?.length ?? 0;
  }

  #received(message: FromView): void {
    if (message.type === 'edit') this.#edit(message.id, message.text, message.before);
    else if (message.type === 'fix') this.#change({ task: 'fix', finding: message.finding, fix: message.fix }, false);
    else if (message.type === 'goTo') this.#relate(message.id);
    else if (message.type === 'openPage') this.#explain(message.finding);
    else if (message.type === 'openAsText') this.#input.click();
  }

  /** Writes words into a place. The user can correct words that cannot be written. */
  #edit(id: number, text: string, before: string): void {
    void this.#queue(async () => {
      const open = this.#open;
      if (open === undefined) return;
      const message = await this.#changed({ task: 'edit', place: id, words: text, before }, open);
      if (message !== undefined) send({ type: 'refuse', id, text, before });
    });
  }

  /** Shows the page of the rule of a finding. */
  #explain(finding: number): void {
    const rule = this.#rules[finding];
    if (rule === undefined) return;
    void this.#queue(async () => {
      const { head } = await this.#module.ask({ task: 'explain', rule }, '', this.#locale, new Uint8Array());
      if (head.page !== undefined) this.#rulePage.show(head.page, this.#words.back);
    });
  }

  /** Marks the figures that are bound to the figure in a cell. */
  #relate(place: number): void {
    void this.#queue(async () => {
      const open = this.#open;
      if (open === undefined) return;
      const { head } = await this.#ask({ task: 'relate', place }, open);
      send({ type: 'reveal', id: place });
      send({ type: 'relate', totals: head.totals ?? [], addends: head.addends ?? [] });
    });
  }

  /** Changes the text and checks it again. */
  #change(task: Task, tellsCount: boolean): void {
    void this.#queue(async () => {
      const open = this.#open;
      if (open !== undefined) await this.#changed(task, open, tellsCount);
    });
  }

  /** The same, within a task. Returns the message if the module could not change the text. */
  async #changed(task: Task, open: OpenReport, tellsCount = false): Promise<string | undefined> {
    const { head, body } = await this.#ask(task, open);
    if (head.count !== undefined && head.count > 0) open.history.push(body);
    const findings = await this.#show();
    this.#say(head.message ?? (tellsCount ? this.#words.fixed(head.count ?? 0) : this.#words.opened(open.name, findings)));
    return head.message;
  }

  #undo(): void {
    void this.#queue(async () => {
      this.#open?.history.undo();
      await this.#show();
    });
  }

  #redo(): void {
    void this.#queue(async () => {
      this.#open?.history.redo();
      await this.#show();
    });
  }

  #pressed(event: KeyboardEvent): void {
    if (isField(event.target) || this.#rulePage.isOpen || !(event.ctrlKey || event.metaKey) || this.#open === undefined) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) this.#undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.#redo();
    else return;
    event.preventDefault();
  }

  #save(to: 'docx' | 'html' | 'txt'): void {
    void this.#queue(async () => {
      const open = this.#open;
      if (open === undefined) return;
      const { history } = open;
      const name = `${this.#words.corrected(stem(open.name))}.${to}`;
      if (to === 'txt') download(name, history.text);
      else {
        const { head, body } = await this.#ask({ task: 'export', to }, open);
        if (head.message !== undefined) {
          this.#say(head.message);
          return;
        }
        download(name, body);
      }
      history.keep();
      this.#say(this.#words.saved(name));
    });
  }

  /** Saves the findings as a list for other people. */
  #saveList(to: 'xlsx' | 'html'): void {
    void this.#queue(async () => {
      const open = this.#open;
      if (open === undefined) return;
      const { head, body } = await this.#ask({ task: 'list', to }, open);
      const name = `${this.#words.listName(stem(open.name))}.${to}`;
      if (head.message === undefined) download(name, body);
      this.#say(head.message ?? this.#words.saved(name));
    });
  }

  #dragged(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    document.body.classList.toggle('is-over', isOver);
  }
}

/** An answer with the notes of the open document. Each finding has a page: that of its rule. */
function withPages(preview: Preview, notes: readonly string[]): Preview {
  return { ...preview, notes: [...notes, ...preview.notes], findings: preview.findings.map((finding) => ({ ...finding, page: finding.rule })) };
}

/** Whether the user types there, so that keys and the clipboard belong to the field. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function button(words: string, press: () => void, id: string): HTMLButtonElement {
  const made = element('button', { type: 'button', id }, words);
  made.addEventListener('click', press);
  return made;
}

/** The name of a file without its extension. */
function stem(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}

/** Gives the user a file. The browser never replaces another one. */
function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const link = element('a', { download: name });
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function start(): Promise<void> {
  const code = document.getElementById('module');
  const words = WORDS[preferred()];
  const waiting = element('p', { id: 'waiting', role: 'status' }, words.starting);
  document.body.append(waiting);
  try {
    if (code !== null) new Page(await Module.load(code));
    waiting.remove();
  } catch (error) {
    console.error(error);
    waiting.textContent = words.unsupported;
  }
}

void start();
