import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressWordAt } from './address-words.ts';
import { compoundNameAt } from './compound-names.ts';
import { cultureOf } from './cultures.ts';
import { givenNameGroups, nameGroup } from './given-names.ts';
import { honorific, honorificAt } from './honorifics.ts';
import { legalFormAffix, legalFormAt } from './legal-forms.ts';
import { nativeForm } from './native-form.ts';
import { numberValue } from './numbers.ts';
import { isStopWord, orgConceptAt, orgConceptsInside } from './organisation-words.ts';
import { acronymOf, knownOrganisationAt } from './organisations.ts';
import { particle, particleAt } from './particles.ts';
import { patronymic, slavicSurnameKey } from './patronymics.ts';

const here = new URL('.', import.meta.url);
const at = <T>(look: (tokens: readonly string[], index: number) => T, text: string): T =>
  look(text.split(' '), 0);

test('every data file gives its reason and sources and stays below 250 kB', () => {
  const files = readdirSync(here).filter((name) => name.endsWith('.data.json'));
  assert.ok(files.length >= 10);
  for (const name of files) {
    const text = readFileSync(new URL(name, here), 'utf8');
    const data = JSON.parse(text);
    assert.ok(Buffer.byteLength(text) < 250_000, name);
    assert.deepEqual(Object.keys(data).slice(0, 2), ['reason', 'sources'], name);
    assert.ok(data.reason.length > 20 && data.sources.length > 0, name);
  }
});

test('no form mixes Latin with the look-alike letters of another script, and Latin forms are stored bare', () => {
  for (const name of readdirSync(here).filter((file) => file.endsWith('.data.json'))) {
    const data = JSON.parse(readFileSync(new URL(name, here), 'utf8'));
    const cells: string[] = [];
    const collect = (value: unknown, key: string): void => {
      if (typeof value === 'string' && !/reason|sources|note|letters|meaning|id/iu.test(key))
        cells.push(value);
      else if (Array.isArray(value)) for (const item of value) collect(item, key);
      else if (value && typeof value === 'object')
        for (const [inner, item] of Object.entries(value)) collect(item, inner);
    };
    for (const [key, value] of Object.entries(data)) collect(value, key);
    for (const word of cells.flatMap((cell) => cell.split(/[\s,/]+/u))) {
      assert.ok(
        !(/[a-z]/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)),
        `${name}: ${word}`,
      );
      if (!/letters/u.test(name)) assert.ok(!/[à-öø-ɏ]/u.test(word), `${name}: ${word}`);
    }
  }
});

test('nativeForm is idempotent and brings spellings of one word together', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => nativeForm(nativeForm(text)) === nativeForm(text)),
  );
  assert.equal(nativeForm('أحمد'), nativeForm('احمد'));
  assert.equal(nativeForm('علی'), nativeForm('علي'));
  assert.equal(nativeForm('Андрей'), nativeForm('андреи'));
  assert.equal(nativeForm('김'), '김');
});

test('honorifics of many languages, weak where they are also names', () => {
  for (const title of [
    'mr',
    'dr',
    'sheikh',
    'shaykh',
    'mullah',
    'haji',
    'ayatollah',
    'الشيخ',
    'господин',
    '先生',
    '씨',
    'ملا',
  ]) {
    assert.equal(honorific(title)?.strength, 'strong', title);
  }
  for (const name of ['khan', 'sayyid', 'amir', 'agha', 'pan', 'don'])
    assert.equal(honorific(name)?.strength, 'weak', name);
  assert.equal(honorific('sheikh')?.meaning, honorific('шейх')?.meaning);
  assert.equal(at(honorificAt, 'lt col oleg')?.value.meaning, 'colonel');
  assert.equal(honorific('jr')?.kind, 'generation');
  assert.equal(honorific('lavrov'), undefined);
});

test('particles: a kunya is content, a filiation is not', () => {
  assert.equal(particle('bin')?.kind, 'filiation');
  assert.equal(particle('abu')?.kind, 'kunya');
  assert.equal(particle('ابو')?.kind, 'kunya');
  assert.equal(particle('al')?.kind, 'article');
  assert.equal(particleAt(['van', 'der', 'bilt'], 0)?.length, 2);
  assert.equal(particle('ben')?.weak, true);
});

test('compound names in all their spellings have one canonical form', () => {
  for (const name of [
    'abd al rahman',
    'abdul rahman',
    'abdurrahman',
    'abdelrahmane',
    'abdirahman',
    'عبد الرحمن',
    'عبدالرحمن',
  ]) {
    const match = at(compoundNameAt, name);
    assert.equal(match?.canonical, 'abdrahman', name);
    assert.equal(match?.length, name.split(' ').length, name);
  }
  for (const name of ['nur al din', 'noureddine', 'nuruddin', 'nurettin', 'نور الدين']) {
    assert.equal(at(compoundNameAt, name)?.canonical, 'nurdin', name);
  }
  for (const name of ['rahmatullah', 'rahmat ullah', 'رحمت الله'])
    assert.equal(at(compoundNameAt, name)?.canonical, 'rahmatallah', name);
  assert.equal(at(compoundNameAt, 'abdoulaye')?.canonical, at(compoundNameAt, 'abd allah')?.canonical);
  for (const other of ['abdi hassan', 'saddam', 'medina', 'smith'])
    assert.equal(at(compoundNameAt, other), undefined, other);
});

test('legal forms are equivalent across countries by family', () => {
  for (const form of [
    'gmbh',
    'g m b h',
    'llc',
    'ооо',
    'obshchestvo s ogranichennoi otvetstvennostyu',
    'spolka z o o',
    'limited sirketi',
    'co ltd',
    'شركة ذات مسؤولية محدودة',
    'sdn bhd',
    's de rl de cv',
  ]) {
    const match = at(legalFormAt, form);
    assert.equal(match?.family, 'limited', form);
    assert.equal(match?.length, form.split(' ').length, form);
  }
  for (const form of [
    'aktiengesellschaft',
    'oao',
    'пао',
    'plc',
    'pjsc',
    'sa de cv',
    'otkrytoe aktsionernoe obshchestvo',
    'inc',
    'zrt',
  ]) {
    assert.equal(at(legalFormAt, form)?.family, 'stock', form);
  }
  assert.equal(at(legalFormAt, 'фгуп')?.family, 'state');
  assert.equal(at(legalFormAt, 'sa')?.caution, true);
  assert.equal(at(legalFormAt, 'as')?.caution, true);
  assert.deepEqual(
    [legalFormAffix('トヨタ自動車株式会社')?.rest, legalFormAffix('中国石油天然气股份有限公司')?.canonical],
    ['トヨタ自動車', 'gufen youxian gongsi'],
  );
  assert.equal(legalFormAt(['gazprom'], 0), undefined);
});

test('organisation words meet their translations', () => {
  const concept = (text: string) => at(orgConceptAt, text)?.value.concept;
  for (const [id, forms] of Object.entries({
    bank: ['bank', 'banque', 'banco', 'банк', 'بنك', 'المصرف', '银行', '은행'],
    front: ['front', 'jabhat', 'frente', 'الجبهة', 'фронт'],
    brigade: ['brigades', 'liwa', 'لواء', 'бригада'],
    battalion: ['kataib', 'كتائب', 'battalion'],
    islamic: ['islamic', 'islamiyyah', 'islamisch', 'исламское', 'الاسلامية'],
    'general-trading': ['general trading', 'للتجارة العامة'],
    'import-export': ['import export', 'ithalat ihracat', 'الاستيراد والتصدير'],
    university: ['university', 'daneshgah', 'دانشگاه', '大学'],
    foundation: ['foundation', 'yayasan', 'stiftung', 'bonyad'],
    exchange: ['money exchange', 'sarafi', 'صرافة'],
  })) {
    for (const form of forms) assert.equal(concept(form), id, form);
  }
  assert.equal(at(orgConceptAt, 'bank')?.value.weight, 'descriptive');
  assert.deepEqual(
    orgConceptsInside('朝鮮貿易銀行').map((piece) => piece.concept?.concept),
    ['korea', 'trading', 'bank'],
  );
  for (const word of ['of', 'und', 'و', '的', 'wa']) assert.ok(isStopWord(word), word);
  assert.ok(!isStopWord('bank'));
});

test('well-known organisations across languages and acronyms', () => {
  const id = (text: string) => at(knownOrganisationAt, text)?.value.id;
  for (const name of [
    'isil',
    'daesh',
    'islamischer staat',
    'etat islamique',
    'estado islamico',
    'داعش',
    'игил',
  ])
    assert.equal(id(name), 'islamic-state', name);
  for (const name of ['aqim', 'al qaida in the islamic maghreb', 'aqmi'])
    assert.equal(id(name), 'aqim', name);
  assert.equal(id('islamic state khorasan province'), 'islamic-state-khorasan');
  assert.equal(id('sepah e pasdaran'), 'irgc');
  assert.equal(at(knownOrganisationAt, 'isis')?.value.caution, true);
  assert.equal(at(knownOrganisationAt, 'isil')?.value.caution, false);
  assert.equal(acronymOf('islamic revolutionary guard corps'.split(' ')), 'irgc');
  assert.equal(acronymOf('korea mining development trading corporation'.split(' ')), 'kmdt');
  assert.equal(acronymOf('the bank'.split(' ')), undefined);
});

test('given names share a group across spellings, cultures and pet forms', () => {
  const shared = (a: string, b: string) => {
    const other = new Set(givenNameGroups(b));
    return givenNameGroups(a)
      .filter((id) => other.has(id))
      .map((id) => nameGroup(id)!);
  };
  for (const [a, b] of [
    ['muhammad', 'mohamed'],
    ['محمد', 'mohammed'],
    ['сергей', 'serhii'],
    ['pak', 'park'],
    ['陈', 'chan'],
    ['usama', 'osama'],
    ['gusein', 'hussein'],
  ] as const) {
    assert.ok(
      shared(a, b).some(({ kind, strength }) => kind === 'spelling' && strength === 'strong'),
      `${a} ${b}`,
    );
  }
  for (const [a, b] of [
    ['yousef', 'giuseppe'],
    ['mehmet', 'mohamad'],
    ['juan', 'john'],
    ['ibraheem', 'abraham'],
  ] as const) {
    assert.ok(
      shared(a, b).some(({ kind, strength }) => kind === 'equivalent' && strength === 'strong'),
      `${a} ${b}`,
    );
  }
  for (const [a, b] of [
    ['ted', 'theodore'],
    ['sasha', 'aleksandr'],
    ['bill', 'william'],
    ['paco', 'francisco'],
  ] as const) {
    assert.ok(
      shared(a, b).some(({ kind }) => kind === 'nickname'),
      `${a} ${b}`,
    );
  }
  assert.ok(shared('john', 'yahya').every(({ strength }) => strength === 'weak'));
  for (const [a, b] of [
    ['qasim', 'jasim'],
    ['frank', 'frederik'],
    ['michelle', 'marie'],
    ['salah', 'salih'],
    ['khalid', 'khalil'],
  ] as const) {
    assert.ok(
      shared(a, b).every(({ strength }) => strength === 'weak'),
      `${a} ${b}`,
    );
  }
});

test('patronymics and gendered family names', () => {
  assert.equal(patronymic('nikolaevich')?.father, patronymic('nikolayevna')?.father);
  assert.equal(patronymic('сергеевна')?.gender, 'female');
  assert.equal(patronymic('lavrov'), undefined);
  assert.equal(slavicSurnameKey('ivanova'), slavicSurnameKey('ivanov'));
  assert.equal(slavicSurnameKey('zelenskyy'), slavicSurnameKey('zelenskaya'));
  assert.notEqual(slavicSurnameKey('ivanov'), slavicSurnameKey('petrov'));
});

test('numbers in ten notations', () => {
  for (const text of [
    '44',
    '44th',
    'forty four',
    'fourty four',
    'fortyfour',
    'forty 4',
    'xliv',
    'vierundvierzig',
    '四十四',
    '٤٤',
    'сорок четыре',
    'cuarenta y cuatro',
    'quarante quatre',
    'اربعة واربعون',
  ]) {
    const match = at(numberValue, text);
    assert.equal(match?.value, 44, text);
    assert.equal(match?.length, text.split(' ').length, text);
  }
  assert.equal(at(numberValue, 'second')?.value, 2);
  for (const text of ['i', 'x', 'li', 'once']) assert.equal(at(numberValue, text)?.ambiguous, true, text);
  for (const text of ['mix', 'civil', 'm23', 'brigade']) assert.equal(at(numberValue, text), undefined, text);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999 }),
      (value) => numberValue([String(value)], 0)?.value === value,
    ),
  );
});

test('address words, and cultures for reporting', () => {
  for (const word of ['street', 'strasse', 'ulitsa', 'улица', 'شارع'])
    assert.equal(at(addressWordAt, word)?.value, 'street', word);
  assert.equal(at(addressWordAt, 'p o box')?.value, 'po-box');
  assert.equal(cultureOf(['sergey', 'ivanov'], ['Latin']), 'slavic');
  assert.equal(cultureOf(['محمد', 'العجلان'], ['Arabic']), 'arabic');
  assert.equal(cultureOf(['陽子', 'さとう'], ['Han', 'Hiragana']), 'japanese');
  assert.equal(cultureOf(['mamadou', 'diallo'], ['Latin']), 'sub-saharan-african');
  assert.equal(cultureOf(['xqz'], ['Latin']), 'unknown');
});

test('no look-up throws on arbitrary tokens or places', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }),
      fc.integer({ min: -1, max: 6 }),
      (tokens, index) => {
        for (const look of [
          honorificAt,
          particleAt,
          compoundNameAt,
          legalFormAt,
          orgConceptAt,
          knownOrganisationAt,
          numberValue,
          addressWordAt,
        ]) {
          const match = look(tokens, index) as { length: number } | undefined;
          assert.ok(match === undefined || (match.length >= 1 && index + match.length <= tokens.length));
        }
        for (const token of tokens) {
          honorific(token);
          givenNameGroups(token);
          legalFormAffix(token);
          orgConceptsInside(token);
          patronymic(token);
          slavicSurnameKey(token);
        }
        acronymOf(tokens);
      },
    ),
  );
});
