import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RiegelError } from '../../entity/index.ts';
import type { ParsedList } from '../source.ts';
import type { ListMapping } from './mapping.ts';
import { mappedSource } from './source.ts';
import { validateMapping } from './validate.ts';

const guide = readFileSync(new URL('../../../docs/list-mapping.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(guide)![1]!;
const example = validateMapping(JSON.parse(block('json')));
const table = block('csv');

function parse(mapping: ListMapping, text: string, name = 'f'): ParsedList {
  const source = mappedSource(mapping);
  return source.formats[0]!.parse([{ name, bytes: new TextEncoder().encode(text) }], source);
}

const plain: ListMapping = {
  ...example,
  file: { format: 'csv', names: ['f'] },
  entity: { id: { prefix: 'x', key: ['id'] }, schema: 'Person' },
  columns: [{ column: 'name', property: 'name' }],
  addresses: [],
};

describe('the example of the guide', () => {
  const list = parse(example, table);
  const person = list.entities.find((entity) => entity.id === 'xx-example-ex-1')!;

  it('makes one entity of the rows of one reference', () => {
    assert.deepEqual(
      list.entities.map((entity) => `${entity.id} ${entity.schema}`),
      [
        'xx-example-ex-1 Person',
        'xx-example-ex-1-sanction Sanction',
        'xx-example-ex-2 Organization',
        'xx-example-ex-2-sanction Sanction',
      ],
    );
    assert.deepEqual(list.issues, []);
  });

  it('turns names, dates and countries to normal form and keeps the text of the source', () => {
    assert.deepEqual(person.properties.name, ['Abu Example KHAN', 'أبو مثال']);
    assert.deepEqual(person.properties.weakAlias, ['Abu Foo']);
    assert.deepEqual(person.properties.birthDate, ['1963', '1965-02-01']);
    assert.deepEqual(person.properties.nationality, ['pk']);
    assert.deepEqual(person.notes!.name![0], {
      element: 'Name',
      original: 'KHAN, Abu Example',
      quality: 'primary',
    });
    assert.equal(person.notes!.name![1]!.kind, 'original script');
    assert.equal(person.notes!.birthDate![0]!.precision, 'circa');
    assert.equal(person.notes!.nationality![0]!.original, 'Pakistani');
  });

  it('puts addresses together without stray commas', () => {
    assert.deepEqual(person.properties.address, ['1 High Street, Quetta']);
    assert.deepEqual(list.entities[2]!.properties.address, ['Kabul']);
  });

  it('is known by its content', () => {
    const [format] = mappedSource(example).formats;
    const file = (text: string) => [{ name: 'any', bytes: new TextEncoder().encode(text) }];
    assert.equal(format!.detects(file(table)), true);
    assert.equal(format!.detects(file('a,b,c\n1,2,3\n')), false);
  });
});

describe('a mapped table', () => {
  it('reports an unknown and a missing column', () => {
    const columns = [...plain.columns, { column: 'alias', property: 'alias' }];
    const { issues } = parse({ ...plain, columns }, 'id,name,new\n1,A,x\n');
    assert.deepEqual(
      issues.map((issue) => [issue.severity, issue.code]),
      [
        ['drift', 'missing-column'],
        ['drift', 'unknown-column'],
      ],
    );
  });

  it('is refused when the columns of identity or name are gone', () => {
    assert.throws(() => parse(plain, 'nr,name\n1,A\n'), { code: 'lists/header' });
    assert.throws(() => parse(plain, 'id,who\n1,A\n'), { code: 'lists/header' });
    assert.throws(() => parse(plain, ''), { code: 'lists/empty' });
  });

  it('never makes one person of two rows with the same id', () => {
    const list = parse(plain, 'id,name\n1,A\n1,B\n');
    assert.deepEqual(
      list.entities
        .filter((entity) => entity.schema === 'Person')
        .map((entity) => [entity.id, entity.caption]),
      [
        ['x-1', 'A'],
        ['x-1-2', 'B'],
      ],
    );
    assert.deepEqual(
      list.issues.map((issue) => [issue.code, issue.line]),
      [['repeated-id', 3]],
    );
  });

  it('rejects rows without key, without name and with too many cells by their line', () => {
    const { issues, entities } = parse(plain, 'id,name\n,A\n2,\n3,C,more\n4,D\n');
    assert.deepEqual(
      issues.map((issue) => [issue.code, issue.line]),
      [
        ['wrong-columns', 4],
        ['no-key', 2],
        ['no-name', 3],
      ],
    );
    assert.deepEqual(
      entities.map((entity) => entity.id),
      ['x-4', 'x-4-sanction'],
    );
  });

  it('reports a repeated header and knows headings and columns that go on from above', () => {
    const mapping: ListMapping = {
      ...plain,
      file: { ...plain.file, section: '^order', fillDown: ['id'] },
      entity: { ...plain.entity, merge: true },
      columns: [...plain.columns, { column: '$section', property: 'program', on: 'sanction' }],
    };
    const list = parse(mapping, 'id,name\norder 7,\n1,A\n,B\nid,name\norder 8,\n2,C\n');
    assert.deepEqual(list.entities[0]!.properties.name, ['A', 'B']);
    assert.deepEqual(list.entities[1]!.properties.program, ['order 7']);
    assert.deepEqual(list.entities[3]!.properties.program, ['order 8']);
    assert.deepEqual(
      list.issues.map((issue) => [issue.code, issue.line]),
      [['repeated-header', 5]],
    );
  });

  it('joins a header of two rows and finds names broken over lines', () => {
    const mapping: ListMapping = {
      ...plain,
      file: { ...plain.file, header: { row: 1, rows: 2 } },
      columns: [
        { column: 'Full name', property: 'name' },
        { column: 'Birth / Date', property: 'birthDate', date: {} },
        { column: 'Birth / Place', property: 'birthPlace' },
      ],
    };
    const list = parse(mapping, 'id,"FULL\n NAME",Birth,\n,,Date,Place\n1,A,1960,Kabul\n');
    assert.deepEqual(list.issues, []);
    assert.deepEqual(list.entities[0]!.properties.birthPlace, ['Kabul']);
  });

  it('keeps what is no date and no country, and says so', () => {
    const columns: ListMapping['columns'] = [
      ...plain.columns,
      { column: 'born', property: 'birthDate', date: {} },
      { column: 'land', property: 'nationality', country: true },
    ];
    const list = parse({ ...plain, columns }, 'id,name,born,land\n1,A,last spring,Freedonia\n');
    assert.deepEqual(list.entities[0]!.properties.notes, ['last spring']);
    assert.deepEqual(list.entities[0]!.properties.nationality, ['Freedonia']);
    assert.deepEqual(list.issues.map((issue) => issue.code).sort(), ['bad-date', 'unknown-country']);
  });

  it('gives rows that only name an entity no topic and no designation', () => {
    const mapping: ListMapping = {
      ...plain,
      entity: { ...plain.entity, designated: [{ column: 'until', matches: '^$' }] },
      columns: [...plain.columns, { column: 'until', property: 'endDate', on: 'sanction', date: {} }],
    };
    const list = parse(mapping, 'id,name,until\n1,A,2020-01-01\n2,B,\n');
    assert.equal(list.entities[0]!.target, undefined);
    assert.equal(list.entities[0]!.properties.topics, undefined);
    assert.equal(list.entities[2]!.target, true);
  });

  it('makes linked entities of values', () => {
    const columns: ListMapping['columns'] = [
      ...plain.columns,
      {
        column: 'wallet',
        property: 'publicKey',
        split: ';',
        linked: { schema: 'CryptoWallet', link: 'holder' },
      },
    ];
    const wallets = parse({ ...plain, columns }, 'id,name,wallet\n1,A,abc;def\n').entities.filter(
      (entity) => entity.schema === 'CryptoWallet',
    );
    assert.deepEqual(
      wallets.map((wallet) => [wallet.properties.publicKey, wallet.properties.holder]),
      [
        [['abc'], ['x-1']],
        [['def'], ['x-1']],
      ],
    );
  });

  it('reads JSON lines, and refuses one whose last line breaks off', () => {
    const mapping: ListMapping = {
      ...plain,
      file: { format: 'ndjson', names: ['f'] },
      columns: [{ column: 'names.full', property: 'name', split: '\\n' }],
    };
    const list = parse(
      mapping,
      '{"id":1,"names":[{"full":"A"},{"full":"B"}]}\nnot json\n{"id":2,"names":{"full":"C"}}\n',
    );
    assert.deepEqual(list.entities[0]!.properties.name, ['A', 'B']);
    assert.deepEqual(
      list.issues.map((issue) => [issue.code, issue.line]),
      [['bad-json', 2]],
    );
    assert.throws(() => parse(mapping, '{"id":1,"names":{"full":"A"}}\n{"id":2,"na'), {
      code: 'lists/truncated',
    });
  });

  it('fails by RiegelError only, wherever the file is cut or changed', () => {
    const whole = new TextEncoder().encode(table);
    const source = mappedSource(example);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const bytes = cut ? whole.slice(0, at) : whole.slice();
        if (!cut) bytes[at] = value;
        try {
          source.formats[0]!.parse([{ name: 'f', bytes }], source);
        } catch (error) {
          assert.ok(error instanceof RiegelError, String(error));
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('validateMapping', () => {
  const wrong: readonly (readonly [change: (document: never) => void, path: string])[] = [
    [(document: { id: unknown }) => (document.id = 'Has Spaces'), 'id'],
    [(document: { title: unknown }) => (document.title = ''), 'title'],
    [(document: { homepage: unknown }) => (document.homepage = 'javascript:1'), 'homepage'],
    [(document: { file: { format: unknown } }) => (document.file.format = 'pdf'), 'file.format'],
    [(document: { colums: unknown }) => (document.colums = []), 'colums'],
    [(document: { columns: { split: unknown }[] }) => (document.columns[3]!.split = '('), 'columns[3].split'],
    [(document: { columns: { on: unknown }[] }) => (document.columns[0]!.on = 'list'), 'columns[0].on'],
    [(document: { sanction?: unknown }) => delete document.sanction, 'columns[5].on'],
    [(document: { columns: unknown }) => (document.columns = []), 'columns'],
    [(document: { entity: { schema: unknown } }) => (document.entity.schema = {}), 'entity.schema.cases'],
  ];
  for (const [change, path] of wrong) {
    it(`names ${path}`, () => {
      const document = JSON.parse(block('json'));
      change(document as never);
      assert.throws(
        () => validateMapping(document),
        (error) =>
          error instanceof RiegelError && error.code === 'lists/mapping' && error.place.path === path,
      );
    });
  }

  it('fails by RiegelError only', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.throws(() => validateMapping(value), RiegelError);
      }),
    );
  });
});
