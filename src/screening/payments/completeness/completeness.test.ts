import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type PaymentTransaction, readPaymentDocuments } from '../../../messages/index.ts';
import { type CompletenessOptions, completenessOf, type RegimeId } from './completeness.ts';
import { Institutions } from './institutions.ts';
import { compareAmount, parseRates, type RateTable } from './rates.ts';
import data from './regimes.data.json' with { type: 'json' };

const ON = '2026-11-20';
const RATES: RateTable = { source: 'test', base: 'EUR', date: ON, rates: { USD: 1.1, GBP: 0.88 } };
const WALLET = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

/** What a message may say; a part that is left out is missing. */
interface Parts {
  readonly name?: string;
  readonly account?: string;
  readonly address?: string;
  readonly ids?: string;
}
const COMPLETE: Parts = {
  name: '<Nm>Martha Oberholt</Nm>',
  account: '<Id><IBAN>DE89370400440532013000</IBAN></Id>',
  address: '<PstlAdr><StrtNm>Long Lane</StrtNm><TwnNm>Bonn</TwnNm><Ctry>DE</Ctry></PstlAdr>',
  ids: '<Id><OrgId><LEI>529900T8BM49AURSDO55</LEI></OrgId></Id>',
};
const CRYPTO: Parts = { ...COMPLETE, account: `<Id><Othr><Id>${WALLET}</Id></Othr></Id>` };

function party(element: string, { name = '', account = '', address = '', ids = '' }: Parts): string {
  const own = account === '' ? '' : `<${element}Acct>${account}</${element}Acct>`;
  return `<${element}>${name}${address}${ids}</${element}>${own}`;
}

interface Sent {
  readonly payer?: Parts;
  readonly payee?: Parts;
  readonly amount?: string;
  readonly currency?: string;
  /** BICs of the agents. */
  readonly from?: string;
  readonly to?: string;
}

function transfer({
  payer = COMPLETE,
  payee = COMPLETE,
  amount = '5000',
  currency = 'EUR',
  from = 'DEUTDEFF',
  to = 'CHASUS33',
}: Sent): PaymentTransaction {
  const agent = (element: string, bic: string) =>
    `<${element}><FinInstnId><BICFI>${bic}</BICFI></FinInstnId></${element}>`;
  const source = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><CdtTrfTxInf><IntrBkSttlmAmt Ccy="${currency}">${amount}</IntrBkSttlmAmt>${party('Dbtr', payer)}${agent('DbtrAgt', from)}${agent('CdtrAgt', to)}${party('Cdtr', payee)}</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>`;
  const [document] = readPaymentDocuments({ name: 'm.xml', bytes: Buffer.from(source) });
  return document!.transactions[0]!;
}

function found(sent: Sent, options: Partial<CompletenessOptions> = {}) {
  const answer = completenessOf(transfer(sent), { regime: 'EU', rates: RATES, on: ON, ...options });
  return { ...answer, rules: answer.findings.map(({ rule, kind }) => `${rule} ${kind}`) };
}

/** What is sent so that a grade holds. */
const OF_GRADE: Readonly<Record<string, Sent>> = {
  inside: { to: 'BNPAFRPP' },
  small: { amount: '1000.00' },
  full: { amount: '1000.01' },
  crypto: { payer: CRYPTO, payee: CRYPTO, amount: '1' },
};
const DOMESTIC: Sent = { to: 'COBADEFF' };
const WITHOUT: Readonly<Record<string, Partial<Record<keyof Parts, string>>>> = {
  name: { name: '' },
  account: { account: '' },
  address: { address: '' },
  town: { address: '<PstlAdr><Ctry>DE</Ctry></PstlAdr>' },
  identity: { ids: '' },
  bornOrRegistered: { ids: '' },
  lei: { ids: '<Id><OrgId><Othr><Id>HRB 4711</Id></Othr></OrgId></Id>' },
};

for (const { id, grades } of data.regimes) {
  describe(`each rule of ${id} is told by itself`, () => {
    for (const [grade, rules] of Object.entries(grades)) {
      const sent = id === 'FATF' && grade === 'inside' ? DOMESTIC : OF_GRADE[grade]!;
      test(`${grade}: complete`, () => {
        const answer = found(sent, { regime: id as RegimeId });
        assert.deepEqual([answer.grade, answer.rules], [grade, []]);
      });
      for (const { rule, party: side, datum } of rules) {
        test(`${grade}: ${rule}`, () => {
          const whole = sent[side as 'payer' | 'payee'] ?? COMPLETE;
          // A wallet has to be told of one of the two, or it would be no transfer of crypto-assets.
          const parts = { ...whole, ...WITHOUT[datum] };
          const answer = found({ ...sent, [side]: parts }, { regime: id as RegimeId });
          assert.deepEqual(answer.rules, [`${rule} missing`]);
          assert.equal(answer.findings[0]!.weight, datum === 'lei' ? 'asked' : 'required');
          assert.match(answer.findings[0]!.source, /^(?:Regulation|FATF)/);
        });
      }
    }
  });
}

test('what says nothing is as good as missing', () => {
  for (const name of ['N/A', 'XXXX', '.', 'Our Client', 'NOTPROVIDED', '---', 'AAAAAA', 'xxx1']) {
    const answer = found({ payer: { ...COMPLETE, name: `<Nm>${name}</Nm>` } });
    assert.deepEqual([answer.rules, answer.findings[0]?.text], [['EU-4-payer-name meaningless'], name]);
  }
  for (const name of ['Na Li', 'Xi', 'Test Tubes Ltd', 'Abc Trading LLC', 'Anonymous Coffee GmbH', 'Aa Bb']) {
    assert.deepEqual(found({ payer: { ...COMPLETE, name: `<Nm>${name}</Nm>` } }).rules, [], name);
  }
  const lines = '<PstlAdr><AdrLine>XXXX</AdrLine><AdrLine>N/A</AdrLine></PstlAdr>';
  assert.deepEqual(found({ payer: { ...COMPLETE, address: lines } }).rules, [
    'EU-4-payer-address meaningless',
  ]);
  const number = '<Id><Othr><Id>0000000</Id></Othr></Id>';
  assert.deepEqual(found({ payee: { ...COMPLETE, account: number } }).rules, [
    'EU-4-payee-account meaningless',
  ]);
  const lei = '<Id><OrgId><LEI>529900T8BM49AURSDO56</LEI></OrgId></Id>';
  assert.deepEqual(found({ payee: { ...COMPLETE, ids: lei } }).rules, ['EU-4-payee-lei meaningless']);
});

test('what stands in the field of another is told', () => {
  for (const name of [
    '12 High Street, London',
    'Bahnhofstr. 7, 8001 Zürich',
    'DE89370400440532013000',
    '10115 Berlin',
    'martha@example.org',
    '004711',
  ]) {
    assert.deepEqual(found({ payer: { ...COMPLETE, name: `<Nm>${name}</Nm>` } }).rules, [
      'EU-4-payer-name misplaced',
    ]);
  }
  for (const name of ['Street Food Ltd', 'Studio 54 Entertainment', 'Via Roma Srl', 'Drive 4U Inc']) {
    assert.deepEqual(found({ payer: { ...COMPLETE, name: `<Nm>${name}</Nm>` } }).rules, [], name);
  }
  const inName = { ...COMPLETE, name: '<Nm>12 High Street London</Nm>', address: '' };
  assert.deepEqual(found({ payer: inName }).rules, [
    'EU-4-payer-name misplaced',
    'EU-4-payer-address misplaced',
  ]);
});

test('an address in lines may name its country, and date and place of birth stand for a number', () => {
  const lines = (last: string) =>
    `<PstlAdr><AdrLine>Long Lane 1</AdrLine><AdrLine>${last}</AdrLine></PstlAdr>`;
  for (const last of ['London, United Kingdom', 'GB/London', 'Bonn, DE', '53113 Bonn Germany']) {
    assert.deepEqual(found({ payer: { ...COMPLETE, address: lines(last) } }).rules, [], last);
  }
  assert.deepEqual(found({ payer: { ...COMPLETE, address: lines('53113 Bonn') } }).rules, [
    'EU-4-payer-address missing',
  ]);
  const birth = (place: string) =>
    `<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1970-05-06</BirthDt>${place}</DtAndPlcOfBirth></PrvtId></Id>`;
  const born = birth('<CityOfBirth>Bonn</CityOfBirth><CtryOfBirth>DE</CtryOfBirth>');
  assert.deepEqual(found({ payer: { ...COMPLETE, ids: born } }).rules, []);
  assert.deepEqual(found({ payer: { ...COMPLETE, ids: birth('') } }).rules, ['EU-4-payer-identity missing']);
});

test('a currency is converted by dated rates, and what cannot be is taken as above the threshold', () => {
  assert.equal(found({ amount: '1100', currency: 'USD' }).grade, 'small');
  assert.equal(found({ amount: '1100.02', currency: 'USD' }).grade, 'full');
  for (const [sent, options, why] of [
    [{ currency: 'XAF' }, {}, /No rate for XAF/],
    [{ currency: 'USD' }, { rates: { ...RATES, date: '2026-11-01' } }, /of 2026-11-01 are stale/],
    [{ currency: 'USD', amount: 'many' }, {}, /No amount/],
  ] as const) {
    const { grade, assumptions } = found({ amount: '1', ...sent }, options);
    assert.equal(grade, 'full');
    assert.match(assumptions[0]!, why);
  }
  const { rates: _, ...without } = { rates: RATES, regime: 'EU' as const, on: ON };
  const [assumption] = completenessOf(transfer({ currency: 'USD' }), without).assumptions;
  assert.match(assumption!, /No table of rates/);
  assert.equal(
    compareAmount('1000,', 'EUR', { amount: '1000', currency: 'EUR' }, undefined, ON).above,
    false,
  );
  for (const bad of ['', '[]', '{"base":"EUR"}', '{"source":"x","base":"EUR","date":"now","rates":{}}']) {
    assert.throws(() => parseRates(bad), { code: 'payments/bad-rates' });
  }
});

test('an institution whose country is not known is across the border', () => {
  const payee = { ...COMPLETE, account: '<Id><Othr><Id>4711-0815</Id></Othr></Id>' };
  const { grade, assumptions } = found({ payee, to: 'XXXXXXXX' });
  assert.equal(grade, 'full');
  assert.match(assumptions[0]!, /country of an institution is not told/);
});

test('institutions that fail again and again are counted', () => {
  const counted = new Institutions();
  for (let sent = 0; sent < 6; sent++) {
    const bad = transfer({ payer: { ...COMPLETE, name: '' } });
    counted.add(bad, completenessOf(bad, { regime: 'EU', rates: RATES, on: ON }), ON);
    const good = transfer({ from: 'BNPAFRPPXXX' });
    counted.add(good, completenessOf(good, { regime: 'EU', rates: RATES, on: ON }), ON);
  }
  const again = Institutions.fromJson(counted.toJson());
  assert.deepEqual(again.offenders(), [
    {
      ...{ institution: 'DEUTDEFF', country: 'de', transfers: 6, incomplete: 6 },
      ...{ rules: { 'EU-4-payer-name': 6 }, first: ON, last: ON },
    },
  ]);
  assert.equal(again.all().length, 2);
  assert.throws(() => Institutions.fromJson('{}'), { code: 'payments/bad-institutions' });
});
