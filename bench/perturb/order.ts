import { EVERYBODY, NAMED, ofName, PERSON, type Treatment, wordsOf } from './treatment.ts';

/** Given names of many cultures, each common: what a tester adds. */
const COMMON_NAMES = ['Ali', 'Ahmed', 'Juan', 'Maria', 'Ivan', 'Kim', 'John', 'Hassan', 'Anna', 'Jose'];
const PARTICLES = new Set(
  'al el bin ben ibn abd abdul abdel abu umm de la von van der den da do dos di du le bint'.split(' '),
);

/** A name word that stands for itself: no particle, no initial. */
const isFull = (word: string) => /^\p{L}[\p{L}'’-]{2,}$/u.test(word) && !PARTICLES.has(word.toLowerCase());

/** Places of full words neither first nor last. */
function middles(words: readonly string[]): number[] {
  return words.flatMap((word, at) => {
    const afterParticle = at > 0 && PARTICLES.has(words[at - 1]!.toLowerCase());
    return at > 0 && at < words.length - 1 && isFull(word) && !afterParticle ? [at] : [];
  });
}

export const ORDER: readonly Treatment[] = [
  ofName('reversed', 'all words in reverse order', PERSON, (name) => {
    const words = wordsOf(name);
    return words.length < 2 ? undefined : words.reverse().join(' ');
  }),
  ofName('last-first', 'the last word first, with a comma', PERSON, (name) => {
    const words = wordsOf(name);
    return words.length < 2 ? undefined : `${words.at(-1)}, ${words.slice(0, -1).join(' ')}`;
  }),
  ofName('word-order', 'an organisation with its last word first', ['organisation'], (name) => {
    const words = wordsOf(name);
    return words.length < 3 ? undefined : `${words.at(-1)} ${words.slice(0, -1).join(' ')}`;
  }),
  ofName('missing-middle', 'one middle name left out, of three or more words', PERSON, (name, random) => {
    const words = wordsOf(name);
    const places = middles(words);
    if (places.length === 0) return undefined;
    words.splice(random.pick(places), 1);
    return words.join(' ');
  }),
  ofName('extra-middle', 'a common given name put in', PERSON, (name, random) => {
    const words = wordsOf(name);
    const fresh = COMMON_NAMES.filter(
      (one) => !words.some((word) => word.toLowerCase() === one.toLowerCase()),
    );
    if (words.filter(isFull).length < 2) return undefined;
    words.splice(1, 0, random.pick(fresh));
    return words.join(' ');
  }),
  ofName('middle-initial', 'a middle name as an initial', PERSON, (name, random) => {
    const words = wordsOf(name);
    const places = middles(words);
    if (places.length === 0) return undefined;
    const at = random.pick(places);
    words[at] = `${words[at]![0]!.toUpperCase()}.`;
    return words.join(' ');
  }),
  ofName('first-initial', 'the first of three or more names as an initial', PERSON, (name) => {
    const words = wordsOf(name);
    if (words.filter(isFull).length < 3 || !isFull(words[0]!)) return undefined;
    return `${words[0]![0]!.toUpperCase()}. ${words.slice(1).join(' ')}`;
  }),
  ofName('merged', 'two neighbouring words written as one', EVERYBODY, (name, random) => {
    const words = wordsOf(name);
    const places = words.flatMap((word, at) =>
      at > 0 && /^\p{L}+$/u.test(word) && /^\p{L}+$/u.test(words[at - 1]!) ? [at] : [],
    );
    if (places.length === 0) return undefined;
    const at = random.pick(places);
    words.splice(at - 1, 2, words[at - 1]! + words[at]!.toLowerCase());
    return words.join(' ');
  }),
  ofName('all-merged', 'a name of two words written as one', NAMED, (name) => {
    const words = wordsOf(name);
    return words.length === 2 && words.every(isFull) ? words.join('') : undefined;
  }),
  ofName('split', 'a word of seven letters or more parted', EVERYBODY, (name, random) => {
    const words = wordsOf(name);
    const places = words.flatMap((word, at) => (/^\p{L}{7,}$/u.test(word) ? [at] : []));
    if (places.length === 0) return undefined;
    const at = random.pick(places);
    const cut = 3 + random.below(words[at]!.length - 5);
    words.splice(at, 1, words[at]!.slice(0, cut), words[at]!.slice(cut));
    return words.join(' ');
  }),
  ofName('missing-word', 'one word of four or more left out', ['organisation'], (name, random) => {
    const words = wordsOf(name);
    if (words.length < 4) return undefined;
    words.splice(1 + random.below(words.length - 2), 1);
    return words.join(' ');
  }),
];
