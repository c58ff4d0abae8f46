import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { fixtureSource, fixtureText, people } from '../../../test/lists/fixture-source.ts';
import { importFiles, openVersion, type Source, statusOf } from '../index.ts';

const SOURCE = fixtureSource();
const GOOD = fixtureText(people(40));

async function scene(t: TestContext, source: Source = SOURCE) {
  const dataDir = await mkdtemp(join(tmpdir(), 'riegel-import-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const put = async (name: string, content: string | Uint8Array) => {
    const path = join(dataDir, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
    return path;
  };
  const bring = (...paths: string[]) =>
    importFiles(dataDir, source, paths, { unpack: { maxBytes: 1_000_000 } });
  return { dataDir, put, bring };
}

interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the archive states, where that is to be a lie. */
  readonly crc?: number;
  readonly size?: number;
}

/** A zip archive written by hand (PKWARE APPNOTE 4.3), so that it can lie. */
function zip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, crc = crc32(content), size = content.length } of entries) {
    const packed = deflateRawSync(content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc, 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(size, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), about, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06'), end]);
}

describe('an import from disk', () => {
  it('takes a file of any name, and keeps where it came from', async (t) => {
    const { dataDir, put, bring } = await scene(t);
    const path = await put('downloaded (3).dat', GOOD);
    assert.equal((await bring(path)).outcome, 'in-force');
    assert.deepEqual((await openVersion(dataDir, SOURCE.id)).raw[0]?.obtained, { path });
  });

  it('takes gzip and zip, and finds the file among others', async (t) => {
    const { dataDir, put, bring } = await scene(t);
    assert.equal((await bring(await put('list.txt.gz', gzipSync(GOOD)))).outcome, 'in-force');
    const archive = await put(
      'all.zip',
      zip([
        { name: 'readme.md', content: Buffer.from('read me') },
        { name: 'deep/LIST.TXT', content: Buffer.from(fixtureText(people(41))) },
      ]),
    );
    assert.equal((await bring(archive)).counts?.entities, 41);
    const { obtained, name } = (await openVersion(dataDir, SOURCE.id)).raw[0]!;
    assert.deepEqual([name, obtained.path], ['list.txt', `${archive}!deep/LIST.TXT`]);
  });

  it('takes a folder, and all files that a pattern stands for', async (t) => {
    const [format] = SOURCE.formats;
    const source: Source = {
      ...SOURCE,
      formats: [
        {
          ...format!,
          files: [{ name: 'acts/*.txt', required: true }],
          detects: (files) => files.every(({ name }) => name.startsWith('acts/')),
          parse: (files, list) => ({
            issues: [],
            entities: files.flatMap((file) => format!.parse([{ ...file, name: 'list.txt' }], list).entities),
          }),
        },
      ],
    };
    const { dataDir, put } = await scene(t, source);
    await put('in/acts/b.txt', fixtureText(people(2)));
    await put('in/acts/a.txt', fixtureText(people(2, 3)));
    await put('in/other/c.txt', fixtureText(people(2, 5)));
    const result = await importFiles(dataDir, source, [join(dataDir, 'in')]);
    assert.equal(result.counts?.entities, 4);
    const { raw } = await openVersion(dataDir, source.id);
    assert.deepEqual(
      raw.map(({ name }) => name),
      ['acts/a.txt', 'acts/b.txt'],
    );
  });

  it('is as old as its files when nothing says how old it is', async (t) => {
    const { dataDir, put, bring } = await scene(t);
    const path = await put('list.txt', GOOD);
    const longAgo = new Date('2020-01-01T00:00:00Z');
    await utimes(path, longAgo, longAgo);
    await bring(path);
    assert.equal((await statusOf(dataDir, SOURCE)).state, 'expired');
  });

  for (const [what, content] of [
    ['unpacks to more than it may', gzipSync(Buffer.alloc(2_000_000))],
    ['is cut short', gzipSync(GOOD).subarray(0, 100)],
  ] as const) {
    it(`refuses gzip that ${what}`, async (t) => {
      const { put, bring } = await scene(t);
      assert.equal((await bring(await put('list.txt.gz', content))).findings[0]?.code, 'lists/archive');
    });
  }

  const good = Buffer.from(GOOD);
  for (const [what, archive] of [
    ['unpacks to more than it may', zip([{ name: 'list.txt', content: Buffer.alloc(2_000_000) }])],
    [
      'unpacks to more than it states',
      zip([{ name: 'list.txt', content: Buffer.alloc(2_000_000), size: 100 }]),
    ],
    ['has another checksum than it states', zip([{ name: 'list.txt', content: good, crc: 1 }])],
    ['would write outside its folder', zip([{ name: '../list.txt', content: good }])],
    ['holds too many files', zip(Array.from({ length: 1001 }, (_, i) => ({ name: `${i}`, content: good })))],
    ['is cut short', zip([{ name: 'list.txt', content: good }]).subarray(0, 300)],
  ] as const) {
    it(`refuses a zip archive that ${what}`, async (t) => {
      const { put, bring } = await scene(t);
      assert.equal((await bring(await put('list.zip', archive))).findings[0]?.code, 'lists/archive');
    });
  }

  it('says which formats it knows when the files are none of them', async (t) => {
    const { put, bring } = await scene(t);
    const result = await bring(await put('a.bin', 'a'), await put('b.bin', 'b'));
    assert.equal(result.findings[0]?.code, 'lists/unrecognised-format');
  });

  it('throws what the file system says of a path that is not there', async (t) => {
    const { bring } = await scene(t);
    await assert.rejects(bring('/nowhere/list.txt'), { code: 'ENOENT' });
  });
});
