import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Door, PolicyDocument } from '../screening/index.ts';
import {
  type CaseworkPolicy,
  caseworkPolicyOf,
  checkCaseworkPolicy,
  exemptionDays,
  DEFAULT_CASEWORK_POLICY as policy,
} from './policy.ts';
import { deadlineOf, needsFourEyes, priorityOf } from './priority.ts';
import { retainUntil } from './retention/years.ts';

const HOUR = 3_600_000;

describe('a casework policy', () => {
  test('orders by likelihood, then by door and what is at stake', () => {
    const of = (probability: number, door: string, value?: number) =>
      priorityOf({ probability, doors: [door], value }, policy);
    assert.equal(of(0, 'text'), 20);
    assert.equal(of(1, 'traveller', 1_000_000), 1000);
    assert.equal(of(1, 'traveller', 1e12), 1000, 'bounded');
    assert.ok(of(0.5, 'payment') > of(0.5, 'customer'));
    assert.ok(of(0.5, 'payment', 10_000) > of(0.5, 'payment', 100));
    assert.ok(of(0.9, 'customer') > of(0.3, 'payment', 1_000_000));
  });

  test('gives the deadline of the first rule that fits', () => {
    const hours = (doors: string[], priority: number) => deadlineOf({ doors, priority }, 0, policy) / HOUR;
    assert.equal(hours(['traveller', 'text'], 0), 1);
    assert.equal(hours(['payment'], 0), 4);
    assert.equal(hours(['customer'], 600), 8);
    assert.equal(hours(['customer'], 599), 72);
  });

  test('says which decisions two people make', () => {
    const alert = { doors: ['customer'], probability: 0.2, value: undefined };
    assert.equal(needsFourEyes('same', alert, policy), true);
    assert.equal(needsFourEyes('not-same', alert, policy), false);
    const rule = { doors: ['payment' as const], probabilityFrom: 0.1, valueFrom: 5 };
    const own = { ...policy, fourEyes: [rule] };
    assert.equal(needsFourEyes('same', { ...alert, doors: ['payment'], value: 4 }, own), false);
    assert.equal(needsFourEyes('same', { ...alert, doors: ['payment'], value: 5 }, own), true);
  });

  test('keeps evidence for calendar years', () => {
    const closed = Date.UTC(2024, 1, 29);
    const un = { lists: ['un_sc'], doors: ['customer'] };
    assert.equal(retainUntil(closed, [un], policy), Date.UTC(2029, 2, 1));
    assert.equal(retainUntil(closed, [un, { ...un, lists: ['us_ofac_cons'] }], policy), Date.UTC(2034, 2, 1));
  });

  test('follows the screening policies, each at its doors', () => {
    const document = (name: string, doors: Door[], change: Partial<PolicyDocument>) =>
      ({
        name,
        doors,
        lists: [],
        exemptions: { days: 365, mostDays: 730, secondApprover: false },
        fourEyes: { decisions: [{ decisions: ['same'] }], activation: true },
        retention: { clear: 'P5Y', alerts: 'P5Y' },
        ...change,
      }) as unknown as PolicyDocument;
    const rules = {
      decisions: [{ doors: ['payment' as const] }, { doors: ['traveller' as const] }],
      activation: true,
    };
    const both = caseworkPolicyOf([
      document('STANDARD', ['customer', 'payment'], {
        fourEyes: rules,
        retention: { clear: 'P5Y', alerts: 'P8Y' },
      }),
      document('BORDER_EU', ['traveller'], {
        exemptions: { days: 180, mostDays: 180, secondApprover: true },
      }),
    ]);
    assert.deepEqual(both.fourEyes, [{ doors: ['payment'] }, { doors: ['traveller'], decisions: ['same'] }]);
    assert.deepEqual(both.exemption, { days: 180, mostDays: 180, secondApprover: true });
    assert.deepEqual(both.retention, { years: 8, ofac: false });
    assert.equal(exemptionDays(both, ['customer']), 365, 'another door’s shorter term does not reach it');
    assert.equal(exemptionDays(both, ['customer', 'traveller']), 180);
    const border = { lists: ['un_sc', 'us_ofac_sdn'], doors: ['traveller'] };
    assert.equal(
      retainUntil(0, [border], both),
      Date.UTC(1975, 0, 1),
      'who looks at travellers moves no property',
    );
    const money = { lists: ['un_sc'], doors: ['payment'] };
    assert.equal(retainUntil(0, [border, money], both), Date.UTC(1978, 0, 1));
    assert.deepEqual(caseworkPolicyOf([document('OFAC', ['customer'], {})]).retention, {
      years: 10,
      ofac: true,
    });
    assert.deepEqual(
      caseworkPolicyOf([document('X', ['customer'], { retention: { clear: 'P6M', alerts: 'P18M' } })])
        .retention.years,
      2,
    );
    checkCaseworkPolicy(both);
    assert.equal(caseworkPolicyOf([]), policy);
  });

  test('that cannot be used is refused', () => {
    checkCaseworkPolicy(policy);
    const wrong: Partial<CaseworkPolicy>[] = [
      { deadlines: [] },
      { deadlines: [{ doors: ['payment'], hours: 4 }] },
      { deadlines: [{ hours: 0 }] },
      { priority: { ...policy.priority, door: 0 } },
      { priority: { ...policy.priority, topValue: 0 } },
      { exemption: { ...policy.exemption, days: 999 } },
      { retention: { years: 9, ofac: true } },
      { retention: { years: 0.5, ofac: false } },
      { releaseHours: Number.NaN },
      { attachment: { mostBytes: 0, mostOfCase: 1 } },
    ];
    for (const change of wrong) {
      assert.throws(() => checkCaseworkPolicy({ ...policy, ...change }), { code: 'casework/bad-policy' });
    }
  });
});
