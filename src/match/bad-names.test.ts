import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RiegelError } from '../entity/index.ts';
import { compareNames } from './compare.ts';
import { entity, manyEntities } from './fixture-entities.ts';
import { buildIndex } from './index/build.ts';
import { type MatchIndex, openIndex } from './index/open.ts';

const index = openIndex(buildIndex(manyEntities()).buffer);

const subject = (name: string, schema = 'Person') => ({ schema, properties: { name: [name] } });

/** Matches, or undefined where the name is refused as nothing to compare: nothing else may be thrown. */
function screened(name: string, schema = 'Person', on: MatchIndex = index) {
  try {
    return on.screen(subject(name, schema));
  } catch (error) {
    if (error instanceof RiegelError && error.code === 'match/nothing-to-compare') return undefined;
    throw error;
  }
}

function stepsOf(name: string): string[] {
  const match = screened(name)?.find((one) => one.id === 'p-hattab');
  assert.ok(match !== undefined, `${JSON.stringify(name)} does not alert`);
  assert.equal(match.explanation.name!.subject, name);
  return match.explanation.name!.steps.map((step) => step.kind);
}

test('a plain name needs no step', () => {
  assert.deepEqual(stepsOf('Qasim Yahya al-Hattab'), []);
});

test('look-alike letters hide nobody and are stated', () => {
  for (const name of [
    'Q\u0430sim Yahya al-Hattab',
    'Qasim Y\u0430hy\u0430 \u0430l-H\u0430tt\u0430b',
    'Q\u03b1sim Yahya al-Hattab',
    'Qas\u0456m Yahya al-Hattab',
  ]) {
    assert.ok(stepsOf(name).includes('lookalike'), name);
  }
});

test('bidirectional marks, zero-width signs, NUL and lone surrogates hide nobody and are stated', () => {
  for (const sign of [
    '\u202e',
    '\u200f',
    '\u2066',
    '\u200b',
    '\u200d',
    '\u00ad',
    '\ufeff',
    '\u0000',
    '\ud800',
    '\udc00',
  ]) {
    for (const name of [`Qa${sign}sim Yahya al-Hattab`, `${sign}Qasim Yahya al-Hattab${sign}`]) {
      assert.ok(stepsOf(name).includes('invisible'), JSON.stringify(name));
    }
  }
});

test('full width, presentation forms, other digits, emoji and odd blanks hide nobody', () => {
  assert.ok(stepsOf('Ｑａｓｉｍ Yahya al-Hattab').includes('form'));
  assert.ok(stepsOf('Qasim 😀 Yahya al-Hattab').includes('symbol'));
  assert.ok(stepsOf('Qasim\u00a0\u00a0Yahya\tal-Hattab').includes('space'));
  assert.ok(stepsOf('Qasim Yahya al\u2010Hattab').includes('punctuation'));
  assert.equal(screened('Al Noor Brigade ٤٤', 'Organization')?.[0]?.id, 'o-brigade');
});

test('letters with marks, in one sign or two, upper or lower case, are the same name', () => {
  const listed = openIndex(buildIndex([entity('x', 'Person', 'Zoë Müñoz Ångström')]).buffer);
  for (const name of [
    'ZOË MÜÑOZ ÅNGSTRÖM',
    'Zoe\u0308 Mu\u0308n\u0303oz A\u030angstro\u0308m',
    'zoe munoz angstrom',
  ]) {
    assert.equal(screened(name, 'Person', listed)?.[0]?.id, 'x', name);
  }
});

test('the same signs in a listed name do not hide it from a clean one', () => {
  for (const name of ['Qu\u0456rin Zarqun', 'Qui\u202erin Zarqun', 'Quirin\u0000 Zarqun']) {
    const listed = openIndex(buildIndex([entity('x', 'Person', name)]).buffer);
    assert.equal(screened('Quirin Zarqun', 'Person', listed)?.[0]?.id, 'x', JSON.stringify(name));
  }
});

test('only punctuation, emoji or nothing is refused, never clear', () => {
  for (const name of ['', ' ', '...', '-/-', '\u2014\u2026', '😀😀😀', '\u202e\u200f', '\u0000', '\ud800']) {
    for (const schema of ['Person', 'Organization', 'Vessel', 'Thing']) {
      assert.equal(screened(name, schema), undefined, JSON.stringify(name));
    }
  }
});

test('10,000 letters and more, in one word or many, are compared and a cut is stated', () => {
  for (const name of [
    'x'.repeat(10_000),
    'x'.repeat(100_000),
    'م'.repeat(10_000),
    '김'.repeat(10_000),
    '\u0301'.repeat(10_000),
    'Qasim '.repeat(2_000),
    'a '.repeat(6_000),
  ]) {
    const started = performance.now();
    for (const schema of ['Person', 'Organization']) screened(name, schema);
    assert.ok(performance.now() - started < 3_000, `${name.slice(0, 8)}…`);
  }
  const padded = `Qasim Yahya al-Hattab ${' '.repeat(20_000)}`;
  assert.ok(stepsOf(padded).includes('cut'));
});

test('of 500 words the first are compared and the cut is stated', () => {
  const many = Array.from({ length: 500 }, (_, i) => `Wort${String.fromCharCode(97 + (i % 26))}`).join(' ');
  assert.doesNotThrow(() => screened(many));
  const kinds = compareNames(many, 'Qasim Yahya al-Hattab').explanation.steps.map((step) => step.kind);
  assert.ok(kinds.includes('cut'));
});

test('a listed name of any length or none is built and searched', () => {
  const odd = ['!!!', '', '😀', 'x'.repeat(20_000), 'Quirin '.repeat(500), '\ud800', 'a', '\u0301'];
  const listed = openIndex(buildIndex(odd.map((name, i) => entity(`odd-${i}`, 'Person', name))).buffer);
  assert.equal(listed.info.entities, odd.length);
  assert.doesNotThrow(() => screened('Quirin Zarqun', 'Person', listed));
  assert.equal(listed.explain(subject('Quirin'), 'odd-0')?.score, 0);
});

test('whatever a name is made of, it is screened alike by every path, or refused as nothing to compare', () => {
  const signs = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'Qasim',
      'Hattab',
      'محمد',
      'Соколов',
      '김',
      '\u202e',
      '\ud800',
      '\u0000',
      ' ',
      '-',
      'GmbH',
      '7',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(signs, { maxLength: 8 }),
      fc.constantFrom('Person', 'Organization', 'Vessel'),
      (parts, schema) => {
        const name = parts.join(' ');
        const matches = screened(name, schema);
        if (matches === undefined) return;
        assert.deepEqual(matches, index.fullScan(subject(name, schema)), JSON.stringify(name));
        for (const match of matches) assert.ok(match.score > 0 && match.score <= 1);
      },
    ),
    { numRuns: 150 },
  );
});

test('a comparison without a list takes any two names', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      (a, b) => {
        const { score, sentence } = compareNames(a, b);
        assert.ok(score >= 0 && score <= 1);
        assert.ok(sentence.en.endsWith('.') && sentence.de.endsWith('.'));
      },
    ),
    { numRuns: 150 },
  );
});
