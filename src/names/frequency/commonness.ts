import { soundsOf } from '../sound/sounds.ts';
import data from './frequency.data.json' with { type: 'json' };

/**
 * How much a word tells about who is meant, from how common it is among ordinary names. The table is fixed and
 * shipped: a word weighs the same whatever lists are loaded, so the score of a pair is the same everywhere.
 */

/** Bits of a word that no population holds: about one bearer in 200,000. */
const UNKNOWN_BITS = 17.5;

/** Codes of a, e, i, o, u: one letter stands for them all. */
const VOWELS = new Set([1, 5, 9, 15, 21]);

const bitsOfWord = new Map<string, number>();
/** Share of all words that sound alike when vowels are not told apart: a rare spelling of a common name is common. */
const shareOfSkeleton = new Map<string, number>();

for (const [bits, words] of Object.entries(data.bits)) {
  const value = Number(bits);
  for (const word of words.split(' ')) {
    bitsOfWord.set(word, value);
    const skeleton = skeletonOf(soundsOf(word));
    shareOfSkeleton.set(skeleton, (shareOfSkeleton.get(skeleton) ?? 0) + 2 ** -value);
  }
}

function skeletonOf(sounds: Uint8Array): string {
  let skeleton = '';
  for (const code of sounds) skeleton += VOWELS.has(code) ? '.' : String.fromCharCode(code + 64);
  return skeleton;
}

/**
 * Bits of surprise of a Latin word: about 7 for John, 10 for Hussein, 17.5 for a name nobody else bears.
 * A spelling that no table holds takes from the names that sound like it, two bits rarer.
 */
export function surpriseOf(word: string, sounds: Uint8Array): number {
  const own = bitsOfWord.get(word) ?? UNKNOWN_BITS;
  const share = shareOfSkeleton.get(skeletonOf(sounds));
  const alike = share === undefined ? UNKNOWN_BITS : -Math.log2(share) + 2;
  return Math.max(5, Math.min(own, alike));
}

/** Words of ordinary people's names in a–z, commonest first: those that one of some 2 ** `bits` words is. */
export function commonNames(bits: number): string[] {
  return [...bitsOfWord.keys()]
    .filter((word) => bitsOfWord.get(word)! <= bits)
    .sort((a, b) => bitsOfWord.get(a)! - bitsOfWord.get(b)!);
}

/** True for a word that stands in the table of names: another such word is more likely another name than a slip. */
export function isKnownName(word: string): boolean {
  return bitsOfWord.has(word);
}
