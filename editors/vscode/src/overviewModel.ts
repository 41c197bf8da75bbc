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

/** A row of the comparison of two years. The difference is null if a figure is not known. */
export interface ComparedFigure {
  readonly figure: Figure;
  readonly before: string | null;
  readonly now: string | null;
  readonly difference: string | null;
}

/** The main figures of two reports side by side. */
export function compareYears(before: OverviewReport, now: OverviewReport): ComparedFigure[] {
  return FIGURES.map((figure) => {
    const [old, current] = [before.figures[figure], now.figures[figure]];
    return { figure, before: old, now: current, difference: old === null || current === null ? null : difference(old, current) };
  });
}

/** The difference of two counts, with its sign. Counts of applications are whole numbers; others have no difference. */
function difference(before: string, now: string): string | null {
  const by = Number(now) - Number(before);
  if (!Number.isSafeInteger(by)) return null;
  return by > 0 ? `+${by}` : String(by);
}
