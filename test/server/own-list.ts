import { keepMappedSource } from '../../src/screening/index.ts';

/** A list of the operator's own, published at an address of this machine: one person in each row. */
export const LIST = 'xx_watch';

export async function keepOwnList(dataDir: string, url: string, id = LIST): Promise<void> {
  const mapping = {
    ...{ id, title: 'Watch list', authority: 'Nobody', jurisdiction: 'xx', regimes: ['terrorism'] },
    ...{ homepage: 'https://example.org/', licence: 'none needed' },
    rhythm: { text: 'daily', maxAgeHours: 48 },
    file: { format: 'csv', names: ['watch.csv'], urls: [`${url}/watch.csv`] },
    entity: { id: { prefix: id.replaceAll('_', '-'), key: ['Ref'] }, schema: 'Person' },
    columns: [
      { column: 'Name', property: 'name', quality: 'primary' },
      { column: 'Born', property: 'birthDate' },
    ],
    constants: { topics: ['sanction'] },
  };
  await keepMappedSource(dataDir, JSON.stringify(mapping), 'mapping.json');
}

const GIVEN = ['Ruprecht', 'Wendelin', 'Kasimir', 'Ottokar', 'Balduin', 'Gangolf', 'Isidor', 'Leberecht'];
const FAMILY = [
  'Quastenberg',
  'Vierhufen',
  'Dornkaat',
  'Zwiebelfisch',
  'Mondkalb',
  'Haberstroh',
  'Pumpernagel',
];

/** Name of the person with this number: no two are alike. */
export function nameOf(number: number): string {
  const given = GIVEN[number % GIVEN.length]!;
  return `${given} ${FAMILY[Math.floor(number / GIVEN.length) % FAMILY.length]!}`;
}

/** The list as a table: the people with these numbers. */
export function tableOf(numbers: readonly number[]): string {
  const rows = numbers.map((number) => `P${number},${nameOf(number)},19${String(40 + (number % 50))}-05-06`);
  return ['Ref,Name,Born', ...rows, ''].join('\n');
}

/** Numbers from one to another, both among them. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
