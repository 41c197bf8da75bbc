// A document as the server reads it (`gouji/document`, `gouji/preview`), and where its findings are. This module does not depend on VS Code; the view in
// the web page and the extension both use it.

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A part of a paragraph or cell, in UTF-16 code units of its text. */
export interface Place {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  /** The place in words: 第3个表格 第5行 第4列. */
  readonly name: string;
}

export interface Finding {
  readonly severity: Severity;
  readonly rule: string;
  readonly title: string;
  /** The program and the title of the rule, as the Problems panel shows them. */
  readonly source: string;
  readonly message: string;
  /** The page about the rule. */
  readonly page?: string;
  /** Absent if the view ends before it. */
  readonly place?: Place;
  /** The place in the text as gouji reads it. */
  readonly range: TextRange;
  readonly related: readonly { readonly message: string; readonly place?: Place }[];
  readonly fixes: readonly string[];
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly id: number;
  readonly page?: number;
  /** The level of a heading, from 1. */
  readonly heading?: number;
  readonly text: string;
}

export interface Cell {
  /** Absent if the document has no cell there. */
  readonly id?: number;
  readonly columns: number;
  readonly rows: number;
  readonly text: string;
  /** The part of the cell in the official form; absent if it is unknown. */
  readonly role?: 'header' | 'label' | 'band' | 'figure';
}

export interface Table {
  readonly kind: 'table';
  readonly number: number;
  readonly rows: readonly { readonly page?: number; readonly cells: readonly Cell[] }[];
}

export interface ReadDocument {
  readonly blocks: readonly (Paragraph | Table)[];
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** A report that is open as text. */
export interface Preview extends ReadDocument {
  /** The version of the text. */
  readonly version: number;
  /** The places of the paragraphs and cells in the text, by their ids. */
  readonly ranges: readonly TextRange[];
}

/** The figure of a table at a place of an open report (`gouji/figure`). The labels are empty if the form has none. */
export interface CurrentFigure {
  readonly range: TextRange;
  readonly row: string;
  readonly column: string;
  readonly totals: readonly TextRange[];
  readonly addends: readonly TextRange[];
}

/** The answer of the server about an open report. */
export type PreviewAnswer = Preview | { readonly message: string };

/** The answer of the server. */
export type Answer = ReadDocument | { readonly message: string };

/** What the extension sends to the page of a view. */
export type ToView =
  | { readonly type: 'show'; readonly answer: Answer; readonly labels: Labels; readonly uri?: string; readonly canFix?: boolean }
  | { readonly type: 'select'; readonly finding: number }
  /** Scrolls to a paragraph or cell. */
  | { readonly type: 'reveal'; readonly id: number }
  /** Marks the cells of the relations of a figure, by their ids. */
  | { readonly type: 'relate'; readonly totals: readonly number[]; readonly addends: readonly number[] }
  /** The words could not be written. The user can correct them. */
  | { readonly type: 'refuse'; readonly id: number; readonly text: string; readonly before: string };

/** What the page of a view sends to the extension. */
export type FromView =
  | { readonly type: 'ready' }
  | { readonly type: 'openPage'; readonly finding: number }
  | { readonly type: 'openAsText' }
  /** The user chose a paragraph or cell of a preview. */
  | { readonly type: 'goTo'; readonly id: number }
  /** The user chose a fix of a finding, by its index. */
  | { readonly type: 'fix'; readonly finding: number; readonly fix: number }
  /** The user typed a figure into a cell of a preview, or words into a paragraph. `before` are the words there until then. */
  | { readonly type: 'edit'; readonly id: number; readonly text: string; readonly before: string };

/** The words of the page itself, in the language of VS Code. */
export interface Labels {
  readonly findings: string;
  readonly noFindings: string;
  readonly severities: Record<Severity, string>;
  readonly related: string;
  readonly fixes: string;
  readonly rulePage: string;
  readonly openAsText: string;
  /** `{0}` is the number. */
  readonly pageNumber: string;
  /** The help of a cell that can be edited. */
  readonly editCell: string;
  /** The help of a paragraph that can be edited; absent if none can. */
  readonly editText?: string;
}

/** A part of a text with the findings that mark it. */
export interface Segment {
  readonly text: string;
  readonly findings: readonly number[];
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The most severe of some findings. */
export function worst(findings: readonly number[], all: readonly Finding[]): Severity {
  const severities = findings.map((at) => all[at]?.severity ?? 'hint');
  return ORDER.find((severity) => severities.includes(severity)) ?? 'hint';
}

/** The findings of each paragraph and cell, by its id. */
export function findingsById(findings: readonly Finding[]): Map<number, number[]> {
  const byId = new Map<number, number[]>();
  findings.forEach(({ place }, at) => {
    if (place === undefined) return;
    const here = byId.get(place.id);
    if (here === undefined) byId.set(place.id, [at]);
    else here.push(at);
  });
  return byId;
}

/**
 * Splits a text where findings begin and end. Findings without words mark the whole text, and so do all of a text with very many.
 */
export function segments(text: string, here: readonly number[], findings: readonly Finding[]): Segment[] {
  const parts = here.flatMap((at) => {
    const place = findings[at]?.place;
    if (place === undefined) return [];
    return [place.start < place.end ? { at, start: place.start, end: place.end } : { at, start: 0, end: text.length }];
  });
  if (parts.length > MOST_PARTS) return [{ text, findings: parts.map(({ at }) => at) }];
  const edges = [...new Set([0, text.length, ...parts.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  const split: Segment[] = [];
  edges.slice(0, -1).forEach((start, index) => {
    const end = edges[index + 1]!;
    const marked = parts.filter((part) => part.start <= start && part.end >= end).map(({ at }) => at);
    split.push({ text: text.slice(start, end), findings: marked });
  });
  return split;
}

/** Above this number of findings in one paragraph, its parts are not distinguished: the cost would grow with the square. */
const MOST_PARTS = 100;

/** The number of findings of each severity, the most severe first; none of which there are none. */
export function counts(findings: readonly Finding[]): [Severity, number][] {
  const all = ORDER.map((severity): [Severity, number] => [severity, findings.filter((finding) => finding.severity === severity).length]);
  return all.filter(([, count]) => count > 0);
}

/** The message in the Problems panel. It begins with the place, because the line is not one of the document. */
export function problemMessage({ message, place }: Finding, separator: string): string {
  return place === undefined ? message : `${place.name}${separator}${message}`;
}

/** The id of the paragraph or cell at a position of the text, or of the last one before it. */
export function placeAt(ranges: readonly TextRange[], position: Position): number | undefined {
  let last: number | undefined;
  ranges.forEach(({ start }, id) => {
    if (isAfter(start, position)) return;
    const before = last === undefined ? undefined : ranges[last]?.start;
    if (before === undefined || !isAfter(before, start)) last = id;
  });
  return last;
}

/** The ids of the paragraphs and cells that some ranges of the text touch. */
export function placesIn(ranges: readonly TextRange[], parts: readonly TextRange[]): number[] {
  return ranges.flatMap(({ start, end }, id) => (parts.some((part) => !isAfter(part.start, end) && !isAfter(start, part.end)) ? [id] : []));
}

function isAfter(one: Position, other: Position): boolean {
  return one.line > other.line || (one.line === other.line && one.character > other.character);
}

/** A figure as it can stand in a cell of any table: without characters that would end the cell. */
export function cellText(typed: string): string {
  return typed.replace(/[\t\r\n|<>&]/g, '').trim();
}
