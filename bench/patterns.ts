/**
 * How well the patterns of several payments are found: `npm run eval:patterns`. Recall of each planted kind and false
 * alarms among ordinary payments, on a labelled synthetic set (`--people N`, `--planted N`); and on the AMLSim graphs of
 * `../shared/transactions` where they are present. What is planted follows the rules' own shape, so its recall says that
 * the rules do what they say and not how criminals behave.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PATTERN_RULES, type PatternRules, PatternWatch, type PaymentFact } from '../src/screening/index.ts';
import { corpusFile } from './data/corpus.ts';
import { type Label, syntheticSet } from './transactions/synthetic.ts';

const { values } = parseArgs({
  options: { people: { type: 'string', default: '2000' }, planted: { type: 'string', default: '200' } },
});

synthetic(Number(values.people), Number(values.planted));
for (const set of ['20K_fanin200', '20K_fanin200cycle200', '20K_cycle200']) amlsim(set);

function synthetic(people: number, planted: number): void {
  const { facts, cases } = syntheticSet(people, planted);
  const watch = new PatternWatch({ now: Date.now });
  const byPayment = new Map(cases.flatMap((each) => [...each.payments].map((payment) => [payment, each])));
  const found = new Map<Label, Set<object>>();
  const alarms = new Map<Label, number>();
  for (const fact of facts) {
    for (const { pattern } of watch.addFact(fact)) {
      const planted = byPayment.get(fact.reference);
      if (planted?.label === pattern) found.set(pattern, (found.get(pattern) ?? new Set()).add(planted));
      else alarms.set(pattern, (alarms.get(pattern) ?? 0) + 1);
    }
  }
  console.log(`synthetic: ${facts.length.toLocaleString('en')} payments, ${cases.length} planted cases`);
  for (const label of ['resubmission', 'split', 'collection'] as const) {
    const all = cases.filter((each) => each.label === label).length;
    const share = (100 * (found.get(label)?.size ?? 0)) / all;
    const false_ = alarms.get(label) ?? 0;
    const rate = (1000 * false_) / facts.length;
    console.log(
      `  ${label.padEnd(14)} ${share.toFixed(1)} % found, ${false_} false alarms (${rate.toFixed(3)} per 1,000 payments)`,
    );
  }
}

/** Steps of the simulation are taken as days. Its sums go far beyond ours, so the bound of small sums is theirs. */
function amlsim(set: string): void {
  const nodes = corpusFile('transactions', 'amlsim', set, 'nodes.csv');
  const transactions = corpusFile('transactions', 'amlsim', set, 'transactions.csv');
  if (nodes === undefined || transactions === undefined) {
    console.log(`amlsim/${set}: not there, left out`);
    return;
  }
  const labelled = new Set(rows(nodes).flatMap(([id, isFraud]) => (isFraud === '1' ? [id!] : [])));
  const rules: PatternRules = {
    ...PATTERN_RULES,
    collection: { ...PATTERN_RULES.collection, payers: 3, amount: { amount: '100000', currency: 'EUR' } },
  };
  const watch = new PatternWatch({ rules, now: Date.now });
  const accounts = new Set<string>();
  let alarms = 0;
  let count = 0;
  for (const [source, target, value, time] of rows(transactions)) {
    count++;
    const fact = factOf(source!, target!, Number(value), Number(time), count);
    for (const { pattern } of watch.addFact(fact)) {
      if (pattern !== 'collection') continue;
      alarms++;
      accounts.add(source!);
    }
  }
  const right = [...accounts].filter((each) => labelled.has(each)).length;
  console.log(
    `amlsim/${set}: ${count.toLocaleString('en')} payments, ${labelled.size} labelled accounts; collection names ${accounts.size} accounts in ${alarms} alerts, ${right} of them labelled`,
  );
}

function factOf(payer: string, payee: string, amount: number, day: number, number: number): PaymentFact {
  const side = (account: string) => ({ key: account, account, name: '', ultimate: '' });
  return {
    ...{ reference: `t${number}`, at: day * 86_400_000, amount, currency: 'EUR', ids: [], remittance: '' },
    ...{ payer: side(payer), payee: side(payee), outcome: 'clear' },
  };
}

function rows(file: string): string[][] {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(','));
}
