// Draws a document: paragraphs, headings, and tables with their merged cells. Parts with findings are marked.

import { findingsById, segments, worst, type Cell, type Finding, type Labels, type Paragraph, type Preview, type ReadDocument, type Table } from '../src/documentModel';
import { element } from './element';

/** Draws a document. The figures of a preview can be edited, and its paragraphs if there is a label for that. */
export function drawDocument(into: HTMLElement, document: ReadDocument | Preview, labels: Labels): void {
  const { blocks, findings } = document;
  const drawing = new Drawing(findings, labels, 'ranges' in document);
  const parts = blocks.flatMap((block) => (block.kind === 'table' ? drawing.table(block) : drawing.paragraph(block)));
  into.replaceChildren(...parts);
}

class Drawing {
  readonly #findings: readonly Finding[];
  readonly #byId: Map<number, number[]>;
  readonly #labels: Labels;
  readonly #isEditable: boolean;
  #page: number | undefined;

  constructor(findings: readonly Finding[], labels: Labels, isEditable: boolean) {
    this.#findings = findings;
    this.#isEditable = isEditable;
    this.#byId = findingsById(findings);
    this.#labels = labels;
  }

  paragraph({ id, heading, page, text }: Paragraph): HTMLElement[] {
    const level = heading === undefined ? undefined : Math.min(heading, 6);
    const made = document.createElement(level === undefined ? 'p' : `h${level}`);
    this.#fill(made, id, text);
    if (this.#isEditable && this.#labels.editText !== undefined) {
      made.classList.add('editable', 'text');
      this.#invite(made, this.#labels.editText);
    }
    return [...this.#pageBreak(page), made];
  }

  table({ rows }: Table): HTMLElement[] {
    const breaks = this.#pageBreak(rows.find((row) => row.page !== undefined)?.page);
    const body = element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.cells.map((cell) => this.#cell(cell)))));
    // The rest of the table may be on later pages.
    this.#page = rows.at(-1)?.page ?? this.#page;
    return [...breaks, element('div', { class: 'table' }, element('table', {}, body))];
  }

  #cell({ id, columns, rows, text, role }: Cell): HTMLElement {
    const made = element(role === 'header' || role === 'band' || role === 'label' ? 'th' : 'td', role === undefined ? {} : { class: role });
    if (columns > 1) made.colSpan = columns;
    if (rows > 1) made.rowSpan = rows;
    if (/^[-－—/／\d.,．，]*$/.test(text)) made.classList.add('figure');
    if (id === undefined) made.textContent = text;
    else this.#fill(made, id, text);
    if (this.#isEditable && role === 'figure' && id !== undefined) {
      made.classList.add('editable');
      this.#invite(made, this.#labels.editCell);
    }
    return made;
  }

  /** Makes a place that can be edited reachable by keys, and says how to edit it unless it says what is wrong. */
  #invite(place: HTMLElement, help: string): void {
    place.tabIndex = 0;
    if (place.title === '') place.title = help;
  }

  #pageBreak(page: number | undefined): HTMLElement[] {
    if (page === undefined || page === this.#page) return [];
    this.#page = page;
    return [element('div', { class: 'page', role: 'separator' }, this.#labels.pageNumber.replace('{0}', String(page)))];
  }

  #fill(into: HTMLElement, id: number, text: string): void {
    into.id = `place-${id}`;
    const here = this.#byId.get(id);
    if (here === undefined) {
      into.textContent = text;
      return;
    }
    const parts = segments(text, here, this.#findings);
    const only = text === '' ? here : parts.length === 1 ? parts[0]?.findings : undefined;
    if (only !== undefined) {
      into.textContent = text;
      this.#mark(into, only);
    } else into.append(...parts.map((part) => (part.findings.length === 0 ? part.text : this.#mark(element('mark', {}, part.text), part.findings))));
  }

  #mark(part: HTMLElement, findings: readonly number[]): HTMLElement {
    part.classList.add('marked', worst(findings, this.#findings));
    part.dataset['findings'] = findings.join(' ');
    part.tabIndex = 0;
    part.title = findings.map((at) => this.#findings[at]?.message ?? '').join('\n');
    return part;
  }
}
