// Takes the part of VS Code for the view: the view finds `acquireVsCodeApi`, and its messages go to the page. It must be loaded before the view.

import type { FromView, ToView } from '../editors/vscode/src/documentModel';

let listener: (message: FromView) => void = () => undefined;
let state: unknown;

const api = {
  postMessage: (message: FromView): void => listener(message),
  getState: (): unknown => state,
  setState: (given: unknown): void => {
    state = given;
  },
};
Object.assign(globalThis, { acquireVsCodeApi: () => api });

/** Calls a function with each message of the view. */
export function listen(to: (message: FromView) => void): void {
  listener = to;
}

/** Sends a message to the view. */
export function send(message: ToView): void {
  window.dispatchEvent(new MessageEvent('message', { data: message }));
}

/** Forgets what the view keeps: the next report begins at its top. */
export function forget(): void {
  state = undefined;
}
