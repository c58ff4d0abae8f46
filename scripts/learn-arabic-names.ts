/**
 * Learns from pairs of a Latin and an Arabic or Hebrew spelling how written letters are spelled in Latin, and
 * which names are attested. Writes `src/names/romanise/{arabic,hebrew}-{costs,attested}.data.json`.
 *
 *   node scripts/learn-arabic-names.ts            learn on all pairs and write
 *   node scripts/learn-arabic-names.ts --report   learn on nine tenths, measure on the last tenth, write nothing
 *
 * Sources, read from RIEGEL_CORPUS (default ../shared): single-name pairs of Wikidata as gathered by
 * steveash/NETransliteration-COLING2018 (CC0 1.0); for costs and report also google/transliteration's
 * Arabic-English pairs of Wikipedia titles (Apache-2.0), of which no name is kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { unvocalisedArabic } from '../src/names/romanise/arabic.ts';
import { unvocalisedHebrew } from '../src/names/romanise/hebrew.ts';
import { romaniseLatin } from '../src/names/romanise/latin.ts';
import { arabicSpellings, hebrewSpellings } from '../src/names/romanise/spellings.ts';
import {
  align,
  compileSpellings,
  costKey,
  type SpellingCosts,
  startsSpoken,
  unwritten,
} from '../src/names/romanise/unvocalised.ts';

interface Pair {
  readonly form: string;
  readonly latin: string;
  readonly count: number;
}

const corpus = process.env.RIEGEL_CORPUS ?? '../shared';
const target = 'src/names/romanise';
/** A pair whose cost per written letter is above this, in hundredths, is taken for misaligned (`huntington` beside another name). */
const misaligned = 22;
const rounds = 4;
/** Cost in hundredths for each factor e by which a spelling is rarer than its letter's commonest. */
const rarity = 13;
const dearest = 90;
const mostAttested = 500_000;
/**
 * Letters that foreign names are hardly ever spelled with. Most pairs are European names in Arabic letters, most
 * listed names are not: so a form with one of these teaches more, and is kept even if met once.
 */
const nativeLetters = /[EHSDZOQa']/;
const nativeWeight = 4;

function pairsOfWikidata(name: string, unvocalised: (word: string) => string): Pair[] {
  const file = join(corpus, 'names/netransliteration_wikidata', name);
  return rowsOf(file).flatMap(([latin, native, count]) => pairOf(latin, native, Number(count), unvocalised));
}

function pairsOfWikipedia(): Pair[] {
  const file = join(corpus, 'names/google_ar2en/ar2en.txt');
  return rowsOf(file).flatMap(([native, latin]) => pairOf(latin, native, 1, unvocalisedArabic));
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

function pairOf(latin = '', native = '', count: number, unvocalised: (word: string) => string): Pair[] {
  const form = unvocalised(native.replaceAll(' ', ''));
  const reading = romaniseLatin(latin.replace(/\P{L}/gu, '')).readings[0] ?? '';
  return form === '' || reading === '' ? [] : [{ form, latin: reading, count }];
}

/** Every tenth name, told by its letters so that a name is never on both sides. */
function heldOut({ form }: Pair): boolean {
  let digest = 7;
  for (const letter of form) digest = (digest * 31 + letter.charCodeAt(0)) % 1_000_003;
  return digest % 10 === 0;
}

/**
 * What Persian, Dari, Urdu, Kurdish and Turkish names are spelled with costs at most this: the pairs are nearly all
 * Arabic, but the written letters are the same. Vowels of two letters are one vowel, not a vowel and a surplus.
 */
const atMost: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  w: { v: 18, ou: 6, oo: 6, au: 15, aw: 15, ow: 15 },
  y: { ee: 6, ei: 12, ai: 12, ey: 12, ay: 12, ie: 12, iy: 15 },
  A: { aa: 5 },
  '^A': { e: 10, i: 10, o: 15, u: 15 },
  '^E': { i: 10, o: 10, u: 10, e: 15 },
  a: { e: 15, eh: 15, h: 20 },
  q: { gh: 14 },
  G: { gh: 0 },
  x: { h: 30 },
  h: { a: 30, eh: 20, '-': 30 },
};

/** A written long vowel that Latin leaves out tells names apart (`حسين` and Hasan), more than the pairs, mostly European, show. */
const longVowelLeftOut = 65;

type Spellings = Readonly<Record<string, string>>;

/** Costs before learning: an earlier spelling in the list is a little cheaper. */
function firstCosts(spellings: Spellings): SpellingCosts {
  return Object.fromEntries(
    Object.entries(spellings).map(([letter, list]) => [
      letter,
      Object.fromEntries(list.split(' ').map((spelling, at) => [spelling, Math.min(at * 4, 60)])),
    ]),
  );
}

/**
 * Viterbi training: align every pair by the present costs, count which spelling each letter took, make the
 * costs anew from the counts.
 */
function learn(pairs: readonly Pair[], spellings: Spellings): SpellingCosts {
  let costs = firstCosts(spellings);
  for (let round = 0; round < rounds; round++) {
    const counts = new Map<string, Map<string, number>>();
    for (const pair of pairs) {
      const path = alignedSpellings(pair, costs);
      if (path === undefined) continue;
      const weight = Math.log2(1 + pair.count) * (nativeLetters.test(pair.form) ? nativeWeight : 1);
      for (const [at, spelling] of path.entries()) {
        const letter = costKey(pair.form, at);
        const row = counts.get(letter) ?? new Map<string, number>();
        counts.set(letter, row);
        row.set(spelling, (row.get(spelling) ?? 0) + weight);
      }
    }
    costs = Object.fromEntries(
      Object.entries(spellings).map(([letter, list]) => [
        letter,
        costsOf(list.split(' '), counts.get(letter)),
      ]),
    );
  }
  return costs;
}

function withStatedCosts(costs: SpellingCosts): SpellingCosts {
  return Object.fromEntries(
    Object.entries(costs).map(([letter, row]) => {
      const lowered = Object.entries(atMost[letter] ?? {}).map(
        ([spelling, cost]) => [spelling, Math.min(cost, row[spelling] ?? cost)] as const,
      );
      const raised = 'wy'.includes(letter) ? { '-': Math.max(longVowelLeftOut, row['-'] ?? 0) } : {};
      return [letter, { ...row, ...raised, ...Object.fromEntries(lowered) }];
    }),
  );
}

/** A spelling never seen is dropped, unless the letter itself was hardly seen: then the list's order stands. */
function costsOf(
  list: readonly string[],
  seen: ReadonlyMap<string, number> = new Map(),
): Record<string, number> {
  const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
  if (total < 100) return Object.fromEntries(list.map((spelling, at) => [spelling, Math.min(at * 10, 60)]));
  const most = Math.max(...seen.values());
  const costs = list
    .map((spelling) => [spelling, Math.round(rarity * Math.log(most / (seen.get(spelling) ?? 0)))] as const)
    .filter(([, cost]) => cost <= dearest);
  return Object.fromEntries(costs);
}

/** The spelling each written letter took in the cheapest alignment; undefined for a pair that does not belong together. */
function alignedSpellings({ form, latin }: Pair, costs: SpellingCosts): string[] | undefined {
  const width = latin.length + 1;
  const best = new Float64Array((form.length + 1) * width).fill(1e9);
  const from: (readonly [place: number, spelling: string | undefined])[] = [];
  best[0] = 0;
  for (let written = 0; written <= form.length; written++) {
    for (let at = 0; at <= latin.length; at++) {
      const here = written * width + at;
      const relax = (place: number, cost: number, spelling: string | undefined) => {
        if (best[here]! + cost >= best[place]!) return;
        best[place] = best[here]! + cost;
        from[place] = [here, spelling];
      };
      if (at < latin.length) relax(here + 1, surplusCost(latin, at), undefined);
      if (written === form.length) continue;
      const row = costs[costKey(form, written)] ?? {};
      const silentStart = written === 0 && startsSpoken(form);
      relax(here + width, silentStart ? unwritten.silentStart : (row['-'] ?? unwritten.consonant), '-');
      for (const [spelling, cost] of Object.entries(row)) {
        if (spelling !== '-' && latin.startsWith(spelling, at))
          relax(here + width + spelling.length, cost, spelling);
      }
    }
  }
  let place = form.length * width + latin.length;
  if (best[place]! > misaligned * form.length) return undefined;
  const path: string[] = [];
  while (place > 0) {
    const [before, spelling] = from[place]!;
    if (spelling !== undefined) path.unshift(spelling);
    place = before;
  }
  return path;
}

function surplusCost(latin: string, at: number): number {
  const letter = latin[at]!;
  if ('aeiou'.includes(letter)) {
    if (at === 0) return unwritten.firstVowel;
    if (at === latin.length - 1) return letter === 'e' ? unwritten.lastE : unwritten.lastVowel;
    return 'aeiou'.includes(latin[at - 1]!) ? unwritten.secondVowel : unwritten.vowel;
  }
  if (letter === latin[at - 1]) return unwritten.doubled;
  if (letter === 'h') return unwritten.h;
  return letter === 'y' || letter === 'w' ? unwritten.glide : unwritten.consonant;
}

/** Latin spellings of each written form, the three most frequent; the rarest forms are left out to keep the file small. */
function attestedOf(pairs: readonly Pair[], costs: SpellingCosts): string[] {
  const spellings = compileSpellings(costs);
  const byForm = new Map<string, Map<string, number>>();
  for (const { form, latin, count } of pairs) {
    if (form.length < 2 || latin.length < 2) continue;
    if (align(form, latin, spellings, unwritten, Number.POSITIVE_INFINITY) > misaligned * form.length)
      continue;
    const row = byForm.get(form) ?? new Map<string, number>();
    byForm.set(form, row);
    row.set(latin, (row.get(latin) ?? 0) + count);
  }
  const lines = [...byForm]
    .map(([form, row]) => {
      const most = Math.max(...row.values());
      const kept = [...row].filter(([, count]) => count * 20 >= most).sort((a, b) => b[1] - a[1]);
      return { form, most, kept: kept.slice(0, 3) };
    })
    .filter(({ form, most }) => most >= 2 || nativeLetters.test(form))
    .sort((a, b) => b.most - a.most);
  const written: string[] = [];
  let size = 0;
  for (const { form, kept } of lines) {
    const line = [form, ...kept.flat()].join(' ');
    size += line.length + 4;
    if (size > mostAttested) break;
    written.push(line);
  }
  return written.sort();
}

/** How well true pairs part from random ones: costs per written letter, on pairs that were not learnt from. */
function report(name: string, held: readonly Pair[], costs: SpellingCosts): void {
  const spellings = compileSpellings(costs);
  const costOf = (form: string, latin: string) =>
    align(form, latin, spellings, unwritten, Number.POSITIVE_INFINITY) / 100 / form.length;
  const long = held.filter(({ form }) => form.length >= 3);
  let seed = 20_261_123;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const others = long.flatMap(({ form }) =>
    Array.from({ length: 30 }, () => costOf(form, long[Math.floor(random() * long.length)]!.latin)),
  );
  const trues = long.map(({ form, latin }) => costOf(form, latin));
  console.log(`${name}: ${trues.length} held-out pairs, ${others.length} random pairs`);
  for (const threshold of [0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3]) {
    const share = (list: readonly number[]) =>
      ((list.filter((cost) => cost <= threshold).length / list.length) * 100).toFixed(2);
    console.log(
      `  cost per letter <= ${threshold}: found ${share(trues)} %, falsely alike ${share(others)} %`,
    );
  }
}

/** The spellings of letters at the start of a word are counted apart from those inside. */
function withInitials(spellings: Spellings): Spellings {
  return { ...spellings, '^A': spellings.A!, '^E': spellings.E! };
}

const { values } = parseArgs({ options: { report: { type: 'boolean', default: false } } });
const kept = (pair: Pair) => !values.report || !heldOut(pair);

for (const [name, wikidata, more, spellings] of [
  ['arabic', pairsOfWikidata('wd_arabic_80', unvocalisedArabic), pairsOfWikipedia(), arabicSpellings],
  ['hebrew', pairsOfWikidata('wd_hebrew_80', unvocalisedHebrew), [], hebrewSpellings],
] as const) {
  const learnt = learn([...wikidata, ...more].filter(kept), withInitials(spellings));
  const costs = name === 'arabic' ? withStatedCosts(learnt) : learnt;
  if (values.report) {
    report(`${name}, Wikidata`, wikidata.filter(heldOut), costs);
    report(
      `${name}, Wikidata, met twice or more`,
      wikidata.filter((pair) => heldOut(pair) && pair.count > 1),
      costs,
    );
    if (more.length > 0) report(`${name}, Wikipedia titles`, more.filter(heldOut), costs);
    continue;
  }
  writeFileSync(join(target, `${name}-costs.data.json`), `${JSON.stringify({ costs }, null, 1)}\n`);
  const names = attestedOf(wikidata, costs);
  const body = names.map((line) => JSON.stringify(line)).join(',\n');
  writeFileSync(join(target, `${name}-attested.data.json`), `{"names":[\n${body}\n]}\n`);
  console.log(`${name}: ${names.length} attested forms`);
}
