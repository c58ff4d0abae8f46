/**
 * A labelled set of payments: months of ordinary ones (salaries, rents, shops, families, charities, clubs, shops that pay
 * on what they take) with planted resubmissions, splits and collections among them. All is drawn by the seed.
 */
import type { PaymentFact } from '../../src/screening/index.ts';
import { type Random, randomOf } from '../seed.ts';

export type Label = 'resubmission' | 'split' | 'collection';

export interface LabelledSet {
  /** In the order of time. */
  readonly facts: readonly PaymentFact[];
  /** Planted case → its label and the payments that make it. */
  readonly cases: readonly { readonly label: Label; readonly payments: ReadonlySet<string> }[];
}

const DAY = 86_400_000;
const START = Date.parse('2026-01-01');
const DAYS = 90;

/** @param people who pay, @param planted cases of each kind */
export function syntheticSet(people: number, planted: number, seed = 'patterns'): LabelledSet {
  const random = randomOf(seed);
  const facts: PaymentFact[] = [];
  let number = 0;
  const pay = (
    day: number,
    amount: number,
    payer: string,
    payee: string,
    more: Partial<PaymentFact> = {},
  ): PaymentFact => {
    number++;
    const fact: PaymentFact = {
      ...{
        reference: `p${number}`,
        at: START + Math.floor(day) * DAY,
        amount: Math.round(amount * 100) / 100,
      },
      ...{ currency: 'EUR', ids: [`E${number}`], payer: sideOf(payer), payee: sideOf(payee) },
      ...{ remittance: '', outcome: 'clear', ...more },
    };
    facts.push(fact);
    return fact;
  };
  ordinary(people, random, pay);
  const cases: LabelledSet['cases'][number][] = [];
  const plant = (label: Label, made: readonly PaymentFact[]) =>
    cases.push({ label, payments: new Set(made.map(({ reference }) => reference)) });
  for (let at = 0; at < planted; at++) {
    plant('resubmission', resubmission(at, random, pay));
    plant('split', split(at, random, pay));
    plant('collection', collection(at, random, pay));
  }
  return { facts: facts.toSorted((a, b) => a.at - b.at), cases };
}

type Pay = (
  day: number,
  amount: number,
  payer: string,
  payee: string,
  more?: Partial<PaymentFact>,
) => PaymentFact;

function sideOf(name: string): PaymentFact['payer'] {
  return { key: `ACC ${name}`, account: `ACC ${name}`, name, ultimate: '' };
}

function ordinary(people: number, random: Random, pay: Pay): void {
  const shops = Math.max(5, people / 20);
  for (let person = 0; person < people; person++) {
    const who = `person ${person}`;
    const salary = 1200 + random.below(4000);
    const rent = 300 + random.below(1500);
    for (let month = 0; month < 3; month++) {
      pay(30 * month + 1, salary, `firm ${person % Math.ceil(people / 30)}`, who, { remittance: 'salary' });
      pay(30 * month + 2, rent, who, `landlord ${person % Math.ceil(people / 8)}`, { remittance: 'rent' });
      // A gift to a charity or a club, which pays its bills to several.
      if (random.chance(0.3))
        pay(30 * month + random.below(28), 5 + random.below(100), who, `charity ${person % 9}`);
      if (random.chance(0.2)) pay(30 * month + random.below(28), 20, who, `club ${person % 13}`);
    }
    for (let day = random.below(9); day < DAYS; day += 1 + random.below(9)) {
      pay(day, 5 + 200 * random.next() ** 2, who, `shop ${random.below(shops)}`);
    }
    // A family that sends money, sometimes a large sum in two, sometimes much within days.
    if (random.chance(0.2)) {
      for (let day = random.below(20); day < DAYS; day += 10 + random.below(20)) {
        pay(day, 100 + random.below(900), who, `kin of ${who}`);
      }
    }
  }
  const bodies = [
    ...Array.from({ length: 9 }, (_, at) => `charity ${at}`),
    ...Array.from({ length: 13 }, (_, at) => `club ${at}`),
    ...Array.from({ length: shops }, (_, at) => `shop ${at}`),
  ];
  for (const body of bodies) {
    for (let day = 5; day < DAYS; day += 7) {
      for (let bill = 0; bill < 6; bill++) {
        pay(day, 20 + random.below(300), body, `supplier ${random.below(200)}`);
      }
    }
    // Some bring what they take to another account of their own.
    if (random.chance(0.5)) {
      for (let day = 6; day < DAYS; day += 7) {
        pay(day, 400 + random.below(800), body, body, {
          payee: { ...sideOf(body), key: `SAVINGS ${body}`, account: `SAVINGS ${body}` },
        });
      }
    }
  }
}

function resubmission(at: number, random: Random, pay: Pay): PaymentFact[] {
  const day = random.below(DAYS - 10);
  const amount = 1000 + random.below(90_000);
  const payer = `sender ${at}`;
  const payee = `held ${at}`;
  const kind = random.below(4);
  const held = random.chance(0.7);
  const first = pay(day, amount, payer, payee, {
    ids: [`R${at}`],
    remittance: `invoice goods ${at}`,
    outcome: held ? 'alert' : 'clear',
  });
  const again: Partial<PaymentFact> = {
    ...(kind === 0 || !held ? { ids: [`R${at}`] } : {}),
    remittance: `invoice goods ${at}`,
    ...(kind === 1 ? { payer: { ...sideOf(payer), name: '' } } : {}),
    ...(kind === 2 ? { payee: { ...sideOf(payee), name: `cousin ${at}` } } : {}),
  };
  const other = kind === 0 || kind === 3 ? `front ${at}` : payee;
  return [first, pay(day + random.below(5), amount, payer, other, again)];
}

function split(at: number, random: Random, pay: Pay): PaymentFact[] {
  const day = random.below(DAYS - 10);
  return Array.from({ length: 3 + random.below(3) }, () =>
    pay(day + random.below(3), 600 + random.below(400), `splitter ${at}`, `taker ${at}`),
  );
}

function collection(at: number, random: Random, pay: Pay): PaymentFact[] {
  const day = random.below(DAYS - 25);
  const collector = `collector ${at}`;
  const into = Array.from({ length: 8 + random.below(20) }, (_, donor) =>
    pay(day + random.below(13), 20 + random.below(400), `donor ${at}.${donor}`, collector),
  );
  const got = into.reduce((sum, { amount }) => sum + amount, 0);
  const last = Math.round((Math.max(...into.map(({ at: when }) => when)) - START) / DAY);
  const parts = 1 + random.below(2);
  const out = Array.from({ length: parts }, (_, part) =>
    pay(
      last + 1 + random.below(3),
      (got * (0.75 + 0.2 * random.next())) / parts,
      collector,
      `abroad ${at}.${part}`,
    ),
  );
  return [...into, ...out];
}
