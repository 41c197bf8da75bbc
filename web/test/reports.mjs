// The reports that the tests of gouji.html open.

import { readFileSync } from 'node:fs';

/** The value of an environment variable that the test run sets. */
export function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run: cargo xtask test --filter web`);
  return value;
}

/** A report without findings. */
export const RIGHT = readFileSync(given('GOUJI_WEB_REPORT'), 'utf8');

/** The report with a wrong total in its first row of applications, and the right figure. */
export function withWrongTotal() {
  const row = RIGHT.split('\n').find((line) => line.startsWith('一、本年新收'));
  const right = row.trim().split(/\s+/).at(-1);
  return { text: RIGHT.replace(row, row.replace(/\d+(\s*)$/, `9${right}$1`)), right };
}
