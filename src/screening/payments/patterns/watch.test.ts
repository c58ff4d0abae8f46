import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PaymentFact, Side } from './fact.ts';
import { PATTERN_RULES, parsePatternRules } from './rules.ts';
import { PatternWatch } from './watch.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-11-02');
let number = 0;

const side = (name: string, account = `ACC ${name}`): Side => ({
  key: account || name,
  account,
  name,
  ultimate: '',
});

function fact(day: number, amount: number, more: Partial<PaymentFact> = {}): PaymentFact {
  number++;
  return {
    ...{ reference: `p${number}`, at: START + day * DAY, amount, currency: 'EUR', ids: [`E${number}`] },
    ...{ payer: side('anna'), payee: side('bruno'), remittance: '', outcome: 'clear' },
    ...more,
  };
}

/** Patterns of each payment, in their order. */
function patterns(facts: readonly PaymentFact[]): string[] {
  const watch = new PatternWatch({ now: () => START });
  return facts.map((each) =>
    watch
      .addFact(each)
      .map(({ pattern }) => pattern)
      .join(),
  );
}

test('a payment that comes again with another party is linked to the first', () => {
  const ids = ['E-1'];
  for (const second of [
    { payer: side('carla', 'ACC anna') },
    { payee: side('dora') },
    { payer: { ...side('anna'), ultimate: 'emil' } },
    { payer: side('', 'ACC anna') },
  ]) {
    assert.deepEqual(patterns([fact(0, 5000, { ids }), fact(2, 5000, { ids, ...second })]), [
      '',
      'resubmission',
    ]);
  }
  const watch = new PatternWatch({ now: () => START });
  const first = fact(0, 5000, { ids });
  watch.addFact(first);
  const second = fact(2, 5000, { ids, payee: side('dora') });
  const [alert] = watch.addFact(second);
  assert.deepEqual(alert!.payments, [first.reference, second.reference]);
  assert.match(alert!.reason, /same amount and reference.*altered: name of the payee/);
});

test('what is the same again, later, or another payment is no resubmission', () => {
  const ids = ['E-1'];
  assert.deepEqual(patterns([fact(0, 5000, { ids }), fact(1, 5000, { ids })]), ['', '']);
  assert.deepEqual(patterns([fact(0, 5000, { ids }), fact(6, 5000, { ids, payee: side('dora') })]), ['', '']);
  assert.deepEqual(patterns([fact(0, 5000), fact(1, 5000, { payee: side('dora') })]), ['', '']);
});

test('after a payment that was held the same sum to another is enough', () => {
  for (const outcome of ['alert', 'incomplete'] as const) {
    assert.deepEqual(patterns([fact(0, 5000, { outcome }), fact(1, 5000, { payee: side('dora') })]), [
      '',
      'resubmission',
    ]);
  }
});

test('a sum that is split under the threshold is told once', () => {
  const days = [0, 1, 2, 2];
  assert.deepEqual(patterns(days.map((day) => fact(day, 900))), ['', '', 'split', '']);
  assert.deepEqual(patterns(days.map((day) => fact(day, 100))), ['', '', '', '']);
  assert.deepEqual(patterns([0, 4, 8].map((day) => fact(day, 900))), ['', '', '']);
  assert.deepEqual(patterns(days.map((day) => fact(day, 1100))), ['', '', '', '']);
  const payees = ['bruno', 'dora', 'emil'].map((name) => fact(0, 900, { payee: side(name) }));
  assert.deepEqual(patterns(payees), ['', '', '']);
});

test('small sums from many that soon go on are told when they go', () => {
  const from = (count: number, amount = 100) =>
    Array.from({ length: count }, (_, at) =>
      fact(at, amount, { payer: side(`donor ${at}`), payee: side('collector') }),
    );
  const on = (day: number, amount: number, payee = side('abroad')) =>
    fact(day, amount, { payer: side('collector'), payee });
  assert.equal(patterns([...from(8), on(9, 700)]).at(-1), 'collection');
  assert.equal(patterns([...from(8), on(9, 300), on(10, 300)]).at(-1), 'collection');
  assert.equal(patterns([...from(7), on(9, 700)]).at(-1), '');
  assert.equal(patterns([...from(8), on(9, 300)]).at(-1), '');
  assert.equal(patterns([...from(8), on(20, 800)]).at(-1), '');
  assert.equal(patterns([...from(8, 700), on(9, 5600)]).at(-1), '');
  // To an account of one's own it does not go on.
  assert.equal(patterns([...from(8), on(9, 800, side('collector', 'SAVINGS'))]).at(-1), '');
  const spread = [...from(8), ...Array.from({ length: 8 }, (_, at) => on(9, 90, side(`shop ${at}`)))];
  assert.equal(patterns(spread).at(-1), '');
});

test('what is too old is forgotten', () => {
  const watch = new PatternWatch({ now: () => START });
  for (let day = 0; day < 400; day++) watch.addFact(fact(day, 10, { payer: side(`p${day}`) }));
  const { kept, byKey } = watch as unknown as { kept: Set<unknown>; byKey: Map<string, unknown> };
  assert.ok(kept.size <= 21 && byKey.size <= 45, `${kept.size} ${byKey.size}`);
});

test('parameters can be changed, and what cannot be used is refused', () => {
  const rules = parsePatternRules('{"split": {"days": 7}}');
  assert.deepEqual([rules.split.days, rules.split.transfers], [7, PATTERN_RULES.split.transfers]);
  for (const bad of [
    '',
    '[]',
    '{"splits": {}}',
    '{"split": {"days": -1}}',
    '{"split": {"threshold": {"amount": "x"}}}',
  ]) {
    assert.throws(() => parsePatternRules(bad), { code: 'payments/bad-patterns' }, bad);
  }
});
