import { givenNameGroups, nameGroup } from '../knowledge/given-names.ts';
import { type SymbolClass, symbolOf } from '../terms/symbol.ts';

/** Symbols of a given or family name: its spellings, equivalents and nicknames. */
export function personSymbols(form: string): number[] {
  return givenNameGroups(form).map((id) => {
    const { kind, strength } = nameGroup(id)!;
    const symbolClass: SymbolClass = strength === 'weak' ? 'weak-equivalent' : kind;
    return symbolOf(symbolClass, `name-group:${id}`);
  });
}
