// Where the Tab key moves in a table whose cells are separated by tabs. This module does not depend on VS Code.

/** A cell: its line, and the columns of its words without surrounding blanks. */
export interface Cell {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** `tab` if the row lacks a cell. */
export type Target = Cell | 'tab' | undefined;

type Lines = (line: number) => string | undefined;

const FIGURE = /^[-－—/／\d,，.．０-９\s]*$/;

/** Where Tab moves from a place; undefined if the place is not in a table. */
export function nextCell(lines: Lines, line: number, column: number): Target {
  const text = lines(line);
  if (text === undefined || !isInTable(lines, line)) return undefined;
  const cells = cellsOf(text, line);
  const at = cells.findIndex((cell) => column <= cell.limit);
  const next = cells[at + 1];
  if (next !== undefined) return next.words;
  const below = lines(line + 1);
  const widest = Math.max(tabs(lines(line - 1)), tabs(below));
  if (tabs(text) < widest) return 'tab';
  if (below === undefined || !isRow(below)) return undefined;
  return firstFigure(below, line + 1, text);
}

/** Where Shift+Tab moves. */
export function previousCell(lines: Lines, line: number, column: number): Cell | undefined {
  const text = lines(line);
  if (text === undefined || !isRow(text) || !isInTable(lines, line)) return undefined;
  const cells = cellsOf(text, line);
  const at = cells.findIndex((cell) => column <= cell.limit);
  const before = cells[at - 1];
  if (before !== undefined) return before.words;
  const above = lines(line - 1);
  return above !== undefined && isRow(above) ? cellsOf(above, line - 1).at(-1)?.words : undefined;
}

/** A row has two tabs, or a row above or below it; one tab may be the indent of a paragraph. A new row next to a row may have no tab yet. */
function isInTable(lines: Lines, line: number): boolean {
  const text = lines(line) ?? '';
  const hasNeighbour = isRow(lines(line - 1)) || isRow(lines(line + 1));
  return tabs(text) >= 2 || (hasNeighbour && text.trim() !== '' && (isRow(text) || text.length <= 40));
}

function isRow(text: string | undefined): boolean {
  return tabs(text) > 0;
}

function tabs(text: string | undefined): number {
  return text === undefined ? 0 : text.split('\t').length - 1;
}

/** `limit` is the last column at which the cursor is in the cell. */
function cellsOf(text: string, line: number): { readonly words: Cell; readonly limit: number; readonly text: string }[] {
  let from = 0;
  return text.split('\t').map((cell) => {
    const blank = cell.length - cell.trimStart().length;
    const start = cell.trim() === '' ? from : from + blank;
    const words = { line, start, end: start + cell.trim().length };
    const limit = from + cell.length;
    from = limit + 1;
    return { words, limit, text: cell };
  });
}

/** The cell after the labels of a row, or its first figure. In a row of blanks, the column where the figures of the row above begin. */
function firstFigure(text: string, line: number, above: string): Cell | undefined {
  const cells = cellsOf(text, line);
  return (cells[figuresFrom(text) ?? figuresFrom(above) ?? 0] ?? cells.at(-1))?.words;
}

function figuresFrom(row: string): number | undefined {
  const cells = row.split('\t');
  const label = cells.findLastIndex((cell) => !FIGURE.test(cell));
  const at = label >= 0 ? label + 1 : cells.findIndex((cell) => cell.trim() !== '');
  return at < 0 ? undefined : at;
}
