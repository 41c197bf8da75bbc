import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agencies, comparedFigures, status, type OverviewReport } from '../../src/overviewModel';

function report(agency: string, year: number, found: Partial<OverviewReport> = {}): OverviewReport {
  const figures = { received: '28', carriedIn: '4', handled: '29', carriedOver: '3' };
  return { agency, year, uri: `file:///${agency}${year}.txt`, errors: 0, warnings: 0, notes: 0, figures, ...found };
}

test('reports are grouped by agency in the order of the answer', () => {
  const groups = agencies([report('白水县', 2024), report('青山县', 2024), report('青山县', 2023)]);
  assert.deepEqual(groups.map(({ name, reports }) => [name, ...reports.map(({ year }) => year)]), [['白水县', 2024], ['青山县', 2024, 2023]]);
  assert.deepEqual(agencies([]), []);
});

test('the worst finding of all years is the status of an agency', () => {
  const good = report('甲', 2024);
  const [note, warning, error] = [report('甲', 2023, { notes: 1 }), report('甲', 2022, { warnings: 1, notes: 1 }), report('甲', 2021, { errors: 1 })];
  assert.equal(status([good]), 'good');
  assert.equal(status([good, note]), 'note');
  assert.equal(status([good, note, warning]), 'warning');
  assert.equal(status([good, note, warning, error]), 'error');
});

test('two years are compared below each other, without figures that are 0 in both', () => {
  const cell = (column: string, before: string | null, now: string | null, difference: string | null) => ({ column, before, now, difference });
  const rows = [
    { label: '新收', cells: [cell('自然人', '30', '28', '-2'), cell('其他', '0', '0', '0'), cell('总计', '30', '31', '1')] },
    { label: '结转', cells: [cell('总计', null, '0', null)] },
    { label: '办理', cells: [cell('总计', null, '4', null)] },
  ];
  const figures = comparedFigures({ name: '表', rows }).map(({ label, column, before, now, difference }) => [label, column, before, now, difference]);
  assert.deepEqual(figures, [['新收', '自然人', '30', '28', '-2'], ['', '总计', '30', '31', '+1'], ['办理', '总计', null, '4', null]]);
});
