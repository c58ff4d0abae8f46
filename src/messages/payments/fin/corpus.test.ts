import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import type { PaymentParty } from '../payment.ts';
import { readPaymentDocuments } from '../payments.ts';
import { subjectsOfPayment, textsOfPayment } from '../subjects.ts';

const CORPUS = resolve(
  process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../../../shared'),
  'messages',
);
const skip = existsSync(CORPUS) ? false : `no corpus at ${CORPUS}; set RIEGEL_CORPUS`;
const SAMPLES = ['cbpr_m*/fin/*.fin', 'fin_prowide_tests/*.fin', 'prowide_core_resources/*.{fin,rje,txt}'];

/** Samples of which something is not read, with the reason that must be stated. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  // FIN written into JSON by a program, with fields of its own.
  'MT103_CalendarJsonSerializationTest_L297.fin': ['messages/unknown-type'],
  'MT103_CalendarJsonSerializationTest_L321.fin': ['messages/unknown-type'],
  'MT103_CalendarJsonSerializationTest_L347.fin': ['messages/unknown-type'],
  'MT103_MtSwiftMessageJsonTest_L96.fin': ['messages/unknown-type'],
  // Blocks without a block 4.
  'MT103_ConversionServiceTest_L71.fin': ['messages/missing-block'],
  'MT103_ConversionServiceTest_L149.fin': ['messages/missing-block'],
  'MT103_ConversionServiceTest_L209.fin': ['messages/missing-block', 'messages/missing-block'],
  // It ends within block 4.
  'MT900_MT900ParserTest_L75.fin': ['messages/truncated'],
};

const files = () => SAMPLES.flatMap((pattern) => globSync(join(CORPUS, pattern))).toSorted();
const read = (file: string) => readPaymentDocuments({ name: file, bytes: readFileSync(file) });

test('every sample is read, or refused with its reason', { skip }, (context) => {
  let messages = 0;
  for (const file of files()) {
    const name = basename(file);
    const documents = read(file);
    const refused = documents.flatMap(({ quarantined }) => quarantined.map(({ code }) => code));
    assert.deepEqual(refused, REFUSED[name] ?? [], file);
    if (refused.length > 0) continue;
    messages += documents.length;
    const type = /^MT(\d{3})_/.exec(name)?.[1];
    if (type !== undefined) assert.equal(documents.at(-1)!.head.type, `MT${type}`, file);
  }
  context.diagnostic(`${messages} messages`);
  assert.ok(messages > 200, `${messages} messages`);
});

/** What is in block 4 of the samples by another way to look: words of three letters or more, outside of codes. */
test('every word of the samples reaches a subject or a search, or is a code', { skip }, (context) => {
  let words = 0;
  const lost = new Map<string, string>();
  for (const file of files()) {
    if (REFUSED[basename(file)] !== undefined) continue;
    const source = readFileSync(file, 'utf8');
    const transactions = read(file).flatMap((document) => document.transactions);
    const reached = transactions
      .flatMap((transaction) => [
        ...subjectsOfPayment(transaction, file).flatMap(({ subject }) =>
          Object.values(subject.properties).flat(),
        ),
        ...[transaction, transaction.inherited].flatMap(textsOfPayment).map(({ text }) => text),
        ...Object.values({ ...transaction.ids, ...transaction.originalIds }).map(({ text }) => text),
        ...[...transaction.parties, ...transaction.inherited.parties].flatMap(({ clearing, accounts }) => [
          ...clearing.map(({ system, member }) => (system?.text ?? '') + member.text),
          ...accounts.map(({ iban, other }) => (iban ?? other!.number).text),
        ]),
      ])
      .join('\n');
    for (const line of source.split(/\r\n|\n|\r/)) {
      const field = /^:(\d\d[A-Z]?):/.exec(line);
      const content = line.slice(field?.[0].length ?? 0).replace(/^:[A-Z0-9]{4}\/[A-Z0-9]{0,8}\//, '');
      if (/^\{|^-?\}/.test(content) || CODED_FIELDS.test(field?.[1] ?? '')) continue;
      for (const [word] of content.matchAll(/(?<![A-Za-z0-9])[A-Za-z]{5,}(?![A-Za-z0-9])/g)) {
        words++;
        if (!reached.includes(word)) lost.set(`${field?.[1] ?? ''} ${word}`, basename(file));
      }
    }
  }
  context.diagnostic(`${words} words`);
  assert.ok(words > 900, `${words} words`);
  assert.deepEqual([...lost], []);
});

/** Fields of codes and of references that are one word. */
const CODED_FIELDS = /^(?:2[0-9]|1[0-9]|3[0-9]|40|94|92|98|6[0-5]|71A|93|90|83|91)/;

/** Parties of the two worlds: names as letters and figures, BICs without the branch that is none, account numbers. */
function valuesOf(file: string): Map<string, Set<string>> {
  const values = new Map<string, Set<string>>();
  const add = (kind: string, value: string, { role, part }: PaymentParty) => {
    const key = `${kind} ${value}`;
    values.set(key, (values.get(key) ?? new Set()).add(`${role}/${part}`));
  };
  for (const { transactions } of read(file)) {
    for (const party of transactions.flatMap(({ parties, inherited }) => [
      ...parties,
      ...inherited.parties,
    ])) {
      const [name] = party.names;
      if (name !== undefined)
        add(
          'name',
          name.text
            .toUpperCase()
            .replace(/[^A-Z0-9]+/g, ' ')
            .trim(),
          party,
        );
      for (const { text } of party.bics) add('BIC', text.replace(/XXX$/, ''), party);
      for (const { iban, other } of party.accounts) {
        const number = iban ?? other?.number;
        if (number !== undefined) add('account', number.text.replaceAll(' ', ''), party);
      }
    }
  }
  return values;
}

const caseOf = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

test('parties of FIN samples are those of the ISO 20022 message of the same use case', {
  skip,
}, (context) => {
  const messages = globSync(join(CORPUS, 'cbpr_m*/xml/*/*.xml')).map((file) => ({
    useCase: caseOf(basename(dirname(file))),
    values: valuesOf(file),
  }));
  let count = 0;
  let same = 0;
  let sameRole = 0;
  const rest: string[] = [];
  for (const file of globSync(join(CORPUS, 'cbpr_m*/fin/*.fin'))) {
    const name = basename(file);
    const useCase = caseOf(/_test_(.*)_mt_mx/.exec(name)?.[1] ?? /usecase_(.*)_test/.exec(name)?.[1] ?? '');
    const values = valuesOf(file);
    const shared = (other: ReadonlyMap<string, unknown>) =>
      [...values.keys()].filter((value) => other.has(value)).length;
    // A use case has a message for each leg: the one that shares most is the one of this leg.
    const [pair] = messages
      .filter((message) => message.useCase === useCase)
      .toSorted((one, other) => shared(other.values) - shared(one.values));
    if (pair === undefined) continue;
    for (const [value, roles] of values) {
      if (/ NOT ?PROVIDED$/.test(value)) continue;
      count++;
      const others = pair.values.get(value);
      if (others === undefined) {
        rest.push(`${name}: ${value}`);
        continue;
      }
      same++;
      if ([...roles].some((role) => others.has(role))) sameRole++;
    }
  }
  context.diagnostic(
    `${same} of ${count} names, BICs and accounts agree, ${sameRole} of them in the same role`,
  );
  context.diagnostic(`the rest: ${rest.join('; ')}`);
  assert.ok(count > 300, `${count} values`);
  assert.ok(same / count > 0.97, `${same} of ${count}`);
  assert.ok(sameRole / same > 0.8, `${sameRole} of ${same}`);
});
