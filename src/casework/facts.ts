import { propertyType } from '../entity/index.ts';
import type { AlertRow, FactDigests, PairView } from '../store/index.ts';

/** A side of a pair: a subject, or an entity with the documents that its list gives it. */
interface Described {
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/** What a change of must be looked at again: the facts that tell one person from another. */
const FACTS = ['schema', 'name', 'birthDate', 'nationality', 'document'] as const;
type Fact = (typeof FACTS)[number];

/** Properties whose FtM type does not say it. A place of residence stands in `country` as often as a nationality. */
const FACT_OF_PROPERTY: Readonly<Record<string, Fact>> = {
  firstName: 'name',
  secondName: 'name',
  middleName: 'name',
  fatherName: 'name',
  motherName: 'name',
  lastName: 'name',
  nameSuffix: 'name',
  birthDate: 'birthDate',
  incorporationDate: 'birthDate',
  nationality: 'nationality',
  citizenship: 'nationality',
  jurisdiction: 'nationality',
  country: 'nationality',
  flag: 'nationality',
  callSign: 'document',
  publicKey: 'document',
};

/** Views kept of a pair: enough for every door and spelling in use. One that is forgotten is only looked at again. */
const MOST_VIEWS = 12;

/**
 * Digests of the facts that matter, `digest` being keyed: from a plain digest of a date of birth the date is found
 * in no time. Order, letter size and blanks do not count.
 */
export function factsOf(described: Described, digest: (text: string) => string): FactDigests {
  const values = valuesOf(described);
  return Object.fromEntries(
    FACTS.map((fact) => {
      const sorted = [...values[fact]].sort();
      return [fact, sorted.length === 0 ? '' : digest(`${fact}\n${JSON.stringify(sorted)}`)];
    }),
  );
}

function valuesOf({ schema, properties }: Described): Record<Fact, Set<string>> {
  const values: Record<Fact, Set<string>> = {
    schema: new Set([schema]),
    name: new Set(),
    birthDate: new Set(),
    nationality: new Set(),
    document: new Set(),
  };
  for (const [property, all] of Object.entries(properties)) {
    const fact = factOf(schema, property);
    if (fact === undefined) continue;
    for (const value of all) {
      const plain = value.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
      if (plain !== '') values[fact].add(plain);
    }
  }
  return values;
}

/**
 * Which facts a listing brings that none of the others says: what a decision on these did not see. Lists write the
 * same thing in their own ways, so a name brings nothing where all its words stand in one known name, nor a date
 * that a known one makes more precise, nor a number that differs in its punctuation alone.
 */
export function factsBrought(listing: Described, known: readonly Described[]): readonly string[] {
  const brought = valuesOf(listing);
  const all = known.map(valuesOf);
  return FACTS.filter((fact) => {
    const seen = all.flatMap((values) => [...values[fact]]);
    return [...brought[fact]].some((value) => !seen.some((other) => SAYS[fact](other, value)));
  });
}

const isEqual = (known: string, value: string) => known === value;
const words = (name: string) => name.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [name];
const signs = (number: string) => number.replace(/[^\p{L}\p{N}]+/gu, '');

/** Whether a known value says what another does. */
const SAYS: Readonly<Record<Fact, (known: string, value: string) => boolean>> = {
  schema: isEqual,
  name: (known, value) => new Set(words(value)).isSubsetOf(new Set(words(known))),
  birthDate: (known, value) => known.startsWith(value),
  nationality: isEqual,
  document: (known, value) => signs(known) === signs(value),
};

function factOf(schema: string, property: string): Fact | undefined {
  const known = FACT_OF_PROPERTY[property];
  if (known !== undefined) return known;
  const type = propertyType(schema, property);
  if (type === 'name') return 'name';
  return type === 'identifier' ? 'document' : undefined;
}

export function hasView(views: readonly PairView[], view: PairView): boolean {
  return views.some((known) => changes(known, view).length === 0);
}

/** The views with one more, the latest last. */
export function withView(views: readonly PairView[], view: PairView): AlertRow['views'] {
  return hasView(views, view) ? views : [...views, view].slice(-MOST_VIEWS);
}

/** What is other than when the pair was last looked at: `subject.name`, `entity.birthDate` … */
export function changesSince(views: readonly PairView[], view: PairView): string[] {
  const last = views.at(-1);
  return last === undefined ? ['unknown'] : changes(last, view);
}

function changes(before: PairView, after: PairView): string[] {
  return (['subject', 'entity'] as const).flatMap((side) =>
    FACTS.filter((fact) => before[side][fact] !== after[side][fact]).map((fact) => `${side}.${fact}`),
  );
}
