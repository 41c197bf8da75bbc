// Which files of the workspace the worker gets. This module does not depend on VS Code.

/** The largest number of files. */
export const MOST_FILES = 300;
/** The size of the largest text, in bytes. The server reads no larger ones. */
export const MOST_TEXT_BYTES = 4 * 1024 * 1024;
/** The size of the largest document that is opened in a view, in bytes. */
export const MOST_DOCUMENT_BYTES = 64 * 1024 * 1024;

const SETTINGS = ['gouji.toml', 'gouji-baseline.json'];
const TEXT = /\.(txt|text|md|markdown|disclosure-report)$/i;
/** The name of a report commonly has one of these words, or a year. Other texts, such as the documentation of a project, are not read. */
const REPORT = /信息公开|年度报告|年报|report|20\d\d/i;

/** Whether a file may be a report or has settings, by its name. */
export function isWanted(name: string): boolean {
  return SETTINGS.includes(name) || (TEXT.test(name) && REPORT.test(name));
}

/** Settings come before reports, because there must be room for them. */
export function settingsFirst<File>(files: readonly File[], nameOf: (file: File) => string): File[] {
  const isSetting = (file: File): boolean => SETTINGS.includes(nameOf(file));
  return [...files.filter(isSetting), ...files.filter((file) => !isSetting(file))];
}

/** The name of the baseline in a configuration, if it is another than the usual one. The server decides whether it is a baseline. */
export function baselineName(config: string): string | undefined {
  return /^\s*baseline\s*=\s*["']([^"'\\]{1,200})["']/m.exec(config)?.[1];
}
