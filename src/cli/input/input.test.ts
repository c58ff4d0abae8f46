import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sortOperands } from './operands.ts';
import { subjectFrom } from './subject-options.ts';

const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

describe('sortOperands', () => {
  test('takes what is there for a file, the rest for names', () => {
    const words = ['package.json', 'Hafiz Saeed', '-', 'A. B.', 'x'.repeat(10_000), 'nul\0byte'];
    const { names, files } = sortOperands(words);
    assert.deepEqual(files, ['package.json', '-']);
    assert.equal(names.length, 4);
  });

  test('never takes a missing file for a name', () => {
    for (const word of ['gone.csv', 'GONE.XLSX', './gone', 'folder/gone', 'C:\\gone', 'a.pdf'])
      assert.throws(() => sortOperands([word]), code('messages/file-not-found'), word);
  });
});

describe('subjectFrom', () => {
  test('brings facts to their normal form', () => {
    const subject = subjectFrom('Hafiz Saeed', {
      birthDate: '5.6.1950',
      nationality: ['PAK', 'Deutschland'],
      gender: 'männlich',
      id: ['passportNumber=AB 123'],
      alias: ['H. Saeed'],
    });
    assert.deepEqual(subject, {
      schema: 'Person',
      properties: {
        name: ['Hafiz Saeed'],
        alias: ['H. Saeed'],
        birthDate: ['1950-06-05'],
        nationality: ['pk', 'de'],
        gender: ['male'],
        passportNumber: ['AB 123'],
      },
    });
  });

  test('leaves open what nobody says, but has a schema that holds the identifiers', () => {
    assert.equal(subjectFrom('Ocean Star', {}).schema, 'Thing');
    assert.equal(subjectFrom(undefined, { id: ['imoNumber=9187629'] }).schema, 'Vessel');
    assert.equal(subjectFrom(undefined, { id: ['passportNumber=1'] }).schema, 'Person');
    assert.deepEqual(subjectFrom('X', { schema: 'vessel', id: ['9187629'] }).properties.imoNumber, [
      '9187629',
    ]);
  });

  test('refuses what would not be compared', () => {
    const wrong = [
      [{ birthDate: '31.02.1980' }, 'cli/bad-date'],
      [{ birthDate: 'soon' }, 'cli/bad-date'],
      [{ country: ['Korea'] }, 'cli/bad-country'],
      [{ nationality: ['Atlantis'] }, 'cli/bad-country'],
      [{ gender: 'q' }, 'cli/bad-gender'],
      [{ id: ['hairColor=red'] }, 'cli/bad-id'],
      [{ schema: 'Address ' }, 'cli/bad-schema'],
      [{ schema: '__proto__' }, 'cli/bad-schema'],
    ] as const;
    for (const [options, expected] of wrong)
      assert.throws(() => subjectFrom('A B', options), code(expected), expected);
  });
});
