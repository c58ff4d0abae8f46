import { type Counter, type Counts, Tally, unescaped } from './counter.ts';

/** Counts of the EU list from its raw text. */
export const euCounters: readonly Counter[] = [
  fsf('eu/eu_fsf_1_1_2022-03-18_first_part_wellformed.xml'),
  fsf('small_samples_deriv/sample_eu.xml'),
  { file: 'eu/eu_global_old_xml_2016-02-11_subset.xml', source: 'eu_fsf', count: countOldXml },
  { file: 'eu/eu_csv_old_format_2018-07-04_first999rows.csv', source: 'eu_fsf', count: countOldCsv },
];

function fsf(file: string): Counter {
  return { file, source: 'eu_fsf', count: countFsfXml };
}

function countFsfXml(bytes: Uint8Array): Counts {
  const text = new TextDecoder().decode(bytes);
  const names = new Tally();
  const numbers = new Tally();
  const designations = new Set<string>();
  let id = '';
  for (const [tag, element] of text.matchAll(
    /<(sanctionEntity|regulation|nameAlias|identification)\s[^>]*>/g,
  )) {
    const attribute = (name: string) => unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    if (element === 'sanctionEntity') {
      id = attribute('logicalId');
      names.add(id, '');
    } else if (element === 'regulation') {
      designations.add(`${id} ${attribute('programme')} ${attribute('numberTitle')}`);
    } else if (element === 'nameAlias') names.add(id, attribute('wholeName'));
    else numbers.add(id, attribute('number'));
  }
  return {
    entities: names.keys,
    designations: designations.size,
    names: names.texts,
    numbers: numbers.texts,
  };
}

function countOldXml(bytes: Uint8Array): Counts {
  const text = new TextDecoder().decode(bytes);
  const names = new Tally();
  const numbers = new Tally();
  let designations = 0;
  for (const entity of text.split(/<ENTITY /).slice(1)) {
    const id = /^Id="(\d+)"/.exec(entity)?.[1] ?? '';
    const own = /\sprogramme="([^"]*)"/.exec(entity)?.[1];
    const remark = /\sremark="([^"]*)"/.exec(entity)?.[1] ?? '';
    // The remark names regimes besides that of the entity itself: `in regime 753/2011 … of programme AFG`.
    const others = remark
      .split('in regime ')
      .slice(1)
      .map((text) => text.split(/[,)]?\s(?=in\s)|\)\)/)[0]!);
    designations += 1 + new Set(others.filter((text) => !text.includes(`programme ${own}`))).size;
    for (const [, name] of entity.matchAll(/<WHOLENAME>([^<]*)</g)) names.add(id, unescaped(name!));
    for (const passport of entity.split('<PASSPORT ').slice(1)) {
      const number = unescaped(/<NUMBER>([^<]*)</.exec(passport)?.[1] ?? '');
      numbers.add(id, number.replace(/\s*\([a-z]+-[\s\S]*$/, ''));
    }
  }
  return { entities: names.keys, designations, names: names.texts, numbers: numbers.texts };
}

/** Columns, from 0: entity, act, programme; whole name; number. */
function countOldCsv(bytes: Uint8Array): Counts {
  const names = new Tally();
  const numbers = new Tally();
  const designations = new Set<string>();
  const lines = new TextDecoder('windows-1252').decode(bytes).split('\n').slice(1);
  for (const line of lines.filter((one) => one.length > 10)) {
    const plain = line
      .replace(/^"|"\s*$/g, '')
      .replace(/""([^"]*)""/g, (_, inner: string) => inner.replaceAll(';', ' '));
    const cells = plain.split(';');
    const id = cells[1]!;
    designations.add(`${id} ${cells[3]} ${cells[6]}`);
    names.add(id, cells[17]!.replaceAll('\t', ','));
    numbers.add(id, cells[49]!.replaceAll('\t', ',').replace(/\s*\([a-z]+-.*$/, ''));
  }
  return {
    entities: names.keys,
    designations: designations.size,
    names: names.texts,
    numbers: numbers.texts,
  };
}
