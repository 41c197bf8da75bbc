// Whether a text could be, or is, a disclosure report. This only decides if the server is worth starting and how the text
// is shown: people who open ordinary text never pay for it. What is checked, the server decides by reading the text itself.

/** A report names itself in its title or first paragraph; no more of a long text is read than this. */
export const LINES_TO_READ = 300;

const SUBJECT = /政府信息公开/;
const KIND = /报告|年报|总体情况|主动公开|申请/;

/** Cheap and generous: a notice about reports passes as well. */
export function mayBeReport(beginning: string): boolean {
  return SUBJECT.test(beginning) && KIND.test(beginning.replaceAll('政府信息公开', ''));
}

const TITLE = /^[^。；，]{0,60}政府信息公开(工作)?(年度)?(报告|年报)$/;
const NUMBER = /^(#{1,6}\s*)?(第?[一二三四五六]部?分?|[1-6])?[、.．\s]*/;
const SECTIONS = [
  /^总体情况$/,
  /^(行政机关)?主动公开政府信息(的)?情况$/,
  /^(行政机关)?收到和处理政府信息公开申请(的)?情况$/,
  /^(因)?政府信息公开(工作)?(被)?(申请)?行政复议、(提起)?行政诉讼(的)?情况$/,
  /^(政府信息公开工作)?存在的主要问题(及|和)改进(情况|措施)$/,
  /^其他需要报告的事项$/,
];

/**
 * Strict, as a text is then shown in another way: a title counts two, each official section heading one, and three are
 * needed. The server judges in the same way.
 */
export function isReport(beginning: string): boolean {
  const lines = beginning.split(/\r?\n/).map((line) => line.trim().replace(/^#{1,6}\s*/, ''));
  const title = lines.some((line) => TITLE.test(line.replace(/\s/g, ''))) ? 2 : 0;
  const headings = lines.map((line) => line.replace(NUMBER, '').replace(/\s/g, ''));
  const sections = SECTIONS.filter((section) => headings.some((heading) => section.test(heading))).length;
  return title + sections >= 3;
}
