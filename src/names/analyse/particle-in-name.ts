import { type Particle, particleAt } from '../knowledge/particles.ts';
import type { PhraseMatch } from '../knowledge/phrases.ts';

/**
 * One syllable of a Chinese or Korean name in any of its romanisations. Names of such syllables alone have no
 * particles: `Li`, `Un`, `Il` and `Van` are the names themselves.
 */
const SYLLABLE =
  /^(?:[bpmfdtnlgkhjqxrzcsywv]|zh|ch|sh|ts|tz|hs|kh|ph|pp|kk|tt|ss|jj|ry|ky|py|my|ny|hy|ng)?[aeiouwy]{1,3}(?:n|ng|m|k|t|p|l|r|h)?$/;
const MOST_SYLLABLES = 4;

/** `as-Saadi`, `ash-Shami`: the article takes the first sound of its word. */
const SUN_ARTICLE = 'the, before a sun letter';

/** True for a name that is nothing but syllables of Chinese or Korean: `Kim Jong Il`. */
export function isSyllabic(forms: readonly string[]): boolean {
  return forms.length > 1 && forms.length <= MOST_SYLLABLES && forms.every((form) => SYLLABLE.test(form));
}

/**
 * The particle at a place of a person's name, as its form and its place tell; undefined where the word is a name.
 * @param forms all words of the name, normalised.
 */
export function particleInName(forms: readonly string[], at: number): PhraseMatch<Particle> | undefined {
  const found = particleAt(forms, at);
  if (found === undefined) return undefined;
  const { value, length } = found;
  const behind = at + length;
  if (value.inner && (at === 0 || behind >= forms.length)) return undefined;
  // Behind a comma the name goes on at its beginning: `SAADI, Ahmad as`.
  if (value.meaning === SUN_ARTICLE && !isAssimilated(forms[at]!, forms[behind] ?? forms[0]!))
    return undefined;
  return found;
}

function isAssimilated(article: string, word: string): boolean {
  const sound = article.replace(/^[aeiou]+/, '');
  // Of other alphabets and endings nothing is known.
  return !/^[a-z]/.test(sound) || !/^[a-z]/.test(word) || word.startsWith(sound[0]!);
}
