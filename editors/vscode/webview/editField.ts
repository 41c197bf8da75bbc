// The field in a place that is being edited: one line for a figure, as many as it needs for a paragraph.

import { element } from './element';

/** The words of a field and what is selected in them. */
export interface FieldState {
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

export class EditField {
  readonly element: HTMLInputElement | HTMLTextAreaElement;
  readonly #selection: readonly [number, number];

  /** A field with the words of a place. What is selected in a paragraph is selected in its field. */
  constructor(place: HTMLElement, isText: boolean) {
    const attributes = { 'aria-label': place.title, autocomplete: 'off' };
    this.element = isText ? element('textarea', { ...attributes, rows: '1' }) : element('input', { ...attributes, type: 'text' });
    const value = place.textContent ?? '';
    this.element.value = value;
    this.#selection = isText ? (selectedIn(place) ?? [value.length, value.length]) : [0, value.length];
    this.element.addEventListener('input', () => this.#grow());
  }

  get state(): FieldState {
    const { value, selectionStart, selectionEnd } = this.element;
    return { value, start: selectionStart, end: selectionEnd };
  }

  set state({ value, start, end }: FieldState) {
    this.element.value = value;
    this.element.setSelectionRange(start, end);
    this.#grow();
  }

  /** Takes the focus. The field must be in the page. */
  start(): void {
    this.#grow();
    this.element.focus({ preventScroll: true });
    this.element.setSelectionRange(...this.#selection);
    this.element.scrollIntoView({ block: 'nearest' });
  }

  clear(): void {
    this.element.value = '';
  }

  /** Makes the field as high as its lines. */
  #grow(): void {
    if (!(this.element instanceof HTMLTextAreaElement)) return;
    this.element.style.height = 'auto';
    this.element.style.height = `${this.element.scrollHeight}px`;
  }
}

/** The selected part of the words of an element, in UTF-16 code units. */
function selectedIn(place: HTMLElement): [number, number] | undefined {
  const selection = getSelection();
  // A browser puts a caret where an element gets the focus, so a caret does not say what the user wants to edit.
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  if (!place.contains(range.startContainer) || !place.contains(range.endContainer)) return undefined;
  const before = document.createRange();
  before.selectNodeContents(place);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}
