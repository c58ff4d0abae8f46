import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

interface ToldPayments {
  readonly policy: string;
  readonly transactions: readonly {
    readonly outcome: string;
    readonly reference: string;
    readonly matches: readonly { readonly places: readonly { readonly text: string }[] }[];
    readonly completeness?: { readonly findings: readonly { readonly rule: string }[] };
    readonly quarantined?: { readonly code: string };
    readonly screenings: readonly { readonly record: number; readonly alerts: readonly string[] }[];
  }[];
}

const IBAN = '<Id><IBAN>DE89370400440532013000</IBAN></Id>';
const transfer = (id: string, payee: string) =>
  `<CdtTrfTxInf><PmtId><EndToEndId>${id}</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">5000</IntrBkSttlmAmt><Dbtr><Nm>Martha Oberholt</Nm></Dbtr><DbtrAcct>${IBAN}</DbtrAcct><CdtrAcct>${IBAN}</CdtrAcct>${payee}</CdtTrfTxInf>`;
const MESSAGE = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId></GrpHdr>${[
  transfer('E1', '<Cdtr><Nm>Bruno Oberpol</Nm></Cdtr>'),
  transfer('E2', '<Cdtr><Nm>Anna Petrovna Sidorenko</Nm></Cdtr>'),
  transfer('E3', '<Cdtr><Nm>A & B</Nm></Cdtr>'),
].join('')}</FIToFICstmrCdtTrf></Document>`;

onEmbedded('Payments over HTTP', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
  });
  after(() => running.close());

  const send = (role: string, url: string, text = MESSAGE, type = 'application/xml') =>
    running.people[role]!.browser.send('POST', url, Buffer.from(text), { 'content-type': type });

  test('a message is answered transaction by transaction and recorded, and again with the same alerts', async () => {
    const answer = await send('analyst', '/v1/documents?door=payment');
    assert.equal(answer.statusCode, 200, answer.body);
    const { transactions, policy } = answer.json<ToldPayments>();
    assert.equal(policy, 'STANDARD@1');
    assert.deepEqual(
      transactions.map(({ outcome }) => outcome),
      ['clear', 'alert', 'incomplete'],
    );
    const [clear, alert, broken] = transactions;
    assert.equal(broken!.quarantined?.code, 'messages/not-well-formed');
    assert.equal(alert!.matches[0]!.places[0]!.text, 'Anna Petrovna Sidorenko');
    assert.ok(clear!.screenings.length >= 2);
    const opened = alert!.screenings.flatMap(({ alerts }) => alerts);
    assert.ok(opened.length > 0);
    const record = await running.people.auditor!.browser.send(
      'GET',
      `/v1/journal/${clear!.screenings[0]!.record}`,
    );
    assert.equal(record.json<{ kind: string }>().kind, 'screening');
    const again = (await send('analyst', '/v1/documents?door=payment')).json<ToldPayments>().transactions[1]!;
    assert.equal(again.reference, alert!.reference);
    assert.deepEqual(again.screenings.flatMap(({ alerts }) => alerts).sort(), opened.sort());
  });

  test('completeness is asked as the query says', async () => {
    const abroad = MESSAGE.replaceAll('DE89370400440532013000', 'GB33BUKB20201555555555');
    const rules = async (regime: string) => {
      const answer = await send('analyst', `/v1/documents?door=payment&regime=${regime}`, abroad, 'text/xml');
      const [first] = answer.json<ToldPayments>().transactions;
      return [first!.outcome, ...(first!.completeness?.findings.map(({ rule }) => rule) ?? [])];
    };
    assert.deepEqual(await rules('none'), ['clear']);
    assert.deepEqual(await rules('EU'), ['incomplete', 'EU-4-payer-address', 'EU-4-payer-identity']);
    assert.equal((await send('analyst', '/v1/documents?door=payment&regime=XX')).statusCode, 400);
  });

  test('payments come to their own door, from those who may screen', async () => {
    const wrong = await send('analyst', '/v1/documents?door=customer');
    assert.deepEqual(
      [wrong.statusCode, wrong.json<{ code: string }>().code],
      [422, 'server/not-at-this-door'],
    );
    assert.equal((await send('auditor', '/v1/documents?door=payment')).statusCode, 403);
    const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>';
    const answer = await send('officer', '/v1/documents?door=payment', bomb);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.deepEqual(
      answer.json<ToldPayments>().transactions.map(({ outcome }) => outcome),
      ['incomplete'],
    );
  });
});
