// Shows the page of a rule over the report. It is a dialog, so keys stay in it, Escape closes it, and the focus goes back to where it was.

import { element } from '../editors/vscode/webview/element';
import type { PageNode } from './module';

export class RulePage {
  readonly #dialog = element('dialog', { id: 'rule-page', 'aria-labelledby': 'rule-title' });

  constructor() {
    document.body.append(this.#dialog);
    // The dialog has no margin of its own, so a click on itself is one outside.
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.close());
  }

  get isOpen(): boolean {
    return this.#dialog.open;
  }

  /** Shows a page. `back` is the name of the button that closes it. */
  show(page: readonly PageNode[], back: string): void {
    const close = element('button', { type: 'button', id: 'rule-back' }, back);
    close.addEventListener('click', () => this.close());
    const article = element('article', {}, ...page.map(drawn));
    const title = article.querySelector('h2');
    title?.setAttribute('id', 'rule-title');
    title?.setAttribute('tabindex', '-1');
    this.#dialog.replaceChildren(element('header', {}, close), article);
    if (!this.isOpen) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
    title?.focus();
  }

  close(): void {
    this.#dialog.close();
  }
}

/** The elements of a rule's page. Nothing else can get into gouji.html. */
const TAGS = ['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'pre', 'code', 'blockquote', 'strong', 'em', 'br', 'hr', 'span'] as const;

function drawn(node: PageNode): Node | string {
  if (typeof node === 'string') return node;
  const [name, ...content] = node;
  const tag = TAGS.find((tag) => tag === name) ?? 'span';
  return element(tag, {}, ...content.map(drawn));
}
