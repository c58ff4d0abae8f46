import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapColumns } from './columns.ts';
import { subjectsOfRow } from './subjects.ts';

function read(columns: string[], values: string[]) {
  return subjectsOfRow(
    { values, row: 7, line: 8 },
    mapColumns(columns, [{ values, row: 7 }]),
    'file.csv',
    'csv',
  );
}

function subjects(columns: string[], values: string[]) {
  return read(columns, values).flatMap((item) => ('subject' in item ? [item.subject] : []));
}

function rejects(columns: string[], values: string[]) {
  return read(columns, values).flatMap((item) => ('reject' in item ? [item.reject] : []));
}

test('a row becomes a subject with its place', () => {
  const [subject] = subjects(
    ['Customer ID', 'Name', 'DOB', 'Nationality'],
    ['C-1', 'Ann Lee', '3 May 1970', 'British'],
  );
  assert.deepEqual(subject, {
    id: 'C-1',
    schema: 'Person',
    properties: { name: ['Ann Lee'], birthDate: ['1970-05-03'], nationality: ['gb'] },
    origin: { document: 'file.csv', format: 'csv', row: 7, line: 8, column: 2 },
  });
});

test('split names are joined and kept', () => {
  const columns = ['First name', 'Middle name', 'Last name', 'Full name'];
  const [joined] = subjects(columns, ['Juan', 'Carlos', 'Pérez Gil', '']);
  assert.deepEqual(joined?.properties, {
    name: ['Juan Carlos Pérez Gil'],
    firstName: ['Juan'],
    middleName: ['Carlos'],
    lastName: ['Pérez Gil'],
  });
  assert.deepEqual(subjects(columns, ['Juan', '', 'Gil', 'GIL, Juan'])[0]?.properties.name, ['GIL, Juan']);
  assert.deepEqual(subjects(columns, ['Juan', '', 'Gil', 'J. Gil'])[0]?.properties.name, [
    'J. Gil',
    'Juan Gil',
  ]);
  assert.deepEqual(subjects(['Name', 'Vorname'], ['Anna Berg', 'Anna'])[0]?.properties.name, ['Anna Berg']);
});

test('a patronymic is part of the name', () => {
  const [subject] = subjects(['Фамилия', 'Имя', 'Отчество'], ['Иванов', 'Пётр', 'Сергеевич']);
  assert.deepEqual(subject?.properties.name, ['Пётр Сергеевич Иванов']);
  assert.deepEqual(subject?.properties.fatherName, ['Сергеевич']);
});

test('the schema follows what the row says', () => {
  const schema = (columns: string[], values: string[]) => subjects(columns, values)[0]?.schema;
  assert.equal(schema(['name', 'gender'], ['Kim', 'F']), 'Person');
  assert.equal(schema(['name', 'gender'], ['Kim', '']), 'LegalEntity');
  assert.equal(schema(['name'], ['Acme Trading LLC']), 'Company');
  assert.equal(schema(['name'], ['ООО Ромашка']), 'Company');
  assert.equal(schema(['company'], ['Acme']), 'Company');
  assert.equal(schema(['name', 'IMO'], ['Ever Given', '9811000']), 'Vessel');
  assert.equal(schema(['name', 'type'], ['Ever Given', 'Individual']), 'Person');
  // Two letters at the end of a name are no proof of a firm: a person would never be compared.
  assert.equal(schema(['name'], ['Maria SA']), 'LegalEntity');
});

test('a firm beside a person, and each party of a payment, is a subject of its own', () => {
  const beside = subjects(
    ['First name', 'Last name', 'Company', 'DOB'],
    ['Ann', 'Lee', 'Acme', '1970-01-02'],
  );
  assert.deepEqual(
    beside.map(({ schema, properties }) => [schema, properties.name, properties.birthDate]),
    [
      ['Person', ['Ann Lee'], ['1970-01-02']],
      ['Company', ['Acme'], undefined],
    ],
  );
  const payment = subjects(
    ['Ref', 'Sender name', 'Sender country', 'Beneficiary', 'Beneficiary country'],
    ['7', 'Ann', 'FR', 'Bob', 'ES'],
  );
  assert.deepEqual(
    payment.map(({ id, properties }) => [id, properties.name, properties.country]),
    [
      ['7', ['Ann'], ['fr']],
      ['7', ['Bob'], ['es']],
    ],
  );
});

test('a date that cannot be read is kept and reported, and the row is screened', () => {
  for (const [text, code] of [
    ['31.02.1970', 'messages/bad-date'],
    ['0000', 'messages/bad-date'],
    ['29/02/1900', 'messages/bad-date'],
    ['soon', 'messages/bad-date'],
  ] as const) {
    const [item] = read(['name', 'birth date'], ['Ann', text]);
    assert.ok(item && 'subject' in item, text);
    assert.deepEqual(item.subject.properties.birthDate, [text]);
    assert.deepEqual(
      item.issues?.map((issue) => [issue.code, issue.column]),
      [[code, 'birth date']],
    );
  }
});

test('unknown countries and genders are kept and reported', () => {
  const [item] = read(['name', 'country', 'gender'], ['Ann', 'Atlantis', 'robot']);
  assert.ok(item && 'subject' in item);
  assert.deepEqual(
    [item.subject.properties.country, item.subject.properties.gender],
    [['Atlantis'], ['robot']],
  );
  assert.deepEqual(
    item.issues?.map(({ code }) => code),
    ['messages/bad-country', 'messages/bad-gender'],
  );
});

test('genders are read in the language of the file', () => {
  for (const [written, gender] of [
    ['weiblich', 'female'],
    ['жен.', 'female'],
    ['أنثى', 'female'],
    ['Homme', 'male'],
  ] as const) {
    const [item] = read(['Name', 'Geschlecht'], ['Ann Lee', written]);
    assert.ok(item && 'subject' in item);
    assert.deepEqual([item.subject.properties.gender, item.issues], [[gender], undefined], written);
  }
});

test('parts of an address and of a birth date are put together', () => {
  const columns = ['name', 'Street', 'City', 'PLZ', 'Birth year', 'Birth month', 'Birth day'];
  const [subject] = subjects(columns, ['Ann', 'Gasse 1', 'Wien', '1010', '1970', '5', '3']);
  assert.deepEqual(
    [subject?.properties.address, subject?.properties.birthDate],
    [['Gasse 1, 1010, Wien'], ['1970-05-03']],
  );
});

test('names that cannot be screened are rejected with their row', () => {
  for (const name of ['', '   ', '—!?…', '🙂🙂', '\u200f\u202e', '\u0000']) {
    assert.deepEqual(
      rejects(['name', 'city'], [name, 'Rome']).map(({ code, row, line }) => [code, row, line]),
      [['messages/no-name', 7, 8]],
      JSON.stringify(name),
    );
  }
  const [long] = rejects(['name'], ['x'.repeat(10_000)]);
  assert.equal(long?.code, 'messages/name-too-long');
  assert.equal(long?.row, 7);
  assert.ok((long?.raw?.length ?? 0) < 600);
});

test('a row without a name is screened by what identifies it', () => {
  for (const [column, value, property, schema] of [
    ['Passport no.', '09 AL 14455', 'passportNumber', 'Person'],
    ['National ID', '119880387067', 'idNumber', 'LegalEntity'],
    ['Document number', '09AL14455', 'number', 'LegalEntity'],
    ['IMO', '9074729', 'imoNumber', 'Vessel'],
    ['MMSI', '123456789', 'mmsi', 'Vessel'],
    ['LEI', '5493001KJTIIGC8Y1R12', 'leiCode', 'LegalEntity'],
    ['BIC', 'SABRRUMM', 'swiftBic', 'LegalEntity'],
    ['IBAN', 'DE89370400440532013000', 'iban', 'LegalEntity'],
    ['Wallet', '0x52908400098527886E0F7030069857D2E4169EE7', 'publicKey', 'CryptoWallet'],
  ] as const) {
    for (const name of ['', '-']) {
      const [subject, ...others] = subjects(['Name', column], [name, value]);
      assert.deepEqual(others, []);
      assert.deepEqual([subject?.schema, subject?.properties], [schema, { [property]: [value] }], column);
      assert.equal(subject?.origin?.column, 2);
    }
  }
  const codes = (columns: string[], values: string[]) => rejects(columns, values).map(({ code }) => code);
  assert.deepEqual(codes(['Name', 'Passport'], ['', 'n/a']), ['messages/no-name']);
  assert.deepEqual(codes(['Name', 'Phone', 'City'], ['', '+43 1 234567', 'Wien']), ['messages/no-name']);
  // A name that is there and cannot be read is not made up for by a number.
  assert.deepEqual(codes(['Name', 'Passport'], ['???', '09AL14455']), ['messages/no-name']);
});

test('another party of a row is a subject by its passport, and an account is nobody', () => {
  const columns = ['Name', 'Owner passport', 'Beneficiary IBAN'];
  const found = subjects(columns, ['Ann Lee', '09AL14455', 'DE89370400440532013000']);
  assert.deepEqual(
    found.map(({ properties }) => properties),
    [{ name: ['Ann Lee'] }, { passportNumber: ['09AL14455'] }],
  );
});

test('zero bytes and direction marks are taken out and stated; the joiners of Persian stay', () => {
  const [item] = read(['name', 'alias'], ['An\u0000n \u202eLee\u202c', 'می\u200cخواهم']);
  assert.ok(item && 'subject' in item);
  assert.deepEqual(item.subject.properties, { name: ['Ann Lee'], alias: ['می\u200cخواهم'] });
  assert.deepEqual(
    item.issues?.map(({ code }) => code),
    ['messages/control-characters', 'messages/direction-marks'],
  );
});

test('texts that say that there is nothing give no value', () => {
  const [subject] = subjects(['name', 'passport', 'country'], ['Ann', '-0-', 'N/A']);
  assert.deepEqual(subject?.properties, { name: ['Ann'] });
});
