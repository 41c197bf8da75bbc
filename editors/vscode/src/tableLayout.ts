// Where the cells of a table between tabs need space, so that its figures line up on the screen. This module does not depend on VS Code.

/**
 * The space that a tab takes on the screen. Widths are CSS: `em` for full-width characters, `ch` for others. How the two compare depends on
 * the fonts.
 */
export interface Space {
  readonly line: number;
  /** The column of the tab, in UTF-16 code units. */
  readonly column: number;
  /** The space that belongs to the labels before the tab; absent between figures. */
  readonly before?: string;
  /** The space that belongs to the cell after the tab. */
  readonly after: string;
}

/** The width of words: numbers of full-width characters and of others. */
interface Width {
  readonly full: number;
  readonly half: number;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** The column of each tab, and the number of blanks that VS Code shows for it. */
  readonly tabs: readonly { readonly column: number; readonly blanks: number }[];
}

/** A row with figures or with the names of columns: how many cells before the first figure are labels. */
interface PlacedRow extends Row {
  readonly labels: number;
}

const FIGURE = /^[-－—/／\d,，.．０-９\s]*$/;
const VALUE = /[-－—/／\d０-９]/;
/** VS Code counts these characters as two columns. */
const FULL = /[\u2e80-\ud7af\uf900-\ufaff\uff01-\uff5e]/;
/** More rows than in any report; a longer table of another kind stays as it is. */
const MOST_ROWS = 200;
/** The blanks between two columns. */
const GAP = 2;
/** Rows that are wider do not fit into a window of common size: their last figures would be out of sight. */
const MOST_COLUMNS = 100;
/** The part of the rows that must line up. The longest labels of the form are too long for their figures to line up with the others. */
const FITTING = 0.8;

/** The spaces that the tabs before the figures of a text need. */
export function spaces(lines: readonly string[], tabSize: number): Space[] {
  return tables(lines, tabSize).flatMap((rows) => spacesOf(place(rows)));
}

/** Runs of lines with tabs. */
function tables(lines: readonly string[], tabSize: number): Row[][] {
  const found: Row[][] = [];
  let rows: Row[] = [];
  const end = (): void => {
    if (rows.length > 1 && rows.length <= MOST_ROWS) found.push(rows);
    rows = [];
  };
  lines.forEach((text, line) => {
    if (text.includes('\t')) rows.push(rowOf(text, line, tabSize));
    else end();
  });
  end();
  return found;
}

function rowOf(text: string, line: number, tabSize: number): Row {
  const tabs: { column: number; blanks: number }[] = [];
  let shown = 0;
  for (let column = 0; column < text.length; column++) {
    if (text[column] === '\t') {
      const blanks = tabSize - (shown % tabSize);
      tabs.push({ column, blanks });
      shown += blanks;
    } else shown += FULL.test(text[column]!) ? 2 : 1;
  }
  return { line, cells: text.split('\t'), tabs };
}

/** The rows whose figures are known. The names of columns are above the first figures; rows with equally many cells have equally many labels. */
function place(rows: readonly Row[]): PlacedRow[] {
  const hasValue = ({ cells }: Row): boolean => VALUE.test(cells.slice(cells.length - trailing(cells)).join(''));
  const first = rows.findIndex(hasValue);
  // A blank form has no figures: its rows begin below the last name of a column.
  const begin = first >= 0 ? first : rows.findLastIndex(({ cells }) => trailing(cells) === 0) + 1;
  const counts = new Map<number, number[]>();
  for (const { cells } of rows.slice(begin)) counts.set(cells.length, [...(counts.get(cells.length) ?? []), trailing(cells)]);
  return rows.flatMap((row) => {
    const count = mostCommon(counts.get(row.cells.length) ?? []);
    return count === undefined || count === 0 ? [] : [{ ...row, labels: row.cells.length - count }];
  });
}

/** The number of cells at the end of a row that have no words. */
function trailing(cells: readonly string[]): number {
  return cells.length - 1 - cells.findLastIndex((cell) => !FIGURE.test(cell));
}

/** The most common number, the smaller one of two; undefined if there is none. */
function mostCommon(numbers: readonly number[]): number | undefined {
  const times = (number: number): number => numbers.filter((other) => other === number).length;
  return [...new Set(numbers)].sort((one, other) => times(other) - times(one) || one - other)[0];
}

/** The names of columns line up with the figures if there is room for them; else only the figures do. */
function spacesOf(rows: readonly PlacedRow[]): Space[] {
  const withoutNames = rows.filter(({ cells, labels }) => cells.slice(labels).every((cell) => FIGURE.test(cell)));
  return [rows, withoutNames].map((rows) => new Columns(rows)).find((columns) => columns.isFitting)?.spaces() ?? [];
}

class Columns {
  readonly #rows: readonly PlacedRow[];
  /** The widths of the labels that leave enough room for the figures. */
  readonly #labels: readonly Width[];
  /** The widths of the cells in each column of figures. */
  readonly #figures: readonly (readonly Width[])[];
  readonly #room: number;

  constructor(rows: readonly PlacedRow[]) {
    this.#rows = rows;
    const count = Math.max(0, ...rows.map(({ cells, labels }) => cells.length - labels));
    this.#figures = Array.from({ length: count }, (_, at) => rows.flatMap(({ cells, labels }) => (labels + at < cells.length ? [widthOf(cells[labels + at]!)] : [])));
    const figures = this.#figures.reduce((sum, widths) => sum + GAP + Math.max(0, ...widths.map(columnsOf)), 0);
    this.#room = MOST_COLUMNS - figures;
    this.#labels = rows.map(labelWidth).filter((width) => this.#hasRoom(width));
  }

  get isFitting(): boolean {
    return this.#labels.length >= this.#rows.length * FITTING;
  }

  spaces(): Space[] {
    return this.#rows.flatMap((row) =>
      row.cells.slice(row.labels).flatMap((cell, at) => {
        const tab = row.tabs[row.labels + at - 1];
        if (tab === undefined) return [];
        const after = spaceFor(this.#figures[at] ?? [], widthOf(cell), GAP);
        const label = labelWidth(row);
        const before = at === 0 && this.#hasRoom(label) ? { before: spaceFor(this.#labels, label, 0) } : {};
        return [{ line: row.line, column: tab.column, ...before, after }];
      }),
    );
  }

  #hasRoom(label: Width): boolean {
    return columnsOf(label) <= this.#room;
  }
}

/** The width in columns of the editor, where a full-width character is as wide as two others. */
function columnsOf({ full, half }: Width): number {
  return 2 * full + half;
}

/** The width of the labels with the tabs between them. */
function labelWidth({ cells, tabs, labels }: PlacedRow): Width {
  const words = widthOf(cells.slice(0, labels).join(''));
  const blanks = tabs.slice(0, Math.max(labels - 1, 0)).reduce((sum, tab) => sum + tab.blanks, 0);
  return { full: words.full, half: words.half + blanks };
}

function widthOf(words: string): Width {
  const full = [...words].filter((character) => FULL.test(character)).length;
  return { full, half: words.length - full };
}

/** By how much a cell is narrower than the widest one of its column, plus a gap. */
function spaceFor(widest: readonly Width[], own: Width, gap: number): string {
  const largest = largestOf(widest).map(({ full, half }) => `${full}em + ${half}ch`);
  const most = largest.length === 1 ? largest[0]! : `max(${largest.join(', ')})`;
  return `calc(${most} + ${-own.full}em + ${gap - own.half}ch)`;
}

/** The widths of which each may be the largest, as that depends on the fonts. */
function largestOf(widths: readonly Width[]): Width[] {
  const sorted = [...widths].sort((one, other) => other.full - one.full || other.half - one.half);
  const largest: Width[] = [];
  for (const width of sorted) if (!largest.some(({ half }) => half >= width.half)) largest.push(width);
  return largest;
}
