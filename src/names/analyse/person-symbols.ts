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

/**
 * Symbols of the father's name in a patronymic: `Mykolayovych` and `Nikolaevich` are sons of one name.
 * @param father the word without the ending (`patronymic`), which may have taken the name's last letter.
 */
export function fatherSymbols(father: string): number[] {
  const groups = new Set(NAME_ENDINGS.flatMap((ending) => givenNameGroups(father + ending)));
  return [...groups]
    .filter((id) => nameGroup(id)!.kind === 'spelling')
    .map((id) => symbolOf('spelling', `father-group:${id}`));
}

/** What an ending takes from the father's name: Sergey, Yuri, Ilya, Mykola, Mykhailo. */
const NAME_ENDINGS = ['', 'y', 'i', 'a', 'o', 'й', 'и', 'і', 'ь', 'а', 'о'];
