import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildIndex, openIndex } from '../../match/index.ts';
import { readPaymentDocuments } from '../../messages/index.ts';
import { PROFILES } from '../policies/profiles.ts';
import { paymentPolicies } from './policies.ts';
import { PaymentScreener } from './screen-payment.ts';

const person = (id: string, name: string, list: string) => ({
  id,
  schema: 'Person',
  caption: name,
  properties: { name: [name] },
  datasets: [list],
  target: true,
});
const index = openIndex(
  buildIndex(
    [
      person('eu-1', 'Zoltan Quimbrell', 'eu_fsf'),
      person('un-1', 'Vikranta Oberpol', 'un_sc_sanctions'),
      person('us-1', 'Jorrit Mandelvane', 'us_ofac_sdn'),
    ],
    { lists: { eu_fsf: '1', un_sc_sanctions: '1', us_ofac_sdn: '1', us_ofac_cons: '1' } },
  ).buffer,
);

function found(profile: string, body: string): string[] {
  const policies = paymentPolicies(PROFILES.find(({ name }) => name === profile)!, index.info);
  const screener = new PaymentScreener(index, policies);
  const source = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><CdtTrfTxInf>${body}</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>`;
  const [document] = readPaymentDocuments({ name: 'm.xml', bytes: Buffer.from(source) });
  const answer = screener.screen({ transaction: document!.transactions[0]! }, 'm.xml');
  return answer.matches.map(({ match }) => match.id).sort();
}

const EU = '<Nm>Zoltan Quimbrell</Nm>';
const UN = '<Nm>Vikranta Oberpol</Nm>';
const US = '<Nm>Jorrit Mandelvane</Nm>';
const CLEAN = '<Nm>Martha Oberholt</Nm>';

test('an instant transfer is not screened against EU restrictions for payer and payee, and for all others', () => {
  assert.deepEqual(found('EU_INSTANT', `<Dbtr>${EU}</Dbtr><Cdtr>${EU}</Cdtr>`), []);
  assert.deepEqual(found('STANDARD', `<Dbtr>${EU}</Dbtr><Cdtr>${CLEAN}</Cdtr>`), ['eu-1']);
  assert.deepEqual(found('EU_INSTANT', `<Dbtr>${UN}</Dbtr><Cdtr>${US}</Cdtr>`), ['un-1', 'us-1']);
  for (const other of [
    `<UltmtDbtr>${EU}</UltmtDbtr>`,
    `<UltmtCdtr>${EU}</UltmtCdtr>`,
    `<CdtrAgt><FinInstnId>${EU}</FinInstnId></CdtrAgt>`,
    '<RmtInf><Ustrd>for Zoltan Quimbrell</Ustrd></RmtInf>',
  ]) {
    assert.deepEqual(
      found('EU_INSTANT', `<Dbtr>${CLEAN}</Dbtr><Cdtr>${CLEAN}</Cdtr>${other}`),
      ['eu-1'],
      other,
    );
  }
});

test('a name of the payer that stands in the address has the policy of the payer', () => {
  const address = '<PstlAdr><AdrLine>Zoltan Quimbrell</AdrLine></PstlAdr>';
  assert.deepEqual(found('EU_INSTANT', `<Dbtr>${address}</Dbtr><Cdtr>${CLEAN}</Cdtr>`), []);
  assert.deepEqual(found('STANDARD', `<Dbtr>${address}</Dbtr><Cdtr>${CLEAN}</Cdtr>`), ['eu-1']);
});

test('OFAC asks its own lists of everybody', () => {
  const body = `<Dbtr>${EU}</Dbtr><Cdtr>${US}</Cdtr><UltmtCdtr>${UN}</UltmtCdtr>`;
  assert.deepEqual(found('OFAC', body), ['us-1']);
});
