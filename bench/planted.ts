/**
 * Are designated parties found in payments? `npm run eval:payments`. Names of real designations, whole and with each of
 * the testers' manipulations, are planted into the real messages of `../shared/messages`, in every field that holds a
 * name and in the free texts; and the same messages with ordinary people of no list in place of their parties are
 * counted when they alert. `--scale S` takes a share of the cases (0.1). Prints both figures and asserts nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type PaymentParty,
  type PaymentTransaction,
  type PlacedText,
  readPaymentDocuments,
} from '../src/messages/index.ts';
import { PaymentScreener } from '../src/screening/index.ts';
import { corpusFile } from './data/corpus.ts';
import { people } from './data/labelled.ts';
import { type PerturbedCase, perturbedCases } from './measure/perturbed.ts';
import { openScene } from './measure/scene.ts';
import { drawn, type Random, randomOf } from './seed.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '0.1' },
    clean: { type: 'string', default: '2000' },
    misses: { type: 'boolean', default: false },
  },
});

/** A message and the places in it where a name can stand. */
interface Carrier {
  readonly file: string;
  readonly source: string;
  readonly names: readonly PlacedText[];
  readonly texts: readonly PlacedText[];
  readonly accounts: readonly PlacedText[];
}

const folder = corpusFile('messages');
if (folder === undefined) {
  console.log('There are no messages in ../shared/messages: nothing is measured');
} else {
  const scene = await openScene(
    Number(values.scale),
    (text) => process.stderr.write(`${text}\n`),
    () => {},
  );
  const screener = new PaymentScreener(scene.index);
  const carriers = carriersIn(folder);
  console.log(`${carriers.length} messages that name somebody`);
  planted(perturbedCases({ ...scene, progress: () => {} }), carriers, screener);
  clean(Number(values.clean), carriers, screener);
}

function carriersIn(root: string): Carrier[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:xml|fin|txt|rje)$/i.test(name) && !/readme|index/i.test(name))
    .sort();
  return files.flatMap((file) => {
    const bytes = readFileSync(join(root, file));
    if (bytes.length > 40_000) return [];
    const source = bytes.toString('utf8').replace(/^\uFEFF/, '');
    const transactions = transactionsOf(file, source);
    const names: PlacedText[] = [];
    const texts: PlacedText[] = [];
    const accounts: PlacedText[] = [];
    for (const { parties, freeTexts, inherited } of transactions) {
      for (const party of [...parties, ...inherited.parties]) collect(party, names, accounts);
      for (const text of freeTexts) if (text.kind === 'remittance') texts.push(text);
    }
    const own = (each: PlacedText) => each.pieces === undefined;
    const unique = (all: readonly PlacedText[]) => [
      ...new Map(all.filter(own).map((each) => [each.start, each])).values(),
    ];
    if (names.length === 0) return [];
    return [{ file, source, names: unique(names), texts: unique(texts), accounts: unique(accounts) }];
  });
}

function collect(party: PaymentParty, names: PlacedText[], accounts: PlacedText[]): void {
  names.push(...party.names);
  for (const { other } of party.accounts) if (other !== undefined) accounts.push(other.number);
  for (const related of party.related) collect(related, names, accounts);
}

function transactionsOf(name: string, source: string): readonly PaymentTransaction[] {
  const documents = readPaymentDocuments({ name, bytes: Buffer.from(source) });
  return documents.flatMap(({ transactions }) => transactions);
}

/** Puts other texts in the places, the last first. */
function replaced(source: string, at: readonly (readonly [PlacedText, string])[]): string {
  const xml = /^\s*</.test(source);
  const written = (text: string) => (xml ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;') : text);
  return at
    .toSorted(([a], [b]) => b.start - a.start)
    .reduce((text, [{ start, end }, name]) => text.slice(0, start) + written(name) + text.slice(end), source);
}

function planted(
  cases: Iterable<PerturbedCase>,
  carriers: readonly Carrier[],
  screener: PaymentScreener,
): void {
  const fields = new Map<string, [found: number, all: number]>();
  const treatments = new Map<string, [found: number, all: number]>();
  const count = (map: typeof fields, key: string, found: boolean) => {
    const [before, all] = map.get(key) ?? [0, 0];
    map.set(key, [before + Number(found), all + 1]);
  };
  for (const one of cases) {
    const { base, treatment, bearer } = one;
    const random = randomOf(`planted:${treatment.id}:${base.entity.id}`);
    const at = placeFor(one, carriers, random);
    if (at === undefined) continue;
    const { carrier, place, text, field } = at;
    const source = replaced(carrier.source, [[place, text]]);
    const found = transactionsOf(carrier.file, source).some((transaction) =>
      screener.screen({ transaction }, carrier.file).matches.some(({ match }) => match.id === base.entity.id),
    );
    count(fields, field, found);
    count(fields, 'all', found);
    count(treatments, `${treatment.id}, ${bearer}`, found);
    if (!found && values.misses) {
      console.log(
        `MISS ${treatment.id} ${field}: ${JSON.stringify(text)} | ${base.entity.caption} in ${carrier.file}`,
      );
    }
  }
  const share = ([found, all]: readonly [number, number]) =>
    `${((100 * found) / all).toFixed(2)} % of ${all}`;
  for (const [field, counted] of fields) console.log(`planted, ${field}: ${share(counted)} found`);
  const worst = [...treatments].filter(([, [found, all]]) => found < all);
  worst.sort(([, a], [, b]) => a[0] / a[1] - b[0] / b[1]);
  for (const [treatment, counted] of worst.slice(0, 15)) console.log(`  ${treatment}: ${share(counted)}`);
}

function placeFor({ altered, bearer }: PerturbedCase, carriers: readonly Carrier[], random: Random) {
  const wallet = altered.properties?.publicKey?.[0];
  const text = altered.text ?? altered.name ?? wallet;
  if (text === undefined) return undefined;
  const wanted: 'accounts' | 'texts' | 'names' =
    bearer === 'wallet'
      ? random.chance(0.5)
        ? 'accounts'
        : 'texts'
      : altered.text === undefined
        ? 'names'
        : 'texts';
  const fitting = carriers.filter((carrier) => carrier[wanted].length > 0);
  const carrier = random.pick(fitting);
  const place = random.pick(carrier[wanted]);
  const field =
    wanted === 'names' ? (/FinInstnId/.test(place.path) ? 'name of an agent' : 'name of a party') : wanted;
  return { carrier, place, text, field };
}

/** Ordinary people in place of everybody who is named, agents aside. */
function clean(count: number, carriers: readonly Carrier[], screener: PaymentScreener): void {
  const names = people('people-unlisted-global.csv')?.map(({ name }) => name);
  const alerting = new Set(carriers.filter(({ file, source }) => alerts(file, source, screener)));
  console.log(`as they are: ${alerting.size} of ${carriers.length} messages alert`);
  if (values.misses) for (const { file } of alerting) console.log(`ALERT ${file}`);
  // What is in a sample message beside its parties (`COMMERCIAL BANK`) is no work of ours.
  const quiet = carriers.filter((carrier) => !alerting.has(carrier));
  if (names === undefined) return;
  let alerted = 0;
  let persons = 0;
  const named = drawn(names, count * 2, 'clean', (name) => name);
  for (let at = 0; at < count; at++) {
    const carrier = quiet[at % quiet.length]!;
    const random = randomOf(`clean:${at}`);
    const places = carrier.names.filter(({ path }) => !/FinInstnId/.test(path)).slice(0, 2);
    persons += places.length;
    const source = replaced(
      carrier.source,
      places.map((place) => [place, random.pick(named)] as const),
    );
    if (alerts(carrier.file, source, screener)) alerted++;
  }
  console.log(
    `clean: ${alerted} of ${count} messages alert, ${((1000 * alerted) / count).toFixed(1)} per 1,000, with ${persons} ordinary people in them`,
  );
}

function alerts(file: string, source: string, screener: PaymentScreener): boolean {
  return transactionsOf(file, source).some(
    (transaction) => screener.screen({ transaction }, file).outcome === 'alert',
  );
}
