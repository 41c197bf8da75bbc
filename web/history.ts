// The texts of a report, from the one that was opened to the present one.

export class History {
  readonly #texts: Uint8Array<ArrayBuffer>[];
  #at = 0;
  /** The text that was opened or saved last. */
  #kept: Uint8Array;

  constructor(text: Uint8Array<ArrayBuffer>) {
    this.#texts = [text];
    this.#kept = text;
  }

  get text(): Uint8Array<ArrayBuffer> {
    return this.#texts[this.#at]!;
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#texts.length - 1;
  }

  /** Whether the present text has changes that are in no file. */
  get isChanged(): boolean {
    return this.text !== this.#kept;
  }

  /** Adds a text. Those that were undone are gone. */
  push(text: Uint8Array<ArrayBuffer>): void {
    this.#at += 1;
    this.#texts.splice(this.#at, Infinity, text);
  }

  undo(): void {
    if (this.canUndo) this.#at -= 1;
  }

  redo(): void {
    if (this.canRedo) this.#at += 1;
  }

  keep(): void {
    this.#kept = this.text;
  }
}
