import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  propertyWords,
  reverseProperties,
  schemaNames,
  schemaOf,
  schemaWords,
  typeOfGroup,
  valueWords,
} from './index.ts';
import { groupOfType } from './schema-words.ts';

test('every schema and every property that we know has its words', () => {
  for (const name of schemaNames()) {
    assert.ok(schemaWords(name)!.plural.length > 0, name);
    const words = propertyWords(name);
    for (const property of schemaOf(name)!.properties.keys())
      assert.ok(words.get(property)!.label.length > 0, `${name}:${property}`);
    assert.equal(words.size, schemaOf(name)!.properties.size, name);
  }
});

test('words of an inherited property tell who declares it', () => {
  assert.equal(propertyWords('Person').get('name')?.declaredBy, 'Thing');
  assert.equal(propertyWords('Company').get('jurisdiction')?.label, 'Jurisdiction');
  assert.deepEqual(schemaWords('LegalEntity')?.featured.slice(0, 2), ['name', 'country']);
});

test('a property that points has a name from the other end, on the schema it points at and all below it', () => {
  assert.equal(propertyWords('Ownership').get('owner')?.reverse, 'ownershipOwner');
  for (const schema of ['LegalEntity', 'Person', 'Company']) {
    assert.ok(
      reverseProperties(schema).some(
        ({ name, schema: from, property }) =>
          name === 'ownershipOwner' && from === 'Ownership' && property === 'owner',
      ),
      schema,
    );
  }
  assert.ok(!reverseProperties('Address').some(({ name }) => name === 'ownershipOwner'));
});

test('groups, and values that FtM enumerates', () => {
  assert.equal(groupOfType('country'), 'countries');
  assert.deepEqual(typeOfGroup('topics'), { type: 'topic', plural: 'Topics' });
  assert.equal(typeOfGroup('banana'), undefined);
  assert.equal(valueWords('topic', 'crime.terror'), 'Terrorism');
  assert.equal(valueWords('topic', 'constructor'), undefined);
  assert.equal(schemaWords('constructor'), undefined);
  assert.equal(propertyWords('constructor').size, 0);
});
