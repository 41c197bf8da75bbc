// Runs a command of the program. This module does not depend on VS Code.

import { spawn } from 'node:child_process';

/** `notes` are the remarks of a command that was successful. */
export type Outcome = { readonly kind: 'done'; readonly text: string; readonly notes: string } | { readonly kind: 'failed'; readonly message: string };

/** The largest output, in bytes. A report has some ten thousand. */
const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

/** Undefined if the signal cancels it. */
export function run(program: string, args: readonly string[], input: string | undefined, signal: AbortSignal): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { signal, timeout: TIMEOUT_MS, windowsHide: true, stdio: 'pipe' });
    const [output, errors] = [new Sink(), new Sink()];
    child.stdout.on('data', (data: Buffer) => output.add(data, () => child.kill()));
    child.stderr.on('data', (data: Buffer) => errors.add(data, () => child.kill()));
    // The program may end before it has read everything; its exit code counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('error', (error) => resolve(signal.aborted ? undefined : { kind: 'failed', message: error.message }));
    child.on('close', (code, killed) => {
      if (signal.aborted) resolve(undefined);
      else if (code === 0 && !output.isFull) resolve({ kind: 'done', text: output.text, notes: errors.text.trim() });
      else resolve({ kind: 'failed', message: errors.text.trim() || `${killed ?? `exit code ${code}`}` });
    });
  });
}

/** Collects output up to the limit. */
class Sink {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  get isFull(): boolean {
    return this.#bytes > MOST_BYTES;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  add(data: Buffer, whenFull: () => void): void {
    this.#bytes += data.length;
    if (this.isFull) whenFull();
    else this.#chunks.push(data);
  }
}
