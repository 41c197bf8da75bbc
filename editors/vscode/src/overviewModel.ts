// The overview of the reports of the workspace as a tree of agencies and years. This module does not depend on VS Code.

/** A report as `gouji/overview` describes it. A figure is null if it was not read with certainty. */
export interface OverviewReport {
  readonly agency: string;
  readonly year: number;
  readonly uri: string;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly figures: { readonly [name in Figure]: string | null };
}

/** The answer to `gouji/overview`. */
export interface Overview {
  readonly reports: readonly OverviewReport[];
  readonly leftOut: number;
}

/** The main figures, in the order of the form. */
export const FIGURES = ['received', 'carriedIn', 'handled', 'carriedOver'] as const;
export type Figure = (typeof FIGURES)[number];

/** An agency with its reports, the newest first. */
export interface Agency {
  readonly name: string;
  readonly reports: readonly OverviewReport[];
}

export type Status = 'error' | 'warning' | 'note' | 'good';

/** Groups the reports by agency, in the order of the answer. */
export function agencies(reports: readonly OverviewReport[]): Agency[] {
  const groups = new Map<string, OverviewReport[]>();
  for (const report of reports) {
    const group = groups.get(report.agency);
    if (group === undefined) groups.set(report.agency, [report]);
    else group.push(report);
  }
  return [...groups].map(([name, reports]) => ({ name, reports }));
}

/** The worst of what was found in the reports. */
export function status(reports: readonly OverviewReport[]): Status {
  if (reports.some(({ errors }) => errors > 0)) return 'error';
  if (reports.some(({ warnings }) => warnings > 0)) return 'warning';
  return reports.some(({ notes }) => notes > 0) ? 'note' : 'good';
}

/** A table of two years, as `gouji/compareYears` describes it. A figure is null if it was not read with certainty. */
export interface ComparedTable {
  readonly name: string;
  readonly rows: readonly { readonly label: string; readonly cells: readonly ComparedCell[] }[];
}

export interface ComparedCell {
  readonly column: string;
  readonly before: string | null;
  readonly now: string | null;
  readonly difference: string | null;
}

/** A row of the comparison as it is shown: one figure of both years. */
export interface ComparedFigure extends ComparedCell {
  /** The label of the row if it differs from the one above; else empty. */
  readonly label: string;
}

/** The figures of a table of which at least one is known and not 0, below each other. */
export function comparedFigures(table: ComparedTable): ComparedFigure[] {
  const isTelling = (figure: string | null): boolean => figure !== null && figure !== '0';
  return table.rows.flatMap(({ label, cells }) => {
    const telling = cells.filter(({ before, now }) => isTelling(before) || isTelling(now));
    return telling.map((cell, at) => ({ ...cell, label: at === 0 ? label : '', difference: signed(cell.difference) }));
  });
}

function signed(difference: string | null): string | null {
  if (difference === null || difference === '0' || difference.startsWith('-')) return difference;
  return `+${difference}`;
}
