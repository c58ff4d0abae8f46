import { type Entity, RiegelError } from '../../src/entity/index.ts';
import type { ParsedList, ParseIssue, Source, SourceFile } from '../../src/lists/index.ts';

/** One line of a fixture list. */
export interface FixtureRecord {
  readonly id: string;
  readonly name: string;
  readonly born?: string;
  readonly country?: string;
  readonly aliases?: readonly string[];
  /** Columns the parser does not know. */
  readonly more?: readonly string[];
}

/** A made-up list in a made-up format: a head line, a line for each record, and END, without which it is cut short. */
export function fixtureText(
  records: readonly FixtureRecord[],
  { published, claimed }: { published?: string; claimed?: number } = {},
): string {
  const head = `LIST ${published ?? '-'} ${claimed ?? '-'}`;
  const lines = records.map(({ id, name, born = '', country = '', aliases = [], more = [] }) =>
    [id, name, born, country, aliases.join(';'), ...more].join('|'),
  );
  return [head, ...lines, 'END', ''].join('\n');
}

/** That many people who differ in all they have. */
export function people(count: number, from = 1): FixtureRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return {
      id: `fx-${String(number).padStart(5, '0')}`,
      name: `Person Number ${number}`,
      born: `19${String(number % 100).padStart(2, '0')}-01-02`,
      country: 'xx',
      aliases: [`Alias ${number}`],
    };
  });
}

/** @param url where the main file is published; the second file, optional, is beside it as `more.txt` */
export function fixtureSource(url?: string, moreUrl?: string): Source {
  return {
    id: 'fixture_list',
    title: 'Fixture list',
    authority: 'Nobody',
    jurisdiction: 'xx',
    regimes: ['terrorism'],
    homepage: 'https://fixture.invalid/',
    licence: 'none needed',
    rhythm: { text: 'daily', maxAgeHours: 24 },
    formats: [
      {
        id: 'lines',
        files: [
          { name: 'list.txt', required: true, ...(url === undefined ? {} : { url }) },
          ...(moreUrl === undefined ? [] : [{ name: 'more.txt', required: false, url: moreUrl }]),
        ],
        detects: (files) => textOf(files, 'list.txt').startsWith('LIST '),
        parse,
      },
    ],
  };
}

function textOf(files: readonly SourceFile[], name: string): string {
  return new TextDecoder().decode(files.find((file) => file.name === name)?.bytes);
}

function parse(files: readonly SourceFile[], source: Source): ParsedList {
  const [head = '', ...rest] = textOf(files, 'list.txt').split('\n');
  const end = rest.indexOf('END');
  if (end < 0) {
    throw new RiegelError('lists/truncated', 'The list has no END', {
      place: { file: 'list.txt', line: rest.length },
    });
  }
  const [, published, claimed] = head.split(' ');
  const issues: ParseIssue[] = [];
  const lines = [...rest.slice(0, end), ...textOf(files, 'more.txt').split('\n').filter(Boolean)];
  const entities = lines.flatMap((line, index): Entity[] => {
    const [id, name, born, country, aliases, ...more] = line.split('|');
    for (const column of more) {
      issues.push({
        severity: 'drift',
        code: 'unknown-column',
        message: `Unknown column ${column}`,
        line: index + 2,
      });
    }
    if (!id || !name) {
      issues.push({
        severity: 'rejected',
        code: 'no-name',
        message: 'A record without a name',
        line: index + 2,
      });
      return [];
    }
    const properties = {
      name: [name],
      ...(born ? { birthDate: [born] } : {}),
      ...(country ? { country: [country] } : {}),
      ...(aliases ? { alias: aliases.split(';') } : {}),
    };
    return [{ id, schema: 'Person', caption: name, properties, datasets: [source.id], target: true }];
  });
  return {
    entities,
    issues,
    ...(published === undefined || published === '-' ? {} : { publishedAt: published }),
    ...(claimed === undefined || claimed === '-' ? {} : { claimedRecords: Number(claimed) }),
  };
}
