import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPaymentDocuments, subjectsOfPayment, textsOfPayment } from '../../src/messages/index.ts';
import table from './fin-fields.data.json' with { type: 'json' };

interface Marker {
  readonly field: string;
  readonly sign: string;
  readonly value: string;
}

const FORMS = table.forms as Readonly<Record<string, string>>;
const FIXED = table.fixed as Readonly<Record<string, string>>;
const PROPERTIES: Readonly<Record<string, string>> = {
  n: 'name',
  a: 'address',
  b: 'swiftBic',
  i: 'accountNumber',
  p: 'birthPlace',
  u: 'idNumber',
};

/** Five letters that are another for each number. */
function letters(number: number): string {
  let text = '';
  for (let rest = number, at = 0; at < 5; at++, rest = Math.floor(rest / 20))
    text += 'BCDFGHJKLMNPQRSTVWXZ'[rest % 20];
  return text;
}

function filled(fields: string): { readonly text: string; readonly markers: readonly Marker[] } {
  const markers: Marker[] = [];
  let number = 0;
  const text = fields.split(' ').map((each) => {
    const [tag, form] = each.split(':') as [string, string];
    const content = form === '-' ? FIXED[tag]! : FORMS[form]!;
    assert.ok(content !== undefined, each);
    const lines = content.replace(/%([a-z])/g, (_, sign: string) => {
      const word = letters(++number);
      const value =
        sign === 'b'
          ? `${word.slice(0, 4)}DE${word.slice(3)}XYZ`
          : sign === 'i'
            ? String(1_000_000_000 + number * 7)
            : sign === 'u'
              ? `X${1_000_000 + number}`
              : word;
      // References and towns are searched where they read like words.
      markers.push({ field: each, sign, value });
      return sign === 'n' || sign === 't' ? `O${value} A${value}` : sign === 'a' ? `${value} 1` : value;
    });
    return `:${tag}:${lines}`;
  });
  return { text: text.join('\r\n'), markers };
}

function messageOf(type: string, text: string): string {
  const flag = type.length > 3 ? `{3:{119:${type.slice(3)}}}` : '';
  return `{1:F01BANKDEFFAXXX0000000000}{2:I${type.slice(0, 3)}BANKFRPPXXXXN}${flag}{4:\r\n${text}\r\n-}`;
}

test('every field that can hold a party or a text reaches a subject or a search', (context) => {
  const lost: string[] = [];
  let count = 0;
  for (const [type, fields] of Object.entries(table.messages)) {
    const { text, markers } = filled(fields);
    const source = messageOf(type, text);
    const documents = readPaymentDocuments({ name: type, bytes: Buffer.from(source) });
    assert.deepEqual(
      documents.flatMap(({ quarantined, transactions }) => [
        ...quarantined,
        ...transactions.flatMap(({ problems }) => problems),
      ]),
      [],
      type,
    );
    const transactions = documents.flatMap((document) => document.transactions);
    const subjects = transactions.flatMap((transaction) => subjectsOfPayment(transaction, type));
    const texts = transactions
      .flatMap((transaction) => [...textsOfPayment(transaction), ...textsOfPayment(transaction.inherited)])
      .map((placed) => placed.text)
      .join('\n');
    for (const { places } of subjects)
      for (const placed of [...places.values()].flat())
        if (placed.pieces === undefined)
          assert.equal(source.slice(placed.start, placed.end), placed.text, type);
    for (const { field, sign, value } of markers) {
      count++;
      const property = PROPERTIES[sign];
      const reached =
        property === undefined
          ? texts.includes(value) ||
            subjects.some(({ subject }) => subject.properties.name?.some((name) => name.includes(value)))
          : subjects.some(({ subject }) =>
              subject.properties[property]?.some((each) => each.includes(value)),
            );
      if (!reached) lost.push(`MT${type} ${field} %${sign}`);
    }
  }
  context.diagnostic(`${Object.keys(table.messages).length} types, ${count} values`);
  assert.deepEqual(lost, []);
});
