// A document as the server reads it (`gouji/document`), and where its findings are. This module does not depend on VS Code; the view in
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
  readonly range: { readonly start: Position; readonly end: Position };
  readonly related: readonly { readonly message: string; readonly place?: Place }[];
  readonly fixes: readonly string[];
}

interface Position {
  readonly line: number;
  readonly character: number;
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

/** The answer of the server. */
export type Answer = ReadDocument | { readonly message: string };

/** What the extension sends to the page of a view. */
export type ToView = { readonly type: 'show'; readonly answer: Answer; readonly labels: Labels } | { readonly type: 'select'; readonly finding: number };

/** What the page of a view sends to the extension. */
export type FromView = { readonly type: 'ready' } | { readonly type: 'openPage'; readonly finding: number } | { readonly type: 'openAsText' };

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
