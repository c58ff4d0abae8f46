import data from './cultures.data.json' with { type: 'json' };
import { nativeForm } from './native-form.ts';

/** A word of one culture, a word shared with others (marked ~), and an ending: how much each says. */
const WORD = 4;
const SHARED_WORD = 1;
const ENDING = 2;
const LETTER = 6;
const SCRIPT = 3;
const SHORTEST_WITH_ENDING = 6;

const scriptCultures = new Map<string, string>();
const wordCultures = new Map<string, { culture: string; weight: number }[]>();
const endings: { culture: string; ending: string }[] = [];
const letters: { culture: string; letter: string }[] = [];

for (const { culture, ...signs } of data.cultures) {
  for (const script of signs.scripts.split(' ')) if (script !== '') scriptCultures.set(script, culture);
  for (const letter of signs.letters) letters.push({ culture, letter });
  for (const ending of signs.endings.split(' ')) {
    if (ending !== '' && !ending.endsWith('~')) endings.push({ culture, ending: nativeForm(ending) });
  }
  for (const marked of signs.words.split(' ')) {
    const word = nativeForm(marked.replace(/~$/u, ''));
    const vote = { culture, weight: marked.endsWith('~') ? SHARED_WORD : WORD };
    wordCultures.set(word, [...(wordCultures.get(word) ?? []), vote]);
  }
}
endings.sort((a, b) => b.ending.length - a.ending.length);

/**
 * Roughly the culture a personal name comes from. ONLY for reporting false-alert rates by culture in evaluation:
 * it must never influence a score, a threshold or an outcome. Takes the name's tokens (lower case, with their own
 * letters where the caller has them) and its Unicode scripts (`Arabic`, `Han`, `Latin` …); gives a culture of
 * `cultures.data.json`, or `unknown`.
 */
export function cultureOf(tokens: readonly string[], scripts: readonly string[]): string {
  const votes = new Map<string, number>();
  const vote = (culture: string, weight: number) => votes.set(culture, (votes.get(culture) ?? 0) + weight);
  for (const script of scripts) {
    const culture = scriptCultures.get(script);
    // Kana beside Han is Japanese: it outweighs.
    if (culture !== undefined) vote(culture, culture === 'japanese' ? SCRIPT + 1 : SCRIPT);
  }
  for (const token of tokens) {
    const word = nativeForm(token);
    for (const { culture, weight } of wordCultures.get(word) ?? []) vote(culture, weight);
    for (const { culture, letter } of letters) if (token.includes(letter)) vote(culture, LETTER);
    const ending =
      word.length < SHORTEST_WITH_ENDING
        ? undefined
        : endings.find((candidate) => word.endsWith(candidate.ending));
    if (ending !== undefined) vote(ending.culture, ENDING);
  }
  let best = 'unknown';
  let most = 0;
  for (const [culture, weight] of votes) {
    if (weight > most) {
      best = culture;
      most = weight;
    }
  }
  return best;
}
