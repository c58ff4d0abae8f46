import data from './address-words.data.json' with { type: 'json' };
import { formsOf } from './native-form.ts';
import { type PhraseMatch, phraseTable } from './phrases.ts';

function* addressForms(): Generator<[string, string]> {
  for (const { concept, forms } of data.entries) for (const form of formsOf(forms)) yield [form, concept];
}

const table = phraseTable(addressForms());

/** Takes the normalised tokens of an address and a place; gives the kind of thing named there (`street`, `po-box`), or undefined. */
export function addressWordAt(tokens: readonly string[], index: number): PhraseMatch<string> | undefined {
  return table.at(tokens, index);
}
