/**
 * How fast payments are read: a typical customer credit transfer between banks (parties with addresses, agents,
 * remittance) in ISO 20022 and as MT103, bytes in, parties and texts out, and screened against the starter lists; and a
 * payroll of many transactions with the memory it takes.
 * `npm run bench:payments`; `--messages N` (20,000), `--transactions N` (100,000). Prints figures and asserts nothing,
 * since they depend on the machine. CPU is that of all threads of the process, the collector's too; the XML parser alone
 * stands beside it, for a measure that does not hang on the machine.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { SaxesParser } from 'saxes';
import {
  readPaymentDocuments,
  readPayments,
  subjectsOfPayment,
  textsOfPayment,
} from '../src/messages/index.ts';
import { loadStarterIndex, PaymentScreener } from '../src/screening/index.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '20000' },
    transactions: { type: 'string', default: '100000' },
  },
});
const messages = Number(values.messages);
const transactions = Number(values.transactions);

const agent = (name: string, bic: string) =>
  `<${name}><FinInstnId><BICFI>${bic}</BICFI></FinInstnId></${name}>`;
const party = (name: string, who: string, street: string, town: string, country: string) =>
  `<${name}><Nm>${who}</Nm><PstlAdr><StrtNm>${street}</StrtNm><BldgNb>12</BldgNb><PstCd>75001</PstCd><TwnNm>${town}</TwnNm><Ctry>${country}</Ctry></PstlAdr></${name}>`;
const account = (name: string, iban: string) => `<${name}><Id><IBAN>${iban}</IBAN></Id></${name}>`;

/** Some 3 kB, as CBPR+ has it: with its header, indented, eight parties. */
function transfer(number: number): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="urn:swift:xsd:envelope"><AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02">
<Fr><FIId><FinInstnId><BICFI>RBOSGB2LXXX</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>ABNANL2AXXX</BICFI></FinInstnId></FIId></To>
<BizMsgIdr>B-${number}</BizMsgIdr><MsgDefIdr>pacs.008.001.08</MsgDefIdr><BizSvc>swift.cbprplus.02</BizSvc><CreDt>2026-04-09T09:00:00+01:00</CreDt></AppHdr>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M-${number}</MsgId><CreDtTm>2026-04-09T09:00:00+01:00</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><InstrId>I-${number}</InstrId><EndToEndId>E-${number}</EndToEndId><UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR></PmtId>
<IntrBkSttlmAmt Ccy="EUR">15669.38</IntrBkSttlmAmt><IntrBkSttlmDt>2026-04-09</IntrBkSttlmDt><ChrgBr>DEBT</ChrgBr>
${agent('InstgAgt', 'RBOSGB2LXXX')}${agent('InstdAgt', 'ABNANL2AXXX')}${agent('IntrmyAgt1', 'NDEAFIHHXXX')}
${party('UltmtDbtr', `Harbour Works ${number} Ltd`, 'Quay Lane', 'Epping', 'GB')}
${party('Dbtr', `Consumer ${number} Example`, 'High Street', 'Epping', 'GB')}${account('DbtrAcct', 'GB33BUKB20201555555555')}
${agent('DbtrAgt', 'RBOSGB2LXXX')}${agent('CdtrAgt', 'HELSFIHHXXX')}
${party('Cdtr', `Supplier ${number} Oy`, 'Aleksanterinkatu', 'Helsinki', 'FI')}${account('CdtrAcct', 'FI2112345600000785')}
<RmtInf><Ustrd>Invoice ${number} of March, machine parts and freight</Ustrd></RmtInf>
</CdtTrfTxInf></FIToFICstmrCdtTrf></Document></Envelope>`;
}

/** The same as MT103. */
function singleTransfer(number: number): string {
  return `{1:F01ABNANL2AXXXX0000000000}{2:O1030900260409RBOSGB2LXXXX00000000002604090900N}{3:{108:B-${number}}{121:8a562c67-ca16-48ba-b074-65581be6f001}}{4:
:20:I-${number}
:23B:CRED
:32A:260409EUR15669,38
:33B:EUR15669,38
:50K:/GB33BUKB20201555555555
CONSUMER ${number} EXAMPLE
12 HIGH STREET
EPPING, UNITED KINGDOM
:52A:RBOSGB2LXXX
:56A:NDEAFIHHXXX
:57A:HELSFIHHXXX
:59F:/FI2112345600000785
1/SUPPLIER ${number} OY
2/ALEKSANTERINKATU 12
3/FI/HELSINKI
:70:/ROC/E-${number}
INVOICE ${number} OF MARCH, MACHINE PAR
TS AND FREIGHT
:71A:OUR
:72:/INS/RBOSGB2LXXX
-}{5:{CHK:123456789ABC}}`.replaceAll('\n', '\r\n');
}

const sourcesOf = (name: string, write: (number: number) => string) =>
  Array.from({ length: 500 }, (_, number) => ({ name, bytes: Buffer.from(write(number)) }));
const sources = sourcesOf('bench.xml', transfer);
const finSources = sourcesOf('bench.fin', singleTransfer);

interface Figures {
  readonly perSecond: number;
  readonly cpu: number;
  readonly p99: number;
}

function measure(work: (source: (typeof sources)[number]) => void, of = sources): Figures {
  for (let warm = 0; warm < 3000; warm++) work(of[warm % of.length]!);
  const latencies = new Float64Array(messages);
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (let number = 0; number < messages; number++) {
    const begun = performance.now();
    work(of[number % of.length]!);
    latencies[number] = performance.now() - begun;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort();
  return {
    perSecond: messages / seconds,
    cpu: (user + system) / messages,
    p99: latencies[Math.floor(0.99 * (messages - 1))]!,
  };
}

function print(what: string, { perSecond, cpu, p99 }: Figures): void {
  const rate = Math.round(perSecond).toLocaleString('en').padStart(8);
  console.log(
    `${what.padEnd(36)} ${rate} messages/s  ${cpu.toFixed(0).padStart(4)} µs CPU each  p99 ${p99.toFixed(2)} ms`,
  );
}

console.log(`${sources[0]!.bytes.length} bytes each; load of the machine ${loadavg()[0]!.toFixed(1)}`);
const bare = measure(({ bytes }) => {
  new SaxesParser({ position: false }).write(bytes.toString('utf8')).close();
});
print('XML parser alone', bare);
const parsed = measure((source) => readPaymentDocuments(source));
print('read', parsed);
const ask = (source: (typeof sources)[number]) => {
  for (const transaction of readPaymentDocuments(source)[0]!.transactions) {
    subjectsOfPayment(transaction, source.name);
    textsOfPayment(transaction);
    textsOfPayment(transaction.inherited);
  }
};
const asked = measure(ask);
print('read, subjects and texts made', asked);
console.log(`${(asked.cpu / bare.cpu).toFixed(2)} times the CPU of the XML parser alone`);

const { index } = await loadStarterIndex();
const screener = new PaymentScreener(index);
const screen = (source: (typeof sources)[number]) => {
  for (const transaction of readPaymentDocuments(source)[0]!.transactions) {
    screener.screen({ transaction }, source.name);
  }
};
print(`read and screened (${index.info.entities} entities)`, measure(screen));

print(
  'MT103 read',
  measure((source) => readPaymentDocuments(source), finSources),
);
print('MT103 read, subjects and texts made', measure(ask, finSources));
print('MT103 read and screened', measure(screen, finSources));

await payroll();

async function payroll(): Promise<void> {
  const rows = Array.from(
    { length: transactions },
    (_, number) =>
      `<CdtTrfTxInf><PmtId><EndToEndId>E-${number}</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt>${agent('CdtrAgt', 'HELSFIHHXXX')}${party('Cdtr', `Employee ${number} Family`, 'Long Street', 'Bern', 'CH')}${account('CdtrAcct', 'FI2112345600000785')}<RmtInf><Ustrd>Salary ${number}</Ustrd></RmtInf></CdtTrfTxInf>`,
  );
  const bytes = Buffer.from(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId><NbOfTxs>${transactions}</NbOfTxs></GrpHdr><PmtInf>${party('Dbtr', 'Harbour Works AG', 'Quay Lane', 'Basel', 'CH')}${rows.join('')}</PmtInf></CstmrCdtTrfInitn></Document>`,
  );
  rows.length = 0;
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const started = performance.now();
  let highest = before;
  let count = 0;
  for await (const item of readPayments({ name: 'payroll.xml', bytes })) {
    if (!('transaction' in item)) continue;
    subjectsOfPayment(item.transaction, 'payroll.xml');
    if (++count % 2000 === 0) highest = Math.max(highest, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - started) / 1000;
  const rate = Math.round(count / seconds).toLocaleString('en');
  const megabytes = (bytes.length / 1024 ** 2).toFixed(0);
  console.log(
    `payroll of ${count.toLocaleString('en')} transactions (${megabytes} MiB): ${rate} transactions/s, memory grew by ${((highest - before) / 1024 ** 2).toFixed(0)} MiB`,
  );
}
