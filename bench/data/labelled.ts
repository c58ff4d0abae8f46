import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { corpusFile } from './corpus.ts';

/** A pair of names that people have labelled. */
export interface LabelledPair {
  readonly caseGroup: string;
  readonly schema: string;
  readonly subject: string;
  readonly listed: string;
  readonly same: boolean;
  /** STRONG, MEDIUM or WEAK: how sure the label is. */
  readonly quality: string;
  readonly category: string;
}

/** A person of a generated or published set. */
export interface LabelledPerson {
  readonly name: string;
  readonly gender: string;
  readonly birthDate: string;
  readonly birthPlace: string;
  /** As the file writes it: a code or a country's name. */
  readonly nationality: string;
}

function rows(folder: string, file: string): Record<string, string>[] | undefined {
  const path = corpusFile(folder, file);
  if (path === undefined) return undefined;
  return parse(readFileSync(path), {
    columns: true,
    bom: true,
    relax_quotes: true,
    delimiter: delimiterOf(file),
  });
}

const delimiterOf = (file: string) => (file.includes('perchrh') ? ';' : ',');

/** `name-pairs.csv` and `cross-script-pairs.csv`; undefined where the corpus is absent. */
export function labelledPairs(): LabelledPair[] | undefined {
  return rows('eval', 'name-pairs.csv')?.map((row) => ({
    caseGroup: row.case_group!,
    schema: row.schema!,
    subject: row.name1!,
    listed: row.name2!,
    same: row.is_match === 'true',
    quality: row.quality!,
    category: row.category || '(none)',
  }));
}

export function crossScriptPairs(): LabelledPair[] | undefined {
  return rows('eval', 'cross-script-pairs.csv')?.map((row) => ({
    caseGroup: 'cross-script',
    schema: 'Person',
    subject: row.name1!,
    listed: row.name2!,
    same: true,
    quality: '',
    category: row.note!,
  }));
}

export type PeopleFile =
  | 'people-listed-treated.csv'
  | 'people-unlisted-global.csv'
  | 'people-unlisted-us.csv';

export function people(file: PeopleFile): LabelledPerson[] | undefined {
  return rows('eval', file)?.map((row) => ({
    name: row.full_name!,
    gender: row.gender ?? '',
    birthDate: row.date_of_birth ?? '',
    birthPlace: row.place_of_birth ?? '',
    nationality: row.nationality ?? '',
  }));
}

/** Names of ordinary Norwegian businesses. */
export function businessNames(): string[] | undefined {
  return rows('names', 'perchrh_test_queries_companies.csv')?.map((row) => row.business_name!);
}
