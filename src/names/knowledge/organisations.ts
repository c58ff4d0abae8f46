import { legalFormAt } from './legal-forms.ts';
import { formsOf } from './native-form.ts';
import { isStopWord } from './organisation-words.ts';
import data from './organisations.data.json' with { type: 'json' };
import { type PhraseMatch, phraseTable } from './phrases.ts';

/** A well-known organisation that a name or acronym stands for, whatever the language. */
export interface KnownOrganisation {
  /** Stable key, the same for all its names: `islamic-state`. */
  readonly id: string;
  /** Key of the organisation it is a part or branch of. */
  readonly parent?: string;
  /** The form is also an ordinary word, a given name or another acronym: weak evidence when it stands alone. */
  readonly caution: boolean;
}

function* organisationForms(): Generator<[string, KnownOrganisation]> {
  for (const entry of data.entries as readonly { id: string; parent?: string; forms: string }[]) {
    const named = entry.parent === undefined ? { id: entry.id } : { id: entry.id, parent: entry.parent };
    const certain = Object.freeze({ ...named, caution: false });
    const cautious = Object.freeze({ ...named, caution: true });
    for (const marked of formsOf(entry.forms)) {
      const form = marked.replace(/~$/u, '');
      yield [form, form === marked ? certain : cautious];
    }
  }
}

const table = phraseTable(organisationForms());

/**
 * Takes normalised tokens and a place; gives the organisation whose name or acronym starts there (longest match,
 * so that `islamic state khorasan` is not taken for `islamic state`), or undefined.
 */
export function knownOrganisationAt(
  tokens: readonly string[],
  index: number,
): PhraseMatch<KnownOrganisation> | undefined {
  return table.at(tokens, index);
}

/** Shorter initials say nothing. */
const SHORTEST_ACRONYM = 2;

/**
 * Takes the normalised tokens of an organisation's name; gives its initials without stop words and legal forms
 * (`islamic revolutionary guard corps` → `irgc`), or undefined where fewer than two words remain. Scripts without
 * blanks have no initials and give undefined.
 */
export function acronymOf(tokens: readonly string[]): string | undefined {
  let initials = '';
  for (let index = 0; index < tokens.length; ) {
    const form = legalFormAt(tokens, index);
    const atEdge = index === 0 || index + (form?.length ?? 0) === tokens.length;
    if (form !== undefined && (!form.caution || atEdge) && tokens.length > form.length) {
      index += form.length;
      continue;
    }
    const token = tokens[index]!;
    if (!isStopWord(token) && token !== '') initials += [...token][0];
    index += 1;
  }
  return [...initials].length >= SHORTEST_ACRONYM ? initials : undefined;
}
