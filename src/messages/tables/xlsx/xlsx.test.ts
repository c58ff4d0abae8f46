import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import * as xlsx from '@e965/xlsx';
import { RiegelError } from '../../../entity/index.ts';
import { openDocument } from '../../index.ts';
import { dateOfSerial, isDateFormat } from './number-format.ts';

const hasCode = (code: string) => (error: unknown) => error instanceof RiegelError && error.code === code;

interface SheetContent {
  readonly rows: unknown[][];
  readonly merges?: readonly string[];
}

function workbook(sheets: Record<string, SheetContent>): Buffer {
  const book = xlsx.utils.book_new();
  for (const [name, { rows, merges }] of Object.entries(sheets)) {
    const sheet = xlsx.utils.aoa_to_sheet(rows, { cellDates: true, dateNF: 'dd/mm/yyyy', UTC: true });
    if (merges) sheet['!merges'] = merges.map((range) => xlsx.utils.decode_range(range));
    xlsx.utils.book_append_sheet(book, sheet, name);
  }
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
}

async function read(bytes: Uint8Array) {
  const document = await openDocument({ name: 'book.xlsx', bytes });
  const items = await Array.fromAsync(document.subjects());
  return {
    document,
    subjects: items.flatMap((item) => ('subject' in item ? [item.subject] : [])),
    rejects: items.flatMap((item) => ('reject' in item ? [item.reject] : [])),
    issues: items.flatMap((item) => ('subject' in item ? (item.issues ?? []) : [])),
  };
}

/** A ZIP archive of the parts given; sizes can be misstated. */
function archive(parts: Record<string, string | Buffer>, lie?: (size: number) => number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(lie ? lie(bytes.length) : bytes.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, tail, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06'), end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
function book(sheet: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="b" Type="${RELATIONS}/worksheet" Target="worksheets/s.xml"/><Relationship Id="c" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/s.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  };
}
const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;

test('every sheet is read, with its own header, and dates become ISO', async () => {
  const { document, subjects } = await read(
    workbook({
      People: {
        rows: [
          ['Name', 'Date of birth', 'Nationality'],
          ['Ann Lee', new Date(Date.UTC(1970, 4, 3)), 'France'],
        ],
      },
      Firms: { rows: [['Report of May'], ['Company', 'Country'], ['Acme', 'Spain']] },
    }),
  );
  assert.equal(document.mappings?.length, 2);
  assert.deepEqual(
    subjects.map(({ schema, properties, origin }) => [
      schema,
      properties.name,
      properties.birthDate,
      origin?.path,
      origin?.row,
    ]),
    [
      ['Person', ['Ann Lee'], ['1970-05-03'], 'People', 2],
      ['Company', ['Acme'], undefined, 'Firms', 3],
    ],
  );
});

test('a header over two rows with merged cells is understood; cells merged downwards count for each row', async () => {
  const { document, subjects } = await read(
    workbook({
      S: {
        rows: [
          ['Name', null, 'Birth', null, 'Country'],
          ['First', 'Last', 'Date', 'Place', null],
          ['Ann', 'Lee', '1970-05-03', 'Paris', 'France'],
          ['Bob', 'Ray', '1971-05-03', 'Rome', null],
        ],
        merges: ['A1:B1', 'C1:D1', 'E1:E2', 'E3:E4'],
      },
    }),
  );
  assert.deepEqual(
    document.mapping?.columns.map(({ role }) => role),
    ['firstName', 'lastName', 'birthDate', 'birthPlace', 'country'],
  );
  assert.deepEqual(
    subjects.map(({ properties }) => [properties.name, properties.birthDate, properties.country]),
    [
      [['Ann Lee'], ['1970-05-03'], ['fr']],
      [['Bob Ray'], ['1971-05-03'], ['fr']],
    ],
  );
});

test('formulas give the value last computed, errors an issue, rich and phonetic text its letters only', async () => {
  const texts = '<sst><si><r><t>An</t></r><r><t>na</t></r><rPh sb="0" eb="1"><t>アンナ</t></rPh></si></sst>';
  const rows = [
    `<row r="1">${text('A1', 'Name')}${text('B1', 'Passport number')}${text('C1', 'City')}</row>`,
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>1.2345678901E10</v></c><c r="C2" t="e"><v>#REF!</v></c></row>',
    '<row r="4"><c r="A4" t="str"><f>"Bob"&amp;" Ray"</f><v>Bob Ray</v></c><c r="B4"><v>007</v></c></row>',
  ];
  const { subjects, issues } = await read(archive(book(rows.join(''), { 'xl/sharedStrings.xml': texts })));
  assert.deepEqual(
    subjects.map(({ properties, origin }) => [properties.name, properties.passportNumber, origin?.row]),
    [
      [['Anna'], ['12345678901'], 2],
      [['Bob Ray'], ['007'], 4],
    ],
  );
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['messages/cell-error'],
  );
});

test('day numbers become dates as Excel shows them', () => {
  assert.equal(dateOfSerial(1, false), '1900-01-01');
  assert.equal(dateOfSerial(59, false), '1900-02-28');
  assert.equal(dateOfSerial(60, false), '1900-02-29');
  assert.equal(dateOfSerial(61, false), '1900-03-01');
  assert.equal(dateOfSerial(25_691, false), '1970-05-03');
  assert.equal(dateOfSerial(25_691.5, false), '1970-05-03T12:00:00');
  assert.equal(dateOfSerial(25_691 - 1462, true), '1970-05-03');
  assert.equal(dateOfSerial(-1, false), undefined);
  for (const code of ['dd/mm/yyyy', '[$-409]d\\-mmm\\-yy;@', 'mmm yy', 'yyyy"年"m"月"'])
    assert.equal(isDateFormat(164, code), true, code);
  for (const code of ['General', '0.00', '"year" 0', '[h]:mm', '[Red]0', '#,##0 "days"'])
    assert.equal(isDateFormat(164, code), false, code);
});

test('a truncated workbook says so', async () => {
  const bytes = workbook({ S: { rows: [['Name'], ['Ann']] } });
  await assert.rejects(read(bytes.subarray(0, bytes.length - 100)), hasCode('messages/truncated'));
});

test('an archive that swells beyond measure, or beyond what it states, is refused', async () => {
  const huge = Buffer.alloc(40 * 1024 * 1024, 0x20);
  await assert.rejects(
    read(archive({ ...book(''), 'xl/media/x.bin': huge } as Record<string, string | Buffer>)),
    hasCode('messages/zip-bomb'),
  );
  const rows = `<row r="1">${text('A1', 'Name')}</row><row r="2">${text('A2', 'Ann')}</row>`;
  await assert.rejects(read(archive(book(rows), (size) => size - 10)), hasCode('messages/bad-xlsx'));
});

test('a part that is not well-formed, an archive without workbook, and entities are refused with their place', async () => {
  const broken = `<row r="1">${text('A1', 'Name')}</row><row r="2"><c r="A2"></row>`;
  await assert.rejects(read(archive(book(broken))), (error) => {
    assert.ok(hasCode('messages/bad-xlsx')(error));
    assert.equal((error as RiegelError).place.path, 'xl/worksheets/s.xml');
    return true;
  });
  await assert.rejects(read(archive({ 'word/document.xml': '<w/>' })), hasCode('messages/bad-xlsx'));
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><workbook>&a;</workbook>';
  await assert.rejects(read(archive({ ...book(''), 'xl/workbook.xml': bomb })), hasCode('messages/bad-xlsx'));
});

test('an old or encrypted Office file is named as such', async () => {
  const bytes = Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex');
  await assert.rejects(read(bytes), hasCode('messages/format-unsupported'));
});
