import { valuesOf } from '../../src/entity/index.ts';
import { NAMED, ofName, PERSON, type Treatment } from './treatment.ts';

/** Russian letters for Latin ones by sound: what somebody writes who hears the name; longest first. */
const RUSSIAN: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['kh', 'х'],
  ['zh', 'ж'],
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['ts', 'ц'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['yo', 'ё'],
  ['th', 'т'],
  ['dh', 'д'],
  ['gh', 'г'],
  ['ph', 'ф'],
  ['oo', 'у'],
  ['ou', 'у'],
  ['ee', 'и'],
  ['ai', 'ай'],
  ['ay', 'ай'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'к'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'дж'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'в'],
  ['x', 'кс'],
  ['y', 'и'],
  ['z', 'з'],
];

function inRussian(name: string): string {
  let rest = name
    .normalize('NFD')
    .replace(/[\p{M}'’‘]/gu, '')
    .toLowerCase();
  let out = '';
  while (rest !== '') {
    const rule = RUSSIAN.find(([latin]) => rest.startsWith(latin));
    out += rule?.[1] ?? rest[0];
    rest = rest.slice(rule?.[0].length ?? 1);
  }
  return out.replace(
    /(^|[\s-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

export const SCRIPTS: readonly Treatment[] = [
  ofName(
    'original-script',
    'a name in another script that the list itself gives',
    NAMED,
    (_name, random, entity) => {
      const names = [...valuesOf(entity, 'name'), ...valuesOf(entity, 'alias')];
      const others = names.filter((name) => /\p{L}/u.test(name) && !/\p{Script=Latin}/u.test(name));
      return others.length === 0 ? undefined : random.pick(others);
    },
  ),
  ofName('in-cyrillic', 'the Latin name written by its sound in Russian letters', PERSON, (name) =>
    /^[\p{Script=Latin}\s'’‘.-]+$/u.test(name) ? inRussian(name) : undefined,
  ),
];
