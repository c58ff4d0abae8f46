import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PaymentParty, sourceSpan } from '../payment.ts';
import { readPaymentDocuments, readPayments } from '../payments.ts';
import { subjectsOfPayment, textsOfPayment } from '../subjects.ts';
import { creditTransfer, finMessage, PARTIES } from './fixture-fin.ts';

const read = (source: string) => readPaymentDocuments({ name: 'm.fin', bytes: Buffer.from(source) });
const transactions = (source: string) => read(source).flatMap((document) => document.transactions);
const only = (source: string) => transactions(source)[0]!;
const partyOf = (source: string, role: string): PaymentParty =>
  only(source).parties.find((party) => party.role === role)!;
const namesOf = (lines: string, option = 'K') =>
  partyOf(creditTransfer(`:50${option}:${lines}`), 'debtor').names.map(({ text }) => text);
const textsOf = (source: string) => textsOfPayment(only(source)).map(({ kind, text }) => [kind, text]);

test('a transfer has its references, amount, date and parties, and who sent it to whom', () => {
  const source = creditTransfer(`:33B:USD14,\n${PARTIES}\n:70:/ROC/E2E-7\nINVOICE 12`);
  const [document] = read(source);
  const { type, namespace, name, id, businessId, created } = document!.head;
  assert.deepEqual(
    [type, namespace, name, id!.text, businessId!.text, created!.text],
    ['MT103', 'F01', 'Single Customer Credit Transfer', 'REF-1', 'MUR-1', '2026-03-04T12:00'],
  );
  const transaction = document!.transactions[0]!;
  assert.deepEqual(
    Object.entries(transaction.ids).map(([kind, { text }]) => [kind, text]),
    [
      ['instruction', 'REF-1'],
      ['endToEnd', 'E2E-7'],
      ['uetr', '8a562c67-ca16-48ba-b074-65581be6f001'],
    ],
  );
  assert.deepEqual(
    [transaction.amount!.amount.text, transaction.amount!.currency, transaction.settlementDate!.text],
    ['12.50', 'EUR', '2026-03-04'],
  );
  assert.deepEqual(
    transaction.amounts.map(({ element, amount, currency }) => [element, amount.text, currency]),
    [
      ['32A', '12.50', 'EUR'],
      ['33B', '14', 'USD'],
    ],
  );
  assert.equal(transaction.chargeBearer!.text, 'SHA');
  assert.deepEqual(
    transaction.parties.map(({ role, element, path, names, accounts, addresses }) => [
      role,
      element,
      path,
      names.map(({ text }) => text),
      (accounts[0]!.iban ?? accounts[0]!.other!.number).text,
      accounts[0]!.ibanCountry,
      addresses[0]!.lines.map(({ text }) => text),
      addresses[0]!.country?.text,
    ]),
    [
      [
        'debtor',
        '50K',
        '/4/50K',
        ['BERND BEISPIEL'],
        '12345678',
        undefined,
        ['12 LONG STREET', 'LONDON, UNITED KINGDOM'],
        'UNITED KINGDOM',
      ],
      [
        'creditor',
        '59',
        '/4/59',
        ['ANNA EXAMPLE'],
        'GB33BUKB20201555555555',
        'GB',
        ['1 SHORT LANE'],
        undefined,
      ],
    ],
  );
  assert.deepEqual(
    transaction.inherited.parties.map(({ role, bics }) => [role, bics[0]!.text]),
    [
      ['receiver', 'RBOSGB2L'],
      ['sender', 'ABNANL2ABXX'],
    ],
  );
  assert.deepEqual(transaction.problems, []);
  const { start, end } = transaction.parties[0]!.names[0]!;
  assert.equal(source.slice(start, end), 'BERND BEISPIEL');
});

test('a name over two lines is given joined and separately, up to the first line of an address', () => {
  assert.deepEqual(namesOf('ANNA MARIA\nEXAMPLE FAMILY\n1 SHORT LANE\nVIENNA HILL'), [
    'ANNA MARIA',
    'ANNA MARIA EXAMPLE FAMILY',
    'EXAMPLE FAMILY',
  ]);
  // A town is no name of its own.
  assert.deepEqual(namesOf('ANNA EXAMPLE\nMIAMI, FLORIDA'), ['ANNA EXAMPLE']);
  assert.deepEqual(namesOf('ANNA EXAMPLE\nFLORIDA'), ['ANNA EXAMPLE', 'ANNA EXAMPLE FLORIDA']);
  assert.deepEqual(namesOf('ANNA EXAMPLE\nSYRIA'), ['ANNA EXAMPLE']);
});

test('a name that breaks within a word at the end of a full line is given whole, and marked as perhaps cut', () => {
  const full = 'ANNA MARIA THERESIA VON EXAMPLE-HAM';
  assert.equal(full.length, 35);
  assert.deepEqual(namesOf(`${full}\nMERSTEIN FAMILY\n1 SHORT LANE`), [
    full,
    `${full} MERSTEIN FAMILY`,
    `${full}MERSTEIN FAMILY`,
    'MERSTEIN FAMILY',
  ]);
  const carriedOf = (field: string) =>
    subjectsOfPayment(only(creditTransfer(field)), 'm.fin')[0]!.subject.carried;
  assert.deepEqual(carriedOf(`:50K:${full}`), { truncated: true });
  assert.deepEqual(carriedOf(`:50F:/1\n1/${full.slice(0, 33)}`), { truncated: true });
  assert.equal(carriedOf(`:50F:/1\n1/${full.slice(0, 32)}`), undefined);
});

test('a part of a name over two lines is found at the characters of the source', () => {
  const source = creditTransfer(':50K:ANNA MARIA\nEXAMPLE FAMILY');
  const name = partyOf(source, 'debtor').names[1]!;
  assert.equal(source.slice(...sourceSpan(name, 0, 10)), 'ANNA MARIA');
  assert.equal(source.slice(...sourceSpan(name, 11, 18)), 'EXAMPLE');
  assert.equal(source.slice(...sourceSpan(name, 5, 18)), 'MARIA\r\nEXAMPLE');
});

test('50F: identifier, name, address, birth and numbers by their codes, with lines that go on', () => {
  const [person] = subjectsOfPayment(
    only(
      creditTransfer(
        ':50F:NIDN/DE/121231234342\n1/ANNA MARIA\n1/EXAMPLE\n2/HAUPTSTR. 1\n3/DE/ULM\n4/19800203\n5/AT/WIEN',
      ),
    ),
    'm.fin',
  );
  assert.equal(person!.subject.schema, 'Person');
  assert.deepEqual(person!.subject.properties, {
    name: ['ANNA MARIA', 'ANNA MARIA EXAMPLE'],
    idNumber: ['121231234342'],
    birthDate: ['1980-02-03'],
    birthPlace: ['WIEN'],
    birthCountry: ['at'],
    address: ['DE, ULM, HAUPTSTR. 1'],
    country: ['de'],
  });
  const numbers = partyOf(
    creditTransfer(':50F:/12345\n1/ANNA EXAMPLE\n6/DE/ABC BANK/1234\n7/AT/98765\n8/432'),
    'debtor',
  ).identifications;
  assert.deepEqual(
    numbers.map(({ scheme, issuer, number }) => [scheme!.text, issuer!.text, number.text]),
    [
      ['CUST', 'ABC BANK', '1234'],
      ['NIDN', 'AT', '98765432'],
    ],
  );
});

test('options: BIC, clearing number, marks of debit and credit, and what stands where it should not', () => {
  const agent = (field: string) => only(creditTransfer(field)).parties[0]!;
  const clearing = agent(':57D://FW021000018\nHARBOUR BANK\n1 QUAY LANE');
  assert.deepEqual(
    [clearing.clearing[0]!.system!.text, clearing.clearing[0]!.member.text, clearing.names[0]!.text],
    ['FW', '021000018', 'HARBOUR BANK'],
  );
  const marked = agent(':53A:/D/D00030901\nABNANL2AXXX');
  assert.deepEqual(
    [marked.accounts[0]!.other!.number.text, marked.bics[0]!.text, marked.kind],
    ['D00030901', 'ABNANL2AXXX', 'institution'],
  );
  assert.deepEqual(agent(':57C:/12345').accounts[0]!.other!.number.text, '12345');
  assert.deepEqual(agent(':52A:ANNA EXAMPLE').names[0]!.text, 'ANNA EXAMPLE');
  assert.deepEqual(textsOf(creditTransfer(':52A:ABNANL2A\nFOR OMAR HIDDEN'))[0], [
    'other',
    'FOR OMAR HIDDEN',
  ]);
  assert.deepEqual(textsOf(creditTransfer(':53B:/123\nOMAR NAMELESS')), [['other', 'OMAR NAMELESS']]);
  assert.deepEqual(namesOf('/123\n1/ANNA EXAMPLE\n3/DE/ULM'), ['ANNA EXAMPLE']);
});

test('people announced in a line of another are parties of their own', () => {
  const debtor = partyOf(
    creditTransfer(':50K:TRADING LTD\n1 SHORT LANE\nATTN: OMAR HIDDEN\n:59:BERND C/O ANNA EXAMPLE'),
    'debtor',
  );
  assert.deepEqual(
    debtor.related.map(({ role, names }) => [role, names[0]!.text]),
    [['contact', 'OMAR HIDDEN']],
  );
});

test('texts are joined over their lines, without the signs that continue them, and codes give parties and references', () => {
  const source = creditTransfer(
    ':50K:ANNA\n:59:BERND\n:70:FOR OMAR\nHIDDEN\n:72:/INS/ABNANL2A\n/BNF/PAY TO OMAR\n//HIDDEN\n/INS/QUAY BANK\n:77B:/ORDERRES/DE//GIFT\n//TO DORA',
  );
  assert.deepEqual(textsOf(source), [
    ['remittance', 'FOR OMAR HIDDEN'],
    ['instructionForAgent', '/INS/ABNANL2A /BNF/PAY TO OMAR HIDDEN /INS/QUAY BANK'],
    ['regulatoryReporting', '/ORDERRES/DE//GIFT TO DORA'],
  ]);
  const { parties } = only(source);
  assert.deepEqual(
    parties
      .filter(({ role }) => role === 'previousInstructingAgent')
      .map(({ bics, names }) => (bics[0] ?? names[0])!.text),
    ['ABNANL2A', 'QUAY BANK'],
  );
  assert.equal(parties.find(({ role }) => role === 'debtor')!.countryOfResidence!.text, 'DE');
  const full = 'PAYMENT FOR WORK AND MATERIAL TO OMA';
  const broken = textsOf(creditTransfer(`:70:${full.slice(1)}\nR HIDDEN`)).map(([, text]) => text);
  assert.ok(broken.includes('AYMENT FOR WORK AND MATERIAL TO OMAR HIDDEN'), broken.join('|'));
});

test('a batch has its transactions, and what stands before and behind them above each', () => {
  const source = finMessage('102', [
    ':20:BATCH',
    ':23:CREDIT',
    ':50K:/1\r\nHARBOUR WORKS',
    ':21:T-1',
    ':32B:EUR1,',
    ':59:/2\r\nANNA EXAMPLE',
    ':21:T-2',
    ':32B:EUR2,',
    ':59:/3\r\nBERND BEISPIEL',
    ':32A:260304EUR3,',
    ':53A:ABNANL2A',
  ]);
  const all = transactions(source);
  assert.deepEqual(
    all.map(({ number, ids, amount, settlementDate, parties }) => [
      number,
      ids.instruction!.text,
      amount!.amount.text,
      settlementDate!.text,
      parties.map(({ names }) => names[0]!.text),
    ]),
    [
      [1, 'T-1', '1', '2026-03-04', ['ANNA EXAMPLE']],
      [2, 'T-2', '2', '2026-03-04', ['BERND BEISPIEL']],
    ],
  );
  assert.equal(all[0]!.inherited, all[1]!.inherited);
  assert.deepEqual(
    all[0]!.inherited.parties.map(({ role, level }) => [role, level]),
    [
      ['sender', 'envelope'],
      ['receiver', 'envelope'],
      ['debtor', 'message'],
      ['reimbursementAgent', 'message'],
    ],
  );
});

test('a cover payment has the customer transfer under it; one that is not marked as such is told', () => {
  const fields = [
    ':20:C-1',
    ':21:E2E',
    ':32A:260304EUR5,',
    ':52A:AAAADEFF',
    ':58A:BBBBFRPP',
    ':50K:/1\r\nANNA EXAMPLE',
    ':52A:CCCCDEFF',
    ':59:/2\r\nBERND BEISPIEL',
    ':70:FOR GOODS',
  ];
  const cover = only(finMessage('202', fields, 'COV'));
  assert.equal(cover.message.version, 'COV');
  assert.deepEqual(
    cover.parties.map(({ role, part, path }) => [role, part, path]),
    [
      ['debtor', 'transfer', '/4/52A'],
      ['creditor', 'transfer', '/4/58A'],
      ['debtor', 'underlying', '/4/50K'],
      ['debtorAgent', 'underlying', '/4/52A[2]'],
      ['creditor', 'underlying', '/4/59'],
    ],
  );
  assert.deepEqual([cover.ids.endToEnd!.text, cover.freeTexts[0]!.part], ['E2E', 'underlying']);
  assert.deepEqual(cover.problems, []);
  const unmarked = only(finMessage('202', fields));
  assert.equal(unmarked.parties.filter(({ part }) => part === 'underlying').length, 3);
  assert.deepEqual(
    unmarked.problems.map(({ code }) => code),
    ['messages/type-mismatch'],
  );
});

test('a cancellation quotes the fields of the message that it is about', () => {
  const transaction = only(
    finMessage('192', [
      ':20:CXL',
      ':21:REF-1',
      ':11S:103\r\n260304',
      ':79:/DUPL/\r\n/UETR/8a562c67-ca16-48ba-b074-6558\r\n//1be6f001',
      ':20:REF-0',
      ':32A:260304EUR5,',
      ':50K:ANNA EXAMPLE',
    ]),
  );
  assert.deepEqual(
    [transaction.ids.instruction!.text, transaction.originalIds.instruction!.text],
    ['CXL', 'REF-1'],
  );
  assert.equal(transaction.originalIds.uetr!.text, '8a562c67-ca16-48ba-b074-65581be6f001');
  assert.deepEqual(
    transaction.parties.map(({ role, part }) => [role, part]),
    [['debtor', 'original']],
  );
});

test('statements: a transaction for each line, the parties of its description, and what is said of all', () => {
  const all = transactions(
    finMessage('940', [
      ':20:S-1',
      ':25P:/12345678\r\nABNANL2A',
      ':28C:1/1',
      ':60F:C260304EUR1,',
      ':61:2603040304D12,50NTRFOWN-1//BANK-1\r\nTO ANNA',
      ':86:/ORDP//NAME/BERND BEISPIEL/REMI//USTD//FOR OMAR HID\r\nDEN/',
      ':61:260304C2,NTRFNONREF',
      ':86:166?00GUTSCHRIFT?20RECHNUNG?31DE02120300000000202051?32DORA\r\n?33DOE?60X',
      ':62F:C260304EUR3,',
      ':86:CALL BERTA',
    ]),
  );
  assert.deepEqual(
    all.map(({ ids, amount, parties, settlementDate }) => [
      ids.instruction!.text,
      ids.accountServicer?.text,
      amount!.amount.text,
      amount!.currency,
      settlementDate!.text,
      parties.map(({ role, names, accounts }) => [role, (names[0] ?? accounts[0]!.iban)!.text]),
    ]),
    [
      ['OWN-1', 'BANK-1', '12.50', 'EUR', '2026-03-04', [['debtor', 'BERND BEISPIEL']]],
      [
        'NONREF',
        undefined,
        '2',
        'EUR',
        '2026-03-04',
        [
          ['other', 'DE02120300000000202051'],
          ['other', 'DORA DOE'],
        ],
      ],
    ],
  );
  assert.deepEqual(
    all[0]!.inherited.parties.map(({ role }) => role),
    ['sender', 'receiver', 'accountOwner'],
  );
  assert.deepEqual(
    all[0]!.inherited.freeTexts.map(({ text }) => text),
    ['CALL BERTA'],
  );
});

test('other types are named by their number and walked all the same; qualifiers are no part of a name', () => {
  const securities = only(
    finMessage('541', [
      ':16R:SETDET',
      ':95Q::BUYR//OMAR HIDDEN\r\n1 SHORT LANE',
      ':95P::REAG//ABNANL2A',
      ':97A::SAFE//12345',
      ':70E::SPRO//FOR DORA DOE',
    ]),
  );
  assert.equal(securities.message.type, 'MT541');
  assert.deepEqual(
    securities.parties.map(
      ({ names, bics, accounts }) => (names[0] ?? bics[0] ?? accounts[0]!.other!.number).text,
    ),
    ['OMAR HIDDEN', 'ABNANL2A', '12345'],
  );
  assert.deepEqual(
    securities.freeTexts.filter(({ element }) => element === '70E').map(({ text }) => text),
    ['FOR DORA DOE'],
  );
});

test('many messages in a file, with acknowledgements, separators and whatever line ends', () => {
  const acknowledged =
    '{1:F21RBOSGB2LAXXX0000000000}{4:{177:2603041200}{451:0}}' +
    creditTransfer(':50K:A', 'R-1') +
    '$\r\n{1:F21RBOSGB2LAXXX0000000000}{4:{177:2603041200}{451:1}{405:T13}}' +
    creditTransfer(':50K:B', 'R-2', '\n') +
    `\x03   \x01${creditTransfer(':50K:C', 'R-3', '\r')}$`;
  const documents = read(acknowledged);
  assert.deepEqual(
    documents.map(({ head, transactions: found }) => [head.number, head.type, found[0]!.kind, head.id?.text]),
    [
      [1, 'ACK', 'surroundings', undefined],
      [2, 'MT103', 'transaction', 'R-1'],
      [3, 'NAK', 'surroundings', undefined],
      [4, 'MT103', 'transaction', 'R-2'],
      [5, 'MT103', 'transaction', 'R-3'],
    ],
  );
  assert.deepEqual(
    documents.flatMap(({ transactions: found }) => found.flatMap(({ problems }) => problems)),
    [],
  );
});

test('a file gives the same in pieces as at once', async () => {
  const source = Array.from({ length: 40 }, (_, number) =>
    creditTransfer(`:50K:NAME ${number}\n:59:TO ${number}`, `R-${number}`),
  ).join('$');
  const streamed = [];
  for await (const item of readPayments({ name: 'm.fin', bytes: Buffer.from(source) })) streamed.push(item);
  assert.deepEqual(
    streamed,
    transactions(source).map((transaction) => ({ transaction })),
  );
});
