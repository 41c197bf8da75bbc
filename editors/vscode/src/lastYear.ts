// Where the server says last year's report is: the code lens above the title leads to it. This module does not depend on VS Code.

export interface LensCommand {
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** The URI of last year's report; undefined if no lens leads out of the report. `command` is the name of the command of lenses. */
export function lastYearUri(lenses: readonly (LensCommand | undefined)[], command: string): string | undefined {
  for (const lens of lenses) {
    if (lens?.command !== command) continue;
    const [origin, places] = lens.arguments ?? [];
    if (!Array.isArray(places)) continue;
    const elsewhere = places.map(uriOf).find((uri) => uri !== undefined && uri !== uriOf(origin));
    if (elsewhere !== undefined) return elsewhere;
  }
  return undefined;
}

function uriOf(place: unknown): string | undefined {
  if (typeof place !== 'object' || place === null || !('uri' in place)) return undefined;
  return typeof place.uri === 'string' ? place.uri : undefined;
}
