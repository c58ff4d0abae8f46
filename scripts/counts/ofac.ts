import type { ParsedList } from '../../src/lists/index.ts';
import { between, type Counts, Tally, unescaped } from './counter.ts';
import type { SetCounter } from './set-counter.ts';

const CONS_2018 = 'ofac_cons_allformats_2018-04';
const tables = (folder: string, names: readonly string[]) => names.map((name) => `${folder}/${name}`);

/** Counts of the OFAC lists from their raw text. */
export const ofacCounters: readonly SetCounter[] = [
  delimited('us_ofac_sdn', tables('ofac_sdn_2021-07', ['sdn.csv', 'add.csv', 'alt.csv', 'sdn_comments.csv'])),
  delimited('us_ofac_sdn', ['ofac_sdn_2024-05-03/sdn.csv']),
  delimited('us_ofac_sdn', [
    'ofac_sdn_2024-05-03/sdn.csv',
    ...tables('ofac_sdn_2025-12_partial', ['add.csv', 'alt.csv', 'sdn_comments.csv']),
  ]),
  delimited('us_ofac_sdn', ['ofac_sdn_history/sdn_2024-02-20_184330.csv']),
  delimited('us_ofac_sdn', ['ofac_sdn_history/sdn_2024-02-23_184323.csv']),
  delimited(
    'us_ofac_cons',
    tables('ofac_cons_2025-12', ['cons_prim.csv', 'cons_add.csv', 'cons_alt.csv', 'cons_comments.csv']),
  ),
  ...['csv', 'del', 'pip'].map((ending) =>
    delimited(
      'us_ofac_cons',
      tables(CONS_2018, [`cons_prim.${ending}`, `cons_add.${ending}`, `cons_alt.${ending}`]),
    ),
  ),
  fixed('us_ofac_cons', tables(CONS_2018, ['cons_prim.ff', 'cons_add.ff', 'cons_alt.ff'])),
  xml('us_ofac_cons', `${CONS_2018}/consolidated.xml`),
  xml('us_ofac_cons', 'ofac_cons_2020-03/consolidated.xml'),
  xml('us_ofac_cons', 'small_samples_deriv/sample_ofac_consolidated.xml'),
];

/** Passports and wallets, the numbers that are easy to see in raw text, of each entity. */
const PASSPORT =
  /(?:^|; )(?:alt\. )?(?:Diplomatic |Stateless Person )?Passport (?!issued)(.+?)(?= \([A-Z][^()]*(?:\([^()]*\))?[^()]*\)(?: issued| expires|;|$)| issued \S* ?\S* ?\d{4}| expires \S* ?\S* ?\d{4}|;|$)/g;
const WALLET = /Digital Currency Address - (\w+ [^\s;]+)/g;
const WEAK = /(?:^|; )(?:alt\. )?[afn]\.k\.a\. ['"](.*?)['"](?=; |$)/g;
const ISSUER = /(?:^|; )(?:alt\. )?Issuer Name (.*?)(?=; |$)/g;

function remarksOf(id: string, person: boolean, remarks: string, names: Tally, numbers: Tally): void {
  for (const [, name = ''] of remarks.matchAll(WEAK)) names.add(id, natural(name, person));
  for (const [, name = ''] of remarks.matchAll(ISSUER)) names.add(id, name);
  for (const [, number = ''] of remarks.matchAll(PASSPORT)) if (/\d/.test(number)) numbers.add(id, number);
  for (const [, wallet = ''] of remarks.matchAll(WALLET)) numbers.add(id, wallet);
}

/** `LAST, First, Jr.` in natural order. */
const natural = (name: string, person: boolean) =>
  person
    ? name.replace(/^([^,]+), (.*)$/, '$2 $1').replace(/^(.*?),? (Jr\.?|Sr\.?|III|II|IV) (.*)$/i, '$1 $3 $2')
    : name;

function delimited(source: string, files: readonly string[]): SetCounter {
  const split = (line: string) =>
    line
      .split(/[,@|](?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .map((cell) => cell.replace(/^"|"$/g, '').replace(/^-0- ?$/, ''));
  return set(source, files, (text) =>
    text
      .split(/\r?\n/)
      .filter((line) => /^\d/.test(line))
      .map(split),
  );
}

function fixed(source: string, files: readonly string[]): SetCounter {
  const starts: Readonly<Record<number, readonly number[]>> = {
    1867: [0, 10, 360, 372, 422, 622, 630, 655, 669, 677, 717, 867, 1867],
    578: [0, 10, 20, 28, 378, 578],
    1336: [0, 10, 20, 770, 886, 1136, 1336],
  };
  return set(source, files, (text) =>
    text.split(/\r?\n/).flatMap((line) => {
      const columns = starts[line.length];
      const cells = columns?.slice(1).map((end, at) => line.slice(columns[at], end).trim());
      return cells === undefined ? [] : [cells.map((cell) => (cell === '-0-' ? '' : cell))];
    }),
  );
}

/** Files of a set are told apart by their names: primary, addresses, aliases, comments. */
function set(
  source: string,
  files: readonly string[],
  rowsOf: (text: string) => readonly string[][],
): SetCounter {
  return {
    source,
    files,
    names: files.map((file) => file.replace(/^.*\//, '').replace(/^sdn_\d.*/, 'sdn.csv')),
    parsed: countParsedSet,
    count: (bytes) => {
      const rows = bytes.map((each) => rowsOf(new TextDecoder('latin1').decode(each)));
      const named = (part: RegExp) => rows[files.findIndex((file) => part.test(file))] ?? [];
      const comments = new Map(named(/comments\.\w+$/).map(([id = '', text = '']) => [id, text]));
      const names = new Tally();
      const numbers = new Tally();
      const people = new Map<string, boolean>();
      for (const row of rows[0] ?? []) {
        const [id = '', name = '', type = ''] = row;
        people.set(id, type.trim() === 'individual');
        names.add(id, natural(name.trim(), people.get(id) === true));
        const more = comments.get(id) ?? '';
        const own = row[11] ?? '';
        const whole =
          own.length < 999 && more !== '' ? `${own.trim().replace(/\.$/, '')}; ${more}` : own + more;
        // A clause in which a remark ends without a full stop is cut and counts for nothing.
        const cut = more === '' && own.length >= 999 && !own.trim().endsWith('.');
        const remarks = (cut ? whole.replace(/;(?!.*;).*$/, '') : whole).trim().replace(/\.$/, '');
        remarksOf(id, people.get(id) === true, remarks, names, numbers);
      }
      for (const [id = '', , , name = ''] of named(/alt\.\w+$/)) {
        if (people.has(id.trim())) names.add(id.trim(), natural(name.trim(), people.get(id.trim()) === true));
      }
      return { entities: people.size, designations: people.size, names: names.texts, numbers: numbers.texts };
    },
  };
}

function xml(source: string, file: string): SetCounter {
  return {
    source,
    files: [file],
    parsed: countParsedSet,
    count: ([bytes]) => {
      const names = new Tally();
      const numbers = new Tally();
      const entries = new TextDecoder().decode(bytes).split('<sdnEntry>').slice(1);
      for (const entry of entries) {
        const id = between(entry, 'uid');
        const person = between(entry, 'sdnType') === 'Individual';
        const [own = '', ...akas] = entry.split('<aka>');
        const head = own.split('<programList>')[0] ?? '';
        for (const name of [head, ...akas.map((aka) => aka.split('</aka>')[0] ?? '')]) {
          const first = between(name, 'firstName');
          names.add(
            id,
            first === ''
              ? natural(between(name, 'lastName'), person)
              : `${first} ${between(name, 'lastName')}`,
          );
        }
        for (const [, type = '', number = ''] of entry.matchAll(
          /<idType>([^<]*)<\/idType>\s*<idNumber>([^<]*)</g,
        )) {
          if (/Passport$/.test(type)) numbers.add(id, unescaped(number));
          if (/^Digital Currency/.test(type)) numbers.add(id, `${type.replace(/^.*- /, '')} ${number}`);
        }
      }
      return {
        entities: entries.length,
        designations: entries.length,
        names: names.texts,
        numbers: numbers.texts,
      };
    },
  };
}

function countParsedSet({ entities }: ParsedList): Counts {
  const designated = entities.filter(({ target }) => target);
  const names = new Tally();
  const numbers = new Tally();
  for (const { id, properties } of designated) {
    for (const property of ['name', 'alias', 'weakAlias', 'previousName']) {
      for (const name of properties[property] ?? []) names.add(id, name);
    }
  }
  for (const { schema, properties } of entities) {
    const holder = properties.holder?.[0] ?? '';
    const travel = properties.type?.some((type) => type.startsWith('Travel') || type.startsWith('British'));
    if (schema === 'Passport' && !travel) numbers.add(holder, properties.number?.[0] ?? '');
    if (schema === 'CryptoWallet')
      numbers.add(holder, `${properties.currency?.[0]} ${properties.publicKey?.[0]}`);
  }
  return {
    entities: designated.length,
    designations: entities.filter(({ schema }) => schema === 'Sanction').length,
    names: names.texts,
    numbers: numbers.texts,
  };
}
