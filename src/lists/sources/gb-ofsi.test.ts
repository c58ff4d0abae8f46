import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entity, valuesOf } from '../../entity/index.ts';
import { addContacts } from '../contact.ts';
import { EntityDraft } from '../entity-draft.ts';
import type { ParsedList } from '../source.ts';
import { gbOfsi } from './gb-ofsi.ts';
import { splitEnumerated } from './uk/enumerated.ts';
import { issuerIn } from './uk/facts.ts';
import { numbersIn, readOfsiInformation, unReferenceIn } from './uk/ofsi-information.ts';
import { addRegistration } from './uk/registration.ts';

const NEW =
  'Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID'.split(
    ',',
  );
const OLD =
  'Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID'.split(
    ',',
  );

function csv(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  for (const row of rows) for (const name of Object.keys(row)) assert.ok(columns.includes(name), name);
  const lines = [columns, ...rows.map((row) => columns.map((name) => `"${row[name] ?? ''}"`))];
  return `Last Updated,04/05/2022\r\n${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

function parse(bytes: Uint8Array, format: string): ParsedList {
  const files = [{ name: 'ConList.csv', bytes }];
  const detected = gbOfsi.formats.filter((one) => one.detects(files));
  assert.deepEqual(
    detected.map(({ id }) => id),
    [format],
  );
  return detected[0]!.parse(files, gbOfsi);
}

function entity(list: ParsedList, id: string): Entity {
  const found = list.entities.find((one) => one.id === id);
  assert.ok(found, `no entity ${id}`);
  return found;
}

const row = {
  'Group Type': 'Individual',
  Regime: "ISIL (Da'esh) and Al-Qaida",
  'Listed On': '12/12/2008',
  'Last Updated': '31/12/2020',
  'Group ID': '9215',
};

test('the layout of 2022: rows of a group become one entity, numbered values are taken apart', () => {
  const list = parse(
    Buffer.from(
      csv(NEW, [
        {
          ...row,
          'Name 6': 'SAEED',
          'Name 1': 'Hafez',
          'Alias Type': 'Primary name',
          'Name Non-Latin Script': 'حافظ',
          'Non-Latin Script Language': 'Urdu',
          DOB: '05/06/1950',
          'Town of Birth': '(1) Sargodha (2) -',
          'Country of Birth': '(1) Pakistan (2) India',
          'Passport Number': '(1) A-333602 (2) - (3) V57865',
          'Passport Details': '(1) Pakistan number, issued on 4 Jun. 1985 (2) - (3) Expired',
          'Other Information':
            '(UK Sanctions List Ref):AQD0183 (UN Ref):QDi.263. Also Hafiz Ji. (Gender):Male (Phone number):+92 1. +92 2',
        },
        { ...row, 'Name 6': 'LOW', 'Alias Type': 'AKA', 'Alias Quality': 'Low quality', DOB: '00/04/1984' },
        { ...row, 'Name 6': 'GOOD', 'Alias Type': 'AKA', 'Alias Quality': 'Good quality', DOB: '10/00/1983' },
        { ...row, 'Name 6': 'FORMER', 'Alias Type': 'FKA', DOB: '31/02/1970' },
      ]),
    ),
    'ofsi-csv-2022',
  );
  assert.equal(list.publishedAt, '2022-05-04');
  const person = entity(list, 'gb-hmt-9215');
  assert.deepEqual(valuesOf(person, 'name'), ['Hafez SAEED']);
  assert.deepEqual(valuesOf(person, 'alias'), ['حافظ', 'GOOD']);
  assert.deepEqual(valuesOf(person, 'weakAlias'), ['LOW']);
  assert.deepEqual(valuesOf(person, 'previousName'), ['FORMER']);
  assert.deepEqual(valuesOf(person, 'birthDate'), ['1950-06-05', '1984-04', '1983']);
  assert.deepEqual(valuesOf(person, 'birthPlace'), ['Sargodha']);
  assert.deepEqual(valuesOf(person, 'birthCountry'), ['pk', 'in']);
  assert.deepEqual(valuesOf(person, 'passportNumber'), ['A-333602', 'V57865']);
  assert.deepEqual(valuesOf(person, 'gender'), ['male']);
  assert.deepEqual(valuesOf(person, 'phone'), ['+92 1', '+92 2']);
  assert.deepEqual(valuesOf(person, 'notes'), ['Also Hafiz Ji.', 'Date: 31/02/1970']);
  const sanction = list.entities.find(({ schema }) => schema === 'Sanction')!;
  assert.deepEqual(valuesOf(sanction, 'unscId'), ['QDi.263']);
  assert.deepEqual(valuesOf(sanction, 'recordId'), ['AQD0183']);
  assert.deepEqual(
    list.issues.map(({ severity, code, line }) => [severity, code, line]),
    [['rejected', 'bad-date', 6]],
  );
});

test('the layout of 2018, in windows-1252: numbers are found in the running text, which is kept', () => {
  const text = csv(OLD, [
    {
      ...row,
      'Name 6': 'NÚÑEZ’',
      'Alias Type': 'Prime Alias',
      Nationality: '1) Saudi Arabia 2) Qatar',
      'Passport Details': 'D 001206 (Afghan). Issued on 17 July 2000',
      'NI Number': 'Ration card no. 1729765',
      Country: 'Pakistan (at time of listing)',
      'Other Information': 'UN Ref QI.A.151.03. Brother of X (QI.B.1.01.)',
    },
  ]).replace('’', '\u0092');
  const list = parse(Buffer.from(text, 'latin1'), 'ofsi-csv-2018');
  const person = entity(list, 'gb-hmt-9215');
  assert.deepEqual(valuesOf(person, 'name'), ['NÚÑEZ’']);
  assert.deepEqual(valuesOf(person, 'nationality'), ['sa', 'qa']);
  assert.deepEqual(valuesOf(person, 'passportNumber'), ['D 001206']);
  assert.deepEqual(valuesOf(person, 'idNumber'), ['1729765']);
  assert.deepEqual(valuesOf(person, 'country'), ['pk']);
  const passport = list.entities.find(({ schema }) => schema === 'Passport')!;
  assert.deepEqual(valuesOf(passport, 'country'), ['af']);
  assert.deepEqual(valuesOf(passport, 'summary'), ['D 001206 (Afghan). Issued on 17 July 2000']);
  const sanction = list.entities.find(({ schema }) => schema === 'Sanction')!;
  assert.deepEqual(valuesOf(sanction, 'unscId'), ['QI.A.151.03']);
  assert.deepEqual(list.issues, []);
});

test('a ship has its number, flag and type from the labelled text', () => {
  const list = parse(
    Buffer.from(
      csv(NEW, [
        {
          ...row,
          'Group Type': 'Ship',
          Regime: "Democratic People's Republic of Korea",
          'Name 6': 'SAM JONG 2',
          'Alias Type': 'Primary name',
          'Other Information':
            '(UK Sanctions List Ref):DPR0100 Some text. (IMO number):7408873 (Current owners):Korea Samjong (Flag of ship):North Korea (Type of ship):Oil tanker (Year built):1975',
        },
      ]),
    ),
    'ofsi-csv-2022',
  );
  const ship = entity(list, 'gb-hmt-9215');
  assert.equal(ship.schema, 'Vessel');
  assert.deepEqual(valuesOf(ship, 'imoNumber'), ['7408873']);
  assert.deepEqual(valuesOf(ship, 'flag'), ['kp']);
  assert.deepEqual(valuesOf(ship, 'type'), ['Oil tanker']);
  assert.deepEqual(valuesOf(ship, 'buildDate'), ['1975']);
  assert.deepEqual(valuesOf(ship, 'keywords'), ['proliferation', 'country']);
});

test('numbered values', () => {
  const split = (text: string) => [...splitEnumerated(text)];
  assert.deepEqual(split('Tunis'), [[1, 'Tunis']]);
  assert.deepEqual(split('(1)-(2) Tunisia (3) Libya'), [
    [1, 'Tunisia'],
    [2, 'Tunisia'],
    [3, 'Libya'],
  ]);
  assert.deepEqual(split('(1) to (6) Algeria (7) Morocco').length, 7);
  assert.deepEqual(split('1) Saudi Arabia 2) Qatar'), [
    [1, 'Saudi Arabia'],
    [2, 'Qatar'],
  ]);
  assert.deepEqual(split('a) Palaro b) Omoro'), [
    [1, 'Palaro'],
    [2, 'Omoro'],
  ]);
  assert.deepEqual(split('Deb-Deb (province) of Illizi'), [[1, 'Deb-Deb (province) of Illizi']]);
  assert.deepEqual(split('-'), []);
});

test('numbers and references in running text', () => {
  assert.deepEqual(numbersIn('Passport No: 592667 (Qatari passport issued on 3 May 2007).'), ['592667']);
  assert.deepEqual(numbersIn('2863795S, expires 23 Aug 2005 (Iraq)'), ['2863795S']);
  assert.deepEqual(numbersIn('Italian Fiscal Code JMM MDI 68A25 Z352D'), ['JMMMDI68A25Z352D']);
  assert.deepEqual(numbersIn('Bosnia and Herzegovina passport number (1) 349054 (2) 3490054'), [
    '349054',
    '3490054',
  ]);
  assert.deepEqual(numbersIn('381420565 and 654120219'), ['381420565', '654120219']);
  assert.deepEqual(numbersIn('54201-247561-5'), ['54201-247561-5']);
  assert.deepEqual(numbersIn('Issued on 17/07/2000 in Kabul'), []);
  assert.deepEqual(numbersIn('Uganda Passport.'), []);
  assert.equal(issuerIn('592667 (Qatari passport issued on 3 May 2007)'), 'Qatari');
  assert.equal(issuerIn('Italian Fiscal Code X'), 'Italian');
  assert.equal(issuerIn('H-123259. Issued in July 2001'), undefined);
  assert.equal(unReferenceIn('UN Ref. CFi.009. Kony founded'), 'CFi.009');
  assert.equal(unReferenceIn('UN REF:QE.A.146.14. Also'), 'QE.A.146.14');
  assert.equal(unReferenceIn('no reference'), undefined);
  assert.deepEqual(readOfsiInformation('Plain text.'), { labelled: [], rest: 'Plain text.' });
});

test('registration texts: each number by its kind, a text without one kept whole', () => {
  const numbers = (text: string) => {
    const holder = new EntityDraft('x', 'Organization', 'list', true);
    addRegistration(holder, text, 'e');
    const { notes: _, ...properties } = holder.build().properties;
    return properties;
  };
  assert.deepEqual(numbers('1117746568829 (Russia). Tax ID No. 7735579027 (Russia)'), {
    taxNumber: ['7735579027'],
    registrationNumber: ['1117746568829'],
  });
  assert.deepEqual(numbers('OGRN 1037739044111 dated 31/01/1994. Tax ID :7725056162'), {
    ogrnCode: ['1037739044111'],
    taxNumber: ['7725056162'],
  });
  assert.deepEqual(numbers('License number: 328 INN: 7831000122 OGRN: 1027800000084'), {
    innCode: ['7831000122'],
    ogrnCode: ['1027800000084'],
  });
  assert.deepEqual(numbers('UK Company no. 06527449'), { registrationNumber: ['06527449'] });
  assert.deepEqual(numbers('1 149 102 007 933'), { registrationNumber: ['1149102007933'] });
  assert.deepEqual(numbers('SL033858'), { registrationNumber: ['SL033858'] });
  assert.deepEqual(numbers('pending'), { registrationNumber: ['pending'] });
});

test('contacts: several in one field, a fax, an address in the wrong field', () => {
  const contacts = (kind: 'phone' | 'email' | 'website', text: string) => {
    const holder = new EntityDraft('x', 'Organization', 'list', true);
    addContacts(holder, kind, text, { element: 'e' });
    return holder.build().properties;
  };
  assert.deepEqual(contacts('phone', '+98 (311) 45 (Fax): (1) 0098 311 46 (2) +98(311)47'), {
    phone: ['+98 (311) 45', '0098 311 46', '+98(311)47'],
  });
  assert.deepEqual(contacts('phone', '+98 (0)912 358'), { phone: ['+98 (0)912 358'] });
  assert.deepEqual(contacts('email', 'ryonha@ silibank.com; sjc117@ hotmail.com; and x@y.kp'), {
    email: ['ryonha@silibank.com', 'sjc117@hotmail.com', 'x@y.kp'],
  });
  assert.deepEqual(contacts('website', 'media: www.example.org office@ban.by'), {
    notes: ['website: media'],
    website: ['www.example.org'],
    email: ['office@ban.by'],
  });
});

test('a stray quote costs its own row, not the list, though the first line has another width', () => {
  const rows = [1, 2, 3].map((at) => ({
    ...row,
    'Group ID': String(at),
    'Name 6': `N${at}`,
    'Alias Type': 'AKA',
  }));
  const text = csv(NEW, rows)
    .replace('"N2"', '"N"2"')
    .replace('Last Updated,04/05/2022', 'Last Updated,04/05/2022,,');
  const list = parse(Buffer.from(text), 'ofsi-csv-2022');
  assert.equal(list.publishedAt, '2022-05-04');
  assert.deepEqual(
    list.entities.filter(({ target }) => target).map(({ id }) => id),
    ['gb-hmt-1', 'gb-hmt-3'],
  );
  assert.deepEqual(
    list.issues.map(({ severity, code, line }) => [severity, code, line]),
    [['rejected', 'bad-record', 4]],
  );
});
