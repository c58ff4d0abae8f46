import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { changesSince, factsOf, hasView, withView } from './facts.ts';

const digest = (text: string) => text;
const person = (properties: Record<string, string[]>) => factsOf({ schema: 'Person', properties }, digest);

describe('the facts that matter', () => {
  test('are names, date of birth, nationality and documents, and nothing else', () => {
    const plain = person({ name: ['A'], birthDate: ['1970'] });
    const changed = (properties: Record<string, string[]>) => {
      const other = person({ name: ['A'], birthDate: ['1970'], ...properties });
      return Object.keys(plain).filter((fact) => plain[fact] !== other[fact]);
    };
    assert.deepEqual(changed({ alias: ['B'] }), ['name']);
    assert.deepEqual(changed({ fatherName: ['B'] }), ['name']);
    assert.deepEqual(changed({ birthDate: ['1971'] }), ['birthDate']);
    assert.deepEqual(changed({ birthDate: [] }), ['birthDate']);
    assert.deepEqual(changed({ nationality: ['ru'] }), ['nationality']);
    assert.deepEqual(changed({ citizenship: ['ru'] }), ['nationality']);
    assert.deepEqual(changed({ passportNumber: ['1'] }), ['document']);
    assert.deepEqual(changed({ innCode: ['1'] }), ['document']);
    const beside = { topics: ['sanction'], address: ['X'], notes: ['n'], email: ['a@b.c'], religion: ['x'] };
    assert.deepEqual(changed(beside), []);
  });

  test('do not change with order, letter size, blanks or repetition', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), (names) => {
        const other = [...names, ...names].reverse().map((name) => `  ${name.trim()} `);
        assert.deepEqual(person({ name: names }), person({ name: other }));
      }),
    );
    assert.deepEqual(person({ name: ['ANNA  Müller'] }), person({ name: ['anna Mu\u0308ller'] }));
  });

  test('are seen once, and a view that is forgotten is new again', () => {
    const view = (name: string) => ({ subject: person({ name: [name] }), entity: person({ name: ['E'] }) });
    let views = withView([], view('0'));
    assert.equal(withView(views, view('0')), views);
    for (let i = 1; i <= 12; i++) views = withView(views, view(String(i)));
    assert.ok(hasView(views, view('1')) && hasView(views, view('12')));
    assert.ok(!hasView(views, view('0')));
    assert.deepEqual(changesSince(views, view('0')), ['subject.name']);
    assert.deepEqual(changesSince([], view('0')), ['unknown']);
  });
});
