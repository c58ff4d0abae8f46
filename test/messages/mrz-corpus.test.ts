import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'mrz';
import { parseMrz } from '../../src/messages/travel/mrz/index.ts';

const FILE = join(process.env.RIEGEL_CORPUS ?? '../shared', 'borders', 'mrz_cheminfo.json');

interface Specimen {
  readonly test: string;
  readonly format: string | null;
  readonly valid_per_test: boolean | null;
  readonly lines: readonly string[];
}

test('specimens of many states are read, and agree with another reader', {
  skip: existsSync(FILE) ? false : `no ${FILE}`,
}, () => {
  const specimens = JSON.parse(readFileSync(FILE, 'utf8')) as Specimen[];
  assert.ok(specimens.length >= 35);
  for (const { test: name, format, valid_per_test: isValid, lines } of specimens) {
    const reading = parseMrz(lines, { asOf: Date.UTC(2026, 0, 1) });
    if (format !== null) assert.equal(reading.format, format, name);
    if (isValid === true) assert.deepEqual(reading.problems, [], name);
    const other = parse(lines, { autocorrect: true });
    const { lastName, firstName, birthDate: birth } = other.fields;
    const words = (text: string) => text.split(' ').filter((word) => word !== '');
    // What the other one does not believe, it does not give.
    if (lastName != null) assert.deepEqual(reading.names.surname, words(lastName), name);
    if (firstName != null) assert.deepEqual(reading.names.given, words(firstName), name);
    if (other.documentNumber !== null) assert.equal(reading.document.number, other.documentNumber, name);
    if (birth != null) assert.equal(reading.birthDate?.replaceAll('-', '').slice(2), birth, name);
  }
});
