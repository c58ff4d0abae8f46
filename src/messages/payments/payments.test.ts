import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { creditTransfer, manyTransfers } from './fixture-payments.ts';
import { sourceSpan } from './payment.ts';
import { readPaymentDocuments } from './payments.ts';
import { subjectsOfPayment, textsOfPayment } from './subjects.ts';

const read = (source: string) => readPaymentDocuments({ name: 'm.xml', bytes: Buffer.from(source) });
const only = (source: string) => read(source)[0]!.transactions[0]!;
const subjects = (source: string) => subjectsOfPayment(only(source), 'm.xml');

test('a transaction has its references, amount, date and parties, and what stands above it', () => {
  const [document] = read([...manyTransfers(2)].join(''));
  assert.deepEqual(
    [document!.head.id!.text, document!.head.created!.text],
    ['MSG-1', '2026-03-04T10:00:00Z'],
  );
  const [first, second] = document!.transactions;
  assert.deepEqual(
    [
      second!.number,
      second!.ids.endToEnd!.text,
      second!.ids.paymentInformation!.text,
      second!.settlementDate!.text,
    ],
    [2, 'E-2', 'B-1', '2026-03-05'],
  );
  assert.deepEqual(
    [second!.amount!.element, second!.amount!.amount.text, second!.amount!.currency],
    ['InstdAmt', '2.00', 'CHF'],
  );
  assert.deepEqual(
    second!.parties.map(({ role, level, accounts }) => [role, level, accounts[0]?.iban?.text]),
    [
      ['creditorAgent', 'transaction', undefined],
      ['creditor', 'transaction', 'CH5604835012345678009'],
    ],
  );
  assert.deepEqual(
    second!.inherited.parties.map(({ role, level, accounts }) => [role, level, accounts[0]?.ibanCountry]),
    [
      ['initiatingParty', 'message', undefined],
      ['debtor', 'batch', 'CH'],
      ['debtorAgent', 'batch', undefined],
    ],
  );
  assert.equal(first!.inherited, second!.inherited);
  const shared = (transaction: typeof first) => subjectsOfPayment(transaction!, 'm.xml').slice(2);
  assert.ok(shared(first).every((subject, at) => subject === shared(second)[at]));
});

test('the customer transfer under a cover payment is told from the cover', () => {
  const transaction =
    only(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08"><FICdtTrf><GrpHdr><MsgId>M</MsgId></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">5</IntrBkSttlmAmt>
<Dbtr><FinInstnId><BICFI>AAAADEFF</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><BICFI>BBBBFRPP</BICFI></FinInstnId></Cdtr>
<UndrlygCstmrCdtTrf><Dbtr><Nm>Anna Example</Nm></Dbtr><Cdtr><Nm>Bernd Beispiel</Nm></Cdtr>
<RmtInf><Ustrd>for goods</Ustrd></RmtInf><InstdAmt Ccy="USD">6</InstdAmt></UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf></Document>`);
  assert.deepEqual(
    transaction.parties
      .map(({ role, part, bics, names }) => [role, part, (bics[0] ?? names[0])!.text])
      .toSorted(),
    [
      ['creditor', 'transfer', 'BBBBFRPP'],
      ['creditor', 'underlying', 'Bernd Beispiel'],
      ['debtor', 'transfer', 'AAAADEFF'],
      ['debtor', 'underlying', 'Anna Example'],
    ],
  );
  assert.equal(transaction.amount!.amount.text, '5');
  assert.deepEqual(
    [transaction.freeTexts[0]!.part, transaction.freeTexts[0]!.kind],
    ['underlying', 'remittance'],
  );
});

test('a recall gives the parties of the payment it is about, and both sets of references', () => {
  const transaction = only(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.056.001.11"><FIToFIPmtCxlReq>
<Assgnmt><Id>A-1</Id><Assgnr><Agt><FinInstnId><BICFI>AAAADEFF</BICFI></FinInstnId></Agt></Assgnr><Assgne><Pty><Id><OrgId><AnyBIC>BBBBFRPP</AnyBIC></OrgId></Id></Pty></Assgne><CreDtTm>2026-01-02T03:04:05Z</CreDtTm></Assgnmt>
<Undrlyg><TxInf><CxlId>C-1</CxlId><OrgnlEndToEndId>E-1</OrgnlEndToEndId><OrgnlIntrBkSttlmAmt Ccy="EUR">9</OrgnlIntrBkSttlmAmt>
<CxlRsnInf><Orgtr><Nm>Carla Claim</Nm></Orgtr><AddtlInf>paid twice</AddtlInf></CxlRsnInf>
<OrgnlTxRef><Dbtr><Pty><Nm>Anna Example</Nm></Pty></Dbtr></OrgnlTxRef></TxInf></Undrlyg></FIToFIPmtCxlReq></Document>`);
  assert.deepEqual([transaction.message.type, transaction.message.id!.text], ['camt.056', 'A-1']);
  assert.deepEqual([transaction.ids, transaction.originalIds.endToEnd!.text], [{}, 'E-1']);
  assert.deepEqual(
    [...transaction.parties, ...transaction.inherited.parties].map(({ role, part }) => [role, part]),
    [
      ['originator', 'transfer'],
      ['debtor', 'original'],
      ['assigner', 'transfer'],
      ['assignee', 'transfer'],
    ],
  );
});

test('an entry without details is a transaction, one with details is above them', () => {
  const statement = (entry: string) =>
    read(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id>
<Acct><Id><IBAN>CH9300762011623852957</IBAN></Id><Ownr><Nm>Harbour Works AG</Nm></Ownr></Acct>${entry}</Stmt></BkToCstmrStmt></Document>`)[0]!
      .transactions;
  const amount = '<Amt Ccy="CHF">7</Amt>';
  const [plain, ...none] = statement(`<Ntry>${amount}<AddtlNtryInf>from Anna</AddtlNtryInf></Ntry>`);
  assert.deepEqual(
    [plain!.kind, plain!.amount!.amount.text, plain!.freeTexts[0]!.text, none],
    ['transaction', '7', 'from Anna', []],
  );
  const detailed = statement(
    `<Ntry>${amount}<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>A</Nm></Dbtr></RltdPties></TxDtls><TxDtls><RltdPties><Dbtr><Nm>B</Nm></Dbtr></RltdPties></TxDtls></NtryDtls><AddtlNtryInf>both of Basel</AddtlNtryInf></Ntry>`,
  );
  assert.deepEqual(
    detailed.map(({ kind, parties, freeTexts, amount: settled, inherited }) => [
      kind,
      parties.map(({ names }) => names[0]!.text),
      freeTexts.map(({ text }) => text),
      settled?.amount.text,
      inherited.parties.map(({ role, accounts }) => [role, accounts.length]),
    ]),
    [
      ['transaction', ['A'], [], '7', [['accountOwner', 1]]],
      ['transaction', ['B'], [], '7', [['accountOwner', 1]]],
      ['surroundings', [], ['both of Basel'], undefined, [['accountOwner', 1]]],
    ],
  );
});

test('a natural person: numbers by their scheme, birth, residence, contact and address', () => {
  const [person, contact] = subjects(
    creditTransfer({
      cdtr: `<Nm>Anna Example</Nm><PstlAdr><StrtNm>Hauptstr.</StrtNm><BldgNb>1</BldgNb><TwnNm>Ulm</TwnNm><Ctry>DE</Ctry><AdrLine>back building</AdrLine></PstlAdr>
<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1980-02-03</BirthDt><PrvcOfBirth>Wien</PrvcOfBirth><CityOfBirth>Wien</CityOfBirth><CtryOfBirth>AT</CtryOfBirth></DtAndPlcOfBirth>
<Othr><Id>P1234567</Id><SchmeNm><Cd>CCPT</Cd></SchmeNm><Issr>AT</Issr></Othr><Othr><Id>C-99</Id><SchmeNm><Cd>CUST</Cd></SchmeNm></Othr></PrvtId></Id>
<CtryOfRes>DE</CtryOfRes><CtctDtls><Nm>Carl Contact</Nm><EmailAdr>a@example.org</EmailAdr></CtctDtls>`,
    }),
  ).slice(1);
  assert.equal(person!.subject.schema, 'Person');
  assert.deepEqual(person!.subject.properties, {
    name: ['Anna Example'],
    passportNumber: ['P1234567'],
    birthDate: ['1980-02-03'],
    birthPlace: ['Wien, Wien'],
    birthCountry: ['at'],
    country: ['de'],
    address: ['Hauptstr., 1, Ulm, DE, back building'],
    email: ['a@example.org'],
  });
  assert.deepEqual(
    person!.party.identifications.map(({ scheme }) => scheme!.text),
    ['CCPT', 'CUST'],
  );
  assert.equal(person!.party.addresses[0]!.form, 'hybrid');
  assert.deepEqual(
    [contact!.party.role, contact!.subject.properties],
    ['contact', { name: ['Carl Contact'] }],
  );
});

test('institutions by BIC, LEI, clearing number and branch; an agent without a name is a subject', () => {
  const agent = `<CdtrAgt><FinInstnId><BICFI>BBBBFRPP</BICFI><ClrSysMmbId><ClrSysId><Cd>GBDSC</Cd></ClrSysId><MmbId>123456</MmbId></ClrSysMmbId><LEI>529900T8BM49AURSDO55</LEI></FinInstnId><BrnchId><Nm>Quay Branch</Nm></BrnchId></CdtrAgt>`;
  const found = subjects(creditTransfer({ transaction: agent })).slice(2);
  assert.deepEqual(
    found.map(({ subject, party }) => [party.role, subject.schema, subject.properties]),
    [
      ['creditorAgent', 'LegalEntity', { swiftBic: ['BBBBFRPP'], leiCode: ['529900T8BM49AURSDO55'] }],
      ['branch', 'LegalEntity', { name: ['Quay Branch'] }],
    ],
  );
  assert.deepEqual(
    [found[0]!.party.clearing[0]!.system!.text, found[0]!.party.clearing[0]!.member.text],
    ['GBDSC', '123456'],
  );
});

test('a wallet in the place of an account is told and normalised', () => {
  const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
  const account = `<CdtrAcct><Id><Othr><Id>${address}</Id></Othr></Id></CdtrAcct>`;
  const [, creditor] = subjects(creditTransfer({ transaction: account }));
  assert.equal(creditor!.party.wallets[0]!.checksum, 'valid');
  assert.deepEqual(creditor!.subject.properties.publicKey, [address.toLowerCase()]);
  assert.equal(creditor!.places.get('publicKey')![0]!.text, address);
});

test('the name of an account is an alias of its holder; a name at the length of a cut may be cut', () => {
  const account = '<CdtrAcct><Id><IBAN>FI2112345600000785</IBAN></Id><Nm>Examples Garden</Nm></CdtrAcct>';
  const [, creditor] = subjects(
    creditTransfer({ cdtr: `<Nm>${'Anna Maria '.repeat(7).slice(0, 70)}</Nm>`, transaction: account }),
  );
  assert.deepEqual(creditor!.subject.properties.alias, ['Examples Garden']);
  assert.deepEqual(creditor!.subject.carried, { truncated: true });
});

test('where a party has no name its address is searched, and references that read like words are', () => {
  const source = creditTransfer({
    cdtr: '<PstlAdr><AdrLine>Omar Nameless</AdrLine><Ctry>DE</Ctry></PstlAdr>',
    transaction:
      '<Purp><Prtry>gift to Dora</Prtry></Purp><RmtInf><Strd><CdtrRefInf><Ref>OMAR HIDDEN</Ref></CdtrRefInf></Strd></RmtInf>',
  });
  assert.deepEqual(
    textsOfPayment(only(source)).map(({ kind, text }) => [kind, text]),
    [
      ['purpose', 'gift to Dora'],
      ['reference', 'OMAR HIDDEN'],
      ['other', 'Omar Nameless'],
    ],
  );
});

test('a part of a name is found at the characters of the source, however they are written', () => {
  /** As written and as read; `lead` letters of the writing stand before what is read letter for letter. */
  const pieces: readonly { readonly xml: string; readonly text: string; readonly lead?: number }[] = [
    ...[...'Zoë Söhn-ß日本 ()'].map((letter) => ({ xml: letter, text: letter, lead: 0 })),
    { xml: '&amp;', text: '&' },
    { xml: '&lt;', text: '<' },
    { xml: '&#252;', text: 'ü' },
    { xml: '&#x1F600;', text: '😀' },
    { xml: '<![CDATA[<b>&amp;]]>', text: '<b>&amp;', lead: '<![CDATA['.length },
    { xml: '<!-- aside & more -->', text: '' },
    { xml: '\r\n', text: '\n' },
  ];
  const inner = fc.array(fc.constantFrom(...pieces), { maxLength: 12 });
  fc.assert(
    fc.property(inner, fc.nat(), fc.nat(), (parts, a, b) => {
      const ends = { xml: 'x', text: 'x', lead: 0 };
      const all = [ends, ...parts, ends];
      const source = creditTransfer({ cdtr: `<Nm>${all.map(({ xml }) => xml).join('')}</Nm>` });
      const text = all.map((part) => part.text).join('');
      const places: [number, number][] = [];
      let at = source.indexOf('<Cdtr><Nm>') + '<Cdtr><Nm>'.length;
      for (const { xml, text: letters, lead } of all) {
        for (let unit = 0; unit < letters.length; unit++) {
          places.push(lead === undefined ? [at, at + xml.length] : [at + lead + unit, at + lead + unit + 1]);
        }
        at += xml.length;
      }
      const name = only(source).parties.find(({ role }) => role === 'creditor')!.names[0]!;
      assert.equal(name.text, text);
      const from = a % text.length;
      const to = from + 1 + (b % (text.length - from));
      assert.deepEqual(sourceSpan(name, from, to), [places[from]![0], places[to - 1]![1]]);
    }),
    { numRuns: 300 },
  );
});
