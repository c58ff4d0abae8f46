import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { readPaymentDocuments, subjectsOfPayment, textsOfPayment } from '../../src/messages/index.ts';
import { fillMessage, readSchema } from './filled-message.ts';

const SCHEMAS = resolve(
  process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../shared'),
  'messages/xsd_iso20022_moov',
);
const skip = existsSync(SCHEMAS) ? false : `no schemas at ${SCHEMAS}`;

/** Texts that reach nobody, with the reason. */
const UNREAD: readonly (readonly [path: RegExp, reason: string])[] = [
  [/\/(?:Orgnl|Reqd)?MsgNmId$|\/XMLMsgNm$/, 'the name of a message, pacs.008.001.08'],
  [/\/(?:CharSet|MIMETp|NcodgTp)$/, 'how an attachment is packed'],
  [/\/ComAdr\/(?:PhneNb|FaxNb)$/, 'a telephone number beside no name identifies nobody'],
  [/\/BizSvc$/, 'the name of a network service'],
];
/** Too short for two words, and for one that says something. */
const SHORT = /^Max(?:[1-9]|10)Text$/;

/** Types of the schemas that are parties, and where what they hold has to come: the property of a subject. */
const PARTY =
  /^(?:(?:RTP)?PartyIdentification|Party\d+Choice|BranchAnd|FinancialInstitutionIdentification|TaxParty|TradeParty|NameAndAddress|Contact(?:Details)?\d|OrganisationIdentification\d|PersonIdentification\d|Organisation3|LegalOrganisation|CashAccount\d+$|BranchData)/;
const PROPERTY: readonly (readonly [leaf: RegExp, properties: readonly string[]])[] = [
  [/\/(?:Nm|FullLglNm|TradgNm)$/, ['name', 'alias']],
  [/\/(?:AnyBIC|BICFI|BIC)$/, ['swiftBic']],
  [/\/LEI$/, ['leiCode']],
  [/\/IBAN$/, ['iban']],
  [/\/(?:OrgId|PrvtId|FinInstnId)\/Othr\/Id$/, ['idNumber']],
  [/Acct\/Id\/Othr\/Id$/, ['accountNumber']],
  [/\/(?:AdrLine|StrtNm|TwnNm|PstCd|BldgNm|DstrctNm)$/, ['address']],
  [/\/(?:CityOfBirth|PrvcOfBirth)$/, ['birthPlace']],
];

function* filledMessages() {
  for (const file of readdirSync(SCHEMAS).filter((name) => name.endsWith('.xsd'))) {
    const { xml, leaves } = fillMessage(readSchema(readFileSync(join(SCHEMAS, file), 'utf8')));
    const documents = readPaymentDocuments({ name: file, bytes: Buffer.from(xml) });
    assert.deepEqual(
      documents.flatMap(({ quarantined }) => quarantined),
      [],
      file,
    );
    const transactions = documents.flatMap((document) => document.transactions);
    const subjects = transactions.flatMap((transaction) => subjectsOfPayment(transaction, file));
    yield { file, xml, leaves, transactions, subjects };
  }
}

const wordsOf = (text: string) => text.split(/[\s,]+/);

test('every text of every message reaches a subject or a text that is searched', { skip }, (context) => {
  const lost = new Map<string, string>();
  let count = 0;
  for (const { file, leaves, transactions, subjects } of filledMessages()) {
    const reached = new Set([
      ...subjects.flatMap(({ subject }) => Object.values(subject.properties).flat().flatMap(wordsOf)),
      ...transactions
        .flatMap((transaction) => [transaction, transaction.inherited])
        .flatMap(textsOfPayment)
        .flatMap(({ text }) => wordsOf(text)),
    ]);
    for (const { path, type, marker, text } of leaves) {
      if (!text || SHORT.test(type) || UNREAD.some(([unread]) => unread.test(path))) continue;
      count++;
      if (!reached.has(marker)) lost.set(`${path.split('/').slice(-3).join('/')} ${type}`, `${file} ${path}`);
    }
  }
  context.diagnostic(`${count} texts in the schemas`);
  assert.ok(count > 70_000);
  assert.deepEqual(
    [...lost].map(([kind, where]) => `${kind}: ${where}`),
    [],
  );
});

test('names, numbers and addresses of every element of a party type reach a subject, at their place', {
  skip,
}, (context) => {
  const lost = new Map<string, string>();
  let count = 0;
  for (const { file, xml, leaves, subjects } of filledMessages()) {
    const reached = new Map<string, Set<string>>();
    for (const { subject, places } of subjects) {
      for (const [property, values] of Object.entries(subject.properties)) {
        const words = reached.get(property) ?? new Set();
        reached.set(property, words);
        for (const value of values) for (const word of wordsOf(value)) words.add(word);
      }
      for (const { start, end, text, pieces } of [...places.values()].flat()) {
        if (pieces === undefined) assert.equal(xml.slice(start, end), text);
      }
    }
    for (const { path, within, marker, type } of leaves) {
      if (!within.some((outer) => PARTY.test(outer)) || SHORT.test(type)) continue;
      const properties = PROPERTY.find(([leaf]) => leaf.test(path))?.[1];
      if (properties === undefined) continue;
      count++;
      if (properties.some((property) => reached.get(property)?.has(marker))) continue;
      lost.set(`${path.split('/').slice(-4).join('/')} ${type}`, `${file} ${path}`);
    }
  }
  context.diagnostic(`${count} names, numbers and addresses in the schemas`);
  assert.ok(count > 20_000);
  assert.deepEqual(
    [...lost].map(([kind, where]) => `${kind}: ${where}`),
    [],
  );
});
