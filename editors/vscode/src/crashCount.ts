// Restart a server that ended by itself, but not for ever.

const WINDOW_MS = 3 * 60 * 1000;
const MOST = 4;

export class CrashCount {
  #times: number[] = [];

  /** Notes a crash. `restart` while there were few of them lately. */
  record(now: number): { readonly restart: boolean; readonly lately: number } {
    this.#times = this.#times.filter((time) => now - time < WINDOW_MS);
    this.#times.push(now);
    return { restart: this.#times.length <= MOST, lately: this.#times.length };
  }
}
