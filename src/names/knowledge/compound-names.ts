import { Remembered } from '../remembered.ts';
import data from './compound-names.data.json' with { type: 'json' };
import { formsOf, nativeForm } from './native-form.ts';

/** A name of two or three words that is one name: Abd al-Rahman, Nur al-Din, Nasr Allah. */
export interface CompoundName {
  /** How many tokens it covers, 1 where it is written joined. */
  readonly length: number;
  /** One spelling for all its variants: `abdrahman`, `nurdin`, `nasrallah`. */
  readonly canonical: string;
  /** `servant`: Abd al-… and Ghulam …; `faith`: … al-Din; `god`: … Allah. */
  readonly kind: 'servant' | 'faith' | 'god';
}

type Spellings = ReadonlyMap<string, string>;

/** Spelling to canonical part; `joined` leaves out the forms marked as words of their own. */
function spellings(parts: Readonly<Record<string, string>>): {
  split: Spellings;
  joined: Spellings;
  longest: number;
} {
  const split = new Map<string, string>();
  const joined = new Map<string, string>();
  let longest = 0;
  for (const [canonical, cell] of Object.entries(parts)) {
    for (const marked of formsOf(cell)) {
      const form = marked.replace(/~$/u, '');
      if (!split.has(form)) split.set(form, canonical);
      if (form === marked && !joined.has(form)) joined.set(form, canonical);
      longest = Math.max(longest, form.length);
    }
  }
  return { split, joined, longest };
}

/** Tails of one token and of two (`al din`): canonical is the same for all, so a set is enough. */
function tailsOf(cell: string): { single: ReadonlySet<string>; double: ReadonlySet<string> } {
  const forms = formsOf(cell);
  return {
    single: new Set(forms.filter((form) => !form.includes(' '))),
    double: new Set(forms.filter((form) => form.includes(' '))),
  };
}

const heads = spellings(data.heads);
const attributes = spellings(data.attributes);
const bareHeads: ReadonlySet<string> = new Set(formsOf(data.bareHeads));
const humanNames: ReadonlySet<string> = new Set(formsOf(data.humanNames));
const ARTICLES: ReadonlySet<string> = new Set(
  'al el il ol ul ar er ur as es us ash esh ush at et ut ad ed ud az ez uz an en un ال'.split(' '),
);
const tailed = (['faith', 'god'] as const).map((kind) => ({
  kind,
  ending: kind === 'faith' ? 'din' : 'allah',
  heads: spellings(data[kind].heads),
  tails: tailsOf(data[kind].tails),
}));
const SHORTEST_HEAD = 2;
const SHORTEST_TAIL = 2;

function joinedServant(token: string): string | undefined {
  for (let cut = Math.min(heads.longest, token.length - 2); cut >= 2; cut--) {
    const head = heads.joined.get(token.slice(0, cut));
    const attribute = head === undefined ? undefined : attributes.joined.get(token.slice(cut));
    if (attribute !== undefined) return head + attribute;
  }
  return undefined;
}

/** Compound names written as one word, by the word: looked for at every cut, so remembered. */
const written = new Remembered<string, CompoundName | null>(100_000);

function writtenJoined(token: string): CompoundName | undefined {
  return written.of(token, readJoined) ?? undefined;
}

function readJoined(token: string): CompoundName | null {
  const canonical = joinedServant(token);
  return canonical === undefined ? (joinedTailed(token) ?? null) : { length: 1, canonical, kind: 'servant' };
}

function joinedTailed(token: string): CompoundName | undefined {
  for (const { kind, ending, heads: firsts, tails } of tailed) {
    for (let cut = SHORTEST_HEAD; cut <= token.length - SHORTEST_TAIL; cut++) {
      if (!tails.single.has(token.slice(cut))) continue;
      const first = firsts.joined.get(token.slice(0, cut));
      if (first !== undefined) return { length: 1, canonical: first + ending, kind };
    }
  }
  return undefined;
}

function servantAt(token: string, tokens: readonly string[], index: number): CompoundName | undefined {
  const head = heads.split.get(token);
  const second = tokens[index + 1];
  if (head === undefined || second === undefined) return undefined;
  const next = nativeForm(second);
  const third = tokens[index + 2];
  if (third !== undefined && ARTICLES.has(next)) {
    const attribute = attributes.split.get(nativeForm(third));
    if (attribute !== undefined) return { length: 3, canonical: head + attribute, kind: 'servant' };
  }
  const attribute = attributes.split.get(next);
  if (attribute === undefined || (bareHeads.has(token) && humanNames.has(attribute))) return undefined;
  return { length: 2, canonical: head + attribute, kind: 'servant' };
}

function tailedAt(token: string, tokens: readonly string[], index: number): CompoundName | undefined {
  for (const { kind, ending, heads: firsts, tails } of tailed) {
    const head = firsts.split.get(token);
    if (head === undefined || index + 1 >= tokens.length) continue;
    const next = nativeForm(tokens[index + 1]!);
    const afterNext = nativeForm(tokens[index + 2] ?? '');
    if (afterNext !== '' && tails.double.has(`${next} ${afterNext}`))
      return { length: 3, canonical: head + ending, kind };
    if (tails.single.has(next)) return { length: 2, canonical: head + ending, kind };
  }
  return undefined;
}

/**
 * Takes normalised tokens and a place; gives the compound name that starts there, written joined or in up to
 * three tokens, or undefined. `abd al rahman`, `abdul rahman`, `abdurrahman` and `عبد الرحمن` all give `abdrahman`.
 */
export function compoundNameAt(tokens: readonly string[], index: number): CompoundName | undefined {
  if (index < 0 || index >= tokens.length) return undefined;
  const token = nativeForm(tokens[index]!);
  const whole = writtenJoined(token);
  if (whole?.kind === 'servant') return whole;
  return servantAt(token, tokens, index) ?? tailedAt(token, tokens, index) ?? whole;
}
