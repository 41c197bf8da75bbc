// The WebAssembly module of gouji. It is in the page itself, compressed.

import type { Preview } from '../editors/vscode/src/documentModel';

interface Exports {
  readonly memory: WebAssembly.Memory;
  gouji_input(length: number): number;
  gouji_respond(): number;
  gouji_output(): number;
}

/** What the module shall do with a file or text (`crates/gouji-web/src/request.rs`). */
export type Task =
  | { readonly task: 'open' | 'show' | 'pair' | 'fixall' }
  | { readonly task: 'relate'; readonly place: number }
  | { readonly task: 'edit'; readonly place: number; readonly words: string; readonly before: string }
  | { readonly task: 'explain'; readonly rule: string }
  | { readonly task: 'fix'; readonly finding: number; readonly fix: number }
  | { readonly task: 'export'; readonly to: 'docx' | 'html' }
  | { readonly task: 'list'; readonly to: 'xlsx' | 'html' };

/** The head of an answer. `message` says why there is no other answer. */
export interface Head extends Partial<Preview> {
  readonly message?: string;
  /** The cells that are bound to a figure, by their ids. */
  readonly totals?: readonly number[];
  readonly addends?: readonly number[];
  /** Which of two texts is last year's report of the other. */
  readonly last?: 0 | 1 | null;
  /** How many changes were made. */
  readonly count?: number;
  /** The page of a rule. */
  readonly page?: readonly PageNode[];
}

/** A text, or an element: its name and its content. */
export type PageNode = string | readonly PageNode[];

export interface Answer {
  readonly head: Head;
  readonly body: Uint8Array<ArrayBuffer>;
}

const LINE_END = 10;

/** Libraries ask the browser for the time and for random numbers where they write files of kinds that gouji only reads. */
function unavailable(): never {
  throw new Error('this function is not available in the page');
}

/** The time for the library that writes workbooks. gouji replaces it by a fixed one, so that the same list has the same bytes. */
function noTime(): number {
  return 0;
}

export class Module {
  readonly #compiled: WebAssembly.Module;
  #exports: Exports | undefined;

  private constructor(compiled: WebAssembly.Module) {
    this.#compiled = compiled;
  }

  /** Compiles the module that is in an element of the page. */
  static async load(element: HTMLElement): Promise<Module> {
    const compressed = Uint8Array.from(atob(element.textContent ?? ''), (character) => character.charCodeAt(0));
    element.remove();
    const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Module(await WebAssembly.compile(await new Response(stream).arrayBuffer()));
  }

  /** Lets the module do a task. An error means that it ended within the task; the next task has a new one. */
  async ask(task: Task, name: string, locale: string, bytes: Uint8Array, lastYear?: Uint8Array): Promise<Answer> {
    try {
      const head = JSON.stringify({ ...task, name, locale, last_year: lastYear?.length ?? 0 });
      return this.#run((this.#exports ??= await this.#start()), [new TextEncoder().encode(`${head}\n`), bytes, ...(lastYear === undefined ? [] : [lastYear])]);
    } catch (error) {
      this.#exports = undefined;
      throw error;
    }
  }

  async #start(): Promise<Exports> {
    const imports: Record<string, Record<string, () => number>> = {};
    for (const { module, name } of WebAssembly.Module.imports(this.#compiled)) (imports[module] ??= {})[name] = name.startsWith('__wbg_now_') ? noTime : unavailable;
    return (await WebAssembly.instantiate(this.#compiled, imports)).exports as unknown as Exports;
  }

  #run(module: Exports, parts: readonly Uint8Array[]): Answer {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const at = module.gouji_input(length);
    // The memory may have grown, so its buffer is another one.
    const input = new Uint8Array(module.memory.buffer, at, length);
    let end = 0;
    for (const part of parts) {
      input.set(part, end);
      end += part.length;
    }
    const answered = module.gouji_respond();
    const output = new Uint8Array(module.memory.buffer, module.gouji_output(), answered);
    const head = output.subarray(0, output.indexOf(LINE_END));
    return { head: JSON.parse(new TextDecoder().decode(head)) as Head, body: output.slice(head.length + 1) };
  }
}
