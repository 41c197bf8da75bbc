// Whether a text could be a disclosure report. This only decides if the server is worth starting at all: people who
// open ordinary text never pay for it. What is checked, the server decides by reading the text itself.

/** A report names itself in its title or first paragraph; no more of a long text is read than this. */
export const LINES_TO_READ = 300;

const SUBJECT = /政府信息公开/;
const KIND = /报告|年报|总体情况|主动公开|申请/;

export function mayBeReport(beginning: string): boolean {
  return SUBJECT.test(beginning) && KIND.test(beginning.replaceAll('政府信息公开', ''));
}
