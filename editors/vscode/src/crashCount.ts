// Decides whether to restart a server that ended unexpectedly: at most 4 times within 3 minutes.

const WINDOW_MS = 3 * 60 * 1000;
const MOST = 4;

export class CrashCount {
  #times: number[] = [];

  /** Records a crash. `lately` is the number of crashes in the last 3 minutes; `restart` is true up to the maximum. */
  record(now: number): { readonly restart: boolean; readonly lately: number } {
    this.#times = this.#times.filter((time) => now - time < WINDOW_MS);
    this.#times.push(now);
    return { restart: this.#times.length <= MOST, lately: this.#times.length };
  }
}
