import type { SpanSchema } from './spans.ts';
import words from './unspaced-words.data.json' with { type: 'json' };

/** A listed name of a script that writes words together. */
export interface UnspacedName {
  readonly text: string;
  readonly schema: SpanSchema;
}

/** A place in a text, by UTF-16 offsets, where such a name stands letter by letter. */
export interface UnspacedSpan {
  readonly start: number;
  readonly end: number;
  readonly schema: SpanSchema;
}

const LETTER =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;
/** A name may hold figures (`제2자연과학원`), but does not begin with one. */
const FIGURE = /\p{Nd}/u;
/** What may stand within a name: blanks, one line end, dots between the parts of a foreign name, brackets. */
const WITHIN = /^(?:[^\S\n]|\n(?!\s*\n)|[·・‧•=＝()（）])$/u;
const HAN = /^\p{Script=Han}+$/u;
const HANGUL = /^\p{Script=Hangul}+$/u;
/** Fewer letters are part of too many other words; two ideographs count beside a title, or alone. */
const SHORTEST: Readonly<Record<SpanSchema, number>> = { Person: 3, Organization: 4, Vessel: 4 };
const SHORTEST_BESIDE_TITLE = 2;
/** Longer names of such scripts are not looked for letter by letter. */
const LONGEST = 60;

const PARTICLES = new Set(words.particles);
const NEVER = new Set(words.never);

/** One letter deeper into the listed names. */
interface Branch {
  readonly next: Map<string, Branch>;
  schemata?: Set<SpanSchema>;
}

/** Whether a text has letters of a script that writes words together. */
export function isUnspaced(text: string): boolean {
  return LETTER.test(text);
}

/**
 * The listed names of scripts that write words together, to be found within a run of letters: where a name ends only
 * the names themselves can say. Blanks and dots count on neither side.
 */
export class UnspacedNames {
  private readonly root: Branch = { next: new Map() };

  constructor(names: Iterable<UnspacedName>) {
    for (const { text, schema } of names) {
      const letters = lettersOf(text);
      if (letters === undefined || NEVER.has(letters.join(''))) continue;
      let branch = this.root;
      for (const letter of letters) {
        let next = branch.next.get(letter);
        if (next === undefined) {
          next = { next: new Map() };
          branch.next.set(letter, next);
        }
        branch = next;
      }
      branch.schemata ??= new Set();
      branch.schemata.add(schema);
    }
  }

  /** All places where one of the names stands; they may overlap. */
  *spans(text: string): Generator<UnspacedSpan> {
    for (const run of runsOf(text)) {
      for (let from = 0; from < run.length; from++) {
        let branch: Branch | undefined = this.root;
        for (let at = from; at < run.length; at++) {
          branch = branch.next.get(run[at]!.letter);
          if (branch === undefined) break;
          for (const schema of branch.schemata ?? []) {
            if (standsAlone(run, from, at + 1, schema)) {
              yield { start: run[from]!.start, end: run[at]!.end, schema };
            }
          }
        }
      }
    }
  }
}

/** The letters of a name all of whose letters are of such scripts; undefined for others. */
function lettersOf(name: string): readonly string[] | undefined {
  const signs = [...name.normalize('NFKC')].filter((sign) => /[\p{L}\p{M}\p{N}ー]/u.test(sign));
  const fits = signs.every((sign) => LETTER.test(sign) || FIGURE.test(sign)) && LETTER.test(signs[0] ?? '');
  return fits && signs.length > 1 && signs.length <= LONGEST ? signs : undefined;
}

interface Placed {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
  /** Nothing but letters stands between it and the letter before. */
  readonly joined: boolean;
}

/** Letters that a name may go through, with their places. */
function* runsOf(text: string): Generator<readonly Placed[]> {
  let run: Placed[] = [];
  let joined = false;
  for (let start = 0; start < text.length; ) {
    const sign = String.fromCodePoint(text.codePointAt(start)!);
    const end = start + sign.length;
    if (LETTER.test(sign) || FIGURE.test(sign)) {
      run.push({ letter: sign.normalize('NFKC'), start, end, joined });
      joined = true;
    } else {
      joined = false;
      if (!WITHIN.test(sign) && run.length > 0) {
        yield run;
        run = [];
      }
    }
    start = end;
  }
  if (run.length > 0) yield run;
}

/** Whether the letters from one place to another may be a name of their own and not part of another word. */
function standsAlone(run: readonly Placed[], from: number, to: number, schema: SpanSchema): boolean {
  const name = run
    .slice(from, to)
    .map(({ letter }) => letter)
    .join('');
  let wordEnd = to;
  while (wordEnd < run.length && run[wordEnd]!.joined) wordEnd++;
  const rest = run
    .slice(to, wordEnd)
    .map(({ letter }) => letter)
    .join('');
  if (HANGUL.test(name)) {
    if (run[from]!.joined && from > 0) return false;
    return rest === '' || PARTICLES.has(rest);
  }
  if (to - from >= SHORTEST[schema]) return true;
  if (!HAN.test(name) || schema !== 'Person' || to - from < SHORTEST_BESIDE_TITLE) return false;
  const begins = from === 0 || !run[from]!.joined;
  return (begins && rest === '') || words.titles.some((title) => rest.startsWith(title));
}
