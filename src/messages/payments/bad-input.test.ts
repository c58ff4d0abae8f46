import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { creditTransfer, manyTransfers, plainTransfer } from './fixture-payments.ts';
import { sourceSpan } from './payment.ts';
import { PaymentReading, readPaymentDocuments } from './payments.ts';

const read = (source: string | Uint8Array) =>
  readPaymentDocuments({ name: 'm.xml', bytes: typeof source === 'string' ? Buffer.from(source) : source });

const batch = (count: number, transfer?: (number: number) => string) =>
  [...manyTransfers(count, transfer)].join('');

/** What was read: end-to-end ids of transactions, and codes of what was set aside. */
function outcome(source: string | Uint8Array) {
  const documents = read(source);
  return {
    read: documents.flatMap(({ transactions }) => transactions.map(({ ids }) => ids.endToEnd?.text)),
    aside: documents.flatMap(({ quarantined }) => quarantined.map(({ code }) => code)),
    problems: documents.flatMap(({ problems }) => problems.map(({ code }) => code)),
  };
}

test('a truncated batch gives what is whole, and says that it is cut', () => {
  const whole = batch(5);
  for (const cut of [
    '<EndToEndId>E-4',
    'Employee 4',
    '</CdtTrfTxInf>\n<CdtTrfTxInf><PmtId><EndToEndId>E-4',
  ]) {
    const { read: got, aside } = outcome(whole.slice(0, whole.indexOf(cut) + cut.length));
    assert.deepEqual(got, ['E-1', 'E-2', 'E-3'], cut);
    assert.deepEqual(aside, ['messages/truncated'], cut);
  }
  const between = outcome(whole.slice(0, whole.lastIndexOf('</PmtInf>')));
  assert.deepEqual(between.read.length, 5);
  assert.deepEqual(between.aside, ['messages/truncated']);
});

test('wherever a message is cut, what was read stands in it and the cut is told', () => {
  const whole = batch(3);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
      const { read: got, aside } = outcome(whole.slice(0, length));
      assert.ok(aside.length > 0);
      assert.deepEqual(got, ['E-1', 'E-2', 'E-3'].slice(0, got.length));
    }),
    { numRuns: 150 },
  );
});

test('one bad transaction is set aside with its place and digest, the rest go on', () => {
  const faults: readonly (readonly [bad: string, code: string])[] = [
    ['<Nm>A & B</Nm>', 'messages/not-well-formed'],
    ['<Nm>unclosed', 'messages/not-well-formed'],
    ['<Nm>crossed</PstlAdr></Nm>', 'messages/not-well-formed'],
    ['<Nm a="1" a="2">twice</Nm>', 'messages/not-well-formed'],
    ['<Nm>&bomb;</Nm>', 'messages/not-well-formed'],
    ['<Nm>\u0001</Nm>', 'messages/not-well-formed'],
    ['<<>>', 'messages/not-well-formed'],
    ['<Nm></Nm', 'messages/not-well-formed'],
    [`${'<a>'.repeat(70)}`, 'messages/too-deep'],
    [
      `<Nm ${Array.from({ length: 70 }, (_, at) => `a${at}="1"`).join(' ')}>x</Nm>`,
      'messages/too-many-attributes',
    ],
  ];
  for (const [bad, code] of faults) {
    const source = batch(4, (number) =>
      plainTransfer(number).replace('<Cdtr>', number === 2 ? `<Cdtr>${bad}` : '<Cdtr>'),
    );
    const [document] = read(source);
    assert.deepEqual(
      document!.transactions.map(({ ids }) => ids.endToEnd!.text),
      ['E-1', 'E-3', 'E-4'],
      bad,
    );
    const [aside, ...others] = document!.quarantined;
    assert.deepEqual([aside!.code, others], [code, []], bad);
    assert.equal(aside!.path, '/Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf[2]');
    const raw = source.slice(aside!.start, aside!.end);
    assert.ok(raw.startsWith('<CdtTrfTxInf>') && raw.includes('E-2') && !raw.includes('E-3'), raw);
    assert.equal(aside!.raw, raw);
    assert.equal(aside!.digest, createHash('sha256').update(raw, 'utf8').digest('hex'));
    const last = document!.transactions.at(-1)!;
    assert.equal(source.slice(last.start, last.end), plainTransfer(4).trimEnd());
    assert.equal(last.path, '/Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf[4]');
    assert.deepEqual(
      last.inherited.parties.map(({ role }) => role),
      ['initiatingParty', 'debtor', 'debtorAgent'],
    );
  }
});

test('a transaction without its end tag costs itself alone', () => {
  const source = batch(4, (number) =>
    number === 2 ? plainTransfer(2).replace('</CdtTrfTxInf>', '') : plainTransfer(number),
  );
  const { read: got, aside } = outcome(source);
  assert.deepEqual(aside, ['messages/not-well-formed']);
  assert.deepEqual(
    got.filter((id) => id !== 'E-3'),
    ['E-1', 'E-4'],
  );
});

test('a batch reads the same in whatever pieces it comes', () => {
  const source = batch(6, (number) =>
    plainTransfer(
      number,
      number === 3 ? 'Bad & Sons' : number === 4 ? 'Zoë &amp; Søn &#x1F600; <![CDATA[<Ltd>]]>' : undefined,
    ),
  );
  const bytes = Buffer.from(source);
  const whole = read(bytes);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 }), (sizes) => {
      const reading = new PaymentReading('m.xml');
      const items = [];
      for (let at = 0, next = 0; at < bytes.length; next++) {
        const size = sizes[next % sizes.length]!;
        reading.write(bytes.subarray(at, at + size));
        items.push(...reading.take());
        at += size;
      }
      reading.end();
      items.push(...reading.take());
      const transactions = items.flatMap((item) => ('transaction' in item ? [item.transaction] : []));
      assert.deepEqual(transactions, whole[0]!.transactions);
      const aside = items.flatMap((item) => ('quarantined' in item ? [item.quarantined] : []));
      assert.deepEqual(aside, whole[0]!.quarantined);
    }),
    { numRuns: 60 },
  );
});

test('a fault above the transactions of a batch costs that batch alone', () => {
  const whole = batch(2);
  const [head, rest] = [whole.slice(0, whole.indexOf('<PmtInf>')), whole.slice(whole.indexOf('<PmtInf>'))];
  const information = rest.slice(0, rest.indexOf('</CstmrCdtTrfInitn>'));
  const broken = information.replace('<Nm>Harbour Works AG', '<Nm>Harbour & Works');
  const [document] = read(
    `${head}${information}${broken}${information}</CstmrCdtTrfInitn></Document>${creditTransfer()}`,
  );
  assert.deepEqual(
    document!.transactions.map(({ path }) => path.split('/').slice(-2).join('/')),
    ['PmtInf/CdtTrfTxInf', 'PmtInf/CdtTrfTxInf[2]', 'PmtInf[3]/CdtTrfTxInf', 'PmtInf[3]/CdtTrfTxInf[2]'],
  );
  assert.deepEqual(
    document!.quarantined.map(({ path, raw, digest }) => [path, raw, digest]),
    [
      [
        '/Document/CstmrCdtTrfInitn/PmtInf[2]',
        broken.trim(),
        createHash('sha256').update(broken.trim()).digest('hex'),
      ],
    ],
  );
});

test('a fault in one message costs that message alone', () => {
  for (const unwrapped of [false, true]) {
    const bare = (source: string) => (unwrapped ? source.replace(/<\/?Document[^>]*>/g, '') : source);
    const messages = [
      bare(creditTransfer()),
      bare(creditTransfer({ header: '<InstgAgt>&</InstgAgt>' })),
      bare(creditTransfer()),
    ];
    const documents = read(messages.join('\n'));
    assert.deepEqual(
      documents.map(({ transactions, quarantined }) => [transactions.length, quarantined.length]),
      [
        [1, 0],
        [0, 1],
        [1, 0],
      ],
    );
    const [aside] = documents[1]!.quarantined;
    assert.match(aside!.raw, /^<FIToFICstmrCdtTrf>[\s\S]*<\/FIToFICstmrCdtTrf>$/);
  }
});

test('entities are not expanded and a DOCTYPE is refused', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${creditTransfer({ cdtr: '<Nm>&b;</Nm>' })}`;
  assert.deepEqual(outcome(bomb), { read: [], aside: ['messages/doctype'], problems: [] });
  const file = '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  assert.deepEqual(outcome(file + creditTransfer({ cdtr: '<Nm>&x;</Nm>' })).aside, ['messages/doctype']);
  assert.deepEqual(outcome(`${creditTransfer()}${file}${creditTransfer()}`).aside, ['messages/doctype']);
});

test('an element of a gigabyte costs its transaction and no memory', () => {
  const reading = new PaymentReading('huge.xml');
  const parts = [...manyTransfers(3)];
  const [before, after] = parts[2]!.split('<Nm>');
  const filler = Buffer.alloc(1024 * 1024, 'ABCDEFG ');
  const start = process.memoryUsage().rss;
  let highest = 0;
  reading.write(Buffer.from(`${parts[0]}${parts[1]}${before}<Nm>`));
  for (let megabytes = 0; megabytes < 1024; megabytes++) {
    reading.write(filler);
    if (megabytes % 64 === 0) highest = Math.max(highest, process.memoryUsage().rss - start);
  }
  reading.write(Buffer.from(`${after}${parts[3]}${parts[4]}`));
  reading.end();
  const items = reading.take();
  const got = items.flatMap((item) => ('transaction' in item ? [item.transaction.ids.endToEnd?.text] : []));
  assert.deepEqual(got, ['E-1', 'E-3']);
  const [aside] = items.flatMap((item) => ('quarantined' in item ? [item.quarantined] : []));
  assert.equal(aside!.code, 'messages/too-large');
  assert.ok(aside!.end - aside!.start > 1024 ** 3 && aside!.raw.length <= 16_384);
  assert.ok(highest < 250 * 1024 * 1024, `${highest} bytes`);
});

test('a message of a million elements is not held', () => {
  const reading = new PaymentReading('wide.xml');
  reading.write(
    Buffer.from('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>'),
  );
  for (let times = 0; times < 100; times++) reading.write(Buffer.from('<a>1</a>'.repeat(10_000)));
  reading.end();
  assert.deepEqual(
    reading.take().map((item) => 'quarantined' in item && item.quarantined.code),
    ['messages/too-large', 'messages/truncated'],
  );
});

test('reading ends when it takes too long', () => {
  const documents = readPaymentDocuments(
    { name: 'slow.xml', bytes: Buffer.from(batch(2000)) },
    { bounds: { maxMilliseconds: 0 } },
  );
  const [document] = documents;
  assert.ok(document!.transactions.length > 0 && document!.transactions.length < 2000);
  assert.deepEqual(
    document!.quarantined.map(({ code }) => code),
    ['messages/too-slow'],
  );
});

test('wrong, odd and missing namespaces are read and told', () => {
  const of = (namespace: string) => {
    const [document] = read(
      creditTransfer().replace('urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08', namespace),
    );
    return [
      document!.head.type,
      document!.head.version,
      document!.transactions.length,
      ...document!.problems.map(({ code }) => code),
    ];
  };
  assert.deepEqual(of('urn:iso:std:iso:20022:tech:xsd:pacs.008.001.99'), ['pacs.008', '001.99', 1]);
  assert.deepEqual(of('http://bank.example/pacs.008.001.03.ch.02'), [
    'pacs.008',
    '001.03',
    1,
    'messages/wrong-namespace',
  ]);
  assert.deepEqual(of(''), ['pacs.008', '', 1, 'messages/wrong-namespace']);
  assert.deepEqual(of('urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08'), [
    'pacs.009',
    '001.08',
    1,
    'messages/type-mismatch',
  ]);
  const unbound = read(creditTransfer().replaceAll(/<(\/?)(?=[A-Z])/g, '<$1x:'));
  assert.deepEqual(
    unbound[0]!.problems.map(({ code }) => code),
    ['messages/unbound-prefix'],
  );
  assert.equal(unbound[0]!.transactions[0]!.parties.length, 2);
});

test('a type that is not known is named and set aside with its digest', () => {
  const body = '<Foo><Nm>Somebody</Nm></Foo>';
  const [document] = read(`<Document xmlns="urn:example">${body}</Document>`);
  const [aside] = document!.quarantined;
  assert.equal(aside!.code, 'messages/unknown-type');
  assert.match(aside!.reason, /Foo/);
  assert.equal(aside!.digest, createHash('sha256').update(body).digest('hex'));
  assert.equal(document!.transactions.length, 0);
  const other = '<html><body>not a payment</body></html>';
  const [nothing] = read(other);
  assert.equal(nothing!.quarantined[0]!.code, 'messages/unknown-type');
  assert.equal(nothing!.quarantined[0]!.digest, createHash('sha256').update(other).digest('hex'));
  assert.deepEqual(outcome('').aside, ['messages/empty']);
  assert.deepEqual(outcome(' \n').aside, ['messages/empty']);
  assert.deepEqual(outcome('no xml at all').aside, ['messages/unknown-type']);
});

test('a message of an unseen type in the namespace of ISO 20022 gives its parties', () => {
  const source = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pxyz.099.001.01"><SmthgNew><NewPty><Nm>Carla Neu</Nm><Id><PrvtId><DtAndPlcOfBirth><BirthDt>1980-02-03</BirthDt></DtAndPlcOfBirth></PrvtId></Id></NewPty><NewTxt>paid for Dora Neu</NewTxt></SmthgNew></Document>`;
  const [document] = read(source);
  const [transaction] = document!.transactions;
  assert.deepEqual(
    transaction!.parties.map(({ role, element, names, kind }) => [role, element, names[0]!.text, kind]),
    [['other', 'NewPty', 'Carla Neu', 'person']],
  );
  assert.deepEqual(
    transaction!.freeTexts.map(({ text }) => text),
    ['paid for Dora Neu'],
  );
});

test('wrong encoding declarations are told and the letters are kept', () => {
  const text = creditTransfer({ cdtr: '<Nm>Jörg Müller</Nm>' });
  const nameOf = (bytes: Uint8Array) => {
    const [document] = read(bytes);
    const creditor = document!.transactions[0]!.parties.find(({ role }) => role === 'creditor');
    return [creditor!.names[0]!.text, ...document!.problems.map(({ code }) => code)];
  };
  const declare = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${text}`;
  assert.deepEqual(nameOf(Buffer.from(text)), ['Jörg Müller']);
  assert.deepEqual(nameOf(Buffer.from(declare('ISO-8859-1'), 'latin1')), ['Jörg Müller']);
  assert.deepEqual(nameOf(Buffer.from(declare('ISO-8859-1'))), ['Jörg Müller', 'messages/wrong-encoding']);
  assert.deepEqual(nameOf(Buffer.from(declare('UTF-8'), 'latin1')), [
    'Jörg Müller',
    'messages/wrong-encoding',
  ]);
  assert.deepEqual(nameOf(Buffer.from(declare('UTF-16'))), ['Jörg Müller', 'messages/wrong-encoding']);
  assert.deepEqual(nameOf(Buffer.from(`\uFEFF${declare('UTF-16')}`, 'utf16le')), ['Jörg Müller']);
  assert.deepEqual(nameOf(Buffer.from(`\uFEFF${declare('UTF-8')}`, 'utf16le')), [
    'Jörg Müller',
    'messages/wrong-encoding',
  ]);
  assert.deepEqual(nameOf(Buffer.from(`\uFEFF${text}`)), ['Jörg Müller']);
  assert.throws(() => read(declare('UTF-7')), { code: 'messages/encoding-unsupported' });
});

test('messages one after the other are messages each, with or without an envelope', () => {
  const one = creditTransfer();
  const two = batch(2);
  for (const source of [
    `${one}\n${two}`,
    `<?xml version="1.0"?>${one}<?xml version="1.0" encoding="UTF-8"?>\n${two.replace(/^<\?.*?\?>/, '')}`,
    `<Envelope><Message>${one}</Message><Message>${two.replace(/^<\?.*?\?>/, '')}</Message></Envelope>`,
  ]) {
    const documents = read(source);
    assert.deepEqual(
      documents.map(({ head, transactions, quarantined }) => [
        head.type,
        head.number,
        transactions.length,
        quarantined,
      ]),
      [
        ['pacs.008', 1, 1, []],
        ['pain.001', 2, 2, []],
      ],
    );
  }
});

test('a message within a text of another is read, each value at its place in the source', () => {
  const inner = creditTransfer({ cdtr: '<Nm>Söhne &amp; Töchter</Nm>' });
  const escaped = inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  for (const text of [`<![CDATA[${inner}]]>`, `<![CDATA[<?xml version="1.0"?>${inner}]]>`, escaped]) {
    const source = `<Request><Header>h</Header><Payload>\n${text}\n</Payload></Request>`;
    const [document] = read(source);
    assert.deepEqual([document!.head.type, document!.quarantined, document!.problems], ['pacs.008', [], []]);
    const [transaction] = document!.transactions;
    const [debtor, creditor] = transaction!.parties.map(({ names }) => names[0]!);
    assert.equal(source.slice(debtor!.start, debtor!.end), 'Bernd Beispiel');
    assert.equal(debtor!.path, '/Request/Payload/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/Dbtr/Nm');
    assert.equal(creditor!.text, 'Söhne & Töchter');
    const [start, end] = sourceSpan(creditor!, 8, 15);
    assert.equal(source.slice(start, end), 'Töchter');
  }
  const within = creditTransfer({
    transaction: `<SplmtryData><Envlp><![CDATA[${batch(2)}]]></Envlp></SplmtryData>`,
  });
  assert.deepEqual(
    read(within).map(({ head, transactions }) => [head.type, transactions.length]),
    [
      ['pain.001', 2],
      ['pacs.008', 1],
    ],
  );
});

test('a party in an envelope of its own making is a party of its messages', () => {
  const [document] = read(
    `<Bundle><Sender><Nm>Omar Envelope</Nm></Sender><Route>some network</Route>${creditTransfer()}</Bundle>`,
  );
  const { parties, freeTexts } = document!.transactions[0]!.inherited;
  assert.deepEqual(
    [parties.map(({ level, names }) => [level, names[0]!.text]), freeTexts],
    [[['envelope', 'Omar Envelope']], []],
  );
});

test('a number of transactions that is not the one the header says is told of its message', () => {
  const lost = batch(3).replace(/<CdtTrfTxInf>.*?<\/CdtTrfTxInf>/s, '');
  assert.deepEqual(
    read(`${creditTransfer()}${lost.replace(/^<\?.*?\?>/, '')}${creditTransfer()}`).map(({ problems }) =>
      problems.map(({ code }) => code),
    ),
    [[], ['messages/count-mismatch'], []],
  );
});

test('text beside elements is told and searched', () => {
  const [document] = read(creditTransfer({ cdtr: 'Omar Stray<Nm>Anna Example</Nm>' }));
  const [transaction] = document!.transactions;
  assert.deepEqual(
    transaction!.problems.map(({ code }) => code),
    ['messages/stray-text'],
  );
  assert.ok(transaction!.freeTexts.some(({ text }) => text === 'Omar Stray'));
});

test('noise never throws and never passes in silence', () => {
  const pieces = [
    '<Document>',
    '</Document>',
    '<CdtTrfTxInf>',
    '</CdtTrfTxInf>',
    '<Nm>',
    '</Nm>',
    'x',
    '&',
    '&#x0;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml version="1.0"?>',
    '<Ntry>',
    '<NtryDtls><TxDtls>',
    '</TxDtls>',
    '\uD800',
    '<a:b xmlns:a="u">',
    '"',
    "<c d='",
    '>',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (parts) => {
      const documents = read(parts.join(''));
      assert.ok(
        documents.some(({ transactions, quarantined }) => transactions.length + quarantined.length > 0),
      );
    }),
    { numRuns: 500 },
  );
});
