import assert from 'node:assert/strict';
import { test } from 'node:test';
import data from './countries.data.json' with { type: 'json' };
import { countryName, isCountryCode, parseCountries, parseCountry } from './countries.ts';

const codeOf = (text: string): string | undefined => parseCountry(text)?.code;

test('reads the spellings of sanctions lists', () => {
  const cases: [text: string, code: string | undefined][] = [
    ['Korea, North', 'kp'],
    ['DPRK', 'kp'],
    ['Democratic People’s Republic of Korea', 'kp'],
    ["KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", 'kp'],
    ['Korea, South', 'kr'],
    ['Iran (Islamic Republic of)', 'ir'],
    ['Iran (Islamic Republic of.)  ', 'ir'],
    ['Syrian Arab Republic', 'sy'],
    ['Region: Crimea', 'ua-cri'],
    ['Palestinian', 'ps'],
    ['PALESTINIAN TERRITORY, Occupied', 'ps'],
    ['Kosovo', 'xk'],
    ['UAE', 'ae'],
    ["Cote d'Ivoire", 'ci'],
    ['CÔTE D’IVOIRE', 'ci'],
    ['Burma', 'mm'],
    ['Burma / Birmanie', 'mm'],
    ['Russia / Russie', 'ru'],
    ['Congo, Democratic Republic of the', 'cd'],
    ['CONGO, Democratic Republic of (was Zaire)', 'cd'],
    ['Virgin Islands, British', 'vg'],
    ['VIRGIN ISLANDS (BRITISH)', 'vg'],
    ['Man, Isle of', 'im'],
    ['North Macedonia, The Republic of', 'mk'],
    ['The Gambia', 'gm'],
    ['Pakistan (location as at May 2008)', 'pk'],
    ['China, Hong Kong Special Administrative Region', 'hk'],
    ['Republic of China', 'tw'],
    ['St. Lucia', 'lc'],
  ];
  for (const [text, code] of cases) assert.equal(codeOf(text), code, text);
});

test('keeps look-alike names apart', () => {
  const cases: [text: string, code: string][] = [
    ['Chad', 'td'],
    ['TCHAD', 'td'],
    ['Niger', 'ne'],
    ['Nigeria', 'ng'],
    ['Nigerien', 'ne'],
    ['Nigerian', 'ng'],
    ['Dominica', 'dm'],
    ['Dominican Republic', 'do'],
    ['Guinea', 'gn'],
    ['Guinea-Bissau', 'gw'],
    ['Equatorial Guinea', 'gq'],
    ['Papua New Guinea', 'pg'],
    ['Sudan', 'sd'],
    ['South Sudan', 'ss'],
    ['Republic of the Congo', 'cg'],
    ['Democratic Republic of the Congo', 'cd'],
    ['Ireland', 'ie'],
    ['Northern Ireland', 'gb-nir'],
    ['Samoa', 'ws'],
    ['American Samoa', 'as'],
    ['Austria', 'at'],
    ['Australia', 'au'],
    ['Slovakia', 'sk'],
    ['Slovenia', 'si'],
    ['Iran', 'ir'],
    ['Iraq', 'iq'],
    ['Mali', 'ml'],
    ['Malawi', 'mw'],
    ['Oman', 'om'],
    ['Georgia', 'ge'],
  ];
  for (const [text, code] of cases) assert.equal(codeOf(text), code, text);
});

test('says by what it recognised a country', () => {
  const cases: [text: string, code: string, how: string][] = [
    ['ru', 'ru', 'code2'],
    ['UK', 'gb', 'code2'],
    ['RUS', 'ru', 'code3'],
    ['GBD', 'gb', 'code3'],
    ['643', 'ru', 'numeric'],
    ['Afghan', 'af', 'demonym'],
    ['سوري', 'sy', 'demonym'],
    ['الامارات', 'ae', 'name'],
    ['السعوديه', 'sa', 'name'],
    ['Iraqi', 'iq', 'demonym'],
    ['Iranian citizenship', 'ir', 'demonym'],
    ['USSR', 'suhh', 'historic'],
    ['SU', 'suhh', 'historic'],
    ['ddde', 'dd', 'historic'],
    ['Yugoslavia', 'yucs', 'historic'],
    ['Czechoslovakia', 'cshh', 'historic'],
    ['Ukrainian SSR', 'ua', 'historic'],
    ['Сирия', 'sy', 'name'],
    ['سوريا', 'sy', 'name'],
    ['ایران', 'ir', 'name'],
    ['叙利亚', 'sy', 'name'],
    ['अफ़ग़ानिस्तान', 'af', 'name'],
    ['Österreich', 'at', 'name'],
    ['österreich', 'at', 'name'],
  ];
  for (const [text, code, how] of cases) assert.deepEqual(parseCountry(text), { code, how, original: text });
});

test('does not guess', () => {
  for (const text of [
    '',
    'Korea',
    'Congolese',
    'Africa',
    'Unknown',
    'na',
    'N/A',
    'XX',
    'Paris',
    'Republic',
    'the',
    '999',
  ]) {
    assert.equal(parseCountry(text), undefined, text);
  }
});

test('splits texts that name several', () => {
  const cases: [text: string, codes: string[]][] = [
    ['(1) Somali (2) Swedish', ['so', 'se']],
    ['1) Saudi Arabia 2) Qatar', ['sa', 'qa']],
    ['a) French, b) Tunisian', ['fr', 'tn']],
    ['(1)-(2) Tunisia (3) Libya (4) Algeria', ['tn', 'ly', 'dz']],
    ['Iranian national and US national/citizen', ['ir', 'us']],
    ['(1) Russian (2) USSR (until 1991)', ['ru', 'suhh']],
    ['Bosnia and Herzegovina', ['ba']],
    ['Iran, Iraq', ['ir', 'iq']],
  ];
  for (const [text, codes] of cases) {
    const found = parseCountries(text);
    assert.deepEqual(
      found.countries.map((country) => country.code),
      codes,
      text,
    );
    assert.deepEqual(found.unread, []);
  }
  assert.deepEqual(parseCountries('Iran; the moon').unread, ['the moon']);
});

const isoCodes = data.iso.split(' ');

test('a name in any language gives its own code or none', () => {
  let read = 0;
  for (const locale of data.locales) {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    for (const code of isoCodes) {
      const name = names.of(code.toUpperCase())!;
      const found = codeOf(name);
      if (found === undefined) continue;
      assert.equal(found, code, `${locale}: ${name}`);
      read++;
    }
  }
  assert.ok(read / (data.locales.length * isoCodes.length) > 0.98, `${read} names read`);
});

test('English names and all codes are read', () => {
  for (const code of isoCodes) {
    assert.equal(codeOf(countryName(code)!), code, code);
    assert.equal(codeOf(code.toUpperCase()), code, code);
    assert.ok(isCountryCode(code));
  }
  for (const [alpha3, code] of Object.entries(data.codes3)) assert.equal(codeOf(alpha3.toUpperCase()), code);
  for (const code of Object.keys(data.ownNames)) assert.equal(codeOf(code), code);
});

test('names a code in a language', () => {
  assert.equal(countryName('sy', 'de'), 'Syrien');
  assert.equal(countryName('suhh', 'de'), 'Soviet Union');
  assert.equal(countryName('qq'), undefined);
  assert.equal(countryName('de', 'no such language'), 'Germany');
});
