import { singleSpaced } from '../../entity-draft.ts';

/** Legal forms and name suffixes: what stands behind a comma and is no name of its own. */
const NO_NAME_OF_ITS_OWN =
  /^(ltd|limited|llc|llp|l\.l\.c|inc|incorporated|co|corp|corporation|plc|gmbh|ag|sa|s\.a|jsc|ojsc|cjsc|pjsc|oao|ooo|ao|zao|pao|ао|оао|ооо|зао|пао|jr|sr|ii|iii|iv)\.?$/iu;

/**
 * The names in the one field `Aliases`. The list separates them by semicolons, in older schedules by commas,
 * by a slash between two languages, by "or", and by "and" between names in Cyrillic. A comma in brackets or
 * before a legal form separates nothing, nor does a slash in a word as short as `A/S`.
 */
export function splitAliases(text: string): readonly string[] {
  return text
    .split(';')
    .flatMap((part) => splitOutsideBrackets(part, /\s+or\s+|,(?=\s)|(?<=\p{Script=Cyrillic})\s+and\s+/u))
    .flatMap(splitSlash)
    .reduce<string[]>((names, part) => {
      const name = singleSpaced(part);
      if (name === '') return names;
      if (NO_NAME_OF_ITS_OWN.test(name) && names.length > 0) names[names.length - 1] += `, ${name}`;
      else names.push(name);
      return names;
    }, []);
}

function splitOutsideBrackets(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(new RegExp(separator, 'gu'))) {
    const before = text.slice(0, match.index);
    if (before.split('(').length > before.split(')').length) continue;
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

function splitSlash(text: string): readonly string[] {
  if (/\s\/\s/.test(text)) return text.split(/\s\/\s/);
  const sides = text.split('/');
  return sides.length > 1 && sides.every((side) => side.trim().length > 2) ? sides : [text];
}
