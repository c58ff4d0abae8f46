/**
 * Makes data/starter/ from a publication of the UN Security Council's list: the facts by which a designated person
 * or group is recognised, and none of the narrative.
 *
 *   node scripts/make-starter.ts [--check] [FILE.xml]
 *
 * FILE is by default the newest of the corpus (RIEGEL_CORPUS, or ../shared). With --check nothing is written; the
 * exit code is 1 when data/starter/ is not what would be written. Without a corpus, --check says so and passes.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Entity, type ValueNote, valuesOf } from '../src/entity/index.ts';
import { type StarterAbout, sourceById } from '../src/lists/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'data', 'starter');
const FILE = 'entities.ftm.json';

/** The two committees on terrorism; their designations are numbered QDi, QDe and TAi, TAe. */
const PROGRAMMES = ['UN-SC1267', 'UN-SC1988'];

/** Facts, by schema. What stands nowhere here (comments, designations in words, remarks, summaries) is left out. */
const THING = [
  'name',
  'alias',
  'weakAlias',
  'previousName',
  'title',
  'country',
  'address',
  'addressEntity',
  'idNumber',
  'taxNumber',
  'socialSecurityNumber',
  'keywords',
  'programId',
  'program',
  'topics',
];
const PERSON = ['firstName', 'secondName', 'middleName', 'fatherName', 'lastName', 'nationality', 'gender'];
const BIRTH = ['birthDate', 'birthPlace', 'birthCountry', 'passportNumber'];
const DOCUMENT = [
  'holder',
  'number',
  'passportNumber',
  'type',
  'country',
  'authority',
  'startDate',
  'endDate',
];
const FACTS: Readonly<Record<string, readonly string[]>> = {
  Person: [...THING, ...PERSON, ...BIRTH],
  Organization: THING,
  Address: ['full', 'street', 'city', 'region', 'postalCode', 'country'],
  Identification: DOCUMENT,
  Passport: DOCUMENT,
  Sanction: [
    'entity',
    'authority',
    'country',
    'unscId',
    'authorityId',
    'programId',
    'program',
    'listingDate',
    'startDate',
  ],
};

/** Longer than any fact on the list (the longest is an alias that strings eight names together): beyond it is prose that found its way in. */
const LONGEST_FACT = 400;

const { values: options, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const corpus = process.env.RIEGEL_CORPUS ?? join(ROOT, '..', 'shared');
const publication = positionals[0] ?? join(corpus, 'lists', 'un', 'UN_consolidated_2026-02-27.xml');
if (options.check && !existsSync(publication)) {
  console.log(`Not checked: ${publication} is not here. Set RIEGEL_CORPUS.`);
} else {
  const made = await make(publication);
  if (options.check) await check(made);
  else {
    await mkdir(FOLDER, { recursive: true });
    for (const [name, text] of made) await writeFile(join(FOLDER, name), text);
    console.log(
      `Written to ${FOLDER}: ${[...made].map(([name, text]) => `${name} ${Buffer.byteLength(text)} bytes`).join(', ')}`,
    );
  }
}

async function check(made: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of made) {
    if ((await readFile(join(FOLDER, name), 'utf8').catch(() => '')) === text) continue;
    console.error(`data/starter/${name} is not what scripts/make-starter.ts makes of ${publication}`);
    process.exitCode = 1;
  }
}

/** File name to content. */
async function make(path: string): Promise<Map<string, string>> {
  const source = sourceById('un_sc_sanctions');
  const format = source?.formats[0];
  const url = format?.files[0]?.url;
  if (source === undefined || format === undefined || url === undefined)
    throw new Error('The UN source is not registered');
  const bytes = await readFile(path);
  const { entities, publishedAt } = format.parse([{ name: format.files[0]!.name, bytes }], source);
  if (publishedAt === undefined) throw new Error('The publication states no date');

  const facts = factsOf(entities);
  const text = facts.map((entity) => `${JSON.stringify(entity)}\n`).join('');
  const designations = facts.filter(({ target }) => target === true).length;
  const about: StarterAbout = {
    notice:
      `DATED STARTER. ${designations} designations of two UN committees as published on ${publishedAt.slice(0, 10)}, for ` +
      'trying Riegel out. It is no list in force: people have been listed and delisted since, and all other lists are ' +
      'missing. Replace it with "riegel lists update" before anything depends on the answer.',
    sourceId: source.id,
    source: source.title,
    authority: source.authority,
    url,
    licence: source.licence,
    publishedAt,
    publicationSha256: sha256(bytes),
    programmes: [...new Set(facts.flatMap((entity) => valuesOf(entity, 'program')))].sort(),
    designations,
    entities: facts.length,
    file: FILE,
    sha256: sha256(text),
  };
  return new Map([
    [FILE, text],
    ['starter.json', `${JSON.stringify(about, null, 2)}\n`],
  ]);
}

/** The designations of the two committees with their addresses, documents and sanctions, in the order of their ids. */
function factsOf(entities: readonly Entity[]): Entity[] {
  const designated = entities.filter(
    (entity) => entity.target === true && valuesOf(entity, 'programId').some((id) => PROGRAMMES.includes(id)),
  );
  const ids = new Set(designated.flatMap((entity) => [entity.id, ...valuesOf(entity, 'addressEntity')]));
  return entities
    .filter(
      (entity) =>
        ids.has(entity.id) || ['holder', 'entity'].some((p) => valuesOf(entity, p).some((id) => ids.has(id))),
    )
    .map(onlyFacts)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function onlyFacts({ id, schema, caption, properties, datasets, referents, target, notes }: Entity): Entity {
  const allowed = FACTS[schema];
  if (allowed === undefined) throw new Error(`${id}: no facts are known of schema ${schema}`);
  const kept = Object.keys(properties).filter((property) => allowed.includes(property));
  const said = kept.flatMap((property) => {
    const sparse = trimmed((notes?.[property] ?? []).map(onlyFactsOfNote));
    return sparse.length === 0 ? [] : [[property, sparse] as const];
  });
  for (const value of kept.flatMap((property) => properties[property]!)) {
    if (value.length > LONGEST_FACT) throw new Error(`${id}: too long for a fact: ${value}`);
  }
  return {
    id,
    schema,
    caption,
    properties: Object.fromEntries(kept.map((property) => [property, properties[property]!])),
    datasets,
    ...(referents === undefined ? {} : { referents }),
    ...(target === undefined ? {} : { target }),
    ...(said.length === 0 ? {} : { notes: Object.fromEntries(said) }),
  };
}

/** What bears on matching: alias quality, exactness of a date. The element and the source's own words are left out. */
function onlyFactsOfNote(note: ValueNote | null): ValueNote | null {
  const kept: ValueNote = {
    ...(note?.quality === undefined ? {} : { quality: note.quality }),
    ...(note?.kind === 'original script' ? { kind: note.kind } : {}),
    ...(note?.lang === undefined ? {} : { lang: note.lang }),
    ...(note?.precision === undefined ? {} : { precision: note.precision }),
    ...(note?.until === undefined ? {} : { until: note.until }),
  };
  return Object.keys(kept).length === 0 ? null : kept;
}

/** A row of notes may be shorter than the values. */
function trimmed(notes: readonly (ValueNote | null)[]): (ValueNote | null)[] {
  return notes.slice(0, notes.findLastIndex((note) => note !== null) + 1);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
