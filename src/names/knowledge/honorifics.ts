import data from './honorifics.data.json' with { type: 'json' };
import { formsOf } from './native-form.ts';
import { type PhraseMatch, phraseTable } from './phrases.ts';

/** A title or honorific that stands beside a name without being part of it. */
export interface Honorific {
  /** `generation` (junior, II) is kept apart: it tells father from son. */
  readonly kind: 'courtesy' | 'religious' | 'academic' | 'rank' | 'office' | 'generation';
  /** What it means, in English; the same for all languages, so it serves as a key. */
  readonly meaning: string;
  /** `weak`: also borne as a name (Khan, Sayed); set aside only where enough of the name remains. */
  readonly strength: 'strong' | 'weak';
  /** ISO 639-1 codes of the languages whose speakers write it so. */
  readonly languages: readonly string[];
}

function* honorificForms(): Generator<[string, Honorific]> {
  for (const entry of data.entries) {
    const languagesOf = new Map<string, string[]>();
    const weak = new Set<string>();
    for (const [language, cell] of Object.entries(entry.forms) as [string, string][]) {
      for (const marked of formsOf(cell)) {
        const form = marked.replace(/~$/u, '');
        if (form !== marked) weak.add(form);
        const languages = languagesOf.get(form);
        if (languages) languages.push(language);
        else languagesOf.set(form, [language]);
      }
    }
    for (const [form, languages] of languagesOf) {
      yield [
        form,
        Object.freeze({
          kind: entry.kind as Honorific['kind'],
          meaning: entry.meaning,
          strength: weak.has(form) ? 'weak' : (entry.strength as Honorific['strength']),
          languages: Object.freeze(languages),
        }),
      ];
    }
  }
}

const table = phraseTable(honorificForms());

/** Takes one normalised token; gives the honorific it is, in any language, or undefined. */
export function honorific(token: string): Honorific | undefined {
  return table.get(token);
}

/** Takes normalised tokens and a place; gives the longest honorific that starts there (`lt col`, `his excellency`). */
export function honorificAt(tokens: readonly string[], index: number): PhraseMatch<Honorific> | undefined {
  return table.at(tokens, index);
}
