// The words of the page in two languages. Those of findings come from the module.

import type { Labels } from '../editors/vscode/src/documentModel';

export type Locale = 'zh' | 'en';

export interface Words {
  readonly labels: Labels;
  readonly back: string;
  readonly title: string;
  readonly promise: string;
  readonly drop: string;
  readonly formats: string;
  readonly open: string;
  readonly openAnother: string;
  readonly lastYear: string;
  readonly fixAll: string;
  readonly undo: string;
  readonly redo: string;
  readonly saveWord: string;
  readonly savePage: string;
  readonly saveText: string;
  readonly listWorkbook: string;
  readonly listPage: string;
  readonly listName: (name: string) => string;
  readonly print: string;
  readonly language: string;
  readonly pasted: string;
  readonly corrected: (name: string) => string;
  readonly opened: (name: string, findings: number) => string;
  readonly fixed: (count: number) => string;
  readonly saved: (name: string) => string;
  readonly several: (name: string) => string;
  readonly compared: (name: string, lastYear: string, findings: number) => string;
  readonly notLastYear: (name: string, report: string) => string;
  readonly nothingPasted: string;
  readonly failed: (name: string) => string;
  readonly starting: string;
  readonly unsupported: string;
}

const zh: Words = {
  labels: {
    findings: '发现的问题',
    noFindings: '没有发现问题。',
    severities: { error: '错误', warning: '警告', info: '提示', hint: '建议' },
    related: '相关位置',
    fixes: '改法',
    rulePage: '这项检查的说明',
    openAsText: '打开另一个文件',
    pageNumber: '第 {0} 页',
    editCell: '键入数字后按回车或 Tab，即重新核对。',
    editText: '双击或按回车修改这段文字；改完按回车，即重新核对。按 Shift+回车另起一段，按 Esc 放弃修改。',
  },
  back: '返回报告',
  title: '勾稽：核对政府信息公开工作年度报告',
  promise: '文件只在这台电脑上处理，不会上传，断网也能用。',
  drop: '把年度报告拖到这里，或者从 Word、WPS、Excel、网页中复制后在此粘贴。连同上年报告一起拖来，还会核对上年结转。',
  formats: '可以打开 Word 文件（docx、doc、wps）、有文字的 PDF、另存的网页和文本文件。',
  open: '选择文件…',
  openAnother: '打开…',
  lastYear: '上年报告…',
  fixAll: '改正格式问题',
  undo: '撤销',
  redo: '重做',
  saveWord: '另存为 Word',
  savePage: '另存为网页',
  saveText: '另存为文本',
  listWorkbook: '问题清单（Excel）',
  listPage: '问题清单（网页）',
  listName: (name) => `${name}（问题清单）`,
  print: '打印',
  language: 'English',
  pasted: '粘贴的报告',
  corrected: (name) => `${name}（改后）`,
  opened: (name, findings) => (findings === 0 ? `已核对“${name}”，没有发现问题。` : `已核对“${name}”，发现 ${findings} 个问题。`),
  fixed: (count) => (count === 0 ? '没有可以自动改正的格式问题。数字要由您自己改。' : `已改正 ${count} 处。数字没有改动。`),
  saved: (name) => `已另存为“${name}”。`,
  several: (name) => `一次核对一份报告（可以同时选上它的上年报告），已打开“${name}”。`,
  compared: (name, lastYear, findings) => `已核对“${name}”，并与上年报告“${lastYear}”对比，${findings === 0 ? '没有发现问题' : `发现 ${findings} 个问题`}。`,
  notLastYear: (name, report) => `“${name}”不是“${report}”的上年报告：机关或年度对不上。`,
  nothingPasted: '剪贴板里没有文字。请先在 Word、WPS 或网页中选中全文并复制。',
  failed: (name) => `核对“${name}”时程序出错，文件没有改动。请换一种格式（例如另存为文本）再试。`,
  starting: '正在启动…',
  unsupported: '这个浏览器太旧，无法核对。请用 2023 年以后的 Edge、Chrome、Firefox、360 或 QQ 浏览器打开此页。',
};

const en: Words = {
  labels: {
    findings: 'Findings',
    noFindings: 'Nothing was found.',
    severities: { error: 'Error', warning: 'Warning', info: 'Note', hint: 'Hint' },
    related: 'Related places',
    fixes: 'How to correct it',
    rulePage: 'About this check',
    openAsText: 'Open another file',
    pageNumber: 'Page {0}',
    editCell: 'Type a figure, then press Enter or Tab. The report is checked again.',
    editText: 'Double-click or press Enter to edit these words. Press Enter again to check the report; Shift+Enter begins a paragraph, Escape takes the change back.',
  },
  back: 'Back to the report',
  title: 'gouji: check annual reports on government information disclosure',
  promise: 'Files are read on this computer only. Nothing is uploaded, and no network is needed.',
  drop: 'Drop an annual report here, or copy it in Word, WPS, Excel or a browser and paste it. Drop last year’s report with it to check the figures carried over.',
  formats: 'gouji opens Word documents (docx, doc, wps), PDF files with text, saved web pages and text files.',
  open: 'Choose a file…',
  openAnother: 'Open…',
  lastYear: 'Last year…',
  fixAll: 'Correct the layout',
  undo: 'Undo',
  redo: 'Redo',
  saveWord: 'Save as Word',
  savePage: 'Save as web page',
  saveText: 'Save as text',
  listWorkbook: 'List for Excel',
  listPage: 'List as web page',
  listName: (name) => `${name} (findings)`,
  print: 'Print',
  language: '中文',
  pasted: 'Pasted report',
  corrected: (name) => `${name} (corrected)`,
  opened: (name, findings) => (findings === 0 ? `“${name}” was checked. Nothing was found.` : `“${name}” was checked. Findings: ${findings}.`),
  fixed: (count) => (count === 0 ? 'There is nothing to correct automatically. Figures are yours to correct.' : `Corrected: ${count}. No figure was changed.`),
  saved: (name) => `Saved as “${name}”.`,
  several: (name) => `One report is checked at a time, alone or with its report of last year. “${name}” was opened.`,
  compared: (name, lastYear, findings) => `“${name}” was checked and compared with last year’s report “${lastYear}”. ${findings === 0 ? 'Nothing was found.' : `Findings: ${findings}.`}`,
  notLastYear: (name, report) => `“${name}” is not last year’s report of “${report}”: the agency or the year does not match.`,
  nothingPasted: 'There is no text in the clipboard. Select the whole report in Word, WPS or a browser and copy it first.',
  failed: (name) => `gouji failed while it checked “${name}”. The file was not changed. Please try another format, such as plain text.`,
  starting: 'Starting…',
  unsupported: 'This browser is too old. Please open this page in Edge, Chrome or Firefox of 2023 or later.',
};

export const WORDS: Record<Locale, Words> = { zh, en };

/** The language of the browser: Chinese unless it prefers another one. */
export function preferred(): Locale {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
