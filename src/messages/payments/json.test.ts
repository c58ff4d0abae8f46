import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { sourceSpan } from './payment.ts';
import { readPaymentDocuments } from './payments.ts';
import { subjectsOfPayment } from './subjects.ts';

const CORPUS = resolve(
  process.env.RIEGEL_CORPUS ?? join(import.meta.dirname, '../../../../shared'),
  'messages',
);
const skip = existsSync(CORPUS) ? false : `no corpus at ${CORPUS}; set RIEGEL_CORPUS`;

const read = (text: string) => readPaymentDocuments({ name: 'm.json', bytes: Buffer.from(text) });

/** As Tazama's transaction monitoring service takes it. */
const TAZAMA = JSON.stringify({
  TxTp: 'pacs.008.001.10',
  TenantId: 'DEFAULT',
  FIToFICstmrCdtTrf: {
    GrpHdr: { MsgId: 'm-1', CreDtTm: '2026-03-04T10:00:00Z', NbOfTxs: 1, SttlmInf: { SttlmMtd: 'CLRG' } },
    CdtTrfTxInf: {
      PmtId: { InstrId: 'i-1', EndToEndId: 'e-1' },
      IntrBkSttlmAmt: { Amt: { Amt: 31020.8, Ccy: 'USD' } },
      InstdAmt: { Amt: { Ccy: 'EUR', Amt: 9000 }, XchgRate: 17.536082 },
      ChrgBr: 'DEBT',
      Dbtr: {
        Nm: 'Änn "Quoted" Example',
        Id: {
          PrvtId: {
            DtAndPlcOfBirth: { BirthDt: '1968-02-01', CityOfBirth: 'Unknown', CtryOfBirth: 'ZZ' },
            Othr: [{ Id: '+27730975224', SchmeNm: { Prtry: 'MSISDN' } }],
          },
        },
        CtctDtls: { MobNb: '+27-730975224' },
      },
      DbtrAcct: { Id: { Othr: [{ Id: 'acc-1', SchmeNm: { Prtry: 'MSISDN' } }] }, Nm: 'April Grant' },
      DbtrAgt: { FinInstnId: { ClrSysMmbId: { MmbId: 'fsp001' } } },
      Cdtr: { Nm: 'Felicia Quill' },
    },
    RmtInf: { Ustrd: 'Generic payment description' },
  },
});

test("a payment in Tazama's form is the same as in XML, each value at its place", () => {
  const [document, ...others] = read(TAZAMA);
  assert.deepEqual(others, []);
  const { head, transactions, problems, quarantined } = document!;
  assert.deepEqual(
    [head.type, head.version, head.id!.text, problems, quarantined],
    ['pacs.008', '001.10', 'm-1', [], []],
  );
  const [transaction, surroundings] = transactions;
  assert.equal(surroundings!.freeTexts[0]!.text, 'Generic payment description');
  assert.deepEqual(
    [transaction!.amount!.amount.text, transaction!.amount!.currency, transaction!.ids.endToEnd!.text],
    ['31020.8', 'USD', 'e-1'],
  );
  const subjects = subjectsOfPayment(transaction!, 'm.json');
  const [debtor] = subjects;
  assert.deepEqual(debtor!.subject.properties, {
    name: ['Änn "Quoted" Example'],
    alias: ['April Grant'],
    idNumber: ['+27730975224'],
    accountNumber: ['acc-1'],
    birthDate: ['1968-02-01'],
    birthPlace: ['Unknown'],
    birthCountry: ['ZZ'],
    phone: ['+27-730975224'],
  });
  const [name] = debtor!.places.get('name')!;
  assert.equal(name!.path, '/FIToFICstmrCdtTrf/CdtTrfTxInf/Dbtr/Nm');
  const [start, end] = sourceSpan(name!, 5, 11);
  assert.deepEqual([name!.text.slice(5, 11), TAZAMA.slice(start, end)], ['Quoted', 'Quoted']);
});

test('of names that come twice neither is lost', () => {
  const [document] = read(TAZAMA.replace('"Nm":"Felicia Quill"', '"Nm":"Felicia Quill","Nm":"Hidden Name"'));
  const creditor = document!.transactions[0]!.parties.find(({ role }) => role === 'creditor');
  assert.deepEqual(
    creditor!.names.map(({ text }) => text),
    ['Felicia Quill', 'Hidden Name'],
  );
});

test('messages one after the other, and in an array, are messages each', () => {
  for (const source of [`${TAZAMA}\n${TAZAMA}`, `[${TAZAMA},${TAZAMA}]`]) {
    assert.deepEqual(
      read(source).map(({ head }) => [head.type, head.number]),
      [
        ['pacs.008', 1],
        ['pacs.008', 2],
      ],
    );
  }
});

test('samples of another program are read', { skip }, () => {
  for (const file of globSync(join(CORPUS, 'moov_iso20022_testdata/valid_*.json'))) {
    const [document] = readPaymentDocuments({ name: file, bytes: readFileSync(file) });
    assert.match(document!.head.type, /^(?:acmt|camt|pacs|pain|reda|remt)\.\d{3}$/, file);
    assert.deepEqual([document!.quarantined, document!.problems], [[], []], file);
  }
});

test('JSON that is cut, broken, too deep or no payment is set aside', () => {
  const codeOf = (text: string) =>
    read(text).flatMap(({ quarantined }) => quarantined.map(({ code }) => code));
  assert.deepEqual(codeOf(TAZAMA.slice(0, 300)), ['messages/truncated']);
  assert.deepEqual(codeOf(TAZAMA.replace('"Dbtr":', '"Dbtr"')), ['messages/not-well-formed']);
  assert.deepEqual(codeOf('{"a":1}'), ['messages/unknown-type']);
  assert.deepEqual(codeOf(`{"Document":${'{"a":'.repeat(100)}`), ['messages/too-deep']);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: TAZAMA.length - 1 }), (length) => {
      assert.ok(codeOf(TAZAMA.slice(0, length)).length > 0);
    }),
    { numRuns: 100 },
  );
});
