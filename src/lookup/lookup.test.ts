import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Entity, RiegelError } from '../entity/index.ts';
import { buildLookup, entityTest, Lookup, neighbourProperties, neighboursOf, nested } from './index.ts';
import { withinEdits } from './text/edits.ts';
import { fitsPattern } from './text/word-index.ts';

function entity(
  id: string,
  schema: string,
  properties: Entity['properties'],
  more: Partial<Entity> = {},
): Entity {
  return { id, schema, caption: properties.name?.[0] ?? schema, properties, datasets: ['list_a'], ...more };
}

const ENTITIES: readonly Entity[] = [
  entity('a', 'Person', { name: ['Jürgen Müller-Lüdenscheid'], birthDate: ['1951-02-03'], country: ['de'] }),
  entity(
    'b',
    'Person',
    { name: ['Мария Иванова'], topics: ['crime.terror'], country: ['ru'] },
    { referents: ['old-b', 'older-b'], target: true, last_change: '2024-05-06T07:08:09' },
  ),
  entity(
    'c',
    'Company',
    {
      name: ['Blue Anchor Trading'],
      notes: ['owned by Maria "the captain" Ivanova'],
      registrationNumber: ['X-99/1'],
    },
    { datasets: ['list_b'] },
  ),
  entity('d', 'Ownership', { owner: ['b'], asset: ['c'] }),
  entity('e', 'Person', { name: ['王伟民'], addressEntity: ['missing'], position: ['anchor of a ship'] }),
  entity('b', 'Person', { name: ['Maria Ivanova'] }, { datasets: ['list_b'] }),
  entity('ä"\\', 'Vessel', { name: ['Blue Star'] }, { first_seen: '2023-01-01' }),
];
const lookup = new Lookup(buildLookup(ENTITIES));
const { book } = lookup;

function found(query: string, syntax: 'query-string' | 'simple' = 'query-string'): string[] {
  const { numbers, total } = lookup.search(query, syntax, { limit: 100, offset: 0 });
  assert.equal(numbers.length, total);
  return numbers.map((number) => book.head(number).id).sort();
}

describe('the book', () => {
  test('gives every entity back whole, but for its notes', () => {
    ENTITIES.forEach((given, number) => {
      const read = book.entity(number);
      assert.deepEqual(read.properties, given.properties);
      assert.equal(read.id, given.id);
      assert.equal(read.target, given.target === true);
      assert.deepEqual(book.head(number), { id: given.id, caption: given.caption });
    });
    assert.equal(book.entity(1).last_change, '2024-05-06T07:08:09');
    assert.equal(book.entity(6).first_seen, '2023-01-01T00:00:00');
    assert.equal(book.entity(0).last_seen, null);
  });

  test('finds by id, all entities of one id, and by earlier ids', () => {
    assert.deepEqual(book.numbersOf('a'), [0]);
    assert.deepEqual(book.numbersOf('b'), [1, 5]);
    assert.deepEqual(book.numbersOf('ä"\\'), [6]);
    assert.deepEqual(book.numbersOf('old-b'), []);
    assert.deepEqual(book.numbersOfReferent('older-b'), [1]);
    assert.deepEqual(book.numbersOfReferent('b'), []);
  });

  test('finds every id of many, and none that is not there', () => {
    const many = Array.from({ length: 3000 }, (_, i) => entity(`id-${i}`, 'Person', { name: ['x'] }));
    const large = new Lookup(buildLookup(many)).book;
    for (let i = 0; i < 3000; i++) assert.deepEqual(large.numbersOf(`id-${i}`), [i]);
    for (let i = 3000; i < 4000; i++) assert.deepEqual(large.numbersOf(`id-${i}`), []);
  });

  test('is empty without entities', () => {
    const empty = new Lookup(buildLookup([]));
    assert.equal(empty.search('a*', 'query-string', { limit: 5, offset: 0 }).total, 0);
    assert.deepEqual(empty.book.numbersOf('a'), []);
  });
});

describe('queries', () => {
  const cases: readonly (readonly [query: string, ids: readonly string[]])[] = [
    ['', ['a', 'b', 'b', 'c', 'd', 'e', 'ä"\\']],
    ['muller', ['a']],
    ['MÜLLER jurgen', ['a']],
    ['müller-lüdenscheid', ['a']],
    ['иванова', ['b']],
    ['王伟民', ['e']],
    ['王民', ['e']],
    ['"王民"', []],
    ['blue', ['c', 'ä"\\']],
    ['blue -star', ['c']],
    ['blue AND NOT star', ['c']],
    ['blue && !star', ['c']],
    ['star OR trading', ['c', 'ä"\\']],
    ['star || trading', ['c', 'ä"\\']],
    ['blue star OR trading', ['c', 'ä"\\']],
    ['blue (star OR trading)', ['c', 'ä"\\']],
    ['"blue anchor"', ['c']],
    ['"anchor blue"', []],
    ['"blue trading"', []],
    ['"blue trading"~1', ['c']],
    ['anchor', ['c', 'e']],
    ['names:anchor', ['c']],
    ['position:anchor', ['e']],
    ['properties.position:anchor', ['e']],
    ['properties.birthDate:1951', ['a']],
    ['properties.birthDate:1951-02-03', ['a']],
    ['birthDate:[1950 TO 1952]', ['a']],
    ['birthDate:[1952 TO *]', []],
    ['birthDate:{1951-02-03 TO 1952]', []],
    ['birthDate:>=1951', ['a']],
    ['birthDate:<1951', []],
    ['last_change:[2024-05 TO 2024-05]', ['b']],
    ['last_change:{2024 TO 2025]', []],
    ['first_seen:2023-01-01', ['ä"\\']],
    ['countries:ru', ['b']],
    ['countries:r?', ['b']],
    ['schema:Person AND topics:crime.terror', ['b']],
    ['identifiers:"x-99/1"', ['c']],
    ['datasets:list_b', ['b', 'c']],
    ['target:true', ['b']],
    ['id:a OR referents:old-b', ['a', 'b']],
    ['older-b', ['b']],
    ['mull*', ['a']],
    ['m?ller', ['a']],
    ['*ller', ['a']],
    ['ivanowa~', ['b', 'c']],
    ['ivanova~0', ['b', 'c']],
    ['ifanowa~1', []],
    ['ifanowa~2', ['b', 'c']],
    ['unknownField:blue', []],
    ['blue^3 OR nothing', ['c', 'ä"\\']],
    ['the\\ captain', ['c']],
    ['+blue +star', ['ä"\\']],
    ['*', ['a', 'b', 'b', 'c', 'd', 'e', 'ä"\\']],
  ];
  for (const [query, ids] of cases) {
    test(query === '' ? '(nothing)' : query, () => assert.deepEqual(found(query), [...ids].sort()));
  }

  test('a name says more than a note', () => {
    const { numbers } = lookup.search('anchor', 'query-string', { limit: 9, offset: 0 });
    assert.deepEqual(
      numbers.map((number) => book.head(number).id),
      ['c', 'e'],
    );
  });

  for (const bad of [
    'a/b',
    '/ab/',
    '"a',
    '(a',
    'a)',
    'AND a',
    'a OR',
    'NOT',
    'a:',
    'f:[1 TO',
    'a^',
    'a~7',
    '\\',
    'last_change:soon',
    '[1 TO 2]',
    'id:a*',
  ]) {
    test(`refuses ${bad}`, () => {
      assert.throws(
        () => found(bad),
        (error) => error instanceof RiegelError && error.code === 'lookup/bad-query',
      );
    });
  }

  test('a simple query reads over what it does not understand', () => {
    assert.deepEqual(found('blue | trading', 'simple'), ['c', 'ä"\\']);
    assert.deepEqual(found('blue -star', 'simple'), ['c']);
    assert.deepEqual(found('mull*', 'simple'), ['a']);
    assert.deepEqual(found('"blue anchor"', 'simple'), ['c']);
    assert.deepEqual(found('ifanowa~2', 'simple'), ['b', 'c']);
    assert.deepEqual(found('(blue) ) ( AND', 'simple'), []);
    assert.deepEqual(found('blue ) ( |', 'simple'), ['c', 'ä"\\']);
  });

  test('whatever is asked is answered or refused as a bad query', () => {
    const part = fc.constantFrom(
      'a',
      'blue',
      ' ',
      '"',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ' TO ',
      ':',
      '~',
      '2',
      '^',
      '*',
      '?',
      '/',
      '\\',
      '-',
      '+',
      '!',
      '&&',
      '||',
      ' AND ',
      ' OR ',
      ' NOT ',
      '<',
      '>',
      '=',
      'schema',
      'last_change',
      'birthDate',
      '§',
      '王',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part, { maxLength: 25 }).map((parts) => parts.join('')),
        ),
        (text) => {
          lookup.search(text, 'simple', { limit: 3, offset: 0 });
          try {
            lookup.search(text, 'query-string', { limit: 3, offset: 0 });
          } catch (error) {
            assert.ok(error instanceof RiegelError && error.code === 'lookup/bad-query', String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('edits are counted by their definition', () => {
  // The definition, without cutting anything short.
  const distance = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length;
    const [x, y] = [a.at(-1), b.at(-1)];
    let least = Math.min(
      distance(a.slice(0, -1), b) + 1,
      distance(a, b.slice(0, -1)) + 1,
      distance(a.slice(0, -1), b.slice(0, -1)) + (x === y ? 0 : 1),
    );
    if (a.length > 1 && b.length > 1 && x === b.at(-2) && y === a.at(-2))
      least = Math.min(least, distance(a.slice(0, -2), b.slice(0, -2)) + 1);
    return least;
  };
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 2 }), (a, b, most) =>
      assert.equal(withinEdits(a, b, most), distance(a, b) <= most),
    ),
  );
});

test('patterns fit as regular expressions do', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
  fc.assert(
    fc.property(word, pattern, (text, wanted) => {
      const expected = new RegExp(`^${wanted.replaceAll('?', '.').replace(/\*+/g, '.*')}$`).test(text);
      assert.equal(fitsPattern(text, wanted), expected);
    }),
    { numRuns: 1000 },
  );
});

describe('narrowing', () => {
  const passing = (filter: Parameters<typeof entityTest>[1]) => {
    const passes = entityTest(book, filter);
    return ENTITIES.flatMap((_, number) => (passes === undefined || passes(number) ? [number] : []));
  };
  test('by everything that a filter knows', () => {
    assert.equal(entityTest(book, {}), undefined);
    assert.deepEqual(passing({ datasets: ['list_b'] }), [2, 5]);
    assert.deepEqual(passing({ datasets: [] }), []);
    assert.deepEqual(passing({ schema: 'Person' }), [0, 1, 4, 5]);
    assert.deepEqual(passing({ schema: 'LegalEntity' }), [0, 1, 2, 4, 5]);
    assert.deepEqual(passing({ schema: 'Thing' }), [0, 1, 2, 4, 5, 6]);
    assert.deepEqual(passing({ schema: 'Thing', excludeSchemata: ['Person'] }), [2, 6]);
    assert.deepEqual(passing({ excludeIds: ['old-b', 'a'] }), [2, 3, 4, 5, 6]);
    assert.deepEqual(
      passing({ changedSince: Date.UTC(2025, 0) / 1000 }),
      [0, 2, 3, 4, 5, 6],
      'unknown counts as changed',
    );
    assert.deepEqual(passing({ target: true }), [1]);
    assert.deepEqual(
      passing({ keywords: [{ name: 'countries', values: ['de', 'ru'], need: 'any' }] }),
      [0, 1],
    );
    assert.deepEqual(passing({ keywords: [{ name: 'countries', values: ['de', 'ru'], need: 'all' }] }), []);
  });
  test('an entity that a list has from excluded datasets only is left out', () => {
    const gathered = new Lookup(
      buildLookup([
        entity('x', 'Person', { name: ['x'] }, { datasets: ['all_lists', 'sub_1'] }),
        entity('y', 'Person', { name: ['y'] }, { datasets: ['all_lists', 'sub_1', 'sub_2'] }),
        entity('z', 'Person', { name: ['z'] }, { datasets: ['all_lists'] }),
      ]),
    );
    const passes = entityTest(gathered.book, {
      excludeOrigins: { datasets: ['sub_1'], carriers: ['all_lists'] },
    })!;
    assert.deepEqual([0, 1, 2].map(passes), [false, true, true]);
  });
});

describe('order and counts', () => {
  test('what is not known comes last both ways', () => {
    const ids = (sort: string) =>
      lookup
        .search('schema:Person OR schema:Vessel', 'query-string', { limit: 9, offset: 0, sort: [sort] })
        .numbers.map((number) => book.head(number).id);
    assert.equal(ids('first_seen:asc')[0], 'ä"\\');
    assert.equal(ids('first_seen:desc')[0], 'ä"\\');
    assert.deepEqual(ids('id'), ['a', 'b', 'b', 'e', 'ä"\\']);
    assert.deepEqual(ids('id:desc'), ['ä"\\', 'e', 'b', 'b', 'a']);
    assert.throws(() => ids('weight'), { code: 'lookup/bad-sort' });
  });
  test('facets count all that was found, whatever the page', () => {
    const { facets, numbers, total } = lookup.search('', 'query-string', {
      limit: 1,
      offset: 6,
      facets: ['schema', 'countries'],
    });
    assert.equal(numbers.length, 1);
    assert.equal(total, 7);
    assert.deepEqual(facets.get('schema')?.[0], { value: 'Person', count: 4 });
    assert.deepEqual(facets.get('countries'), [
      { value: 'de', count: 1 },
      { value: 'ru', count: 1 },
    ]);
  });
  test('suggestions finish the last word only', () => {
    const ids = (prefix: string) =>
      lookup.suggest(prefix, { limit: 9, offset: 0 }).numbers.map((number) => book.head(number).id);
    assert.deepEqual(ids('maria iva'), ['b']);
    assert.deepEqual(ids('mar ivanova'), []);
    assert.deepEqual(ids('anchor tr'), ['c']);
    assert.deepEqual(ids('  '), []);
  });
});

describe('neighbours', () => {
  test('those an entity names and those that name it, links with their other end', () => {
    assert.deepEqual(neighboursOf(book, 1), [{ property: 'ownershipOwner', number: 3 }]);
    const { properties } = nested(book, 1);
    const [link] = properties.ownershipOwner as unknown as [
      { id: string; properties: Record<string, [unknown]> },
    ];
    assert.equal(link.id, 'd');
    assert.deepEqual(link.properties.owner, ['b']);
    assert.equal((link.properties.asset![0] as { id: string }).id, 'c');
  });
  test('a neighbour that no list holds stays as its id', () => {
    assert.deepEqual(nested(book, 4).properties.addressEntity, ['missing']);
  });
  test('properties that lead to entities, own ones and reverse ones', () => {
    const person = neighbourProperties('Person');
    for (const name of ['addressEntity', 'ownershipOwner', 'sanctions', 'familyPerson'])
      assert.ok(person.has(name), name);
    assert.ok(!person.has('name'));
  });
});
