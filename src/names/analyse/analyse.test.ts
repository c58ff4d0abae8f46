import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyseName } from './analyse.ts';
import { flatten } from './flat-name.ts';
import type { NameKind, PartRole } from './part.ts';
import { clearWordCache, MAX_WORDS } from './read-words.ts';

const KINDS: readonly NameKind[] = ['person', 'organisation', 'vessel'];
const surfaces = (text: string, kind: NameKind = 'person') =>
  analyseName(text, kind).parts.map((part) => part.surface);
const roles = (text: string, kind: NameKind = 'person') =>
  analyseName(text, kind).parts.map((part): [string, PartRole] => [part.surface, part.role]);
const setAside = (text: string, kind: NameKind = 'person') =>
  analyseName(text, kind).setAside.map((one) => one.surface);
const latin = (text: string, kind: NameKind = 'person') =>
  analyseName(text, kind).parts.map((part) => part.term.latin);

test('titles are set aside and reported with their meaning', () => {
  const name = analyseName('Dr. Ayman al-Zawahiri', 'person');
  assert.deepEqual(name.setAside, [{ surface: 'Dr', why: 'doctor' }]);
  assert.deepEqual(roles('Dr. Ayman al-Zawahiri')[0], ['Dr', 'title']);
  assert.equal(name.parts[0]!.weight, 0);
  assert.deepEqual(setAside('Mullah Mohammed Omar'), ['Mullah']);
  assert.equal(setAside('Herr Prof. Dr. Karl Huber').length, 3);
});

test('a title behind a given name is a family name where titles go before', () => {
  assert.deepEqual(setAside('André Maréchal'), []);
  assert.deepEqual(setAside('Maréchal André Dupont'), ['Maréchal']);
  assert.deepEqual(setAside('Karl Huber, Dr.'), ['Dr']);
});

test('particles are told from names by their place', () => {
  for (const [text, role] of [
    ['Kai Li', 'word'],
    ['Li Kai', 'word'],
    ['Song Un Ri', 'word'],
    ['Nasser an-Nuri', 'particle'],
    ['Nuri, Nasser an', 'particle'],
    ['Jamila an Saadi', 'word'],
  ] as const) {
    const found = roles(text).find(([surface]) => /^(?:li|un|an)$/i.test(surface))!;
    assert.equal(found[1], role, text);
  }
  assert.deepEqual(roles('I. Borisovich Alisov')[0], ['I', 'initial']);
  assert.deepEqual(roles('José Y. Pérez')[1], ['Y', 'initial']);
  assert.deepEqual(roles('José Ortega y Gasset')[2], ['y', 'particle']);
});

test('a title that is also a name stays, with less weight than a name', () => {
  const name = analyseName('Abdul Qadeer Khan', 'person');
  assert.deepEqual(name.setAside, []);
  const [, qadeer, khan] = name.parts;
  assert.equal(khan!.role, 'honorific');
  assert.ok(khan!.weight < qadeer!.weight);
});

test('a name of titles alone is that name: nothing is set aside', () => {
  for (const text of ['Sheikh', 'Khan', 'Haji Mullah', 'Dr']) {
    assert.deepEqual(setAside(text), [], text);
    assert.deepEqual(surfaces(text), text.split(' '));
    assert.ok(roles(text).every(([, role]) => role === 'word'));
  }
});

test('particles, kunya and the head of a compound belong to what follows and weigh less', () => {
  assert.deepEqual(roles('Usama bin Ladin'), [
    ['Usama', 'word'],
    ['bin', 'particle'],
    ['Ladin', 'word'],
  ]);
  assert.deepEqual(roles('Abu Musab')[0], ['Abu', 'kunya']);
  assert.deepEqual(roles('Abd al-Rahman')[0], ['Abd', 'head']);
  assert.deepEqual(
    roles('Anna van der Berg').map(([, role]) => role),
    ['word', 'particle', 'particle', 'word'],
  );
  for (const text of ['Usama bin Ladin', 'Abu Musab al-Zarqawi', 'Abd al-Rahman Yasin']) {
    const { parts } = analyseName(text, 'person');
    const lightest = Math.min(...parts.filter((part) => part.role === 'word').map((part) => part.weight));
    for (const part of parts) if (part.role !== 'word') assert.ok(part.weight < lightest, part.surface);
  }
});

test('one letter is an initial, with or without its full stop', () => {
  for (const text of ['S. V. Lavrov', 'S V Lavrov']) {
    assert.deepEqual(roles(text), [
      ['S', 'initial'],
      ['V', 'initial'],
      ['Lavrov', 'word'],
    ]);
  }
});

test('a patronymic is one wherever it stands after the first word of three, in both scripts', () => {
  const patronymics = (text: string) =>
    roles(text)
      .filter(([, role]) => role === 'patronymic')
      .map(([surface]) => surface);
  assert.deepEqual(patronymics('Sergei Viktorovich Lavrov'), ['Viktorovich']);
  assert.deepEqual(patronymics('Lavrov Sergei Viktorovich'), ['Viktorovich']);
  assert.deepEqual(patronymics('Сергей Викторович Лавров'), ['Викторович']);
  assert.deepEqual(patronymics('Valentina Ivanovna Petrova'), ['Ivanovna']);
  // Two words: it is all the family name there is.
  assert.deepEqual(patronymics('Sergei Viktorovich'), []);
  // A family name of the South Slavs.
  assert.deepEqual(patronymics('Marko Ante Petrović'), []);
});

test('a comma, full stop, hyphen and apostrophe part or join words and are no words', () => {
  assert.deepEqual(surfaces('LAVROV, Sergei'), ['LAVROV', 'Sergei']);
  assert.deepEqual(surfaces('Jean-Pierre Duval'), ['Jean', 'Pierre', 'Duval']);
  for (const text of ["Sean O'Brien", 'Sean O’Brien', 'Sean OʼBrien']) {
    assert.deepEqual(latin(text), ['sean', 'obrien']);
  }
});

test('words run together are parted where a capital begins one, and a stray capital parts nothing', () => {
  assert.deepEqual(surfaces('SergeiLavrov'), ['Sergei', 'Lavrov']);
  assert.deepEqual(surfaces('SMITHsON'), ['SMITHsON']);
  assert.deepEqual(surfaces('McDonald'), ['McDonald']);
});

test('neighbouring words are also read as one', () => {
  const joined = analyseName('Abd al Rahman Yasin', 'person').joined;
  const whole = joined.find((join) => join.start === 0 && join.length === 3);
  assert.equal(whole?.term.latin, 'abdalrahman');
});

test('Chinese and Korean full names part into family and given name; parted ones stay', () => {
  assert.deepEqual(surfaces('习近平'), ['习', '近平']);
  assert.deepEqual(surfaces('欧阳娜娜'), ['欧阳', '娜娜']);
  assert.deepEqual(surfaces('김정은'), ['김', '정은']);
  assert.deepEqual(surfaces('김 정은'), ['김', '정은']);
  assert.deepEqual(surfaces('习近平', 'organisation'), ['习近平']);
});

test('the Arabic article, written joined, is a word of its own', () => {
  assert.deepEqual(surfaces('أيمن الظواهري'), ['أيمن', 'ال', 'ظواهري']);
  assert.equal(roles('أيمن الظواهري')[1]![1], 'particle');
});

test('legal forms and numbers of an organisation are set aside, as their family and in digits', () => {
  const families = (text: string) => analyseName(text, 'organisation').legalForms;
  assert.deepEqual(families('Kowalski Handel GmbH'), families('Kowalski Handel LLC'));
  assert.deepEqual(families('Kowalski Handel GmbH'), families('ООО Kowalski Handel'));
  assert.notDeepEqual(families('Kowalski Handel GmbH'), families('Kowalski Handel AG'));
  assert.deepEqual(setAside('Kowalski Handel GmbH', 'organisation'), ['GmbH']);
  for (const text of ['Brigade Forty-Four', 'Brigade 44', 'Brigade XLIV', '44th Brigade']) {
    assert.deepEqual(analyseName(text, 'organisation').numbers, ['44'], text);
  }
  assert.deepEqual(analyseName('Ocean Star II', 'vessel').numbers, ['2']);
});

test('a name of legal form and number alone is that name', () => {
  for (const text of ['GmbH', 'Limited 23']) {
    const name = analyseName(text, 'organisation');
    assert.deepEqual(name.setAside, [], text);
    assert.ok(name.parts.length > 0);
  }
});

test('the prefix of a ship says only that it is one', () => {
  assert.deepEqual(surfaces('MV Ocean Star', 'vessel'), ['Ocean', 'Star']);
  assert.deepEqual(setAside('MV Ocean Star', 'vessel'), ['MV']);
});

test('a long name stands for its initials, and initials for it', () => {
  const symbols = (text: string) => {
    const name = analyseName(text, 'organisation');
    return [...name.joined, ...name.parts].flatMap((part) => part.term.symbols);
  };
  const long = new Set(symbols('Popular Front Liberation Palestine'));
  assert.ok(symbols('PFLP').some((symbol) => long.has(symbol)));
  assert.ok(!symbols('PFLQ').some((symbol) => long.has(symbol)));
});

test('what has no letter has no word', () => {
  for (const text of ['', '   ', '!!!', '…—–', '😀😀', '\u0000', '\u202e\u200f', '\ud800']) {
    for (const kind of KINDS)
      assert.equal(flatten(analyseName(text, kind)).wordCount, 0, JSON.stringify(text));
  }
});

test('what was done to a name is stated', () => {
  const kinds = (text: string) => analyseName(text, 'person').steps.map((step) => step.kind);
  assert.deepEqual(kinds('Ayman al-Zawahiri'), []);
  assert.ok(kinds('\u0410yman al-Zawahiri').includes('lookalike'));
  assert.ok(kinds('Ay\u202eman al-Zawahiri').includes('invisible'));
  assert.ok(kinds('Ahmad\u0000 Ali').includes('invisible'));
  assert.ok(kinds('\ud800Ahmad Ali').includes('invisible'));
  assert.ok(kinds('Ahmad 😀 Ali').includes('symbol'));
  assert.ok(kinds('x'.repeat(10_001)).includes('cut'));
});

test('a name of 500 words is cut to the longest that is compared, and says so', () => {
  const text = Array.from({ length: 500 }, (_, i) => `wort${'abcdefghij'[i % 10]}`).join(' ');
  for (const kind of KINDS) {
    const name = analyseName(text, kind);
    assert.equal(name.parts.length, MAX_WORDS);
    assert.equal(name.steps.at(-1)?.kind, 'cut');
  }
});

const scripts = fc.constantFrom(
  ...[
    'a',
    'Z',
    'é',
    'ß',
    ' ',
    ' ',
    '-',
    ',',
    "'",
    '.',
    '&',
    '4',
    '٤',
    'ж',
    'Щ',
    'ε',
    'م',
    'ح',
    'ال',
    'א',
    '김',
    '习',
  ],
  ...['タ', 'ค', 'क', 'ა', 'Dr ', ' bin ', ' Abu ', ' GmbH', ' II', '\u202e', '\u0000', '\ud800', '😀', '\n'],
);

test('any text is analysed, with and without remembered words alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: scripts, maxLength: 40 }), fc.constantFrom(...KINDS), (text, kind) => {
      clearWordCache();
      const fresh = analyseName(text, kind);
      assert.deepEqual(analyseName(text, kind), fresh);
      for (const { weight, role, surface } of fresh.parts)
        assert.ok(role === 'title' ? weight === 0 : weight > 0 && weight <= 1, surface);
      for (const { start, length } of fresh.joined) {
        assert.ok(length >= 2 && start + length <= fresh.parts.length);
      }
      const flat = flatten(fresh);
      assert.equal(flat.terms.length, flat.wordCount + flat.joinStart.length);
      assert.equal(flat.head === 0, flat.wordCount === 0);
    }),
    { numRuns: 500 },
  );
});

test('words of one id have the same readings, whatever script they were written in', () => {
  const readings = new Map<string, string>();
  for (const word of ['Mikhaylovich', 'Михайлович', 'Ekaterina', 'Екатерина', 'Giorgi', 'გიორგი', 'Xaver']) {
    for (const kind of ['person', 'organisation'] as const) {
      for (const { term } of analyseName(word, kind).parts) {
        const said = term.readings.map((sounds) => sounds.join('.')).join('|');
        assert.equal(readings.get(term.id) ?? said, said, word);
        readings.set(term.id, said);
      }
    }
  }
});
