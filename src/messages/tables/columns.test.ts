import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeMapping, mapColumns } from './columns.ts';
import { findHeader } from './header-row.ts';
import { headerMeaning } from './headers.ts';
import type { Row } from './row.ts';
import { subjectsOfRow } from './subjects.ts';

const rowsOf = (...rows: string[][]): Row[] => rows.map((values, index) => ({ values, row: index + 1 }));
const rolesOf = (columns: string[], ...rows: string[][]) =>
  Object.fromEntries(mapColumns(columns, rowsOf(...rows)).columns.map(({ column, role }) => [column, role]));

test('headers are understood in many languages and spellings', () => {
  const expected: Record<string, string> = {
    'Full Name': 'name',
    full_name: 'name',
    fullName: 'name',
    Vorname: 'firstName',
    Prénom: 'firstName',
    given_names: 'firstName',
    Nachname: 'lastName',
    apellido: 'lastName',
    Surname: 'lastName',
    Фамилия: 'lastName',
    اسم_العائلة: 'lastName',
    ФИО: 'name',
    الاسم: 'name',
    姓名: 'name',
    氏名: 'name',
    성명: 'name',
    Geburtsdatum: 'birthDate',
    DOB: 'birthDate',
    'D.O.B.': 'birthDate',
    'Date of birth (dd/mm/yyyy)': 'birthDate',
    'дата рождения': 'birthDate',
    'تاريخ الميلاد': 'birthDate',
    生年月日: 'birthDate',
    Staatsangehörigkeit: 'nationality',
    Staatsangehoerigkeit: 'nationality',
    nationalité: 'nationality',
    Land: 'country',
    'Country code': 'country',
    País: 'country',
    Geschlecht: 'gender',
    пол: 'gender',
    'Passport no.': 'passportNumber',
    IBAN: 'iban',
    'SWIFT/BIC': 'swiftBic',
    'Wallet address': 'publicKey',
    Firma: 'companyName',
    'raison sociale': 'companyName',
    'Vessel name': 'vesselName',
    'IMO number': 'imoNumber',
    'Customer ID': 'id',
    Kundennummer: 'id',
    PLZ: 'postalCode',
    Straße: 'street',
    Città: 'city',
    'Insured name': 'name',
    'Nationalité / Nationality': 'nationality',
    idNumber: 'idNumber',
  };
  for (const [header, role] of Object.entries(expected))
    assert.equal(headerMeaning(header)?.role, role, header);
});

test('headers about something else are not taken for names or dates', () => {
  for (const header of [
    'File name',
    'Bank code type',
    'Last updated',
    'Vessel type',
    'Passport expiry date',
    'Amount',
    'Created by',
    '',
  ]) {
    assert.equal(headerMeaning(header), undefined, header);
  }
});

test('words with two meanings are settled by the columns beside them', () => {
  assert.deepEqual(rolesOf(['Nom', 'Prénom']), { Nom: 'lastName', Prénom: 'firstName' });
  assert.deepEqual(rolesOf(['Nom', 'Pays']), { Nom: 'name', Pays: 'country' });
  assert.deepEqual(rolesOf(['Nombre', 'Apellidos']), { Nombre: 'firstName', Apellidos: 'lastName' });
  assert.deepEqual(rolesOf(['Nombre', 'País']), { Nombre: 'name', País: 'country' });
  assert.deepEqual(rolesOf(['Name', 'Vorname', 'Land']), {
    Name: 'lastName',
    Vorname: 'firstName',
    Land: 'country',
  });
});

test('the content confirms a header, casts doubt on it, or speaks alone', () => {
  const doubtful = mapColumns(['name', 'birth date'], rowsOf(['Ann Lee', 'blue'], ['Bob Ray', 'green']));
  assert.ok(doubtful.columns[1]!.confidence < 0.5);
  assert.match(doubtful.columns[1]!.doubt ?? '', /no dates/);
  const bare = mapColumns(
    ['Column 1', 'Column 2', 'Column 3'],
    rowsOf(['1', 'Ann Lee', 'France'], ['2', 'Juan de la Cruz', 'Spain']),
  );
  assert.deepEqual(
    bare.columns.map(({ role, basis }) => [role, basis]),
    [
      ['name', 'content'],
      ['country', 'content'],
    ],
  );
  assert.deepEqual(bare.unmapped, ['Column 1']);
});

test('nothing is ignored in silence: every column is in the statement', () => {
  const mapping = mapColumns(['Name', 'Colour', 'Secret'], [], { Secret: null });
  const lines = describeMapping(mapping).join('\n');
  assert.match(lines, /"Name" is name/);
  assert.match(lines, /not screened: "Colour"/);
  assert.match(lines, /left out as the caller wants: "Secret"/);
});

test('an explicit mapping wins, and one that cannot be followed is an error', () => {
  const mapping = mapColumns(['A', 'Name'], [], { A: 'birthDate', Name: 'alias' });
  assert.deepEqual(
    mapping.columns.map(({ role, basis }) => [role, basis]),
    [
      ['birthDate', 'caller'],
      ['alias', 'caller'],
    ],
  );
  assert.throws(() => mapColumns(['A'], [], { B: 'name' }), { code: 'messages/unknown-column' });
  for (const property of ['__proto__', 'a b', '']) {
    assert.throws(() => mapColumns(['A'], [], { A: property }), { code: 'messages/bad-property' });
  }
});

test('the order of day and month is taken from the column where it shows', () => {
  const mapping = mapColumns(['name', 'dob'], rowsOf(['A', '03/04/1980'], ['B', '25/12/1981']));
  assert.equal(mapping.columns[1]!.dayFirst, true);
  const [item] = subjectsOfRow({ values: ['Ann', '03/04/1980'], row: 1 }, mapping, 'x', 'csv');
  assert.deepEqual(item && 'subject' in item && item.subject.properties.birthDate, ['1980-04-03']);
  const unknown = mapColumns(['name', 'dob'], rowsOf(['A', '03/04/1980']));
  const [both] = subjectsOfRow({ values: ['Ann', '03/04/1980'], row: 1 }, unknown, 'x', 'csv');
  assert.deepEqual(both && 'subject' in both && both.subject.properties.birthDate, [
    '1980-04-03',
    '1980-03-04',
  ]);
});

test('the header is found below a title, over two rows with merged cells, or not at all', () => {
  const titled = findHeader(rowsOf(['Customers of 2024'], [], ['Name', 'Country'], ['Ann', 'France']));
  assert.deepEqual(
    [titled.lastRow, titled.columns, titled.preamble],
    [3, ['Name', 'Country'], ['Customers of 2024', '']],
  );
  const merged = findHeader([
    { values: ['Birth', 'Birth', 'Ref'], row: 1, merged: true },
    { values: ['Date', 'Place', 'Ref'], row: 2 },
    { values: ['1970', 'Paris', '1'], row: 3 },
  ]);
  assert.deepEqual([merged.lastRow, merged.columns], [2, ['Birth / Date', 'Birth / Place', 'Ref']]);
  const none = findHeader(rowsOf(['Ann Lee', 'France'], ['Bob Ray', 'Spain']));
  assert.deepEqual([none.present, none.columns], [false, ['Column 1', 'Column 2']]);
  assert.equal(findHeader(rowsOf(['Name'], ['Ann']), false).present, false);
  assert.deepEqual(findHeader(rowsOf(['x'], ['y'], ['z']), 2).columns, ['y']);
});
