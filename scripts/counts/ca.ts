import { between, type Counter, type Counts, Tally } from './counter.ts';

/** Counts of the Canadian list from its raw text. */
export const caCounters: readonly Counter[] = [
  { file: 'ca/sema-lmes_2022.xml', source: 'ca_dfatd_sema_sanctions', count: countSema },
];

/** Aliases stand in one field; `КВЗ-Ремсервис, АО` is the one name in the file with a comma in it. */
function countSema(bytes: Uint8Array): Counts {
  const names = new Tally();
  const records = new TextDecoder().decode(bytes).split('<record>').slice(1);
  records.forEach((record, index) => {
    const id = String(index);
    names.add(
      id,
      between(record, 'Entity') || `${between(record, 'GivenName')} ${between(record, 'LastName')}`,
    );
    for (const alias of aliasesOf(between(record, 'Aliases'))) names.add(id, alias);
  });
  return { entities: records.length, designations: records.length, names: names.texts, numbers: 0 };
}

/** Words and slashes that separate become semicolons; then character by character: a bracket hides a comma. */
function aliasesOf(text: string): readonly string[] {
  let depth = 0;
  let current = '';
  const aliases: string[] = [];
  const separated = text.replace(/ or | \/ |\/(?=\S{3})|(?<=[а-я]) and /gi, ';').replace(/, (?=АО$)/, ' ');
  for (const character of separated) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ';' || (character === ',' && depth === 0)) {
      aliases.push(current);
      current = '';
    } else current += character;
  }
  return [...aliases, current];
}
