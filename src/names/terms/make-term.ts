import { isKnownName, surpriseOf } from '../frequency/commonness.ts';
import { romaniseWord } from '../romanise/romanise.ts';
import type { Script } from '../script/script.ts';
import { lettersOf, soundsOf } from '../sound/sounds.ts';
import { unvocalisedCodes } from '../sound/unvocalised.ts';
import { symbolOf } from './symbol.ts';
import { TERM_KIND, Term, type TermKind } from './term.ts';

/** How many alternative readings of a word are compared: beyond the second they gain nothing and cost time. */
const MAX_READINGS = 3;

function kindOf(script: Script): TermKind {
  if (script === 'arabic' || script === 'hebrew') return TERM_KIND.unvocalised;
  if (script === 'han' || script === 'hangul') return TERM_KIND.syllable;
  if (script === 'hiragana' || script === 'katakana') return TERM_KIND.kana;
  return TERM_KIND.word;
}

/** Makes the term of one written word. `symbols` are what the word stands for in the kind of name it is in. */
export function makeTerm(
  text: string,
  script: Script,
  symbols: readonly number[],
  part?: 'family' | 'given',
): Term {
  const kind = kindOf(script);
  const romanised = romaniseWord(text, script, part === undefined ? {} : { part });
  const latin = romanised.readings[0] ?? '';
  const readings: Uint8Array[] = [];
  if (romanised.unvocalised !== undefined) {
    readings.push(unvocalisedCodes(romanised.unvocalised, script === 'hebrew' ? 'hebrew' : 'arabic'));
  }
  const alternatives = romanised.readings.slice(
    0,
    kind === TERM_KIND.syllable && script === 'han' ? 2 : MAX_READINGS,
  );
  for (const reading of alternatives) {
    addReading(readings, soundsOf(reading));
  }
  if (kind === TERM_KIND.word)
    for (const letters of asLetters(latin)) addReading(readings, soundsOf(letters));
  // A slip inside a digraph or a doubled letter is one letter, though it changes two sounds.
  const soundReadings = readings.length;
  if (kind === TERM_KIND.word) addReading(readings, lettersOf(latin));
  const all = kind === TERM_KIND.word ? symbols : [...symbols, symbolOf('same', `${script}:${text}`)];
  const sorted = [...new Set(all)].sort((a, b) => a - b);
  return new Term({
    // A Cyrillic word may read as a Latin one and otherwise too: then it is another term.
    id: `${kind}:${kind === TERM_KIND.word ? '' : text}/${alternatives.join('/')}:${sorted.join(',')}`,
    kind,
    latin,
    readings,
    spelled: readings.length > soundReadings,
    symbols: sorted,
    joined: false,
    known: isKnownName(latin),
    bits: surpriseOf(latin, readings[0] ?? new Uint8Array(0)),
  });
}

/** A digit among more letters is a letter that a machine misread: `Zawah1ri`, `0sama`. */
function asLetters(word: string): readonly string[] {
  const digits = word.replace(/[^0-9]/g, '').length;
  if (digits === 0 || digits * 2 >= word.length || !/^[a-z]*(?:[01568][a-z]*)+$/.test(word)) return [];
  const plain = word.replace(/0/g, 'o').replace(/5/g, 's').replace(/6/g, 'g').replace(/8/g, 'b');
  return plain.includes('1') ? [plain.replace(/1/g, 'l'), plain.replace(/1/g, 'i')] : [plain];
}

function addReading(readings: Uint8Array[], sounds: Uint8Array): void {
  if (sounds.length === 0) return;
  for (const known of readings) {
    if (known.length === sounds.length && known.every((code, i) => code === sounds[i])) return;
  }
  readings.push(sounds);
}

/** The term with symbols added. */
export function withMoreSymbols(term: Term, symbols: readonly number[]): Term {
  if (symbols.length === 0) return term;
  const all = [...new Set([...term.symbols, ...symbols])].sort((a, b) => a - b);
  const base = term.id.slice(0, term.id.lastIndexOf(':'));
  return new Term({ ...term, id: `${base}:${all.join(',')}`, symbols: all });
}

/** Id of the term of words written together, without making it. */
export function joinedId(latin: string, symbols: readonly number[]): string {
  return `j:${latin}:${symbols.join(',')}`;
}

/** Makes the term of words written together: `Abd Al Rahman` as `Abdalrahman`; without letters, of what they stand for. */
export function makeJoined(latin: string, symbols: readonly number[]): Term {
  const readings: Uint8Array[] = [];
  addReading(readings, soundsOf(latin));
  return new Term({
    id: joinedId(latin, symbols),
    kind: TERM_KIND.word,
    latin,
    readings,
    spelled: false,
    symbols,
    joined: true,
    known: false,
    bits: 17.5,
  });
}
