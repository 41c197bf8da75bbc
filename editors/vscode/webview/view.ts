// The page of a view: draws the document and the list of its findings, and leads from one to the other.

import { counts, type Answer, type Finding, type FromView, type Labels, type ReadDocument, type ToView } from '../src/documentModel';
import { drawDocument } from './drawing';
import { Editing, editedByKeys, isText } from './editing';
import { element } from './element';

declare function acquireVsCodeApi(): { postMessage(message: FromView): void; getState(): State | undefined; setState(state: State): void };

/** What survives when VS Code hides the page. */
interface State {
  readonly top: number;
  readonly selected: number | undefined;
  /** The text of a preview. */
  readonly uri: string | undefined;
}

const host = acquireVsCodeApi();
const report = element('main', { id: 'report', tabindex: '-1' });
const list = element('aside', { id: 'findings' });
document.body.append(report, list);

let findings: readonly Finding[] = [];
let selected: number | undefined;
/** The answer and the labels that are shown, to notice whether others arrive. */
let shown = '';
/** The text of a preview; undefined in the view of a document. */
let uri: string | undefined;
/** Whether the fixes of findings are buttons. */
let canFix = false;
const editing = new Editing(report, (id, text, before) => host.postMessage({ type: 'edit', id, text, before }));

window.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
  switch (data.type) {
    case 'show':
      uri = data.uri;
      canFix = data.canFix === true;
      editing.whenIdle(() => show(data.answer, data.labels));
      break;
    case 'select':
      select(data.finding, 'report');
      break;
    case 'reveal':
      reveal(data.id);
      break;
    case 'relate':
      relate('total', data.totals);
      relate('addend', data.addends);
      break;
    case 'refuse':
      editing.refuse(data.id, data.text, data.before);
      break;
  }
});
report.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  const place = target.closest<HTMLElement>('[id^="place-"]');
  if (uri !== undefined && place !== null) host.postMessage({ type: 'goTo', id: Number(place.id.slice('place-'.length)) });
  const marked = target.closest('[data-findings]');
  if (marked instanceof HTMLElement) selectAmong(marked);
});
report.addEventListener('keydown', (event) => {
  // Enter edits a cell or a paragraph that can be edited, and so does a blank in a cell.
  const edited = editedByKeys(event.target);
  if (edited !== null && !(event.key === ' ' && isText(edited))) return;
  if (event.key !== 'Enter' && event.key !== ' ') return;
  if (!(event.target instanceof HTMLElement) || event.target.dataset['findings'] === undefined) return;
  event.preventDefault();
  selectAmong(event.target);
});
list.addEventListener('keydown', (event) => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || findings.length === 0) return;
  event.preventDefault();
  const from = selected ?? (step > 0 ? -1 : findings.length);
  select(Math.min(Math.max(from + step, 0), findings.length - 1), 'list');
});
report.addEventListener('scroll', () => keep());
host.postMessage({ type: 'ready' });

function show(answer: Answer, labels: Labels): void {
  // Most answers are the one that is shown already. It is not drawn again, so that nothing moves and no element loses the focus.
  const received = JSON.stringify([answer, labels]);
  if (received === shown && !editing.isStale) return;
  shown = received;
  const state = host.getState();
  const isFirst = report.childElementCount === 0;
  const top = isFirst ? (state?.top ?? 0) : report.scrollTop;
  if ('message' in answer) {
    showMessage(answer.message, labels);
    return;
  }
  const before = isFirst ? undefined : findings[selected ?? -1];
  const focused = document.activeElement?.id ?? '';
  const wasInList = focused !== '' && focused === `finding-${selected}`;
  findings = answer.findings;
  editing.keep(() => drawDocument(report, answer, labels));
  drawList(answer, labels);
  report.scrollTop = top;
  selected = undefined;
  // After a change the same finding stays selected, if it is still there.
  const again = before === undefined ? state?.selected : findings.findIndex((finding) => finding.rule === before.rule && finding.message === before.message);
  if (again !== undefined && again >= 0 && again < findings.length) mark(again);
  const item = wasInList ? `finding-${selected}` : focused;
  if (item !== '') document.getElementById(item)?.focus({ preventScroll: true });
  keep();
}

function showMessage(message: string, labels: Labels): void {
  findings = [];
  selected = undefined;
  const button = element('button', { type: 'button' }, labels.openAsText);
  button.addEventListener('click', () => host.postMessage({ type: 'openAsText' }));
  report.replaceChildren(element('p', { class: 'unread', role: 'alert' }, message), button);
  list.replaceChildren();
  list.hidden = true;
}

function drawList({ findings, notes }: ReadDocument, labels: Labels): void {
  list.hidden = false;
  const total = counts(findings).map(([severity, count]) => element('span', { class: `count ${severity}` }, `${labels.severities[severity]} ${count}`));
  const heading = element('h2', {}, labels.findings);
  const head = element('header', {}, heading, ...(total.length > 0 ? total : [element('span', {}, labels.noFindings)]));
  const items = findings.map((finding, at) => item(finding, at, labels));
  list.replaceChildren(head, ...notes.map((note) => element('p', { class: 'note' }, note)), element('ol', {}, ...items));
}

function item(finding: Finding, at: number, labels: Labels): HTMLElement {
  const summary = element(
    'button',
    { type: 'button', class: `finding ${finding.severity}`, id: `finding-${at}`, 'aria-expanded': 'false' },
    element('span', { class: 'place' }, finding.place?.name ?? ''),
    element('span', { class: 'message' }, finding.message),
    element('span', { class: 'rule' }, `${labels.severities[finding.severity]} · ${finding.title}`),
  );
  summary.addEventListener('click', () => {
    select(at, 'report');
    if (uri !== undefined && finding.place !== undefined) host.postMessage({ type: 'goTo', id: finding.place.id });
  });
  const details = element('div', { class: 'details' });
  if (finding.related.length > 0) details.append(element('h3', {}, labels.related), related(finding));
  if (finding.fixes.length > 0) details.append(element('h3', {}, labels.fixes), element('ul', {}, ...finding.fixes.map((title, fix) => element('li', {}, fixed(title, at, fix)))));
  if (finding.page !== undefined) {
    const page = element('button', { type: 'button', class: 'link' }, labels.rulePage);
    page.addEventListener('click', () => host.postMessage({ type: 'openPage', finding: at }));
    details.append(page);
  }
  return element('li', {}, summary, details);
}

/** The title of a fix; a button where the host can apply it. */
function fixed(title: string, finding: number, fix: number): HTMLElement | string {
  if (!canFix) return title;
  const button = element('button', { type: 'button', class: 'fix' }, title);
  button.addEventListener('click', () => host.postMessage({ type: 'fix', finding, fix }));
  return button;
}

function related(finding: Finding): HTMLElement {
  const rows = finding.related.map(({ message, place }) => {
    if (place === undefined) return element('li', {}, message);
    const button = element('button', { type: 'button', class: 'link' }, `${place.name} ${message}`);
    button.addEventListener('click', () => lead(placeOf(place.id)));
    return element('li', {}, button);
  });
  return element('ul', {}, ...rows);
}

/** Selects a finding of a mark; the next one if one of them is selected already. */
function selectAmong(marked: HTMLElement): void {
  const here = (marked.dataset['findings'] ?? '').split(' ').map(Number);
  const current = selected === undefined ? -1 : here.indexOf(selected);
  const next = here[(current + 1) % here.length];
  // The mark is in sight. It must not move between the clicks of a double click.
  if (next !== undefined) select(next, 'list', 'nearest');
}

/** Selects a finding, and shows it in both parts. The focus goes to one of them. */
function select(at: number, focus: 'report' | 'list', block: ScrollLogicalPosition = 'center'): void {
  if (findings[at] === undefined) return;
  mark(at);
  const item = document.getElementById(`finding-${at}`);
  item?.scrollIntoView({ block: 'nearest' });
  const place = findings[at]?.place;
  const target = report.querySelector<HTMLElement>(`[data-findings~="${at}"]`) ?? (place === undefined ? null : placeOf(place.id));
  if (focus === 'report') lead(target);
  else {
    target?.scrollIntoView({ block });
    item?.focus({ preventScroll: true });
  }
  keep();
}

function mark(at: number): void {
  for (const old of document.querySelectorAll('.selected')) old.classList.remove('selected');
  for (const old of list.querySelectorAll('[aria-expanded="true"]')) old.setAttribute('aria-expanded', 'false');
  selected = at;
  for (const part of report.querySelectorAll(`[data-findings~="${at}"]`)) part.classList.add('selected');
  const item = document.getElementById(`finding-${at}`);
  item?.setAttribute('aria-expanded', 'true');
  item?.parentElement?.classList.add('selected');
}

/** Shows the part of a preview at the cursor of the text. */
function reveal(id: number): void {
  for (const old of report.querySelectorAll('.current')) old.classList.remove('current');
  const place = placeOf(id);
  place?.classList.add('current');
  place?.scrollIntoView({ block: 'nearest' });
}

/** Marks figures by their part in the relations of the current one. */
function relate(part: 'total' | 'addend', ids: readonly number[]): void {
  for (const old of report.querySelectorAll(`.${part}`)) old.classList.remove(part);
  for (const id of ids) placeOf(id)?.classList.add(part);
}

function placeOf(id: number): HTMLElement | null {
  return document.getElementById(`place-${id}`);
}

/** Scrolls to a place and gives it the focus. */
function lead(target: HTMLElement | null): void {
  if (target === null) return;
  target.scrollIntoView({ block: 'center' });
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function keep(): void {
  host.setState({ top: report.scrollTop, selected, uri });
}
