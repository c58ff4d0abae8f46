import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPaymentDocuments } from '../payments.ts';
import { subjectsOfPayment, textsOfPayment } from '../subjects.ts';
import { creditTransfer, finMessage, PARTIES } from './fixture-fin.ts';

const readBytes = (bytes: Uint8Array) => readPaymentDocuments({ name: 'm.fin', bytes });
const read = (source: string) => readBytes(Buffer.from(source));

/** Everything that is screened or held, as one text. */
function reached(source: string): string {
  return read(source)
    .flatMap(({ transactions, quarantined }) => [
      ...quarantined.map(({ raw }) => raw),
      ...transactions.flatMap((transaction) => [
        ...subjectsOfPayment(transaction, 'm.fin').flatMap(({ subject }) =>
          Object.values(subject.properties).flat(),
        ),
        ...[transaction, transaction.inherited].flatMap(textsOfPayment).map(({ text }) => text),
      ]),
    ])
    .join('\n');
}

function told(source: string): (readonly [string, readonly string[], readonly string[]])[] {
  return read(source).map(({ head, quarantined, transactions }) => [
    head.type,
    quarantined.map(({ code }) => code),
    transactions.flatMap(({ problems }) => problems.map(({ code }) => code)),
  ]);
}

const GOOD = creditTransfer(PARTIES);
const BODY = `:20:R\r\n:32A:260304EUR1,\r\n:50K:ANNA EXAMPLE\r\n:59:BERND BEISPIEL`;
const BASIC = '{1:F01RBOSGB2LAXXX0000000000}';
const APPLICATION = '{2:I103ABNANL2AXXXXN}';

test('missing and damaged blocks are told, and what stands in the message is read', () => {
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    [`${APPLICATION}{4:\r\n${BODY}\r\n-}`, 'MT103', [], ['messages/missing-block']],
    [`${BASIC}{4:\r\n${BODY}\r\n-}`, 'unknown', [], ['messages/missing-block']],
    [`{4:\r\n${BODY}\r\n-}`, 'unknown', [], ['messages/missing-block']],
    [BODY, 'unknown', [], ['messages/missing-block', 'messages/missing-block']],
    [`${BASIC}${APPLICATION}`, 'MT103', ['messages/missing-block'], []],
    [`${BASIC}${APPLICATION}{4:\r\n-}`, 'MT103', ['messages/missing-block'], []],
    [`${BASIC}${APPLICATION}{4:\r\n${BODY}\r\n`, 'MT103', ['messages/truncated'], []],
    [`${BASIC}${APPLICATION}{4:\r\n${BODY}\r\n}{5:{CHK:1}}`, 'MT103', [], ['messages/bad-block']],
    [`${BASIC}${APPLICATION}{4:\r\n${BODY}\r\n{5:{CHK:1}}`, 'MT103', [], ['messages/bad-block']],
    [`${BASIC}${APPLICATION}{4:\r\n${BODY}\r\n-}{5:{CHK:1}`, 'MT103', [], ['messages/bad-block']],
    [`${BASIC}${APPLICATION}{4:\r\n${BODY}\r\n-}{5:CHK:1}}`, 'MT103', [], ['messages/stray-text']],
    [`${BASIC}${APPLICATION}{3:{108:X}{4:\r\n${BODY}\r\n-}`, 'MT103', [], ['messages/bad-block']],
    [`${BASIC}${APPLICATION}{3:{108:X{4:\r\n${BODY}\r\n-}`, 'MT103', [], ['messages/bad-block']],
    [`{1:F01}{2:I103ABNANL2AXXXXN}{4:\r\n${BODY}\r\n-}`, 'MT103', [], ['messages/missing-block']],
    [`${BASIC}{2:XYZ}{4:\r\n${BODY}\r\n-}`, 'unknown', [], ['messages/missing-block']],
    [`${BASIC}${APPLICATION}{4:\r\n${BODY}\r\n-}{S:{SAC:}{COP:P}}`, 'MT103', [], []],
    [`${BASIC}{3:{108:X}}${APPLICATION}{4:\r\n${BODY}-}`, 'MT103', [], []],
    [
      `${BASIC}${APPLICATION}{4:\r\n${BODY.replace('EUR1,', 'EUR')}\r\n-}`,
      'MT103',
      [],
      ['messages/bad-field'],
    ],
  ];
  for (const [source, type, quarantined, problems] of cases) {
    const [first] = told(source);
    assert.deepEqual(first, [type, quarantined, problems], source);
    assert.match(reached(source), /ANNA EXAMPLE|^\{1:F01RBOS/, source);
  }
});

test('what stands beside the blocks or after the end is searched', () => {
  for (const source of [
    GOOD.replace('{5:', 'OMAR HIDDEN{5:'),
    `${GOOD}OMAR HIDDEN`,
    `OMAR HIDDEN ${GOOD}`,
    GOOD.replace('{4:\r\n', '{4:OMAR HIDDEN\r\n'),
    GOOD.replace('{108:MUR-1}', '{115:OMAR HIDDEN}'),
    GOOD.replace('{108:MUR-1}', 'OMAR HIDDEN'),
    GOOD.replace('{CHK:123456789ABC}', '{CHK:OMAR HIDDEN}'),
    GOOD.replace(':71A:SHA', ':71A:SHA OMAR HIDDEN'),
    GOOD.replace(':23B:CRED', ':23B:OMAR HIDDEN'),
    GOOD.replace('EUR12,50', 'EUR12,50 OMAR HIDDEN'),
    GOOD.replace('EUR12,50', 'EUR12,50\r\nOMAR HIDDEN'),
    GOOD.replace(':20:REF-1', ':20:REF-1\r\nOMAR HIDDEN'),
    GOOD.replace(':20:REF-1', ':20:OMAR HIDDEN'),
    GOOD.replace(':71A:', ':XYZ:OMAR HIDDEN\r\n:71A:'),
    GOOD.replace(':71A:', ':99Z:OMAR HIDDEN\r\n:71A:'),
    GOOD.replace('/12345678', '/OMAR HIDDEN'),
    GOOD.replace('/12345678', '//CHOMAR HIDDEN'),
    GOOD.replace('-}', '-}\r\n:59:OMAR HIDDEN'),
    GOOD.replace('-}', ':72:-}\r\nOMAR HIDDEN\r\n-}'),
  ])
    assert.match(reached(source), /OMAR HIDDEN/, source);
});

test('lost line ends are told and the fields told apart; times are no fields', () => {
  const glued = creditTransfer(':50K:ANNA EXAMPLE:59:BERND BEISPIEL:70:PAID 12:30:45');
  const transaction = read(glued)[0]!.transactions[0]!;
  assert.deepEqual(
    transaction.parties.map(({ role, names }) => [role, names[0]!.text]),
    [
      ['debtor', 'ANNA EXAMPLE'],
      ['creditor', 'BERND BEISPIEL'],
    ],
  );
  assert.deepEqual(
    transaction.problems.map(({ code, path }) => [code, path]),
    [
      ['messages/lost-line-end', '/4/59'],
      ['messages/lost-line-end', '/4/70'],
    ],
  );
  assert.equal(transaction.freeTexts.find(({ element }) => element === '70')!.text, 'PAID 12:30:45');
  const across = creditTransfer(':50K:OMAR :59:HIDDEN');
  assert.match(reached(across), /OMAR HIDDEN/);
});

test('letters that FIN does not carry are told and kept', () => {
  const source = creditTransfer(':50K:ZOË SÖHN_日本\n:59:BERND');
  const transaction = read(source)[0]!.transactions[0]!;
  assert.equal(transaction.parties[0]!.names[0]!.text, 'ZOË SÖHN_日本');
  assert.deepEqual(
    transaction.problems.map(({ code, path, start }) => [code, path, source.slice(start, start! + 1)]),
    [['messages/character-set', '/4/50K/1', 'Ë']],
  );
  const latin = readBytes(Buffer.from(source.replace('日本', ''), 'latin1'))[0]!;
  assert.equal(latin.transactions[0]!.parties[0]!.names[0]!.text, 'ZOË SÖHN_');
  assert.deepEqual(
    latin.problems.map(({ code }) => code),
    ['messages/wrong-encoding'],
  );
});

test('a message that is too long is set aside and its neighbours are read', () => {
  const long = creditTransfer(`:70:${'X'.repeat(1_200_000)}`);
  const documents = read(`${GOOD}$${long}$${GOOD}`);
  assert.deepEqual(
    documents.map(({ quarantined, transactions }) => [quarantined[0]?.code, transactions.length]),
    [
      [undefined, 1],
      ['messages/too-large', 0],
      [undefined, 1],
    ],
  );
  assert.equal(documents[1]!.quarantined[0]!.end - documents[1]!.quarantined[0]!.start, long.length + 1);
});

test('whatever is done to a message, its neighbours are read and all of it is screened or held', () => {
  const source = creditTransfer(`${PARTIES}\n:70:FOR DORA DOE\n:72:/INS/ABNANL2A`);
  const left = creditTransfer(':50K:LEFT NEIGHBOUR', 'LEFT');
  const right = creditTransfer(':50K:RIGHT NEIGHBOUR', 'RIGHT');
  const at = fc.nat(source.length);
  const mutation = fc.oneof(
    fc.tuple(at, at).map(([from, length]) => source.slice(0, from) + source.slice(from + (length % 40))),
    at.map((from) => source.slice(0, from)),
    fc
      .tuple(at, fc.string({ maxLength: 6 }))
      .map(([from, text]) => source.slice(0, from) + text + source.slice(from)),
    fc
      .tuple(at, fc.constantFrom('{', '}', '{4:', '-}', '\r\n-}', '{5:', ':59:', '\r\n:', '//', '$', '\0'))
      .map(([from, sign]) => source.slice(0, from) + sign + source.slice(from)),
    fc.constantFrom('', '\n', '\r', ' ').map((end) => source.replaceAll('\r\n', end)),
    fc.constantFrom('1', '2', '3', '4', '5').map((block) => source.replace(`{${block}:`, '')),
  );
  fc.assert(
    fc.property(mutation, (mutant) => {
      const items = read(`${left}${mutant}$${right}`).flatMap(({ transactions, quarantined }) => [
        ...transactions.map(({ ids, parties }) => [ids.instruction?.text, parties[0]?.names[0]?.text]),
        ...quarantined.map(({ code }) => [code]),
      ]);
      assert.deepEqual(items[0], ['LEFT', 'LEFT NEIGHBOUR']);
      assert.deepEqual(items.at(-1), ['RIGHT', 'RIGHT NEIGHBOUR']);
      // A word that is still there is screened or held, unless the mutation cut into it.
      const all = reached(mutant);
      for (const word of ['BERND BEISPIEL', 'ANNA EXAMPLE', 'FOR DORA DOE'])
        if (mutant.includes(word)) assert.ok(all.includes(word), `${word} of ${mutant}`);
    }),
    { numRuns: 1500 },
  );
});

test('no place of a value is outside of its source', () => {
  const anything = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '{1:F01',
          '{2:O103',
          '{4:',
          '\n:50K:',
          ':59F:1/',
          ':86:',
          '\n-}',
          '{5:{CHK:',
          '/INS/',
          '//',
          '?32',
        ),
        fc.string({ maxLength: 12 }),
        fc.constantFrom('\r\n', 'ANNA EXAMPLE', '{', '}', '$', '/NAME/', '\n:61:260304C1,NTRFA//B'),
      ),
      { maxLength: 40 },
    )
    .map((parts) => `{1:F01RBOSGB2LAXXX0000000000}${parts.join('')}`);
  fc.assert(
    fc.property(anything, (source) => {
      for (const { transactions } of read(source)) {
        for (const transaction of transactions) {
          const placed = [
            ...subjectsOfPayment(transaction, 'm.fin').flatMap(({ places }) => [...places.values()].flat()),
            ...textsOfPayment(transaction),
          ];
          for (const { start, end, text, pieces } of placed) {
            assert.ok(start >= 0 && end <= source.length && start < end, source);
            if (pieces === undefined) assert.equal(source.slice(start, end), text);
            for (const piece of pieces ?? [])
              assert.ok(piece.start <= piece.end && piece.end <= source.length);
          }
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test('time grows with length alone, whatever is repeated', () => {
  const repeated = [
    '{',
    '}',
    '{4:',
    '-} ',
    '\n:',
    ':59:',
    ' ',
    '/',
    '//',
    '\n/INS/',
    '{5:',
    '?32',
    '/NAME/',
    '{3:{',
    '$',
  ];
  for (const sign of repeated) {
    const began = performance.now();
    read(finMessage('940', [`:86:${sign.repeat(100_000 / sign.length)}`]));
    const taken = performance.now() - began;
    assert.ok(taken < 3000, `${sign}: ${taken.toFixed(0)} ms for 100,000 letters`);
  }
});
