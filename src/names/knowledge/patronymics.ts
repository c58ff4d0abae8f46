import { nativeForm } from './native-form.ts';
import data from './patronymics.data.json' with { type: 'json' };

/** A name made of the father's name. */
export interface Patronymic {
  readonly language: string;
  readonly gender: 'male' | 'female';
  /** The token without the ending: `nikolayevich` and `nikolaevna` share `nikola`. */
  readonly father: string;
}

const endings = data.patronymics
  .flatMap(({ language, gender, endings }) =>
    endings
      .split(' ')
      .map((ending) => ({ language, gender: gender as Patronymic['gender'], ending: nativeForm(ending) })),
  )
  .sort((a, b) => b.ending.length - a.ending.length);

/** Shortest father's name left after the ending: Il-yich, Lev-ovich. */
const SHORTEST_FATHER = 3;

/**
 * Takes one normalised token; gives the patronymic it has the form of, or undefined. South Slavic surnames
 * (Petrovic, Ibrahimovic) and Scandinavian ones (Andersson) have the same form: place in the name decides, which is the caller's to know.
 */
export function patronymic(token: string): Patronymic | undefined {
  const text = nativeForm(token);
  if (text.length < data.shortest) return undefined;
  for (const { language, gender, ending } of endings) {
    if (text.length - ending.length >= SHORTEST_FATHER && text.endsWith(ending)) {
      return { language, gender, father: text.slice(0, -ending.length) };
    }
  }
  return undefined;
}

const families = data.surnameFamilies
  .flatMap(({ stem, endings }) => endings.split(' ').map((ending) => ({ stem, ending: nativeForm(ending) })))
  .sort((a, b) => b.ending.length - a.ending.length);
const SHORTEST_STEM = 3;

/**
 * Takes one normalised family name; gives the key that its masculine and feminine forms and romanisations share
 * (`ivanov`, `ivanova`, `iwanowa` differ only in what precedes the ending), or undefined where no rule applies.
 */
export function slavicSurnameKey(token: string): string | undefined {
  const text = nativeForm(token);
  for (const { stem, ending } of families) {
    if (text.length - ending.length >= SHORTEST_STEM && text.endsWith(ending))
      return text.slice(0, -ending.length) + stem;
  }
  return undefined;
}
