import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Entity } from '../../entity/index.ts';
import { type ChangedEntity, diffEntities } from './diff.ts';
import { renderDiff } from './render.ts';

function person(id: string, properties: Entity['properties'] = {}, more: Partial<Entity> = {}): Entity {
  const name = properties.name ?? [`Name ${id}`];
  return {
    id,
    schema: 'Person',
    caption: name[0]!,
    properties: { name, ...properties },
    datasets: ['x'],
    ...more,
  };
}

function only(diff: ReturnType<typeof diffEntities>): ChangedEntity {
  assert.deepEqual([diff.added, diff.removed, diff.changed.length], [[], [], 1]);
  return diff.changed[0]!;
}

describe('the difference between two versions', () => {
  it('names who came and who went', () => {
    const diff = diffEntities([person('a'), person('b')], [person('b'), person('c')]);
    assert.deepEqual([diff.added[0]?.id, diff.removed[0]?.id, diff.unchanged], ['c', 'a', 1]);
  });

  for (const [property, kind] of [
    ['name', 'name'],
    ['weakAlias', 'name'],
    ['birthDate', 'date'],
    ['nationality', 'country'],
    ['passportNumber', 'identifier'],
    ['imoNumber', 'identifier'],
    ['publicKey', 'wallet'],
    ['gender', 'gender'],
    ['birthPlace', 'place'],
    ['holder', 'link'],
  ] as const) {
    it(`says that a change of ${property} matters`, () => {
      const change = only(diffEntities([person('a')], [person('a', { [property]: ['new'] })]));
      const field = change.fields.find((candidate) => candidate.field === property);
      assert.deepEqual([change.matters, field?.kind, field?.added], [true, kind, ['new']]);
    });
  }

  for (const property of ['notes', 'program', 'reason', 'sourceUrl', 'summary', 'modifiedAt']) {
    it(`says that a change of ${property} does not`, () => {
      const change = only(
        diffEntities([person('a', { [property]: ['old'] })], [person('a', { [property]: ['new'] })]),
      );
      assert.deepEqual(change.fields, [
        { field: property, kind: 'other', matters: false, added: ['new'], removed: ['old'] },
      ]);
      assert.equal(change.matters, false);
    });
  }

  it('says that nothing about a mere sanction record matters, and whose it is', () => {
    const sanction = (country: string): Entity => ({
      id: 's',
      schema: 'Sanction',
      caption: 'Sanction',
      properties: { entity: ['a'], country: [country] },
      datasets: ['x'],
    });
    const change = only(diffEntities([sanction('us')], [sanction('gb')]));
    assert.deepEqual([change.matters, change.concerns], [false, ['a']]);
  });

  it('sees that an alias was upgraded and a date made uncertain, without any value changing', () => {
    const was = person(
      'a',
      { alias: ['Abu X'], birthDate: ['1970'] },
      { notes: { alias: [{ quality: 'weak' }] } },
    );
    const now = {
      ...was,
      notes: { alias: [{ quality: 'strong' as const }], birthDate: [{ precision: 'circa' as const }] },
    };
    const change = only(diffEntities([was], [now]));
    assert.deepEqual(
      change.fields.map(({ field, matters }) => [field, matters]),
      [
        ['alias quality', true],
        ['birthDate precision', true],
      ],
    );
  });

  it('takes an order for no change', () => {
    const diff = diffEntities([person('a', { alias: ['x', 'y'] })], [person('a', { alias: ['y', 'x'] })]);
    assert.deepEqual([diff.changed, diff.unchanged], [[], 1]);
  });

  it('follows an entity to a new id through its referents, from either side', () => {
    const forward = only(
      diffEntities([person('a')], [person('b', { name: ['Name a'] }, { referents: ['a'] })]),
    );
    assert.deepEqual([forward.id, forward.previousId, forward.matters], ['b', 'a', false]);
    const backward = only(diffEntities([person('a', {}, { referents: ['b'] })], [person('b')]));
    assert.equal(backward.previousId, 'a');
  });

  it('gives an old id to one new entity only', () => {
    const now = [person('b', {}, { referents: ['a'] }), person('c', {}, { referents: ['a'] })];
    const diff = diffEntities([person('a')], now);
    assert.deepEqual([diff.changed.map(({ id }) => id), diff.added.map(({ id }) => id)], [['b'], ['c']]);
  });

  it('accounts for every entity once, is empty between equals, and mirrors itself', () => {
    const entities = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(...'abcdefgh'),
        alias: fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 }),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(entities, entities, (before, after) => {
        const [was, now] = [before, after].map((list) => list.map(({ id, alias }) => person(id, { alias })));
        const diff = diffEntities(was!, now!);
        assert.equal(diff.added.length + diff.changed.length + diff.unchanged, now!.length);
        assert.equal(diff.removed.length + diff.changed.length + diff.unchanged, was!.length);
        const mirror = diffEntities(now!, was!);
        assert.deepEqual([mirror.added, mirror.removed], [diff.removed, diff.added]);
        assert.deepEqual(diff, diffEntities([...was!].reverse(), [...now!].reverse()));
        assert.equal(diffEntities(was!, was!).unchanged, was!.length);
      }),
    );
  });

  it('compares twenty thousand entities in well under two seconds', () => {
    const was = Array.from({ length: 20_000 }, (_, index) =>
      person(`p${index}`, { alias: [`A ${index}`], notes: ['text'] }),
    );
    const now = was.map((entity, index) =>
      index % 10 === 0 ? person(entity.id, { alias: ['B'] }) : structuredClone(entity),
    );
    const began = performance.now();
    const diff = diffEntities(was, now);
    assert.ok(performance.now() - began < 2_000);
    assert.deepEqual([diff.changed.length, diff.unchanged], [2_000, 18_000]);
  });
});

it('is written as text, what matters first, nothing that steers a terminal', () => {
  const was = [person('a', { notes: ['old'] }), person('b', { birthDate: ['1970'] }), person('c')];
  const now = [
    person('a', { notes: ['new'] }),
    person('b', { birthDate: ['1971'] }),
    person('d', { name: ['Evil\u202e\u001b[2J'] }),
  ];
  const diff = diffEntities(was, now);
  const text = renderDiff({ sourceId: 'x', from: { version: 'v1' }, to: { version: 'v2' }, ...diff });
  assert.equal(
    text,
    [
      'x: v1 -> v2',
      '1 added, 1 removed, 1 changed in what matching reads, 1 in other text only, 0 unchanged',
      '',
      'Added (1)',
      '+ d Person "Evil\\u202e\\u001b[2J"',
      '',
      'Removed (1)',
      '- c Person "Name c"',
      '',
      'Changed, matters for matching (1)',
      '~ b Person "Name b"',
      '    ! birthDate: -"1970"  +"1971"',
      '',
      'Changed, does not matter for matching (1)',
      '~ a Person "Name a"',
      '    . notes: -"old"  +"new"',
      '',
    ].join('\n'),
  );
});
