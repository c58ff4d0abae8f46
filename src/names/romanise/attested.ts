import { readingsOf } from './romanised.ts';

/**
 * One table of Latin spellings by written form.
 *
 * `learnt`: lines of `form, Latin spelling, count, Latin spelling, count …`, most frequent first, as the learning
 * script wrote them. `common`: lines of `native word, Latin spelling …` for names so common in the lists that they
 * must not be missing because the learnt sample lacks them; they stand first. All parted by blanks.
 */
export function attestedNames(
  learnt: readonly string[],
  common: readonly string[],
  unvocalised: (word: string) => string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const line of learnt) {
    const end = line.indexOf(' ');
    names.set(line.slice(0, end), line.slice(end + 1));
  }
  for (const line of common) {
    const [word = '', ...spellings] = line.split(' ');
    const form = unvocalised(word);
    const stated = spellings.join(' 0 ');
    const known = names.get(form);
    names.set(form, known === undefined ? `${stated} 0` : `${stated} 0 ${known}`);
  }
  return names;
}

/** The attested Latin spellings of a written form, best first; empty where none is known. */
export function attestedReadings(names: ReadonlyMap<string, string>, form: string): readonly string[] {
  const line = names.get(form);
  return line === undefined ? [] : readingsOf(...line.split(' ').filter((_, at) => at % 2 === 0));
}
