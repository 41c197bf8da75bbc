// Edits the figures of a preview in their cells, and its paragraphs where the host can write them. Typing, Enter, F2 or a double click begins;
// Enter and Tab write the words, Escape leaves them as they were. In a table, Enter goes down and Tab to the right, with Shift back.

import { EditField } from './editField';

/** A place that is being edited. */
interface OpenPlace {
  readonly place: HTMLElement;
  readonly field: EditField;
  readonly before: readonly Node[];
  /** The words before. */
  readonly words: string;
}

export class Editing {
  readonly #report: HTMLElement;
  readonly #commit: (id: number, text: string, before: string) => void;
  #open: OpenPlace | undefined;
  #isComposing = false;
  #isDrawing = false;
  #waiting: (() => void) | undefined;
  /** The words that the host could not write. The field is left without them. */
  #refused: string | undefined;

  constructor(report: HTMLElement, commit: (id: number, text: string, before: string) => void) {
    this.#report = report;
    this.#commit = commit;
    report.addEventListener('dblclick', ({ target }) => this.#begin(editable(target)));
    report.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** Whether a place shows words that are not yet in an answer. */
  isStale = false;

  /** Calls a function when no input method is at work, whose words a new drawing would lose. */
  whenIdle(draw: () => void): void {
    if (this.#isComposing) this.#waiting = draw;
    else draw();
  }

  /** Draws the report anew. The place that is being edited stays open with the same words. */
  keep(draw: () => void): void {
    const open = this.#open;
    const state = open?.field.state;
    this.#isDrawing = true;
    this.#open = undefined;
    this.isStale = false;
    draw();
    this.#isDrawing = false;
    if (open === undefined || state === undefined) return;
    const field = this.#begin(this.#find(open.place.id, open.words));
    if (field !== undefined) field.state = state;
  }

  /** Opens a place again with words that the host could not write, unless another place is open. */
  refuse(id: number, text: string, before: string): void {
    if (this.#open !== undefined) return;
    const field = this.#begin(this.#find(`place-${id}`, before));
    if (field === undefined) return;
    this.#refused = text;
    field.state = { value: text, start: text.length, end: text.length };
  }

  /** The place with an id. The ids of paragraphs change when one is added before them, so their words must be the same. */
  #find(id: string, words: string): HTMLElement | null {
    const place = editable(document.getElementById(id));
    if (place !== null && (!isText(place) || place.textContent === words)) return place;
    const same = [...this.#report.querySelectorAll<HTMLElement>('.editable.text')].filter((other) => other.textContent === words);
    return same.length === 1 ? same[0]! : null;
  }

  #pressed(event: KeyboardEvent): void {
    const place = editedByKeys(event.target);
    if (place === null || this.#open !== undefined) return;
    // In a paragraph a blank scrolls, as everywhere else.
    const isBlank = event.key === ' ' && isText(place);
    const types = event.key === 'Process' || (event.key.length === 1 && !isBlank && !event.ctrlKey && !event.metaKey && !event.altKey);
    if (event.key === 'Enter' || event.key === 'F2') event.preventDefault();
    else if (!types) return;
    const field = this.#begin(place);
    // Typing replaces the figure of a cell. In a paragraph it keeps the words, which are long.
    if (types && !isText(place)) field?.clear();
  }

  #begin(place: HTMLElement | null): EditField | undefined {
    if (place === null || this.#open?.place === place) return undefined;
    this.#end(true);
    this.#refused = undefined;
    const field = new EditField(place, isText(place));
    const element: HTMLElement = field.element;
    this.#open = { place, field, before: [...place.childNodes], words: place.textContent ?? '' };
    place.replaceChildren(element);
    element.addEventListener('keydown', (event) => this.#typed(event));
    element.addEventListener('blur', () => this.#end(field.element.value !== this.#refused));
    element.addEventListener('compositionstart', () => (this.#isComposing = true));
    element.addEventListener('compositionend', () => this.#composed());
    field.start();
    return field;
  }

  #typed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const place = this.#open?.place;
    if (place === undefined || !['Enter', 'Tab', 'Escape'].includes(event.key)) return;
    // Shift and Enter begin a line.
    if (event.key === 'Enter' && event.shiftKey && isText(place)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#end(event.key !== 'Escape');
    const step = event.shiftKey ? -1 : 1;
    const target = event.key === 'Tab' ? beside(this.#report, place, step) : event.key === 'Enter' && !isText(place) ? below(this.#report, place, step) : place;
    (target ?? place).focus();
  }

  #composed(): void {
    this.#isComposing = false;
    const draw = this.#waiting;
    this.#waiting = undefined;
    draw?.();
  }

  #end(isCommitted: boolean): void {
    const open = this.#open;
    if (open === undefined || this.#isDrawing) return;
    this.#open = undefined;
    this.#isComposing = false;
    const { value } = open.field.element;
    if (!isCommitted || value === open.words) {
      open.place.replaceChildren(...open.before);
      return;
    }
    open.place.textContent = value;
    this.isStale = true;
    this.#commit(Number(open.place.id.slice('place-'.length)), value, open.words);
  }
}

/** The place that a key on an element edits: marks in a paragraph have keys of their own. */
export function editedByKeys(target: EventTarget | null): HTMLElement | null {
  const place = editable(target);
  return place !== null && isText(place) && place !== target ? null : place;
}

/** Whether a place is a paragraph or heading, not a cell. */
export function isText(place: HTMLElement): boolean {
  return place.classList.contains('text');
}

function editable(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.editable') : null;
}

/** The next or previous place in the order of the report. */
function beside(report: HTMLElement, place: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const places = [...report.querySelectorAll<HTMLElement>('.editable')];
  return places[places.indexOf(place) + step];
}

/** The nearest cell of the same table below or above, in the same column on the screen. */
function below(report: HTMLElement, cell: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const { left, right, top } = cell.getBoundingClientRect();
  const middle = (left + right) / 2;
  const cells = [...(cell.closest('table') ?? report).querySelectorAll<HTMLElement>('td.editable')];
  const inColumn = cells.filter((other) => {
    const box = other.getBoundingClientRect();
    return box.left < middle && middle < box.right && Math.sign(box.top - top) === step;
  });
  return step > 0 ? inColumn[0] : inColumn.at(-1);
}
