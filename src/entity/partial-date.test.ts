import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareDates, comparePacked, isIsoDate, type PartialDate, packDate } from './partial-date.ts';

const circa = (value: string): PartialDate => ({ value, circa: true, original: '' });
const range = (value: string, until: string): PartialDate => ({ value, until, original: '' });

test('relations of dates', () => {
  const cases: [a: PartialDate | string, b: PartialDate | string, relation: string][] = [
    ['1968-10-12', '1968-10-12', 'same'],
    ['1968-10-12', '1968-10-12T00:00:00', 'same'],
    ['1968', '1968', 'compatible'],
    ['1968', '1968-10-12', 'compatible'],
    ['1968-10', '1968-10-12', 'compatible'],
    ['1968-10', '1968-11-12', 'near'],
    ['1968', '1969-10-12', 'near'],
    ['1968', '1970', 'contradiction'],
    ['1968', '1978', 'contradiction'],
    ['1968-10-12', '1968-12-10', 'swapped'],
    ['1968-10-12', '1968-12-11', 'near'],
    ['1968-10-12', '1969-03-01', 'near'],
    ['1968-10-12', '1978-10-12', 'near'],
    ['1968-10-12', '1986-10-12', 'near'],
    ['1968-10-12', '1978-10-13', 'contradiction'],
    ['1968-10-12', '1986-12-10', 'contradiction'],
    [circa('1958'), '1960-03-04', 'compatible'],
    [circa('1958'), '1956', 'compatible'],
    [circa('1958'), '1961', 'near'],
    [circa('1958'), '1962', 'contradiction'],
    [circa('1958'), circa('1962'), 'compatible'],
    [circa('1958-10-12'), '1958-10-12', 'compatible'],
    [range('1956', '1958'), '1957-06-01', 'compatible'],
    [range('1956', '1958'), '1958-12-31', 'compatible'],
    [range('1956', '1958'), '1959', 'near'],
    [range('1956', '1958'), '1960', 'contradiction'],
    [range('1970-01-01', '1972-12-31'), range('1972-05', '1974'), 'compatible'],
    [range('1960-03-14', '1961-03-14'), '1961-03-20', 'compatible'],
    [range('1960-03-14', '1961-03-14'), '1961-04-20', 'near'],
    ['1968-02-30', '1968', 'unknown'],
    ['', '1968', 'unknown'],
    [range('1958', '1956'), '1957', 'unknown'],
  ];
  for (const [a, b, relation] of cases) {
    assert.equal(compareDates(a, b), relation, JSON.stringify([a, b]));
    assert.equal(compareDates(b, a), relation, JSON.stringify([b, a]));
  }
});

const year = fc.integer({ min: 1001, max: 3000 });
const anyDate = fc
  .tuple(year, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 28 }))
  .map(([y, m, d]) =>
    [
      String(y),
      ...(m > 0 ? [String(m).padStart(2, '0')] : []),
      ...(m > 0 && d > 0 ? [String(d).padStart(2, '0')] : []),
    ].join('-'),
  );
const packed = fc
  .tuple(anyDate, fc.boolean(), fc.option(anyDate, { nil: undefined }))
  .map(([value, isCirca, until]) =>
    packDate(value, { circa: isCirca, ...(until !== undefined && { until }) }),
  );

test('a packed date is a small unsigned number and comparison is symmetric', () => {
  fc.assert(
    fc.property(packed, packed, (a, b) => {
      assert.ok(Number.isInteger(a) && a >= 0 && a < 2 ** 31);
      assert.equal(comparePacked(a, b), comparePacked(b, a));
      if (a !== 0) assert.ok(['same', 'compatible'].includes(comparePacked(a, a)));
    }),
    { numRuns: 3000 },
  );
});

test('a prefix of a date is compatible with it', () => {
  fc.assert(
    fc.property(anyDate, fc.constantFrom(4, 7), (date, length) => {
      const prefix = date.slice(0, length);
      assert.ok(isIsoDate(prefix));
      assert.ok(['same', 'compatible'].includes(compareDates(date, prefix)));
    }),
  );
});
