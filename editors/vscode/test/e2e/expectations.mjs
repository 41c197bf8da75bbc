// What must be found in the sample reports, from the same file that the Rust tests read.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { samples } from './surroundings.mjs';

const all = JSON.parse(readFileSync(path.join(samples, 'expected.json'), 'utf8'));

/** The required findings of a report, of one severity. */
export function expected(report, severity) {
  return all[report].required.filter((finding) => finding.severity === severity);
}

/** Rule and line of each, in a form that compares and prints well. A line may be one of several. */
export function matches(problem, finding) {
  const lines = [finding.line ?? problem.line].flat();
  return problem.rule === finding.rule && lines.includes(problem.line);
}
