import { readingsOf } from './romanised.ts';

/** What a learning script wrote: lines of `unvocalised form, Latin spelling, count, Latin spelling, count …`, parted by blanks, most frequent first. */
interface AttestedTable {
  readonly names: readonly string[];
}

/** The table by written form: the rest of each line. */
export function attestedNames(table: AttestedTable): ReadonlyMap<string, string> {
  return new Map(
    table.names.map((line) => {
      const end = line.indexOf(' ');
      return [line.slice(0, end), line.slice(end + 1)] as const;
    }),
  );
}

/** The attested Latin spellings of a written form, most frequent first; empty where none is known. */
export function attestedReadings(names: ReadonlyMap<string, string>, form: string): readonly string[] {
  const line = names.get(form);
  return line === undefined ? [] : readingsOf(...line.split(' ').filter((_, at) => at % 2 === 0));
}
