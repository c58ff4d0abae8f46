import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { isA, matchableWith, propertyType, schemaNames, schemaOf } from './schema.ts';
import { entityBounds, validateEntity } from './validate.ts';

test('schemata inherit their properties', () => {
  assert.equal(propertyType('Person', 'birthDate'), 'date');
  assert.equal(propertyType('Person', 'name'), 'name');
  assert.equal(propertyType('Company', 'jurisdiction'), 'country');
  assert.equal(propertyType('Vessel', 'imoNumber'), 'identifier');
  assert.equal(propertyType('Ownership', 'owner'), 'entity');
  assert.equal(propertyType('Ownership', 'startDate'), 'date');
  assert.equal(propertyType('Person', 'imoNumber'), undefined);
  assert.equal(propertyType('__proto__', 'constructor'), undefined);
  assert.equal(schemaOf('Sanction')?.properties.get('entity')?.range, 'Thing');
  assert.deepEqual(schemaOf('Ownership')?.edge, { source: 'owner', target: 'asset', directed: true });
  assert.ok(
    isA('PublicBody', 'LegalEntity') && isA('Passport', 'Interval') && !isA('Person', 'Organization'),
  );
});

test('only what can be the same thing is compared', () => {
  const cases: [a: string, b: string, comparable: boolean][] = [
    ['Person', 'Person', true],
    ['Person', 'LegalEntity', true],
    ['Person', 'Thing', true],
    ['Person', 'Organization', false],
    ['Person', 'Vessel', false],
    ['Company', 'PublicBody', true],
    ['Company', 'Organization', true],
    ['Vessel', 'Vehicle', true],
    ['Vessel', 'Airplane', false],
    ['Sanction', 'Sanction', false],
    ['Ownership', 'Thing', false],
    ['Person', 'NoSuchSchema', false],
  ];
  for (const [a, b, comparable] of cases) {
    assert.equal(matchableWith(a, b), comparable, `${a} ${b}`);
    assert.equal(matchableWith(b, a), comparable, `${b} ${a}`);
  }
});

test('a clean entity passes unchanged', () => {
  const entity = {
    id: 'un-sc-1',
    schema: 'Person',
    caption: 'A Person',
    properties: {
      name: ['A Person'],
      birthDate: ['1960', '1961-02'],
      nationality: ['af'],
      topics: ['sanction'],
    },
    datasets: ['un_sc'],
    referents: ['un-sc-0'],
    target: true,
    first_seen: '2020-01-01',
    notes: { birthDate: [{ precision: 'range', until: '1962', original: '1960 to 1962' }, null] },
  };
  assert.deepEqual(validateEntity(entity), { entity, issues: [] });
});

test('what is wrong is reported and not lost', () => {
  const { entity, issues } = validateEntity({
    id: 'x-1',
    schema: 'Person',
    surprise: 1,
    properties: {
      name: 'One Text',
      birthDate: ['12.10.1968'],
      nationality: ['Afghan'],
      height: [180],
      favouriteColour: ['green'],
      addressEntity: [{ id: 'addr-1', schema: 'Address' }],
      alias: [null, ['nested'], 'kept'],
      ['__proto__']: ['kept too'],
    },
  });
  assert.ok(entity);
  assert.equal(entity.caption, 'One Text');
  assert.deepEqual(entity.properties.birthDate, ['12.10.1968']);
  assert.deepEqual(entity.properties.favouriteColour, ['green']);
  assert.deepEqual(entity.properties.addressEntity, ['addr-1']);
  assert.deepEqual(entity.properties.alias, ['kept']);
  assert.deepEqual(
    issues.map((issue) => `${issue.code} ${issue.path}`).sort(),
    [
      'entity/unknown-field /surprise',
      'entity/unknown-property /properties/__proto__',
      'entity/unknown-property /properties/favouriteColour',
      'entity/value-form /properties/birthDate/0',
      'entity/value-form /properties/nationality/0',
      'entity/wrong-type /properties/addressEntity/0',
      'entity/wrong-type /properties/alias/0',
      'entity/wrong-type /properties/alias/1',
      'entity/wrong-type /properties/height/0',
      'entity/wrong-type /properties/name',
    ].sort(),
  );
  const odd = validateEntity({ id: 'x', schema: 'Dragon', properties: { name: ['S'], fire: ['yes'] } });
  assert.deepEqual(odd.entity?.properties, { name: ['S'], fire: ['yes'] });
  assert.deepEqual(
    odd.issues.map((issue) => issue.code),
    ['entity/unknown-schema'],
  );
});

test('sizes are bounded', () => {
  const { entity, issues } = validateEntity({
    id: 'x',
    schema: 'Person',
    properties: {
      name: Array.from({ length: entityBounds.values + 5 }, (_, i) => `n${i}`),
      notes: ['x'.repeat(entityBounds.valueLength + 1)],
    },
  });
  assert.equal(entity?.properties.name?.length, entityBounds.values);
  assert.deepEqual(
    issues.map((issue) => issue.code),
    ['entity/too-large', 'entity/too-large'],
  );
  const many = validateEntity({
    id: 'x',
    schema: 'Person',
    properties: { name: Array.from({ length: 1000 }, () => 7) },
  });
  assert.equal(many.issues.length, entityBounds.issues + 1);
  assert.equal(many.issues.at(-1)?.code, 'entity/more-issues');
});

test('any JSON is answered', () => {
  const schema = fc.constantFrom(...schemaNames());
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record({ id: fc.string(), schema, properties: fc.jsonValue(), notes: fc.jsonValue() }),
      ),
      (input) => {
        const { entity, issues } = validateEntity(input);
        assert.ok(entity !== undefined || issues.length > 0);
        if (entity !== undefined)
          assert.deepEqual(validateEntity(JSON.parse(JSON.stringify(entity))).entity, entity);
      },
    ),
  );
});

const corpus = join(process.env.RIEGEL_CORPUS ?? '../shared', 'lists/opensanctions');

test('the model explains every property of real FtM files', {
  skip: !existsSync(corpus) && 'corpus not found',
}, () => {
  // Its author added some hundred properties that FtM has not; they are rightly reported.
  const invented = 'ftm_sa_wiki_peps_entities.ftm.json';
  const files = [
    ...readdirSync(corpus).filter((name) => /^ftm_.*json$/.test(name) && name !== invented),
    ...readdirSync(join(corpus, 'ftm_delta')).map((name) => `ftm_delta/${name}`),
  ];
  let count = 0;
  for (const file of files) {
    for (const line of readFileSync(join(corpus, file), 'utf8')
      .split('\n')
      .filter((text) => text !== '')) {
      const parsed = JSON.parse(line) as Record<string, unknown>;
      const given = 'op' in parsed ? parsed.entity : parsed;
      if (parsed.op === 'DEL') continue;
      const { entity, issues } = validateEntity(given);
      const unexplained = issues.filter((issue) =>
        /unknown-(?:schema|property)|wrong-type|no-/.test(issue.code),
      );
      assert.deepEqual(unexplained, [], file);
      assert.deepEqual(entity?.properties, (given as { properties: unknown }).properties);
      count++;
    }
  }
  assert.ok(count > 800, `${count} entities`);
  const strange = readFileSync(join(corpus, invented), 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .flatMap((line) => validateEntity(JSON.parse(line)).issues);
  assert.ok(strange.some((issue) => issue.code === 'entity/unknown-property'));
  assert.ok(strange.every((issue) => issue.code !== 'entity/unknown-schema'));
});
