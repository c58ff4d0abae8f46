import { surpriseOf } from '../frequency/commonness.ts';
import { romaniseArabic } from '../romanise/arabic.ts';
import { romaniseArmenian, romaniseGeorgian } from '../romanise/caucasus.ts';
import { romaniseCyrillic } from '../romanise/cyrillic.ts';
import { romaniseEthiopic } from '../romanise/ethiopic.ts';
import { romaniseGreek } from '../romanise/greek.ts';
import { romaniseHan } from '../romanise/han.ts';
import { romaniseHangul } from '../romanise/hangul.ts';
import { romaniseHebrew } from '../romanise/hebrew.ts';
import { romaniseIndic } from '../romanise/indic.ts';
import { romaniseKana } from '../romanise/kana.ts';
import { romaniseLatin } from '../romanise/latin.ts';
import type { Romanised } from '../romanise/romanised.ts';
import { romaniseThai } from '../romanise/thai.ts';
import type { Script } from '../script/script.ts';
import { lettersOf, soundsOf } from '../sound/sounds.ts';
import { unvocalisedCodes } from '../sound/unvocalised.ts';
import { symbolOf } from './symbol.ts';
import { TERM_KIND, type Term, type TermKind, termMarks } from './term.ts';

function romaniseWord(word: string, script: Script): Romanised {
  if (script === 'cyrillic') return romaniseCyrillic(word);
  if (script === 'greek') return romaniseGreek(word);
  if (script === 'armenian') return romaniseArmenian(word);
  if (script === 'georgian') return romaniseGeorgian(word);
  if (script === 'arabic') return romaniseArabic(word);
  if (script === 'hebrew') return romaniseHebrew(word);
  if (script === 'hangul') return romaniseHangul(word);

  if (script === 'han') return romaniseHan(word);
  if (script === 'thai') return romaniseThai(word);
  if (script === 'ethiopic') return romaniseEthiopic(word);
  if (
    [
      'devanagari',
      'bengali',
      'tamil',
      'telugu',
      'gujarati',
      'gurmukhi',
      'kannada',
      'malayalam',
      'sinhala',
      'oriya',
    ].includes(script)
  )
    return romaniseIndic(word, script) ?? { readings: [], system: 'none' };
  if (script === 'hiragana' || script === 'katakana') return romaniseKana(word);
  if (script === 'latin' || script === 'common') return romaniseLatin(word);
  return { readings: [], system: 'none' };
}

/** How many alternative readings of a word are compared: beyond the second they gain nothing and cost time. */
const MAX_READINGS = 3;

function kindOf(script: Script): TermKind {
  if (script === 'arabic' || script === 'hebrew') return TERM_KIND.unvocalised;
  if (script === 'han' || script === 'hangul') return TERM_KIND.syllable;
  return TERM_KIND.word;
}

/** Makes the term of one written word. `symbols` are what the word stands for in the kind of name it is in. */
export function makeTerm(text: string, script: Script, symbols: readonly number[]): Term {
  const kind = kindOf(script);
  const romanised = romaniseWord(text, script);
  const latin = romanised.readings[0] ?? '';
  const readings: Uint8Array[] = [];
  if (romanised.unvocalised !== undefined) {
    readings.push(unvocalisedCodes(romanised.unvocalised, script === 'hebrew' ? 'hebrew' : 'arabic'));
  }
  for (const reading of romanised.readings.slice(
    0,
    kind === TERM_KIND.syllable && script === 'han' ? 2 : MAX_READINGS,
  )) {
    addReading(readings, soundsOf(reading));
  }
  // A slip inside a digraph or a doubled letter is one letter, though it changes two sounds.
  if (kind === TERM_KIND.word) addReading(readings, lettersOf(latin));
  const all = kind === TERM_KIND.word ? symbols : [...symbols, symbolOf('same', `${script}:${text}`)];
  const sorted = [...new Set(all)].sort((a, b) => a - b);
  return {
    id: `${kind}:${kind === TERM_KIND.word ? latin : text}:${sorted.join(',')}`,
    kind,
    latin,
    readings,
    symbols: sorted,
    marks: termMarks(readings, sorted),
    bits: surpriseOf(latin, readings[0] ?? new Uint8Array(0)),
  };
}

function addReading(readings: Uint8Array[], sounds: Uint8Array): void {
  if (sounds.length === 0) return;
  for (const known of readings) {
    if (known.length === sounds.length && known.every((code, i) => code === sounds[i])) return;
  }
  readings.push(sounds);
}

/** Makes the term of words written together: `Abd Al Rahman` as `Abdalrahman`. */
export function joinTerms(terms: readonly Term[]): Term | undefined {
  let joined = '';
  for (const term of terms) {
    if (term.latin === '') return undefined;
    joined += term.latin;
  }
  const readings: Uint8Array[] = [];
  addReading(readings, soundsOf(joined));
  return {
    id: `j:${joined}`,
    kind: TERM_KIND.word,
    latin: joined,
    readings,
    symbols: [],
    marks: termMarks(readings, []),
    bits: 17.5,
  };
}
