import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entity } from '../../entity/index.ts';
import { buildIndex, openIndex } from '../../match/index.ts';
import { readPayments } from '../../messages/index.ts';
import { PaymentScreener, type PaymentScreening } from './screen-payment.ts';

const WALLET = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

function entity(id: string, schema: string, name: string, more: Entity['properties'] = {}): Entity {
  return {
    id,
    schema,
    caption: name,
    properties: { name: [name], ...more },
    datasets: ['test'],
    target: true,
  };
}

const index = openIndex(
  buildIndex(
    [
      entity('p-zoltan', 'Person', 'Zoltan Quimbrell', { birthDate: ['1970-05-06'] }),
      entity('p-florida', 'Person', 'Miami Florida'),
      entity('o-bank', 'Organization', 'Quorvane Commercial Bank', { swiftBic: ['QUORDEFFXXX'] }),
      entity('w-wallet', 'CryptoWallet', 'Wallet of Quimbrell', { publicKey: [WALLET] }),
    ],
    { lists: { test: '1' } },
  ).buffer,
);
const screener = new PaymentScreener(index);

const CLEAN = '<Nm>Martha Oberholt</Nm>';

function payment(parts: { dbtr?: string; cdtr?: string; more?: string } = {}): string {
  const { dbtr = CLEAN, cdtr = CLEAN, more = '' } = parts;
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId></GrpHdr>
<CdtTrfTxInf><IntrBkSttlmAmt Ccy="EUR">5</IntrBkSttlmAmt><Dbtr>${dbtr}</Dbtr><Cdtr>${cdtr}</Cdtr>${more}</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>`;
}

async function screen(source: string): Promise<PaymentScreening[]> {
  const answers: PaymentScreening[] = [];
  for await (const item of readPayments({ name: 'm.xml', bytes: Buffer.from(source) })) {
    assert.ok(!('problem' in item));
    answers.push(screener.screen(item, 'm.xml'));
  }
  return answers;
}

/** Ids of the matches, with what the source has at their places. */
async function found(parts: Parameters<typeof payment>[0]) {
  const source = payment(parts);
  const [answer, ...others] = await screen(source);
  assert.deepEqual(others, []);
  const matches = answer!.matches.map(({ match, places }) => [
    match.id,
    ...places.map(({ start, end }) => source.slice(start, end)),
  ]);
  return [answer!.outcome, ...matches];
}

test('a clean payment is clear', async () => {
  assert.deepEqual(await found({ more: '<RmtInf><Ustrd>Invoice 17 of March</Ustrd></RmtInf>' }), ['clear']);
});

test('a listed party is an alert at its characters, in whatever role', async () => {
  const name = '<Nm>QUIMBRELL, Zoltan</Nm>';
  const expected = ['alert', ['p-zoltan', 'QUIMBRELL, Zoltan']];
  assert.deepEqual(await found({ dbtr: name }), expected);
  assert.deepEqual(await found({ cdtr: `${CLEAN}<CtctDtls>${name}</CtctDtls>` }), expected);
  assert.deepEqual(await found({ more: `<UltmtCdtr>${name}</UltmtCdtr>` }), expected);
  assert.deepEqual(await found({ more: `<RmtInf><Strd><Invcr>${name}</Invcr></Strd></RmtInf>` }), expected);
});

test('a number that is the same is the place of the match', async () => {
  assert.deepEqual(
    await found({ more: '<CdtrAgt><FinInstnId><BICFI>QUORDEFFXXX</BICFI></FinInstnId></CdtrAgt>' }),
    ['alert', ['o-bank', 'QUORDEFFXXX']],
  );
  const account = `<CdtrAcct><Id><Othr><Id>${WALLET}</Id></Othr></Id></CdtrAcct>`;
  assert.deepEqual(await found({ more: account }), ['alert', ['w-wallet', WALLET]]);
  assert.deepEqual(await found({ more: `<RmtInf><Ustrd>to ${WALLET} today</Ustrd></RmtInf>` }), [
    'alert',
    ['w-wallet', WALLET],
  ]);
});

test('a name in a text is found, over the end of a line and behind references', async () => {
  for (const [more, ...written] of [
    ['<RmtInf><Ustrd>goods for Zoltan Quimbrell, March</Ustrd></RmtInf>', 'Zoltan Quimbrell'],
    [
      '<RmtInf><Ustrd>goods &amp; gifts for Zoltan</Ustrd><Ustrd>Quimbrell in March</Ustrd></RmtInf>',
      'Zoltan',
      'Quimbrell',
    ],
    ['<InstrForNxtAgt><InstrInf>/BNF/ZOLTAN QUIMBRELL</InstrInf></InstrForNxtAgt>', 'ZOLTAN QUIMBRELL'],
    [
      '<RmtInf><Strd><CdtrRefInf><Ref>ZOLTAN QUIMBRELL</Ref></CdtrRefInf></Strd></RmtInf>',
      'ZOLTAN QUIMBRELL',
    ],
    ['<UltmtDbtr><PstlAdr><AdrLine>Zoltan Quimbrell</AdrLine></PstlAdr></UltmtDbtr>', 'Zoltan Quimbrell'],
  ] as const) {
    assert.deepEqual(await found({ more }), ['alert', ['p-zoltan', ...written]], more);
  }
});

test('two texts do not make a name, and a town is none', async () => {
  const apart =
    '<RmtInf><Ustrd>for Zoltan</Ustrd></RmtInf><RgltryRptg><Dtls><Inf>Quimbrell Street</Inf></Dtls></RgltryRptg>';
  assert.deepEqual(await found({ more: apart }), ['clear']);
  const address = '<PstlAdr><StrtNm>Ocean Drive</StrtNm><AdrLine>MIAMI, FLORIDA</AdrLine></PstlAdr>';
  assert.deepEqual(await found({ cdtr: `${CLEAN}${address}` }), ['clear']);
});

test('what cannot be compared is incomplete and says why', async () => {
  const number = '<Id><OrgId><Othr><Id>N/A</Id></Othr></OrgId></Id>';
  const [answer] = await screen(payment({ cdtr: number }));
  assert.equal(answer!.outcome, 'incomplete');
  assert.equal(answer!.unscreened[0]!.code, 'match/nothing-to-compare');
  const [broken] = await screen(payment({ cdtr: '<Nm>A & B</Nm>' }));
  assert.deepEqual(
    [broken!.outcome, broken!.unscreened[0]!.code],
    ['incomplete', 'messages/not-well-formed'],
  );
});

test('what a batch shares is an alert of each of its transactions', async () => {
  const transfer = `<CdtTrfTxInf><Amt><InstdAmt Ccy="CHF">1</InstdAmt></Amt><Cdtr>${CLEAN}</Cdtr></CdtTrfTxInf>`;
  const answers = await screen(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId></GrpHdr><PmtInf><Dbtr><Nm>Zoltan Quimbrell</Nm></Dbtr>${transfer.repeat(3)}</PmtInf></CstmrCdtTrfInitn></Document>`,
  );
  assert.deepEqual(
    answers.map(({ outcome, matches }) => [outcome, matches.length]),
    [
      ['alert', 1],
      ['alert', 1],
      ['alert', 1],
    ],
  );
  assert.equal(answers[0]!.matches[0], answers[2]!.matches[0]);
});
