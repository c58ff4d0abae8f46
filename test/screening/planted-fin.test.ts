import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import { readPaymentDocuments } from '../../src/messages/index.ts';
import { PaymentScreener } from '../../src/screening/index.ts';
import table from '../messages/fin-fields.data.json' with { type: 'json' };

const NAME = 'ZOLTAN QUIMBRELL';
const FORMS = table.forms as Readonly<Record<string, string>>;
const FIXED = table.fixed as Readonly<Record<string, string>>;
/** What stands where the name is not planted. */
const PLAIN: Readonly<Record<string, string>> = {
  n: 'HARBOUR WORKS',
  a: '1 LONG STREET',
  b: 'ABNANL2A',
  i: '12345678',
  p: 'ULM',
  u: 'X1234567',
  t: 'INVOICE',
};

const person = (id: string, name: string) => ({
  id,
  schema: 'Person',
  caption: name,
  properties: { name: [name] },
  datasets: ['test'],
  target: true,
});
const screener = new PaymentScreener(
  openIndex(
    buildIndex([person('p', 'Zoltan Quimbrell'), person('f', 'Florida')], { lists: { test: '1' } }).buffer,
  ),
);

/** The texts of the places at which a message gives alerts, blanks and line ends as one blank. */
function alerts(source: string): string[] {
  return readPaymentDocuments({ name: 'planted.fin', bytes: Buffer.from(source) })
    .flatMap(({ transactions }) => transactions)
    .flatMap((transaction) => screener.screen({ transaction }, 'planted.fin').matches)
    .flatMap(({ places }) => places.map(({ start, end }) => source.slice(start, end).replace(/\s+/g, ' ')));
}

function message(type: string, fields: string): string {
  const flag = type.length > 3 ? `{3:{119:${type.slice(3)}}}` : '';
  return `{1:F01BANKDEFFAXXX0000000000}{2:I${type.slice(0, 3)}BANKFRPPXXXXN}${flag}{4:\r\n${fields}\r\n-}`;
}

/** Each message of the table, with the name in one of its places after the other. */
function* planted() {
  for (const [type, row] of Object.entries(table.messages)) {
    const fields = row.split(' ').map((each) => each.split(':') as [tag: string, form: string]);
    const text = fields
      .map(([tag, form]) => `:${tag}:${form === '-' ? FIXED[tag] : FORMS[form]}`)
      .join('\r\n');
    const places = [...text.matchAll(/%[nt]/g)];
    for (const { index } of places) {
      const named = `${text.slice(0, index)}${NAME}${text.slice(index + 2)}`;
      const field = /:(\d\d[A-Z]?):[^:]*$/.exec(text.slice(0, index))?.[1] ?? '';
      yield {
        type,
        field,
        source: message(
          type,
          named.replace(/%([a-z])/g, (_, sign) => PLAIN[sign]!),
        ),
      };
    }
  }
}

test('a listed name in whatever field of a FIN message is an alert at its place', (context) => {
  const missed: string[] = [];
  let count = 0;
  for (const { type, field, source } of planted()) {
    count++;
    if (!alerts(source).some((text) => text.includes(NAME))) missed.push(`MT${type} ${field}`);
  }
  context.diagnostic(`${count} places`);
  assert.ok(count > 800, `${count} places`);
  assert.deepEqual(missed, []);
});

test('a name that a line breaks or cuts, or that is written behind something else, is found', () => {
  const start = ':20:R\r\n:32A:260304EUR1,\r\n';
  const missed = [
    ':50K:ZOLTAN\r\nQUIMBRELL',
    ':50K:/1\r\nZOLTAN\r\nQUIMBRELL\r\n1 LONG STREET',
    ':50F:/1\r\n1/ZOLTAN\r\n1/QUIMBRELL\r\n3/DE/ULM',
    ':50F:/1\r\n1/ZOLTAN\r\nQUIMBRELL',
    ':59:/1\r\nHARBOUR WORKS\r\nZOLTAN QUIMBRELL\r\n1 LONG STREET',
    ':59:/1\r\nHARBOUR WORKS\r\n1 LONG STREET\r\nC/O ZOLTAN QUIMBRELL',
    ':50K:MESSRS HARBOUR AND QUAY ZOLTAN QUIM\r\nBRELL 1 LONG STREET',
    ':50K:ZOLTAN QUIMBRELL PAS45 15 3620577 U\r\nLM GERMANY',
    ':70:PAYMENT TO ZOLTAN\r\nQUIMBRELL',
    ':70:PAYMENT AND GIFT FOR MR ZOLTAN QUIM\r\nBRELL',
    ':72:/BNF/PAY TO ZOLTAN\r\n//QUIMBRELL',
    ':72:/BNF/PAY THE AMOUNT TO ZOLTAN QUIMB\r\n//RELL',
    ':79:WE REFER TO YOUR PAYMENT OF TODAY FOR ZOLTAN\r\nQUIMBRELL',
    ':50K:ZOLTAN:59:QUIMBRELL',
    ':20:ZOLTAN QUIMBRELL',
    ':52A:ZOLTAN QUIMBRELL',
    ':57D:/ZOLTAN QUIMBRELL',
    ':59:/ZOLTAN QUIMBRELL\r\nHARBOUR WORKS',
    ':50K:ZOLTAN QUIMBRELL\r\n-}ZOLTAN',
  ].filter((field) => !alerts(message('103', start + field)).some((text) => /ZOLTAN/.test(text)));
  assert.deepEqual(missed, []);
});

test('a town that is a listed name is no alert where it is an address', () => {
  const start = ':20:R\r\n:32A:260304EUR1,\r\n';
  for (const field of [
    ':50K:/1\r\nHARBOUR WORKS\r\nMIAMI, FLORIDA',
    ':50K:/1\r\nHARBOUR WORKS\r\n1 LONG STREET\r\nMIAMI FLORIDA',
    ':50K:/1\r\nHARBOUR WORKS\r\nFLORIDA',
    ':50F:/1\r\n1/HARBOUR WORKS\r\n2/FLORIDA STREET\r\n3/US/MIAMI, FLORIDA',
    ':57D:HARBOUR BANK\r\nFLORIDA',
  ])
    assert.deepEqual(alerts(message('103', start + field)), [], field);
});
