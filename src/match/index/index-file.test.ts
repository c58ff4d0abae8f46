import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RiegelError } from '../../entity/index.ts';
import { manyEntities, NAMED_ENTITIES } from '../fixture-entities.ts';
import { type BuildOptions, buildIndex } from './build.ts';
import { readSections, writeSections } from './layout.ts';
import { openIndex } from './open.ts';

const bytesOf = (entities = NAMED_ENTITIES, options: BuildOptions = {}) =>
  new Uint8Array(buildIndex(entities, options).buffer).slice();

/** What opening these bytes is refused with; undefined when they open. */
function refusal(bytes: Uint8Array): RiegelError | undefined {
  try {
    openIndex(bytes);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof RiegelError, String(error));
    return error;
  }
}

test('the same entities in the same order give the same id and the same bytes', () => {
  const entities = manyEntities();
  const first = buildIndex(entities, { lists: { list_a: '1', list_b: '2' } });
  const second = buildIndex(entities, { lists: { list_a: '1', list_b: '2' } });
  assert.equal(first.id, second.id);
  assert.deepEqual(new Uint8Array(first.buffer), new Uint8Array(second.buffer));
});

test('the id changes with a list version, a name, a fact and the order of entities', () => {
  const ids = [
    buildIndex(NAMED_ENTITIES, { lists: { list_a: '1' } }).id,
    buildIndex(NAMED_ENTITIES, { lists: { list_a: '2' } }).id,
    buildIndex(NAMED_ENTITIES, { lists: { list_c: '1' } }).id,
    buildIndex(NAMED_ENTITIES).id,
    buildIndex(NAMED_ENTITIES.slice(1)).id,
    buildIndex([...NAMED_ENTITIES].reverse()).id,
    ...[{ alias: ['Qasim the Tall'] }, { birthDate: ['1971'] }, { nationality: ['sy'] }].map(
      (changed) =>
        buildIndex(
          NAMED_ENTITIES.map((one, i) =>
            i === 0 ? { ...one, properties: { ...one.properties, ...changed } } : one,
          ),
        ).id,
    ),
  ];
  assert.equal(new Set(ids).size, ids.length);
});

test('an open index tells what it holds', () => {
  const built = buildIndex(NAMED_ENTITIES, { lists: { list_a: '2026-01-01' } });
  const { info } = openIndex(built.buffer);
  assert.equal(info.id, built.id);
  assert.deepEqual(info.lists, { list_a: '2026-01-01' });
  assert.equal(info.entities, NAMED_ENTITIES.length);
  assert.equal(info.names, built.counts.names);
  assert.equal(info.bytes, built.buffer.byteLength);
});

test('shared bytes are used as they are, other bytes are copied', () => {
  const { buffer } = buildIndex(NAMED_ENTITIES);
  assert.equal(openIndex(buffer).buffer, buffer);
  const copy = new Uint8Array(buffer).slice();
  for (const bytes of [copy, copy.buffer]) {
    const index = openIndex(bytes);
    assert.ok(index.buffer instanceof SharedArrayBuffer);
    assert.equal(index.info.entities, NAMED_ENTITIES.length);
  }
});

test('what is not screened is passed over', () => {
  const address = {
    id: 'x',
    schema: 'Address',
    caption: 'x',
    properties: { full: ['Road 1'] },
    datasets: [],
  };
  assert.equal(buildIndex([...NAMED_ENTITIES, address]).counts.entities, NAMED_ENTITIES.length);
});

test('an empty list gives an index that finds nothing', () => {
  const index = openIndex(buildIndex([]).buffer);
  assert.equal(index.info.entities, 0);
  const subject = { schema: 'Person', properties: { name: ['Qasim al-Hattab'] } };
  assert.deepEqual(index.screen(subject), []);
  assert.deepEqual(index.fullScan(subject), []);
  assert.deepEqual(index.scanText('Qasim al-Hattab was here.'), []);
  assert.equal(index.explain(subject, 'p-hattab'), undefined);
});

test('a damaged byte is refused with its offset: in the header, in what the table says of a section, in a section', () => {
  const good = bytesOf();
  const view = new DataView(good.buffer);
  // The magic, the version, the size.
  const places = [0, 1, 7, 8, 11, 16, 20, 23];
  for (let i = 0; i < view.getUint32(12, true); i++) {
    const entry = 32 + i * 64;
    // Checksum, offset and length of the section; its first and last byte and some between.
    places.push(entry + 36, entry + 39, entry + 40, entry + 46, entry + 48, entry + 54);
    const start = view.getFloat64(entry + 40, true);
    const length = view.getFloat64(entry + 48, true);
    for (let at = 0; at < length; at += Math.max(1, length >> 3)) places.push(start + at);
    if (length > 0) places.push(start + length - 1);
  }
  assert.ok(places.length > 300);
  for (const at of places) {
    for (const flip of [0x01, 0x80, 0xff]) {
      const damaged = good.slice();
      damaged[at]! ^= flip;
      const error = refusal(damaged);
      assert.ok(error !== undefined, `byte ${at} ^ ${flip} was not noticed`);
      assert.match(error.code, /^index\//);
      assert.ok(error.place.offset !== undefined && error.place.offset <= good.length, error.message);
    }
  }
});

test('a file cut anywhere, or with more at its end, is refused', () => {
  const good = bytesOf();
  const cuts = [0, 1, 7, 8, 31, 32, 33, 100, 1000, good.length >> 1, good.length - 8, good.length - 1];
  for (const length of cuts) {
    const error = refusal(good.slice(0, length));
    assert.equal(error?.code, 'index/truncated', `${length} bytes`);
    assert.ok(error.place.offset !== undefined && error.place.offset <= length);
  }
  const longer = new Uint8Array(good.length + 8);
  longer.set(good);
  assert.match(refusal(longer)?.code ?? '', /^index\//);
});

test('another file, another format version and a file name are told', () => {
  assert.equal(
    refusal(new TextEncoder().encode('id,name\n1,Qasim\n'.repeat(10)))?.code,
    'index/not-an-index',
  );
  const other = bytesOf();
  new DataView(other.buffer).setUint32(8, 99, true);
  const error = refusal(other);
  assert.equal(error?.code, 'index/version');
  assert.match(error.message, /99/);
  assert.throws(
    () => openIndex(other, { file: 'lists.index' }),
    (one) => one instanceof RiegelError && one.place.file === 'lists.index' && one.place.offset === 8,
  );
});

test('sections come back as they were written, of every type', () => {
  const sections = {
    bytes: Uint8Array.from([1, 2, 3]),
    empty: new Uint32Array(0),
    words: Uint32Array.from([1, 0xffffffff]),
    signed: Int32Array.from([-1, 5, 7]),
    numbers: Float64Array.from([0.5, -1e300]),
    short: Uint16Array.from([65535]),
  };
  const back = readSections(writeSections(sections));
  for (const [name, column] of Object.entries(sections)) {
    assert.equal(back[name]!.constructor, column.constructor, name);
    assert.deepEqual([...back[name]!], [...column], name);
  }
});
