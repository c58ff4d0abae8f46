import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RiegelError } from '../../entity/index.ts';
import type { SourceFile } from '../source.ts';
import { openSanctionsSource } from './opensanctions.ts';
import { applyDelta, readDelta } from './opensanctions-delta.ts';
import { readOpenSanctionsIndex } from './opensanctions-index.ts';

const dataset = { name: 'x_list', title: 'X', resources: [], children: [], collections: [] };
const source = openSanctionsSource(dataset);

function file(text: string, name = 'entities.ftm.json'): SourceFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

function entity(id: string, name: string, more: object = {}): object {
  return {
    id,
    caption: name,
    schema: 'Person',
    properties: { name: [name] },
    datasets: ['x_list'],
    target: true,
    ...more,
  };
}

const lines = (...values: readonly unknown[]) =>
  `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;

function parse(text: string, name?: string) {
  const files = [file(text, name)];
  const format = source.formats.find((each) => each.detects(files));
  assert.ok(format, 'a format is known by its content');
  return { format: format.id, ...format.parse(files, source) };
}

describe('entities.ftm.json', () => {
  it('keeps entities as they are, with their times and former ids', () => {
    const given = entity('NK-1', 'A', {
      referents: ['q'],
      first_seen: '2024-01-01T00:00:00',
      last_change: '2025-01-01T00:00:00',
    });
    const { format, entities, issues } = parse(lines(given));
    assert.equal(format, 'ftm');
    assert.deepEqual(issues, []);
    assert.deepEqual(JSON.parse(JSON.stringify(entities[0])), given);
  });

  it('rejects bad lines by number and reads the rest', () => {
    const text = `${lines(entity('1', 'A'))}no json\n${lines({ id: '2' }, { ...entity('3', 'C'), properties: { name: [7] } }, entity('1', 'B'), entity('4', 'D'))}`;
    const { entities, issues } = parse(text);
    assert.deepEqual(
      entities.map((each) => each.caption),
      ['A', 'D'],
    );
    assert.deepEqual(
      issues.map((issue) => [issue.severity, issue.code, issue.line]),
      [
        ['rejected', 'bad-json', 2],
        ['rejected', 'bad-entity', 3],
        ['rejected', 'bad-entity', 4],
        ['rejected', 'repeated-id', 5],
      ],
    );
  });

  it('refuses a file whose last line breaks off', () => {
    const text = lines(entity('1', 'A'), entity('2', 'B'));
    assert.throws(() => parse(text.slice(0, -20)), {
      code: 'lists/truncated',
      place: { file: 'entities.ftm.json', line: 2 },
    });
  });

  it('reports schemata and properties that the model does not know, and keeps them', () => {
    const { entities, issues } = parse(
      lines(
        entity('1', 'A', { schema: 'Dragon' }),
        entity('2', 'B', { properties: { name: ['B'], wings: ['2'] } }),
      ),
    );
    assert.deepEqual(
      issues.map((issue) => issue.message),
      ['The schema Dragon is not known', 'The property Person.wings is not known'],
    );
    assert.deepEqual(entities[1]!.properties.wings, ['2']);
  });

  it('refuses a file that has not the checksum of its index', () => {
    const text = lines(entity('1', 'A'));
    const checksum = createHash('sha1').update(text).digest('hex');
    const resource = { name: 'entities.ftm.json', url: 'https://example.org/e', checksum };
    const checked = openSanctionsSource({ ...dataset, resources: [resource] });
    assert.equal(checked.formats[0]!.parse([file(text)], checked).entities.length, 1);
    assert.throws(() => checked.formats[0]!.parse([file(`${text}\n`)], checked), { code: 'lists/checksum' });
  });

  it('fails by RiegelError only, wherever the file is cut or changed', () => {
    const whole = new TextEncoder().encode(lines(entity('1', 'Å'), entity('2', 'B')));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const bytes = cut ? whole.slice(0, at) : whole.slice();
        if (!cut) bytes[at] = value;
        for (const format of source.formats) {
          try {
            format.parse([{ name: 'f', bytes }], source);
          } catch (error) {
            assert.ok(error instanceof RiegelError, String(error));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('targets.nested.json', () => {
  it('takes nested entities out, and the links that point to the entity', () => {
    const nested = entity('1', 'A', {
      properties: {
        name: ['A'],
        addressEntity: [{ id: 'addr', schema: 'Address', properties: { full: ['Kabul'] } }],
        sanctions: [{ id: 's', schema: 'Sanction', properties: { entity: ['1'], program: ['P'] } }],
      },
    });
    const { format, entities, issues } = parse(
      lines(nested, entity('addr', 'whole', { schema: 'Address' })),
      'targets.nested.json',
    );
    assert.equal(format, 'nested');
    assert.deepEqual(issues, []);
    assert.deepEqual(
      entities.map((each) => [each.id, each.caption]),
      [
        ['1', 'A'],
        ['addr', 'whole'],
        ['s', 's'],
      ],
    );
    assert.deepEqual(entities[0]!.properties.addressEntity, ['addr']);
    assert.equal(entities[0]!.properties.sanctions, undefined);
  });
});

describe('targets.simple.csv', () => {
  it('reads names, aliases, numbers and listings', () => {
    const text = [
      'id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,last_seen,last_change',
      'NK-1,Vessel,Rosalin,"Gold Sun;""Sea; Two""",,lr;pa,,IMO9253325;273451870,"""a; b"";c",,,X,2025-10-06T14:15:21,2026-01-01T00:00:00,',
      'NK-2,Person,,,,,,,,,,X,,,',
    ].join('\n');
    const { format, entities, issues } = parse(text, 'targets.simple.csv');
    assert.equal(format, 'simple-csv');
    const [vessel, sanction] = entities;
    assert.deepEqual(vessel!.properties.imoNumber, ['IMO9253325']);
    assert.deepEqual(vessel!.properties.mmsi, ['273451870']);
    assert.deepEqual(vessel!.properties.country, ['lr', 'pa']);
    assert.equal(vessel!.first_seen, '2025-10-06T14:15:21');
    assert.deepEqual(sanction!.properties.summary, ['a; b', 'c']);
    assert.deepEqual(
      issues.map((issue) => [issue.code, issue.line]),
      [['bad-entity', 3]],
    );
  });
});

describe('senzing.json', () => {
  it('reads names, features and links, and keeps what it does not know as a note', () => {
    const record = {
      DATA_SOURCE: 'OS',
      RECORD_ID: 'NK-1',
      RECORD_TYPE: 'PERSON',
      LAST_CHANGE: '2025-01-01T00:00:00',
      NAMES: [
        { NAME_TYPE: 'PRIMARY', NAME_FULL: 'A B' },
        { NAME_TYPE: 'ALIAS', NAME_FULL: 'C' },
      ],
      DATES: [{ DATE_OF_BIRTH: '1972' }],
      COUNTRIES: [{ NATIONALITY: 'us' }],
      SHOES: [{ SHOE_SIZE: '43' }],
      RELATIONSHIPS: [{ REL_POINTER_ROLE: 'Family', REL_POINTER_KEY: 'NK-2' }],
      IDENTIFIERS: [{ TRUSTED_ID_TYPE: 'WIKIDATA', TRUSTED_ID_NUMBER: 'Q1' }],
    };
    const { format, entities, issues } = parse(
      lines(record, { ...record, RECORD_ID: 'NK-3', NAMES: [] }),
      'senzing.json',
    );
    assert.equal(format, 'senzing');
    const [person, link] = entities;
    assert.deepEqual(person!.properties, {
      name: ['A B'],
      alias: ['C'],
      birthDate: ['1972'],
      nationality: ['us'],
      notes: ['43'],
      wikidataId: ['Q1'],
    });
    assert.equal(person!.last_change, '2025-01-01T00:00:00');
    assert.deepEqual(link!.properties, { subject: ['NK-1'], object: ['NK-2'], role: ['Family'] });
    assert.deepEqual(issues.map((issue) => issue.code).sort(), ['bad-entity', 'unknown-element']);
  });
});

describe('applyDelta', () => {
  const base = parse(lines(entity('1', 'A'), entity('2', 'B'), entity('3', 'C'))).entities;
  const delta = (...operations: readonly object[]) =>
    readDelta(file(lines(...operations), 'delta'), 'x_list');

  it('adds, changes and deletes', () => {
    const after = applyDelta(
      base,
      delta(
        { op: 'MOD', entity: entity('2', 'BB') },
        { op: 'DEL', entity: { id: '1' } },
        { op: 'ADD', entity: entity('4', 'D') },
      ),
    );
    assert.deepEqual(
      after.map((each) => `${each.id} ${each.caption}`),
      ['2 BB', '3 C', '4 D'],
    );
  });

  it('refuses a delta of another version, with the line', () => {
    for (const operation of [
      { op: 'ADD', entity: entity('1', 'A') },
      { op: 'MOD', entity: entity('9', 'X') },
      { op: 'DEL', entity: { id: '9' } },
    ]) {
      assert.throws(() => applyDelta(base, delta({ op: 'DEL', entity: { id: '3' } }, operation)), {
        code: 'lists/delta-conflict',
        place: { line: 2 },
      });
    }
    assert.throws(
      () => applyDelta(base, delta({ op: 'DEL', entity: { id: '3' } }, { op: 'DEL', entity: { id: '3' } })),
      {
        code: 'lists/delta-conflict',
      },
    );
  });

  it('refuses a delta with an unreadable line', () => {
    for (const bad of [
      '[]',
      'x',
      '{"op":"PUT","entity":{"id":"1"}}',
      '{"op":"DEL"}',
      '{"op":"ADD","entity":{"id":"1"}}',
    ]) {
      assert.throws(() => readDelta(file(`${lines({ op: 'DEL', entity: { id: '1' } })}${bad}\n`), 'x'), {
        code: 'lists/delta',
        place: { file: 'entities.ftm.json', line: 2 },
      });
    }
  });

  it('leads from any list to any other by the difference between them', () => {
    const people = fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5'), fc.constantFrom('A', 'B'));
    fc.assert(
      fc.property(people, people, (before, after) => {
        const operations = [
          ...Object.keys(before)
            .filter((id) => !(id in after))
            .map((id) => ({ op: 'DEL', entity: { id } })),
          ...Object.entries(after)
            .filter(([id, name]) => before[id] !== name)
            .map(([id, name]) => ({ op: id in before ? 'MOD' : 'ADD', entity: entity(id, name) })),
        ];
        const list = (all: Record<string, string>) =>
          Object.entries(all).map(([id, name]) => ({
            id,
            schema: 'Person',
            caption: name,
            properties: {},
            datasets: [],
          }));
        const result = applyDelta(list(before), operations.length === 0 ? [] : delta(...operations));
        assert.deepEqual(Object.fromEntries(result.map((each) => [each.id, each.caption])), { ...after });
      }),
    );
  });
});

describe('readOpenSanctionsIndex', () => {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  it('reads one dataset and a catalogue', () => {
    const one = {
      name: 'a',
      title: 'A',
      resources: [{ name: 'f', url: 'u', checksum: 'a'.repeat(40) }],
      children: ['b'],
    };
    assert.equal(readOpenSanctionsIndex(bytes(one), 'i')[0]!.resources[0]!.checksum, 'a'.repeat(40));
    assert.deepEqual(readOpenSanctionsIndex(bytes({ datasets: [one] }), 'i')[0]!.children, ['b']);
    assert.equal(readOpenSanctionsIndex(bytes({ ...one, datasets: ['b'] }), 'i')[0]!.name, 'a');
  });

  it('names the field that is wrong', () => {
    for (const [value, path] of [
      [{ datasets: [{ name: 'a' }] }, '/datasets/0/title'],
      [
        { name: 'a', title: 'A', resources: [{ name: 'f', url: 'u', checksum: 'x' }] },
        '/resources/0/checksum',
      ],
      [{ name: 'a', title: 'A', publisher: 'me' }, '/publisher'],
    ] as const) {
      assert.throws(
        () => readOpenSanctionsIndex(bytes(value), 'i'),
        (error) => error instanceof RiegelError && error.code === 'lists/index' && error.place.path === path,
      );
    }
    assert.throws(() => readOpenSanctionsIndex(new TextEncoder().encode('{"name'), 'i'), {
      code: 'lists/truncated',
    });
  });
});
