import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { type OpenOptions, openDocument } from './index.ts';

async function read(name: string, content: string | Uint8Array, options: OpenOptions = {}) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const document = await openDocument({ name, bytes }, options);
  const items = await Array.fromAsync(document.subjects());
  return {
    document,
    items,
    subjects: items.flatMap((item) => ('subject' in item ? [item.subject] : [])),
    rejects: items.flatMap((item) => ('reject' in item ? [item.reject] : [])),
  };
}
const namesOf = (subjects: readonly { properties: Readonly<Record<string, readonly string[]>> }[]) =>
  subjects.map(({ properties }) => properties.name?.join(' | '));

test('the format is told by the content, whatever the name says', async () => {
  assert.equal((await read('x.csv', '{"name":"Ann"}\n{"name":"Bob"}\n')).document.format, 'ndjson');
  assert.equal((await read('x.dat', 'name;country\nAnn;France\n')).document.format, 'csv');
  assert.equal((await read('x.txt', 'name\tcountry\nAnn\tFrance\nBob\tSpain\n')).document.format, 'csv');
  assert.equal(
    (await read('x.txt', '<!DOCTYPE html><html><body><p>Ann</p></body></html>')).document.format,
    'html',
  );
  assert.equal((await read('x.csv', gzipSync('name\nAnn\n'))).document.format, 'csv');
});

test('empty files, blanks, binaries and formats we do not read are errors, not clear answers', async () => {
  const codes: [string, string | Uint8Array, string][] = [
    ['x.csv', '', 'messages/empty'],
    ['x.csv', '\uFEFF \r\n\r\n', 'messages/empty'],
    ['x.csv', gzipSync(''), 'messages/empty'],
    ['x.json', '[]', 'messages/empty'],
    ['x.pdf', '%PDF-1.7 …', 'messages/format-unsupported'],
    ['x.xml', '<?xml version="1.0"?><Document/>', 'messages/format-unsupported'],
    [
      'x.bin',
      Buffer.from('0102030405060708090a0b0c0d0e0f101112'.repeat(20), 'hex'),
      'messages/format-unknown',
    ],
    ['x.csv', 'amount,colour\n12,red\n13,blue\n', 'messages/no-name-column'],
    ['x.json', '{\n  "a": [1, 2', 'messages/bad-json'],
  ];
  for (const [name, content, code] of codes)
    await assert.rejects(read(name, content), { code }, `${name} ${code}`);
  await assert.rejects(openDocument('/nowhere/x.csv'), { code: 'messages/file-not-found' });
  await assert.rejects(openDocument('/'), { code: 'messages/not-a-file' });
});

test('a header without rows is a table in which nobody is named', async () => {
  const { items } = await read('x.csv', 'name,country\n');
  assert.deepEqual(items, []);
});

test('repeated headers and bad rows are rejected, the rest is read, and all of it again the second time', async () => {
  const text = 'name,dob\r\nAnn,1970\nname,dob\rBob "x,1971\n\nCid,1972';
  const { document, subjects, rejects } = await read('x.csv', text);
  assert.deepEqual(namesOf(subjects), ['Ann', 'Cid']);
  assert.deepEqual(
    rejects.map(({ code, row, line }) => [code, row, line]),
    [
      ['messages/repeated-header', 3, 3],
      ['messages/stray-quote', 4, 4],
    ],
  );
  assert.equal((await Array.fromAsync(document.subjects())).length, 4);
});

test('JSON lines may be flat, nested, lists or FtM entities; a bad line is rejected', async () => {
  const lines = [
    '{"id": 7, "name": "Ann Lee", "birthDate": "1970-05-03", "aliases": ["A. Lee", "Annie"]}',
    '{"id": "x", "schema": "Person", "properties": {"name": ["Bob Ray"], "nationality": ["French"], "birthDate": ["31.02.1970"]}}',
    '{"name": {"first": "Cid", "last": "Day"}, "newKey": "v"}',
    '{"name": "Eve",',
    '"Fay Orr"',
    '42',
  ];
  const { subjects, rejects, items } = await read('x.jsonl', lines.join('\n'));
  assert.deepEqual(namesOf(subjects), ['Ann Lee', 'Bob Ray', 'Cid Day', 'Fay Orr']);
  assert.deepEqual(subjects[0]?.properties.alias, ['A. Lee', 'Annie']);
  assert.deepEqual(
    [subjects[0]?.id, subjects[1]?.id, subjects[1]?.properties.nationality],
    ['7', 'x', ['fr']],
  );
  const issues = items.flatMap((item) => ('subject' in item ? (item.issues ?? []) : []));
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['messages/bad-date'],
  );
  assert.deepEqual(
    rejects.map(({ code, line }) => [code, line]),
    [
      ['messages/bad-json', 4],
      ['messages/bad-record', 6],
    ],
  );
  assert.doesNotMatch(rejects[0]!.message, /Eve/);
});

test('a JSON document in one piece, and tabular JSON lines, are tables', async () => {
  const nested = await read(
    'x.json',
    JSON.stringify({ made: '2024', customers: [{ name: 'Ann' }, { name: 'Bob' }] }, null, 2),
  );
  assert.deepEqual(namesOf(nested.subjects), ['Ann', 'Bob']);
  const lists = await read('x.jsonl', '["Name","Country"]\n["Ann","France"]\n["Bob","Spain"]\n');
  assert.deepEqual(
    lists.subjects.map(({ properties }) => [properties.name, properties.country]),
    [
      [['Ann'], ['fr']],
      [['Bob'], ['es']],
    ],
  );
});

test('lists of people within a record are subjects of their own', async () => {
  const record = {
    id: 7,
    name: 'Acme',
    country: 'FR',
    directors: [{ name: 'Ann', dob: '1970' }, { name: 'Bob' }],
    owner: { name: 'Cid', dob: '1971' },
  };
  const { subjects } = await read('x.json', JSON.stringify([record]));
  assert.deepEqual(
    subjects.map(({ id, properties }) => [id, properties.name, properties.birthDate, properties.country]),
    [
      ['7', ['Acme'], undefined, ['fr']],
      ['7', ['Ann'], undefined, undefined],
      ['7', ['Bob'], undefined, undefined],
      ['7', ['Cid'], ['1971'], undefined],
    ],
  );
  const { subjects: results } = await read(
    'y.json',
    '{"results":[{"fullName":"Ann","dob":"1970"},{"fullName":"Bob","dob":"1971"}]}',
  );
  assert.deepEqual(
    results.map(({ properties }) => [properties.name, properties.birthDate]),
    [
      [['Ann'], ['1970']],
      [['Bob'], ['1971']],
    ],
  );
});

test('a key that first appears far down becomes a column, and its row says so', async () => {
  const lines = Array.from({ length: 300 }, (_, index) => JSON.stringify({ name: `Ann ${index}` }));
  // Far enough down not to be read together with the first rows.
  const filler = Array.from({ length: 9000 }, () =>
    JSON.stringify({ name: 'Bob Example, of some street in some town' }),
  );
  lines.push(
    ...filler,
    JSON.stringify({ name: 'Zoe', passportNumber: 'X1', colour: 'red' }),
    '{"name":"Yan","colour":"blue"}',
  );
  const { items, document } = await read('x.jsonl', lines.join('\n'));
  const again = await Array.fromAsync(document.subjects());
  assert.deepEqual(again, items);
  assert.equal(items.filter((item) => 'subject' in item && item.issues).length, 1);
  const last = items.at(-2)!;
  assert.ok('subject' in last);
  assert.deepEqual(last.subject.properties, { name: ['Zoe'], passportNumber: ['X1'] });
  assert.deepEqual(
    last.issues?.map(({ code, column }) => [code, column]),
    [
      ['messages/new-column', 'passportNumber'],
      ['messages/new-column', 'colour'],
    ],
  );
});

test('keys that would change prototypes, and records nested without end, do no harm', async () => {
  const deep = `{"name": ${'['.repeat(5000)}${']'.repeat(5000)}}`;
  const lines = [
    '{"name": "Ann", "__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}}',
    '{"schema": "Person", "properties": {"name": ["Bob"], "__proto__": ["x"], "constructor": ["y"]}}',
    deep,
  ];
  const { subjects, rejects } = await read('x.jsonl', lines.join('\n'));
  assert.deepEqual(namesOf(subjects), ['Ann', 'Bob']);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  for (const { properties } of subjects) assert.equal(Object.getPrototypeOf(properties), Object.prototype);
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ['messages/bad-record'],
  );
});

test('Parquet is read group by group, in all its kinds of values', async () => {
  const file = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'full_name', data: ['Ann Lee', 'Bob Ray', 'Cid Day'], type: 'STRING' },
        {
          name: 'birth_date',
          data: [new Date('1970-05-03'), null, new Date('1972-01-02')],
          type: 'TIMESTAMP',
          nullable: true,
        },
        { name: 'customer_id', data: [1n, 2n, 3n], type: 'INT64' },
      ],
      rowGroupSize: 2,
    }),
  );
  const { document, subjects } = await read('x.parquet', file);
  assert.equal(document.format, 'parquet');
  assert.deepEqual(
    subjects.map(({ id, properties, origin }) => [id, properties.name, properties.birthDate, origin?.row]),
    [
      ['1', ['Ann Lee'], ['1970-05-03'], 1],
      ['2', ['Bob Ray'], undefined, 2],
      ['3', ['Cid Day'], ['1972-01-02'], 3],
    ],
  );
  await assert.rejects(read('x.parquet', file.subarray(0, file.length - 20)), { code: 'messages/truncated' });
  const damaged = file.slice();
  damaged.fill(0xff, 4, 60);
  await assert.rejects(read('x.parquet', damaged), { code: 'messages/bad-parquet' });
  const footer = file.slice();
  footer.fill(0xff, file.length - 60, file.length - 8);
  await assert.rejects(read('x.parquet', footer), { code: 'messages/bad-parquet' });
});

test('a truncated gzip table is refused when it is opened', async () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, index) => `Ann ${(index * 7919) % 10_007} Lee,19${10 + (index % 80)}\n`,
  );
  const packed = gzipSync(`name,dob\n${rows.join('')}`);
  await assert.rejects(read('x.csv.gz', packed.subarray(0, packed.length / 2)), {
    code: 'messages/truncated',
  });
});

test('the caller may name encoding, delimiter, header and mapping', async () => {
  const { subjects, document } = await read('x.csv', Buffer.from('Ivan^Rusko\n\xc8vana^X\n', 'latin1'), {
    encoding: 'windows-1250',
    delimiter: '^',
    header: false,
    mapping: { 'Column 1': 'name', 'Column 2': null },
  });
  assert.deepEqual(namesOf(subjects), ['Ivan', 'Čvana']);
  assert.deepEqual(document.mapping?.ignored, ['Column 2']);
});

test('progress is told up to the whole file', async () => {
  const told: number[] = [];
  const text = `name\n${'Ann Lee\n'.repeat(40_000)}`;
  await read('x.csv', text, { onProgress: ({ bytesRead, bytesTotal }) => told.push(bytesRead / bytesTotal) });
  assert.equal(told.at(-1), 1);
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  );
});

test('a line that is too long is rejected with its place and the next rows are read', async () => {
  const { subjects, rejects } = await read('x.csv', `name\nAnn\n${'x'.repeat(5000)}\nBob\n`, {
    maxLineBytes: 1000,
  });
  assert.deepEqual(namesOf(subjects), ['Ann', 'Bob']);
  assert.deepEqual(
    rejects.map(({ code, row, line, offset }) => [code, row, line, offset]),
    [['messages/line-too-long', 3, 3, 9]],
  );
});
