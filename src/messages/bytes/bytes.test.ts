import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { RiegelError } from '../../entity/index.ts';
import { examineEncoding } from './encoding.ts';
import { gunzip } from './gunzip.ts';
import { type LineFault, readLines } from './lines.ts';

async function* inPieces(bytes: Uint8Array, size = 7): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, options: { encoding?: string; max?: number; size?: number } = {}) {
  const encoding = await examineEncoding(inPieces(bytes, options.size), 'x.txt', options.encoding);
  const lines: string[] = [];
  const faults: (LineFault & { line: number })[] = [];
  for await (const batch of readLines(inPieces(bytes, options.size), encoding, options.max)) {
    assert.equal(batch.first, lines.length + 1);
    for (const [index, fault] of batch.faults) faults.push({ ...fault, line: batch.first + index });
    lines.push(...batch.lines);
  }
  return { encoding, lines, faults };
}

const hasCode = (code: string) => (error: unknown) => error instanceof RiegelError && error.code === code;

test('a byte order mark decides and is not part of the text', async () => {
  for (const [name, mark] of [
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ] as const) {
    const bytes = Buffer.concat([Buffer.from(mark), iconv.encode('Jörg\nАня\n', name)]);
    for (const size of [1, 2, 3, 64]) {
      const { encoding, lines } = await read(bytes, { size });
      assert.deepEqual([encoding.name, encoding.basis, lines], [name, 'bom', ['Jörg', 'Аня']]);
    }
  }
});

test('UTF-16 without a byte order mark is known by its zero bytes, in Cyrillic and Chinese too', async () => {
  const text = 'name,country\r\nИванов Пётр,RU\r\n王小明,CN\r\n';
  for (const name of ['utf-16le', 'utf-16be']) {
    const { encoding, lines } = await read(iconv.encode(text, name));
    assert.equal(encoding.name, name);
    assert.deepEqual(lines, ['name,country', 'Иванов Пётр,RU', '王小明,CN']);
  }
});

test('UTF-32 is refused by name', async () => {
  const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]);
  await assert.rejects(read(bytes), hasCode('messages/encoding-unsupported'));
});

test('code pages are guessed from their letters, with a confidence below certainty', async () => {
  const texts: Record<string, string> = {
    'windows-1252': 'José Núñez Peña\nFrançois Lefèvre\nJörg Müller\nRenée Brontë\n',
    'windows-1251': 'Иванов Иван Иванович\nПетров Сергей\nСидорова Анна\n',
    'windows-1256': 'محمد أحمد علي\nعبد الله حسن\nفاطمة الزهراء\n',
  };
  for (const [name, text] of Object.entries(texts)) {
    const { encoding, lines } = await read(iconv.encode(text, name));
    assert.equal(encoding.name, name);
    assert.ok(encoding.confidence < 1, name);
    assert.match(encoding.statement, /check it/);
    assert.equal(lines.join('\n'), text.trimEnd());
  }
});

test('an encoding the caller names wins; an unknown one is an error that says what is known', async () => {
  const bytes = iconv.encode('Łukasz Świątek\n', 'windows-1250');
  const { encoding, lines } = await read(bytes, { encoding: 'windows-1250' });
  assert.deepEqual([encoding.basis, lines], ['override', ['Łukasz Świątek']]);
  assert.deepEqual((await read(Buffer.from([0xe9, 0x0a]), { encoding: 'latin1' })).lines, ['é']);
  await assert.rejects(read(bytes, { encoding: 'klingon' }), hasCode('messages/encoding-unknown'));
  // Line ends of EBCDIC are not those of ASCII: such a file would be read as one line.
  await assert.rejects(read(bytes, { encoding: 'cp037' }), hasCode('messages/encoding-unknown'));
});

test('bytes that fit no encoding and are mostly beyond ASCII are an error, not mojibake', async () => {
  const bytes = Buffer.from(Array.from({ length: 40 }, (_, i) => 0x80 + ((i * 37) % 32)));
  await assert.rejects(read(bytes), hasCode('messages/encoding-unclear'));
});

test('a broken line in UTF-8 is read by its letters and named with line and byte', async () => {
  const good = Buffer.from('Zoë\nRenée\nBjörk\nÅsa\nJosé\nИван\nПётр\n'.repeat(3));
  const bytes = Buffer.concat([good, iconv.encode('Müller\n', 'windows-1252'), Buffer.from('Ende\n')]);
  const { encoding, lines, faults } = await read(bytes, { size: 4096 });
  assert.equal(encoding.name, 'utf-8');
  assert.match(encoding.statement, /1 broken/);
  assert.deepEqual(lines.slice(-2), ['Müller', 'Ende']);
  assert.deepEqual(
    faults.map(({ code, line, offset }) => ({ code, line, offset })),
    [{ code: 'messages/undecodable', line: 22, offset: good.length }],
  );
});

test('line ends of all systems may be mixed, and fall anywhere between pieces', async () => {
  const text = 'a\r\nb\rc\n\nd\r\r\ne';
  for (let size = 1; size < 8; size++) {
    assert.deepEqual(
      (await read(Buffer.from(text), { size })).lines,
      ['a', 'b', 'c', '', 'd', '', 'e'],
      `pieces of ${size}`,
    );
  }
});

test('lines do not depend on how the bytes come in pieces', async () => {
  const letter = fc.constantFrom('a', 'é', 'Ж', '王', '😀', '\n', '\r\n', '\r', ',');
  const name = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be');
  await fc.assert(
    fc.asyncProperty(
      fc.array(letter, { maxLength: 40 }),
      name,
      fc.integer({ min: 1, max: 9 }),
      async (letters, encoding, size) => {
        const text = letters.join('').replace(/\r\n\r?\n?$/, '');
        const expected = text.split(/\r\n|\n|\r/);
        if (expected.at(-1) === '') expected.pop();
        const { lines } = await read(iconv.encode(text, encoding), { encoding, size });
        assert.deepEqual(lines, expected);
      },
    ),
    { numRuns: 200 },
  );
});

test('a line that is too long is named with its number and offset, and the next lines are read', async () => {
  const text = `one\n${'x'.repeat(5000)}\nthree\n`;
  for (const size of [10, 64, 100_000]) {
    const { lines, faults } = await read(Buffer.from(text), { max: 1000, size });
    assert.deepEqual(lines, ['one', '', 'three']);
    assert.deepEqual(
      faults.map(({ code, line, offset }) => [code, line, offset]),
      [['messages/line-too-long', 2, 4]],
    );
  }
});

test('a line of 96 MB passes through flat memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const inUse = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = inUse();
  let highest = 0;
  async function* endless(): AsyncIterable<Uint8Array> {
    yield Buffer.from('first\n');
    for (let n = 0; n < 384; n++) {
      if (n % 64 === 63) highest = Math.max(highest, inUse());
      yield Buffer.alloc(256 * 1024, 0x61);
    }
    yield Buffer.from('\nlast\n');
  }
  const encoding = await examineEncoding(inPieces(Buffer.from('a')), 'x', 'utf-8');
  const lines: string[] = [];
  const faults: number[] = [];
  for await (const batch of readLines(endless(), encoding, 1024 * 1024)) {
    lines.push(...batch.lines);
    for (const index of batch.faults.keys()) faults.push(batch.first + index);
  }
  assert.deepEqual(lines, ['first', '', 'last']);
  assert.deepEqual(faults, [2]);
  assert.ok(highest - before < 24 * 1024 * 1024, `memory grew by ${highest - before} bytes`);
});

test('a gzip file that ends early gives what it has, then says so', async () => {
  const packed = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, i) => `line ${i * 7919}\n`).join('')));
  let length = 0;
  await assert.rejects(async () => {
    for await (const piece of gunzip(inPieces(packed.subarray(0, packed.length - 500), 4096), 'x.gz'))
      length += piece.length;
  }, hasCode('messages/truncated'));
  assert.ok(length > 0);
  await assert.rejects(async () => {
    for await (const _ of gunzip(inPieces(Buffer.from('1f8b0800ffffffff', 'hex')), 'x.gz'));
  }, RiegelError);
});

test('a gzip file that swells beyond measure is refused', async () => {
  const packed = gzipSync(Buffer.alloc(80 * 1024 * 1024));
  await assert.rejects(async () => {
    for await (const _ of gunzip(inPieces(packed, 4096), 'x.gz'));
  }, hasCode('messages/zip-bomb'));
});
