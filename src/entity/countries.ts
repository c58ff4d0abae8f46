import data from './countries.data.json' with { type: 'json' };

/** A country, a territory, or a state that is no more, as a text names it. */
export interface Country {
  /**
   * ISO 3166-1 alpha-2 in small letters; for what ISO has no code for, FtM's: `xk`, `suhh`, `yucs`, `csxx`, `cshh`,
   * `dd`, `zr`, `ua-cri`, `ge-ab` …
   */
  readonly code: string;
  /** By what it was recognised. */
  readonly how: 'code2' | 'code3' | 'numeric' | 'name' | 'demonym' | 'historic';
  readonly original: string;
}

type How = Country['how'];

const iso: ReadonlySet<string> = new Set(data.iso.split(' '));
const ownNames: ReadonlyMap<string, string> = new Map(Object.entries(data.ownNames));
const codes2 = new Map(Object.entries(data.codes2));
const codes3 = new Map(Object.entries(data.codes3));
/** Where a country has had several codes, the first is that of today. */
const alpha3 = new Map(
  Object.entries(data.codes3)
    .reverse()
    .map(([printed, code]) => [code, printed]),
);
const numeric = new Map(Object.entries(data.numeric));
const historic = new Set(data.historic);
const unresolved = new Set(data.unresolved.map(foldCountry));
const formal = data.formal.map(foldCountry).sort((a, b) => b.length - a.length);
const behind = data.behind.map(foldCountry).sort((a, b) => b.length - a.length);
const longestText = 200;

/** True for a code that FtM's `country` properties may hold, e.g. `ru`, `xk`, `suhh`, `ua-cri`. */
export function isCountryCode(code: string): boolean {
  return iso.has(code) || ownNames.has(code);
}

/** The ISO 3166-1 alpha-3 code, in capitals, of a country as FtM writes it; undefined for what has none. */
export function alpha3Of(code: string): string | undefined {
  return alpha3.get(code)?.toUpperCase();
}

/**
 * Finds the country that a text names: a code (ISO 3166-1 alpha-2, alpha-3, numeric, ICAO Doc 9303), a name in one of
 * some 80 languages, a spelling that lists use (`Korea, North`, `Iran (Islamic Republic of)`), a demonym (`Afghan`),
 * or a state that is no more (`USSR`). Case, diacritics and punctuation do not matter; a remark in brackets is left
 * out where the name is not whole without it.
 *
 * Gives undefined where the text names none or could name two (`Korea`, `Congolese`), never a guess. `na` in small
 * letters, and `N/A`, are taken for "not available"; Namibia is `NA`. Several countries in one text: `parseCountries`.
 */
export function parseCountry(text: string): Country | undefined {
  const original = text.trim();
  if (original === '' || original.length > longestText) return undefined;
  const coded = byCode(original);
  if (coded !== undefined) return { ...coded, original };
  for (const form of formsOf(original)) {
    const found = lookUp(form);
    if (found === 'unresolved') return undefined;
    if (found !== undefined) return { ...found, original };
  }
  return undefined;
}

/**
 * Finds every country in a text that names several: `(1) Somali (2) Swedish`, `a) French, b) Tunisian`,
 * `Syria; Lebanon`, `Iranian national and US national`. `unread` holds the parts that name none.
 */
export function parseCountries(text: string): {
  readonly countries: readonly Country[];
  readonly unread: readonly string[];
} {
  const whole = parseCountry(text);
  if (whole !== undefined) return { countries: [whole], unread: [] };
  const countries: Country[] = [];
  const unread: string[] = [];
  if (text.length > 2000) return { countries, unread: [text] };
  const parts = text
    .replace(
      /(?:^|[\s,;])\(?(?:[a-hA-H]|\d{1,2})\)(?:\s*(?:-|to|and)?\s*\(?(?:[a-hA-H]|\d{1,2})\))*\s*/g,
      ';',
    )
    .split(/\s*[;|/\n]\s*|\s+and\s+|\s+&\s+/)
    .flatMap((part) => (parseCountry(part) === undefined && part.includes(',') ? part.split(',') : [part]));
  for (const part of parts.map((one) => one.replace(/^[\s,.]+|[\s,.]+$/g, ''))) {
    if (part === '' || /^(?:citizen|national)s?$/i.test(part)) continue;
    const found = parseCountry(part);
    if (found === undefined) unread.push(part);
    else if (!countries.some((one) => one.code === found.code)) countries.push(found);
  }
  return { countries, unread };
}

/** The name of a code in a language (BCP 47; English where the language has none); undefined for an unknown code. */
export function countryName(code: string, lang = 'en'): string | undefined {
  const own = ownNames.get(code);
  if (code !== 'xk' && code !== 'eu' && own !== undefined) return own;
  if (!isCountryCode(code)) return undefined;
  try {
    return new Intl.DisplayNames([lang, 'en'], { type: 'region' }).of(code.toUpperCase());
  } catch {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code.toUpperCase());
  }
}

function byCode(text: string): Omit<Country, 'original'> | undefined {
  const lower = text.toLowerCase();
  if (lower === 'n/a' || lower === 'n.a.' || text === 'na') return undefined;
  const settled = (code: string, how: How) => ({ code, how: historic.has(code) ? 'historic' : how });
  if (/^[a-z]{2}$/i.test(text)) {
    const code = codes2.get(lower) ?? lower;
    return isCountryCode(code) ? settled(code, 'code2') : undefined;
  }
  // Not `Nga`, which is Russia in Vietnamese, where NGA is Nigeria.
  if (/^(?:[a-z]{3}|[A-Z]{3})$/.test(text)) {
    const code = codes3.get(lower);
    if (code !== undefined) return settled(code, 'code3');
  }
  if (/^\d{3}$/.test(text)) {
    const code = numeric.get(text);
    return code === undefined ? undefined : settled(code, 'numeric');
  }
  const own = codes2.get(lower) ?? lower;
  if (ownNames.has(own)) return settled(own, 'code2');
  return undefined;
}

/** One form of a name: small letters, no diacritics, no punctuation, `and` and `saint` in full. */
function foldCountry(text: string): string {
  return text
    .replaceAll('İ', 'i')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640\u093c\u200b-\u200f]/g, '')
    .normalize('NFC')
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ی', 'ي')
    .replaceAll('ک', 'ك')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll('&', ' and ')
    .replace(/(?<=\b[a-z])\.(?=[a-z]\b)/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replace(/\bst(?= )/g, 'saint')
    .replace(/\bdem rep\b/g, 'democratic republic')
    .trim();
}

/** The forms under which a name is looked up, the most literal first. */
function* formsOf(text: string): Generator<string> {
  yield foldCountry(text);
  // `Congo, Democratic Republic of the`, `Iran (Islamic Republic of)`, `VIRGIN ISLANDS (BRITISH)`
  const turned = /^([^,()]+?)\s*(?:,\s*([^,()]+)|\(([^()]+)\)?)\s*[.,]*$/.exec(text);
  if (turned !== null) {
    const [, head, behindComma, inBrackets] = turned;
    yield foldCountry(`${behindComma ?? inBrackets} ${head}`);
  }
  if (/[([]/.test(text)) yield foldCountry(text.replace(/[([][^)\]]*(?:[)\]]|$)/g, ' '));
  // `Russia / Russie`: one country in two languages.
  const sides = text.split('/');
  if (sides.length === 2) {
    const [left, right] = [foldCountry(sides[0]!), foldCountry(sides[1]!)];
    const [a, b] = [lookUp(left), lookUp(right)];
    if (typeof a === 'object' && typeof b === 'object' && a.code === b.code) yield left;
  }
}

interface Entry {
  readonly code: string;
  readonly how: How;
}

function lookUp(form: string): Entry | 'unresolved' | undefined {
  let rest = form;
  for (let turn = 0; turn < 3; turn++) {
    if (unresolved.has(rest)) return 'unresolved';
    const found = ownEntries().get(rest) ?? worldEntries().get(rest);
    if (found === null) return 'unresolved';
    if (found !== undefined) return found;
    const shorter = withoutFormal(rest);
    if (shorter === rest || shorter === '') return undefined;
    rest = shorter;
  }
  return undefined;
}

function withoutFormal(form: string): string {
  const tail = behind.find((word) => form.endsWith(` ${word}`));
  if (tail !== undefined) return form.slice(0, -tail.length - 1);
  const head = formal.find((word) => form.startsWith(`${word} `));
  return head === undefined ? form : form.slice(head.length + 1);
}

let own: ReadonlyMap<string, Entry> | undefined;

/** English names, and the names, spellings and demonyms of the data file, which go before those of other languages. */
function ownEntries(): ReadonlyMap<string, Entry> {
  if (own !== undefined) return own;
  const entries = new Map<string, Entry>();
  const add = (name: string, code: string, how: How) => {
    const form = foldCountry(name);
    if (!entries.has(form)) entries.set(form, { code, how });
  };
  for (const [code, names] of Object.entries(data.historicNames))
    for (const name of names) add(name, code, 'historic');
  for (const [code, names] of Object.entries(data.names)) for (const name of names) add(name, code, 'name');
  for (const [code, name] of ownNames) if (!historic.has(code)) add(name, code, 'name');
  for (const [name, code] of namesIn('en')) add(name, code, 'name');
  for (const [code, names] of Object.entries(data.demonyms))
    for (const name of names) add(name, code, 'demonym');
  own = entries;
  return entries;
}

let world: ReadonlyMap<string, Entry | null> | undefined;

/** Names in other languages; null where languages disagree on what a name means. */
function worldEntries(): ReadonlyMap<string, Entry | null> {
  if (world !== undefined) return world;
  const entries = new Map<string, Entry | null>();
  for (const locale of data.locales) {
    for (const [name, code] of namesIn(locale)) {
      const form = foldCountry(name);
      if (form.length < 2 || (form.length < 4 && /^[a-z]+$/.test(form))) continue;
      const known = entries.get(form);
      if (known === undefined) entries.set(form, { code, how: 'name' });
      else if (known !== null && known.code !== code) entries.set(form, null);
    }
  }
  world = entries;
  return entries;
}

function* namesIn(locale: string): Generator<readonly [name: string, code: string]> {
  for (const style of ['long', 'short'] as const) {
    const names = new Intl.DisplayNames(locale, { type: 'region', style, fallback: 'none' });
    for (const code of [...iso, 'xk']) {
      const name = names.of(code.toUpperCase());
      if (name !== undefined) yield [name, code];
    }
  }
}
