import { inflateRawSync } from 'node:zlib';
import { between, type Counter, type Counts, Tally, unescaped } from './counter.ts';

/** Counts of the two UK lists from their raw text. */
export const ukCounters: readonly Counter[] = [
  {
    file: 'uk/UK_Sanctions_List_2026-09-10_trimmed_sample.xml',
    source: 'gb_fcdo_sanctions',
    count: countFcdoXml,
  },
  ofsi('uk/ofsi_ConList_2018-04-13.csv', countOfsiCsv),
  ofsi('uk/ofsi_ConList_2016-02-12_subset.csv', countOfsiCsv),
  ofsi('small_samples_deriv/sample_hmt.csv', countOfsiCsv),
  ofsi('uk/ofsi_ConList_2022-05-04.xlsx', countOfsiWorkbook),
];

function ofsi(file: string, count: Counter['count']): Counter {
  return { file, source: 'gb_hmt_sanctions', count };
}

function countFcdoXml(bytes: Uint8Array): Counts {
  const text = new TextDecoder().decode(bytes);
  const names = new Tally();
  const numbers = new Tally();
  const designations = text.split('<Designation>').slice(1);
  for (const designation of designations) {
    const id = between(designation, 'UniqueID');
    for (const name of designation.split('<Name>').slice(1)) {
      names.add(
        id,
        [1, 2, 3, 4, 5, 6].map((part) => between(name.split('</Name>')[0]!, `Name${part}`)).join(' '),
      );
    }
    for (const [, name] of designation.matchAll(/<NameNonLatinScript>([^<]*)</g))
      names.add(id, unescaped(name!));
    for (const [, number] of designation.matchAll(/<(?:Passport|NationalIdentifier)Number>([^<]*)</g)) {
      numbers.add(id, unescaped(number!));
    }
  }
  return {
    entities: names.keys,
    designations: designations.length,
    names: names.texts,
    numbers: numbers.texts,
  };
}

function countOfsiCsv(bytes: Uint8Array): Counts {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return countOfsiRows(rows);
}

function countOfsiRows(rows: readonly (readonly string[])[]): Counts {
  const header = rows.findIndex((row) => row.includes('Group ID'));
  const columns = rows[header]!;
  const at = (row: readonly string[], name: string) => row[columns.indexOf(name)] ?? '';
  const names = new Tally();
  const designations = new Set<string>();
  for (const row of rows.slice(header + 1)) {
    const id = at(row, 'Group ID');
    if (id === '') continue;
    designations.add(`${id} ${at(row, 'Regime')}`);
    names.add(id, ['1', '2', '3', '4', '5', '6'].map((part) => at(row, `Name ${part}`)).join(' '));
    names.add(id, at(row, 'Name Non-Latin Script'));
  }
  return { entities: names.keys, designations: designations.size, names: names.texts };
}

/** Reads the cells of the first sheet straight from the XML in the archive. */
function countOfsiWorkbook(bytes: Uint8Array): Counts {
  const strings = [...unzipped(bytes, 'xl/sharedStrings.xml').matchAll(/<si>([\s\S]*?)<\/si>/g)].map(
    ([, si]) =>
      [...si!.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map(([, text]) => unescaped(text!)).join(''),
  );
  const sheet = unzipped(bytes, 'xl/worksheets/sheet1.xml');
  const rows = [...sheet.matchAll(/<row\s[^>]*>([\s\S]*?)<\/row>/g)].map(([, row]) => {
    const cells: string[] = [];
    for (const [, letters, attributes, inner] of row!.matchAll(
      /<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g,
    )) {
      const value = /<v>([^<]*)<\/v>/.exec(inner ?? '')?.[1];
      const inline = /<t(?:\s[^>]*)?>([^<]*)<\/t>/.exec(inner ?? '')?.[1];
      const shared = attributes!.includes('t="s"');
      cells[columnOf(letters!)] = shared ? strings[Number(value)]! : unescaped(inline ?? value ?? '');
    }
    return Array.from(cells, (cell) => cell ?? '');
  });
  return countOfsiRows(rows);
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A file of a ZIP archive, found through the central directory (APPNOTE.TXT 4.3.12). */
function unzipped(bytes: Uint8Array, wanted: string): string {
  const archive = Buffer.from(bytes);
  let at = archive.readUInt32LE(archive.lastIndexOf('PK\u0005\u0006') + 16);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength!);
    if (name === wanted) {
      const local = archive.readUInt32LE(at + 42);
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const data = archive.subarray(start, start + archive.readUInt32LE(at + 20));
      return (archive.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8');
    }
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return '';
}
