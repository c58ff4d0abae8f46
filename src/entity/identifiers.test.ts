import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { remainder97 } from './identifier/verdict.ts';
import {
  type IdentifierType,
  identifierKey,
  isIdentifierType,
  lookAlikeKey,
  normaliseIdentifier,
} from './identifiers.ts';
import { schemaNames, schemaOf } from './schema.ts';

/** Published examples, each with a check digit. */
const published: [type: IdentifierType, text: string, value: string][] = [
  ['imo', 'IMO 9074729', '9074729'],
  ['imo-vessel', '9074729', '9074729'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
  ['iban', 'gb82 west 1234 5698 7654 32', 'GB82WEST12345698765432'],
  ['lei', '7LTWFZYICNSX8D621K86', '7LTWFZYICNSX8D621K86'],
  ['isin', 'US0378331005', 'US0378331005'],
  ['figi', 'BBG000B9XRY4', 'BBG000B9XRY4'],
  ['inn', '7736050003', '7736050003'],
  ['inn', 'ИНН 7707083893', '7707083893'],
  ['ogrn', '1027700070518', '1027700070518'],
  ['okpo', '00040778', '00040778'],
  ['snils', '112-233-445 95', '11223344595'],
  ['ua-rnokpp', '3184710691', '3184710691'],
  ['cn-resident', '11010519491231002x', '11010519491231002X'],
  ['uscc', '91440300708461136T', '91440300708461136T'],
  ['tr-kimlik', '10000000146', '10000000146'],
  ['ir-national', '۰۴۹۹۳۷۰۸۹۹', '0499370899'],
  ['br-cpf', '529.982.247-25', '52998224725'],
  ['br-cnpj', '00.000.000/0001-91', '00000000000191'],
  ['it-fiscal', 'RSSMRA85T10A562S', 'RSSMRA85T10A562S'],
  ['es-dni', '12345678-Z', '12345678Z'],
  ['es-dni', 'X1234567L', 'X1234567L'],
  ['pl-pesel', '44051401359', '44051401359'],
  ['npi', '1234567893', '1234567893'],
];

test('published identifiers pass their check digit', () => {
  for (const [type, text, value] of published) {
    assert.deepEqual(
      normaliseIdentifier(type, text),
      { value, valid: true, checked: 'check-digit' },
      `${type} ${text}`,
    );
  }
});

test('one wrong digit is noticed', () => {
  // Modulo 10 with even weights, modulo 11 folded to ten digits, and two schemes in one let some slips through.
  const lossy = new Set<IdentifierType>([
    'imo-vessel',
    'imo',
    'imo-company',
    'inn',
    'ogrn',
    'okpo',
    'ua-rnokpp',
    'snils',
    'br-cpf',
    'br-cnpj',
    'ir-national',
  ]);
  fc.assert(
    fc.property(
      fc.constantFrom(...published.filter(([type]) => !lossy.has(type))),
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      ([type, , value], seed, shift) => {
        const places = [...value].flatMap((sign, index) => (/\d/.test(sign) ? [index] : []));
        const place = places[seed % places.length]!;
        const digit = (Number(value[place]) + shift) % 10;
        const slipped = value.slice(0, place) + digit + value.slice(place + 1);
        assert.equal(normaliseIdentifier(type, slipped).valid, false, `${type} ${slipped}`);
      },
    ),
    { numRuns: 1000 },
  );
});

test('computed IBANs are valid, and invalid with two signs exchanged', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{18}$/), fc.integer({ min: 4, max: 20 }), (account, at) => {
      const check = String(98 - remainder97(`${account}DE00`)).padStart(2, '0');
      const iban = `DE${check}${account}`;
      assert.equal(normaliseIdentifier('iban', iban).valid, true);
      const [a, b] = [iban[at]!, iban[at + 1]!];
      if (a !== b) {
        assert.equal(
          normaliseIdentifier('iban', iban.slice(0, at) + b + a + iban.slice(at + 2)).valid,
          false,
        );
      }
    }),
  );
});

test('form is checked and its breach named', () => {
  const cases: [type: IdentifierType, text: string, valid: boolean | undefined][] = [
    ['iban', 'DE8937040044053201300', false],
    ['iban', 'ZZ89370400440532013000', false],
    ['bic', 'DEUTDEFF', true],
    ['bic', 'DEUTDEFF500', true],
    ['bic', 'DEUTZQFF', false],
    ['bic', 'DEUTDEFF5', false],
    ['kpp', '781401001', true],
    ['mmsi', '273 345 670', true],
    ['mmsi', '27334567', false],
    ['pk-cnic', '35202-1234567-1', true],
    ['ein', '12-3456789', true],
    ['ein', '07-3456789', false],
    ['ssn', '078-05-1120', true],
    ['ssn', '666-05-1120', false],
    ['vat', 'BG 123456789', true],
    ['passport', 'No. A-123 456', undefined],
    ['passport', 'expired', false],
    ['phone', '+7 (495) 123-45-67', true],
    ['phone', '0049 30 123456', true],
    ['phone', '030 123456', undefined],
    ['phone', '12', false],
    ['email', 'Foo@Example.org', true],
    ['email', 'foo at example.org', false],
    ['ir-national', '1111111111', false],
    ['imo', '123', false],
    ['other', 'АБ-12', undefined],
  ];
  for (const [type, text, valid] of cases) {
    const found = normaliseIdentifier(type, text);
    assert.equal(found.valid, valid, `${type} ${text}`);
    assert.equal(found.problem !== undefined, valid === false, `${type} ${text}`);
  }
  assert.equal(normaliseIdentifier('phone', '0049 30 123456').value, '+4930123456');
  assert.equal(normaliseIdentifier('passport', 'No. A-123 456').value, 'A123456');
});

test('keys bring equal identifiers together and keep placeholders apart', () => {
  assert.equal(identifierKey(' ab-12/34 '), 'AB1234');
  assert.equal(identifierKey('АБ № 12٣'), 'АБNO123');
  for (const text of ['N/A', 'unknown', 'XXXX', '0000000', '-', '', '12'])
    assert.equal(identifierKey(text), '', text);
  assert.equal(lookAlikeKey('АВ-O1I5'), lookAlikeKey('A8-0115'));
  assert.equal(lookAlikeKey('B0Z6'), lookAlikeKey('8O2G'));
  assert.notEqual(lookAlikeKey('A123'), lookAlikeKey('A124'));
});

test('any text is answered', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...published.map(([type]) => type), 'passport', 'phone', 'email'),
      fc.string({ maxLength: 300 }),
      (type, text) => {
        const found = normaliseIdentifier(type as IdentifierType, text);
        assert.equal(found.problem !== undefined, found.valid === false);
        assert.equal(identifierKey(identifierKey(text)), identifierKey(text));
      },
    ),
    { numRuns: 1000 },
  );
});

test("every format of FtM's identifiers has a rule", () => {
  for (const schema of schemaNames()) {
    for (const property of schemaOf(schema)!.properties.values()) {
      if (property.format !== undefined) assert.ok(isIdentifierType(property.format), property.format);
    }
  }
});

const sdn = join(process.env.RIEGEL_CORPUS ?? '../shared', 'lists/ofac_sdn_2024-05-03/sdn.csv');

test('identifiers of a real list keep to their rules', {
  skip: !existsSync(sdn) && 'corpus not found',
}, () => {
  const text = readFileSync(sdn, 'latin1');
  const kinds: [type: IdentifierType, pattern: RegExp, share: number][] = [
    ['imo-vessel', /Vessel Registration Identification IMO (\d+)/g, 0.98],
    ['imo-company', /(?:Company|Identification) Number IMO (\d+)/g, 0.98],
    ['inn', /Tax ID No\. (\d{10}|\d{12}) \(Russia\)/g, 0.99],
    ['ogrn', /Registration Number (\d{13}) \(Russia\)/g, 0.99],
    ['okpo', /Government Gazette Number (\d{8}) \(Russia\)/g, 1],
    ['uscc', /Unified Social Credit Code \(USCC\) ([0-9A-Z]{18})/g, 1],
    ['cn-resident', /National ID No\. (\d{17}[\dX]) \(China\)/g, 1],
    ['tr-kimlik', /National ID No\. (\d{11}) \(Turkey\)/g, 1],
    ['ir-national', /National ID No\. (\d{10}) \(Iran\)/g, 0.97],
    ['it-fiscal', /Fiscal Code ([A-Z0-9]{16})/g, 1],
    ['bic', /SWIFT\/BIC ([A-Z0-9]+)/g, 1],
    ['lei', /Legal Entity Number ([0-9A-Z]{20})/g, 0.98],
  ];
  for (const [type, pattern, share] of kinds) {
    const found = [...text.matchAll(pattern)].map((match) => normaliseIdentifier(type, match[1]!).valid);
    assert.ok(found.length > 10, `${type}: ${found.length} found`);
    const valid = found.filter((one) => one === true).length;
    assert.ok(valid / found.length >= share, `${type}: ${valid} of ${found.length} valid`);
  }
});
