import { isOrganisationConceptWord } from '../knowledge/organisation-words.ts';
import common from './business-words.data.json' with { type: 'json' };
import lists from './organisation-words.data.json' with { type: 'json' };

/** Bits of a word that few organisations bear. */
const UNKNOWN_BITS = 17.5;
/** Words of so few letters are few themselves: `IG`, `KB`. */
const BITS_PER_LETTER = 4.7;

const bitsOfWord = new Map<string, number>();
for (const table of [common.bits, lists.bits]) {
  for (const [bits, words] of Object.entries(table)) {
    for (const word of words.split(' '))
      bitsOfWord.set(word, Math.min(Number(bits), bitsOfWord.get(word) ?? UNKNOWN_BITS));
  }
}

/**
 * Bits of surprise of a Latin word in the name of an organisation or vessel: about 7 for `trading`, 11 for `atlas`,
 * 17.5 for a name of its own.
 */
export function organisationSurprise(word: string): number {
  return Math.min(bitsOfWord.get(word) ?? UNKNOWN_BITS, word.length * BITS_PER_LETTER);
}

/** True for a word that organisations use: another such word is more likely another word than a slip. */
export function isOrganisationWord(word: string): boolean {
  return bitsOfWord.has(word) || isOrganisationConceptWord(word);
}
