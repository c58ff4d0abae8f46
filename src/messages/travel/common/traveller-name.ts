import type { Place, TravellerName } from '../manifest.ts';
import titles from './titles.data.json' with { type: 'json' };

const WORDS = new Set(titles.words);
const SUFFIXES = new Set(titles.suffixes);
/** Letters that must remain for something to be a title: AMR and OMRS are names. */
const LEAST_LETTERS = 2;

interface NameInput {
  readonly surname: string;
  readonly given: readonly string[];
  readonly place: Place;
  /** Letters that the format has room for in each part. */
  readonly room?: number;
  /** How the same traveller is named elsewhere: settles which glued title it is. */
  readonly known?: readonly TravellerName[];
}

/**
 * A name as reservation systems write it: titles and suffixes stand behind it, before it, or are glued to either.
 * A glued title may be part of the name (WILLIA-MS); the name with it is then another reading. Undefined where there
 * is no letter.
 */
export function travellerName({
  surname,
  given,
  place,
  room,
  known = [],
}: NameInput): TravellerName | undefined {
  const written = [tidy(surname), ...given.map(tidy)].filter((part) => part !== '').join('/');
  if (!/\p{L}/u.test(written)) return undefined;
  const found: string[] = [];
  const family = withoutSuffixes(withoutWords(tidy(surname), found), found);
  const parts = given.map(tidy).filter((part) => part !== '');
  const knownGiven = new Set(known.map((name) => squeezed(name.given.split(' ')[0] ?? '')));
  const first = unglued(withoutWords(parts[0] ?? '', found), found, knownGiven);
  const rest = parts.slice(1).map((part) => unglued(withoutWords(part, found), [], knownGiven));
  const join = (pick: (each: Unglued) => string) =>
    [first, ...rest]
      .map(pick)
      .filter((part) => part !== '')
      .join(' ');
  const name = { surname: family.name, given: join((each) => each.name) };
  const others = [
    { surname: family.whole, given: name.given },
    ...Array.from(
      { length: Math.max(first.others.length, ...rest.map(({ others }) => others.length)) },
      (_, i) => ({
        surname: name.surname,
        given: join(({ name: chosen, others }) => others[i] ?? chosen),
      }),
    ),
  ].filter((each) => each.surname !== name.surname || each.given !== name.given);
  return {
    ...name,
    titles: found,
    written,
    readings: others,
    mayBeCut: room !== undefined && [surname, ...given].some((part) => part.length >= room),
    place,
  };
}

/** A name in one piece, whose order is not told; `SURNAME/GIVEN` and `SURNAME, GIVEN` tell it. */
export function nameInOnePiece(text: string, place: Place, room?: number): TravellerName | undefined {
  const parted = /^([^/,]+)[/,](.+)$/.exec(text);
  if (parted !== null) {
    return travellerName({
      surname: parted[1]!,
      given: parted[2]!.split('/'),
      place,
      ...(room === undefined ? {} : { room }),
    });
  }
  const found: string[] = [];
  const words = withoutWords(tidy(text), found).split(' ');
  if (!/\p{L}/u.test(words.join(''))) return undefined;
  const last = { surname: words.at(-1)!, given: words.slice(0, -1).join(' ') };
  const first = { surname: words[0]!, given: words.slice(1).join(' ') };
  return {
    ...last,
    titles: found,
    written: tidy(text),
    readings: words.length === 1 ? [] : [first],
    mayBeCut: room !== undefined && text.length >= room,
    place,
  };
}

/** Whether two names can be those of one traveller: one part of both is alike, blanks and titles left aside. */
export function canBeSame(one: TravellerName, other: TravellerName): boolean {
  const surnames = [one, other].map(({ surname }) => squeezed(surname));
  if (surnames.every((name) => name !== '') && overlap(surnames[0]!, surnames[1]!)) {
    return (
      overlap(squeezed(one.given), squeezed(other.given)) || sharesWord(one, other) || isInitial(one, other)
    );
  }
  return isCrossed(one, other);
}

/** As `canBeSame`, for two names that are known to belong together: any word in common will do. */
export function hasCommonWord(one: TravellerName, other: TravellerName): boolean {
  return (
    canBeSame(one, other) || overlap(squeezed(one.surname), squeezed(other.surname)) || sharesWord(one, other)
  );
}

function sharesWord(one: TravellerName, other: TravellerName): boolean {
  const words = new Set(wordsOf(one));
  return wordsOf(other).some((word) => words.has(word));
}

function wordsOf({ given, readings }: TravellerName): string[] {
  return [given, ...readings.map((reading) => reading.given)]
    .flatMap((text) => text.split(' '))
    .filter((word) => word.length > 1);
}

function isInitial(one: TravellerName, other: TravellerName): boolean {
  const [a, b] = [one.given, other.given];
  return Math.min(a.length, b.length) === 1 && a[0] === b[0];
}

/** Surname and given name changed places, or all stands in one of them. */
function isCrossed(one: TravellerName, other: TravellerName): boolean {
  const whole = ({ surname, given }: TravellerName) => [...`${surname} ${given}`.split(' ')].sort().join('');
  return whole(one) === whole(other);
}

/** One begins with the other; nothing is known of an empty one. */
function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function squeezed(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

function tidy(text: string): string {
  return text.toUpperCase().replace(/\s+/g, ' ').trim();
}

function withoutWords(text: string, found: string[]): string {
  const words = text.split(' ');
  const isTitle = (word: string | undefined) => word !== undefined && WORDS.has(word.replace(/[.()]/g, ''));
  while (words.length > 1 && isTitle(words.at(-1))) found.push(words.pop()!);
  while (words.length > 1 && isTitle(words[0])) found.push(words.shift()!);
  return words.join(' ');
}

function withoutSuffixes(text: string, found: string[]): { readonly name: string; readonly whole: string } {
  const words = text.split(' ');
  while (words.length > 1 && SUFFIXES.has(words.at(-1)!)) found.push(words.pop()!);
  const name = words.join(' ');
  const suffix = titles.suffixesGlued.find(
    (each) => name.endsWith(each) && name.length - each.length > LEAST_LETTERS,
  );
  if (suffix === undefined) return { name, whole: name };
  found.push(suffix);
  return { name: name.slice(0, -suffix.length), whole: name };
}

interface Unglued {
  readonly name: string;
  readonly others: readonly string[];
}

/** Takes a glued title off. Of several that fit, the one that leaves a known name, else the longest. */
function unglued(text: string, found: string[], known: ReadonlySet<string>): Unglued {
  if (text === '' || known.has(squeezed(text))) return { name: text, others: [] };
  const fits = titles.glued.flatMap((title) => {
    const rests: { title: string; rest: string }[] = [];
    if (text.endsWith(title)) rests.push({ title, rest: text.slice(0, -title.length).trim() });
    if (text.startsWith(title)) rests.push({ title, rest: text.slice(title.length).trim() });
    return rests.filter(({ rest }) => squeezed(rest).length >= LEAST_LETTERS);
  });
  if (fits.length === 0) return { name: text, others: [] };
  const isKnown = fits.find(({ rest }) => known.has(squeezed(rest)));
  const { title, rest } = isKnown ?? fits[0]!;
  found.push(title);
  // Where another place names the same, there is no doubt left.
  return {
    name: rest,
    others: isKnown !== undefined ? [] : [text, ...fits.slice(1).map((each) => each.rest)],
  };
}
