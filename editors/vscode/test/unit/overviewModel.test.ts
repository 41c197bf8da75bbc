import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agencies, compareYears, status, type OverviewReport } from '../../src/overviewModel';

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

test('two years are compared figure by figure, as far as both are known', () => {
  const before = report('甲', 2023, { figures: { received: '30', carriedIn: null, handled: '29', carriedOver: '1' } });
  const rows = compareYears(before, report('甲', 2024)).map(({ figure, before, now, difference }) => [figure, before, now, difference]);
  assert.deepEqual(rows, [['received', '30', '28', '-2'], ['carriedIn', null, '4', null], ['handled', '29', '29', '0'], ['carriedOver', '1', '3', '+2']]);
});
