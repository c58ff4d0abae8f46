import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildIndex, openIndex } from '../../match/index.ts';
import { readPaymentDocuments } from '../../messages/index.ts';
import { DEFAULT_POLICY } from '../policy.ts';
import { PatternWatch } from './patterns/watch.ts';
import { type PaymentAnswer, PaymentDoor } from './payment-door.ts';
import { hasStatusReport, StatusReport } from './replies/pacs-002.ts';
import { toldPayment } from './told.ts';

const index = openIndex(
  buildIndex(
    [
      {
        ...{ id: 'p', schema: 'Person', caption: 'Zoltan Quimbrell', datasets: ['test'], target: true },
        properties: { name: ['Zoltan Quimbrell'] },
      },
    ],
    { lists: { test: '1' } },
  ).buffer,
);
const NOW = '2026-11-20T10:00:00Z';
const ADDRESS = '<PstlAdr><StrtNm>Long Lane</StrtNm><TwnNm>Bonn</TwnNm><Ctry>DE</Ctry></PstlAdr>';
const OTHER = '<Id><IBAN>FR1420041010050500013M02606</IBAN></Id>';
const ACCOUNT = '<Id><IBAN>DE89370400440532013000</IBAN></Id>';

function transfer(id: string, payee = '<Nm>Bruno Oberpol</Nm>', account = ACCOUNT): string {
  return `<CdtTrfTxInf><PmtId><EndToEndId>${id}</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">5000</IntrBkSttlmAmt><Dbtr><Nm>Martha Oberholt</Nm>${ADDRESS}<Id><OrgId><LEI>529900T8BM49AURSDO55</LEI></OrgId></Id></Dbtr><DbtrAcct>${ACCOUNT}</DbtrAcct><DbtrAgt><FinInstnId><BICFI>CHASUS33</BICFI></FinInstnId></DbtrAgt><Cdtr>${payee}</Cdtr><CdtrAcct>${account}</CdtrAcct></CdtTrfTxInf>`;
}

const message = (transfers: string) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M &amp; 1</MsgId><CreDtTm>2026-11-20T09:00:00Z</CreDtTm></GrpHdr>${transfers}</FIToFICstmrCdtTrf></Document>`;

function newDoor(): PaymentDoor {
  return new PaymentDoor({
    ...{ index, policies: DEFAULT_POLICY, completeness: { regime: 'EU', on: '2026-11-20' } },
    patterns: new PatternWatch({ now: () => Date.parse(NOW) }),
  });
}

async function answers(source: string, door = newDoor()): Promise<PaymentAnswer[]> {
  const found: PaymentAnswer[] = [];
  for await (const item of door.answers({ name: 'm.xml', bytes: Buffer.from(source) })) {
    if ('answer' in item) found.push(item.answer);
  }
  return found;
}

test('a batch is answered transaction by transaction, and what is broken does not lose the rest', async () => {
  const found = await answers(
    message(
      `${transfer('E1')}${transfer('E2', '<Nm>A & B</Nm>')}${transfer('E3', '', OTHER)}${transfer('E4', '<Nm>Zoltan Quimbrell</Nm>')}`,
    ),
  );
  assert.deepEqual(
    found.map(({ outcome }) => outcome),
    ['clear', 'incomplete', 'incomplete', 'alert'],
  );
  assert.equal(found[1]!.quarantined?.code, 'messages/not-well-formed');
  assert.deepEqual(
    found[2]!.completeness?.findings.map(({ rule }) => rule),
    ['EU-4-payee-name'],
  );
});

test('the same message again has the same reference, and an altered one is told', async () => {
  const door = newDoor();
  const [first] = await answers(message(transfer('E1')), door);
  const [again] = await answers(message(`\n${transfer('E1')}`), door);
  const [altered] = await answers(message(transfer('E1', '<Nm>Dora Oberpol</Nm>')), door);
  assert.equal(first!.repetition, undefined);
  assert.deepEqual([again!.reference, again!.repetition], [first!.reference, 'same']);
  assert.deepEqual([altered!.reference, altered!.repetition], [first!.reference, 'altered']);
  assert.deepEqual(
    altered!.patterns.map(({ pattern }) => pattern),
    ['resubmission'],
  );
});

test('what is told names parties with their paths, and where a match stands', async () => {
  const source = message(transfer('E1', '<Nm>Zoltan Quimbrell</Nm>'));
  const [answer] = await answers(source);
  const told = JSON.parse(JSON.stringify(toldPayment(answer!, 'm.xml')));
  const payee = told.parties.find(({ role }: { role: string }) => role === 'creditor');
  assert.deepEqual([payee.party, payee.names[0].text], ['payee', 'Zoltan Quimbrell']);
  const [place] = told.matches[0].places;
  assert.equal(source.slice(place.start, place.end), 'Zoltan Quimbrell');
  assert.equal(place.path, '/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/Cdtr/Nm');
});

test('a status report accepts or holds, never rejects, and says no word of a match', async () => {
  const found = await answers(
    message(
      `${transfer('E1')}${transfer('E<2', '<Nm>Zoltan Quimbrell</Nm>').replace('E<2', 'E&lt;2')}${transfer('E3', '', OTHER)}`,
    ),
  );
  const head = found[0]!.transaction!.message;
  assert.ok(hasStatusReport(head));
  assert.ok(!hasStatusReport({ ...head, type: 'pain.001' }));
  const report = new StatusReport(head, NOW);
  const xml = [report.begin(), ...found.map((each) => report.transaction(each)), report.end()].join('');
  const statuses = [...xml.matchAll(/<OrgnlEndToEndId>(.*?)<.*?<TxSts>(.*?)<(?:.*?<Cd>(.*?)<)?/g)];
  assert.deepEqual(
    statuses.map(([, ...parts]) => parts),
    [
      ['E1', 'ACCP', undefined],
      ['E&lt;2', 'PDNG', 'NARR'],
      ['E3', 'PDNG', 'RR03'],
    ],
  );
  assert.doesNotMatch(xml, /RJCT|Quimbrell|match|list/i);
  const [read] = readPaymentDocuments({ name: 'r.xml', bytes: Buffer.from(xml) });
  assert.equal(read!.head.type, 'pacs.002');
  assert.equal(read!.transactions.length, 3);
  assert.match(xml, /<OrgnlMsgId>M &amp; 1<\/OrgnlMsgId>/);
});
