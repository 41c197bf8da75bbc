// Edits the figures of a preview in their cells. Typing, Enter or F2 begins; Enter goes down, Tab to the right, with Shift back; Escape leaves
// the cell as it was.

import { element } from './element';

export class CellEditing {
  readonly #report: HTMLElement;
  readonly #commit: (id: number, text: string) => void;
  #open: { readonly cell: HTMLElement; readonly input: HTMLInputElement; readonly before: Node[] } | undefined;
  #isComposing = false;
  #isDrawing = false;
  #waiting: (() => void) | undefined;

  constructor(report: HTMLElement, commit: (id: number, text: string) => void) {
    this.#report = report;
    this.#commit = commit;
    report.addEventListener('dblclick', ({ target }) => this.#begin(editable(target)));
    report.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** Whether a cell shows a figure that is not yet in an answer. */
  isStale = false;

  /** Calls a function when no input method is at work, whose words a new drawing would lose. */
  whenIdle(draw: () => void): void {
    if (this.#isComposing) this.#waiting = draw;
    else draw();
  }

  /** Draws the report anew. The cell that is being edited stays open with the same words. */
  keep(draw: () => void): void {
    const open = this.#open;
    const id = open?.cell.id;
    const selection = open === undefined ? undefined : ([open.input.value, open.input.selectionStart, open.input.selectionEnd] as const);
    this.#isDrawing = true;
    this.#open = undefined;
    this.isStale = false;
    draw();
    this.#isDrawing = false;
    if (id === undefined || selection === undefined) return;
    const input = this.#begin(document.getElementById(id));
    if (input === undefined) return;
    input.value = selection[0];
    input.setSelectionRange(selection[1], selection[2]);
  }

  #pressed(event: KeyboardEvent): void {
    const cell = editable(event.target);
    if (cell === null || this.#open !== undefined) return;
    const types = event.key === 'Process' || (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey);
    if (event.key === 'Enter' || event.key === 'F2') event.preventDefault();
    else if (!types) return;
    const input = this.#begin(cell);
    // The key itself goes into the empty field.
    if (types && input !== undefined) input.value = '';
  }

  #begin(cell: HTMLElement | null): HTMLInputElement | undefined {
    if (cell === null || this.#open?.cell === cell) return undefined;
    this.#end(true);
    const input = element('input', { type: 'text', 'aria-label': cell.title, autocomplete: 'off' }) as HTMLInputElement;
    input.value = cell.textContent ?? '';
    const before = [...cell.childNodes];
    this.#open = { cell, input, before };
    cell.replaceChildren(input);
    input.addEventListener('keydown', (event) => this.#typed(event));
    input.addEventListener('blur', () => this.#end(true));
    input.addEventListener('compositionstart', () => (this.#isComposing = true));
    input.addEventListener('compositionend', () => this.#composed());
    input.focus();
    input.select();
    return input;
  }

  #typed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const cell = this.#open?.cell;
    if (cell === undefined || !['Enter', 'Tab', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#end(event.key !== 'Escape');
    const target = event.key === 'Tab' ? beside(this.#report, cell, event.shiftKey ? -1 : 1) : event.key === 'Enter' ? below(this.#report, cell, event.shiftKey ? -1 : 1) : cell;
    (target ?? cell).focus();
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
    const before = open.before.map((node) => node.textContent ?? '').join('');
    const { value } = open.input;
    if (!isCommitted || value === before) {
      open.cell.replaceChildren(...open.before);
      return;
    }
    open.cell.textContent = value;
    this.isStale = true;
    this.#commit(Number(open.cell.id.slice('place-'.length)), value);
  }
}

function editable(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('td.editable') : null;
}

/** The next or previous cell in the order of the report. */
function beside(report: HTMLElement, cell: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const cells = [...report.querySelectorAll<HTMLElement>('td.editable')];
  return cells[cells.indexOf(cell) + step];
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
