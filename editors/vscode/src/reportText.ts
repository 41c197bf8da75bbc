// Whether a text may be, or is, a disclosure report. This only decides whether to start the server and how to show the
// text, so that ordinary texts cost nothing. The server reads the text itself and decides whether to check it.

/** The number of lines that are read. The title or the first paragraph of a report says that it is a report. */
export const LINES_TO_READ = 300;

const SUBJECT = /政府信息公开/;
const KIND = /报告|年报|总体情况|主动公开|申请/;

/** A cheap test that accepts too much, for example a notice about reports. */
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
 * A strict test, because it changes how a text is shown. A title counts 2, each official section heading counts 1, and 3 are
 * required. The server uses the same test.
 */
export function isReport(beginning: string): boolean {
  const lines = beginning.split(/\r?\n/).map((line) => line.trim().replace(/^#{1,6}\s*/, ''));
  const title = lines.some((line) => TITLE.test(line.replace(/\s/g, ''))) ? 2 : 0;
  const headings = lines.map((line) => line.replace(NUMBER, '').replace(/\s/g, ''));
  const sections = SECTIONS.filter((section) => headings.some((heading) => section.test(heading))).length;
  return title + sections >= 3;
}
