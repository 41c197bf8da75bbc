// Many reports of different agencies, made from the clean report.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { samples } from './surroundings.mjs';

const read = (name) => readFileSync(path.join(samples, '../../crates/gouji-lint/pages', name), 'utf8');
const [CLEAN, LAST_YEAR] = ['clean.txt', 'clean-last-year.txt'].map(read);
const NAMES = [...'东西南北上下左右前后内外高低长短大小新旧'];
const TOTAL = '\t20\t5\t1\t0\t2\t0\t28';

/** The name of an agency, by its number from 0 to 7,999. */
export function agency(number) {
  const digit = (place) => NAMES[Math.floor(number / NAMES.length ** place) % NAMES.length];
  return `${number < NAMES.length ** 2 ? '' : digit(2)}${digit(1)}${digit(0)}山县`;
}

/** The files of reports of 2024. Each report whose number `isWrong` chooses has one error. */
export function reportsOf2024(count, isWrong) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return Object.fromEntries(numbers.map((number) => [`${agency(number)}2024.txt`, report(CLEAN, number, isWrong(number))]));
}

/** The files of reports of the year before, by the same agencies. */
export function reportsOf2023(count) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  return Object.fromEntries(numbers.map((number) => [`${agency(number)}2023.txt`, report(LAST_YEAR, number, false)]));
}

function report(text, number, isWrong) {
  if (isWrong && !text.includes(TOTAL)) throw new Error(`no ${TOTAL}`);
  const own = text.replaceAll('青山县', agency(number));
  return isWrong ? own.replace(TOTAL, TOTAL.replace('28', '82')) : own;
}
