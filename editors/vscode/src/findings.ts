// Findings of a text: which of its diagnostics are gouji's, where the next one is, and how many there are. This module does not depend on
// VS Code.

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The sources that the server writes: its name, and the title of the rule if there is one. */
const SOURCE = /^(gouji|勾稽)(·|: |$)/;

export function isOwnSource(source: string | undefined): boolean {
  return source !== undefined && SOURCE.test(source);
}

export type Direction = 'next' | 'previous';

/** The first place after a position, or the last one before it; the search continues at the other end of the text. */
export function placeFrom(places: readonly Position[], from: Position, direction: Direction): Position | undefined {
  const sorted = [...places].sort(compare);
  if (direction === 'next') return sorted.find((place) => compare(place, from) > 0) ?? sorted[0];
  return sorted.findLast((place) => compare(place, from) < 0) ?? sorted.at(-1);
}

function compare(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}

/** The number of findings of each severity: errors, warnings, notes and hints, as in the enumeration of VS Code. */
export type Counts = readonly [errors: number, warnings: number, notes: number, hints: number];

export function countSeverities(severities: readonly number[]): Counts {
  const count = (severity: number): number => severities.filter((one) => one === severity).length;
  return [count(0), count(1), count(2), count(3)];
}
