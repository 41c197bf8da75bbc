// The Problems panel. Its list draws only what is in sight, so the panel is given the whole window while it is read.

export class Problems {
  constructor(workbench) {
    this.workbench = workbench;
    this.page = workbench.page;
  }

  /** Errors, warnings and infos, as the status bar counts them. */
  async counts() {
    const label = (await this.page.locator('#status\\.problems').getAttribute('aria-label')) ?? '';
    const number = (word) => Number(new RegExp(`(\\d+) ${word}|${word}\\w*: (\\d+)`, 'i').exec(label)?.slice(1).find(Boolean) ?? 0);
    return { errors: number('Error'), warnings: number('Warning'), infos: number('Info'), label };
  }

  async show({ maximized = true } = {}) {
    const list = this.page.locator('.markers-panel .monaco-list');
    await this.workbench.command('Focus on Problems View');
    await list.waitFor();
    // A panel remembers that it was maximized; while it is, no editor is in sight.
    if (maximized === (await this.page.locator('.part.editor').isVisible())) await this.workbench.command('Toggle Maximized Panel');
  }

  async hide() {
    await this.workbench.command('Hide Panel');
    await this.page.locator('.markers-panel').waitFor({ state: 'hidden' });
  }

  /** Every row: what it says, under which rule, and where. Needs `show` first. */
  async list() {
    const rows = await this.page.locator('.markers-panel .monaco-list-row').evaluateAll((elements) => elements.map((element) => ({ label: element.getAttribute('aria-label') ?? '', text: element.textContent ?? '' })));
    return rows.map(read).filter((problem) => problem !== undefined);
  }
}

function read({ label, text }) {
  const place = /\[Ln (\d+), Col (\d+)\]/.exec(text);
  if (!place) return undefined;
  const severity = /^(Error|Warning|Info)/i.exec(label)?.[1]?.toLowerCase();
  // The rule's title, and its name: 勾稽·重复的词语(repeated-word)[Ln 17, Col 5]
  const [, title, rule] = /勾稽·([^(\[]*?)\(?([a-z][a-z-]*)\)?\[Ln/.exec(text) ?? [];
  return { severity, rule, title, line: Number(place[1]), column: Number(place[2]), text };
}
