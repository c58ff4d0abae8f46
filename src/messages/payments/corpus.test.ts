import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { PaymentParty } from './payment.ts';
import { readPaymentDocuments } from './payments.ts';
import { subjectsOfPayment, textsOfPayment } from './subjects.ts';

const CORPUS = resolve(
  process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../../shared'),
  'messages',
);
const skip = existsSync(CORPUS) ? false : `no corpus at ${CORPUS}; set RIEGEL_CORPUS`;
const SAMPLES = [
  'cbpr_m*/xml/*/*.xml',
  'moov_iso20022_testdata/*.xml',
  'prowide_iso20022_resources/**/*.{xml,txt}',
];

/** Samples that hold no payment message, with the reason that must be stated. */
const REFUSED: Readonly<Record<string, string>> = {
  'header-with-signature.xml': 'messages/unknown-type',
  'mx_sample_header.xml': 'messages/unknown-type',
};

/** Elements that are parties wherever they stand in the samples. */
const PARTIES =
  /<(?:\w+:)?(Dbtr|Cdtr|UltmtDbtr|UltmtCdtr|InitgPty|DbtrAgt|CdtrAgt|InstgAgt|InstdAgt|IntrmyAgt\d|PrvsInstgAgt\d|InstgRmbrsmntAgt|InstdRmbrsmntAgt|Assgnr|Assgne|Cretr|Fr|To|Ownr|Svcr)>([\s\S]*?)<\/(?:\w+:)?\1>/g;
/** Sender and receiver in the header that SWIFT had before ISO's: searched as a text. */
const DISTINGUISHED_NAME = /<(?:\w+:)?Type>DN</;
/** Texts that must reach a subject or a search. */
const TEXTS =
  /<(?:\w+:)?(Nm|BICFI|BIC|AnyBIC|IBAN|LEI|AdrLine|StrtNm|TwnNm|Ustrd|InstrInf|AddtlInf|AddtlNtryInf|AddtlTxInf|BirthDt|CityOfBirth)>([^<]*)<\//g;

function files() {
  return SAMPLES.flatMap((pattern) => globSync(join(CORPUS, pattern)));
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (whole, name) => signs[name] ?? whole).trim();
}

function withRelated(party: PaymentParty): PaymentParty[] {
  return [party, ...party.related.flatMap(withRelated)];
}

test('every sample is read, or refused with its reason', { skip }, () => {
  let read = 0;
  for (const file of files()) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const documents = readPaymentDocuments({ name: file, bytes: readFileSync(file) });
    const refused = documents.flatMap(({ quarantined }) => quarantined.map(({ code }) => code));
    assert.deepEqual(refused, REFUSED[name] === undefined ? [] : [REFUSED[name]], file);
    if (refused.length > 0) continue;
    read++;
    for (const { head, transactions } of documents) {
      assert.match(head.type, /^[a-z]{4}\.\d{3}$/, file);
      assert.ok(
        transactions.some(({ kind }) => kind === 'transaction'),
        file,
      );
    }
  }
  assert.ok(read > 150, `${read} samples`);
});

test('parties and texts of the samples are those that another count finds', { skip }, (context) => {
  let parties = 0;
  let texts = 0;
  for (const file of files()) {
    const source = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    const plain = source.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, (aside) =>
      ' '.repeat(aside.length),
    );
    const documents = readPaymentDocuments({ name: file, bytes: readFileSync(file) });
    const transactions = documents.flatMap((document) => document.transactions);
    if (transactions.length === 0) continue;
    const all = transactions.flatMap((transaction) => [
      ...transaction.parties,
      ...transaction.inherited.parties,
    ]);
    const found = new Map(all.flatMap(withRelated).map((party) => [party.path, party.element]));
    const filled = [...plain.matchAll(PARTIES)].filter(
      ([, , content]) => content!.replace(/<[^>]*>/g, '').trim() !== '' && !DISTINGUISHED_NAME.test(content!),
    );
    const counted = countOf(filled.map(([, element]) => element!));
    const wanted = new Set(counted.keys());
    assert.deepEqual(countOf([...found.values()].filter((element) => wanted.has(element))), counted, file);
    parties += [...counted.values()].reduce((sum, count) => sum + count, 0);

    const reached = new Set([
      ...transactions.flatMap((transaction) =>
        subjectsOfPayment(transaction, file).flatMap(({ subject }) =>
          Object.values(subject.properties).flat(),
        ),
      ),
      ...transactions.flatMap((transaction) =>
        [transaction, transaction.inherited].flatMap(textsOfPayment).map(({ text }) => text),
      ),
    ]);
    const whole = [...reached].join('\n');
    for (const [, element, text] of plain.matchAll(TEXTS)) {
      const value = unescaped(text!);
      if (value === '') continue;
      texts++;
      assert.ok(reached.has(value) || whole.includes(value), `${file}: ${element} ${value}`);
    }
    for (const transaction of transactions) {
      for (const { places } of subjectsOfPayment(transaction, file)) {
        for (const { text, start, end, pieces } of [...places.values()].flat()) {
          if (pieces === undefined) assert.equal(source.slice(start, end), text, file);
        }
      }
    }
  }
  context.diagnostic(`${parties} parties, ${texts} texts`);
  assert.ok(parties > 800 && texts > 1300, `${parties} parties, ${texts} texts`);
});

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
