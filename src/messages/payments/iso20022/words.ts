/** Values that stand where a reference has to and there is none (EPC rulebooks, SWIFT). */
const PLACEHOLDER = /^(?:not ?provided|notprovided|nonref|none|unknown|undefined|null)$/i;
const BEYOND_ASCII = /[^\x00-\x7f]/;
const LETTERS = /(?<![A-Za-z0-9])[A-Za-z]{2,}(?![A-Za-z0-9])/g;
/** A single word of a reference says something from here on. */
const TELLING_WORD = 6;

/**
 * Whether a reference, code or number reads like words, so that a name may hide in it: two words, one longer one, or
 * letters that no code has.
 */
export function readsLikeWords(text: string): boolean {
  if (text.length < TELLING_WORD - 1 && !BEYOND_ASCII.test(text)) return false;
  if (PLACEHOLDER.test(text)) return false;
  if (BEYOND_ASCII.test(text)) return /\p{L}/u.test(text);
  const words = text.match(LETTERS);
  return words !== null && (words.length > 1 || words[0].length >= TELLING_WORD);
}

/** Whether a text of an element that nobody wrote down may hold a name: a word in it, and no code by its form. */
export function holdsWords(text: string): boolean {
  if (/^[A-Z0-9]{1,4}$/.test(text) || /^(?:true|false)$/.test(text)) return false;
  return /[A-Za-z]{3}/.test(text) || (BEYOND_ASCII.test(text) && /\p{L}/u.test(text));
}
