/**
 * Learns which words the organisations and vessels of the lists share, and writes
 * src/names/frequency/organisation-words.data.json.
 *
 *   node scripts/learn-organisation-words.ts
 *
 * The lists are no population: whoever is listed forty times over (`Ghadir`, `Rosneft`) is no common word. So the
 * bearers of one country count as few, and a word is common that organisations of several countries bear. A name
 * that stands in several lists counts once. Nothing of `eval/` or `names/` is read here.
 */
import { writeFileSync } from 'node:fs';
import { loadLists } from '../bench/data/lists.ts';
import { type Entity, valuesOf } from '../src/entity/index.ts';
import { latinWord } from '../src/names/frequency/latin-word.ts';

/** Bearers of one country that count at most. */
const OF_ONE_COUNTRY = 3;
/** Bearers, and countries of theirs, that make a word common. */
const FEWEST = 5;
const COUNTRIES = 3;
/** Counted so, the commonest words lose most of their bearers; this gives back what the middling ones lose. */
const GIVEN_BACK = 3;
const RAREST = 16.5;
const THINGS = new Set(['Organization', 'Company', 'LegalEntity', 'PublicBody', 'Vessel', 'Airplane']);

function countryOf(entity: Entity): string {
  for (const property of ['country', 'jurisdiction', 'mainCountry', 'flag', 'program', 'programId'])
    for (const value of valuesOf(entity, property)) return value;
  return '';
}

function wordsOf(entity: Entity): Set<string> {
  const words = new Set<string>();
  for (const name of valuesOf(entity, 'name'))
    for (const word of name.split(/[^\p{L}\p{M}\p{N}]+/u))
      if (latinWord(word).length > 1) words.add(latinWord(word));
  return words;
}

const borne = new Map<string, Map<string, number>>();
const seen = new Set<string>();
for (const entity of (await loadLists()).entities) {
  if (!THINGS.has(entity.schema)) continue;
  const words = wordsOf(entity);
  const whole = [...words].sort().join(' ');
  if (seen.has(whole)) continue;
  seen.add(whole);
  const country = countryOf(entity);
  for (const word of words) {
    const countries = borne.get(word) ?? new Map<string, number>();
    countries.set(country, Math.min(OF_ONE_COUNTRY, (countries.get(country) ?? 0) + 1));
    borne.set(word, countries);
  }
}
const rates = new Map<string, number>();
let total = 0;
for (const countries of borne.values()) for (const count of countries.values()) total += count;
for (const [word, countries] of borne) {
  let count = 0;
  for (const one of countries.values()) count += one;
  if (count >= FEWEST && countries.size >= COUNTRIES) rates.set(word, (GIVEN_BACK * count) / total);
}
console.log(`${seen.size} names, ${borne.size} words, ${rates.size} of them common`);
const byBits = new Map<number, string[]>();
for (const [word, rate] of rates) {
  const bits = Math.max(5, Math.round(-Math.log2(rate) * 2) / 2);
  if (bits > RAREST || word.length > 24) continue;
  byBits.set(bits, [...(byBits.get(bits) ?? []), word]);
}
const bits = Object.fromEntries(
  [...byBits].sort((a, b) => a[0] - b[0]).map(([level, words]) => [level.toFixed(1), words.sort().join(' ')]),
);
const data = {
  reason:
    'How common a word is among organisations and vessels: -log2 of its share of all their words. Bearers of one country count as few.',
  sources: ['names of organisations and vessels of the lists'],
  bits,
};
writeFileSync('src/names/frequency/organisation-words.data.json', `${JSON.stringify(data, null, 1)}\n`);
