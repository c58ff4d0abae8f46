import type { Command } from 'commander';
import { isA, RiegelError } from '../../entity/index.ts';
import { compareNames, type NameComparison } from '../../match/index.ts';
import { EXIT } from '../exit-code.ts';
import { type Pair, readPairs } from '../input/pairs.ts';
import { wrap } from '../output/columns.ts';
import { csvLine } from '../output/csv.ts';
import { nameExplanationLines } from '../output/explanation.ts';
import { printable } from '../output/printable.ts';
import { type Sink, sinkOf } from '../output/sink.ts';
import { columnsOf, styleOf } from '../output/style.ts';
import { reportError } from '../report-error.ts';

const FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;

interface CompareOptions {
  readonly schema: string;
  readonly pairs?: string;
  readonly format?: (typeof FORMATS)[number];
}

const EXAMPLES = `
Examples
  two names          riegel compare "Aiman al-Sawahiri" "Ayman al-Zawahiri"
  two organisations  riegel compare --schema Organization "Islamischer Staat" "Islamic State"
  a file of pairs    riegel compare --pairs pairs.csv > scores.ndjson
  the same as CSV    riegel compare --pairs pairs.csv --format csv

The file of pairs is UTF-8 CSV with a header: name1, name2 and, if need be, schema; other columns are passed through.
Exit code: 0 done, 2 a pair could not be compared.
`;

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .summary('score two names, or a file of pairs, without any list')
    .description(
      'Compares names with one another, without any list: the score that name2 on a list would have for name1.',
    )
    .argument('[names...]', 'two names')
    .option(
      '--schema <schema>',
      'what bears the names: Person, Organization, Company, Vessel, LegalEntity, Thing',
      'Person',
    )
    .option('--pairs <file>', 'CSV of pairs')
    .option('--format <format>', `${FORMATS.join(', ')} (default: table for two names, ndjson for pairs)`)
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: CompareOptions) => {
      process.exitCode = await compare(names, options);
    });
}

async function compare(names: readonly string[], options: CompareOptions): Promise<number> {
  const format = options.format ?? (options.pairs === undefined ? 'table' : 'ndjson');
  if (!FORMATS.includes(format)) {
    throw new RiegelError('cli/usage', `--format ${format} is not known`, { expected: FORMATS.join(', ') });
  }
  if (
    (options.pairs === undefined) !== (names.length === 2) ||
    (options.pairs !== undefined && names.length > 0)
  ) {
    throw new RiegelError('cli/usage', 'compare takes two names or a file of pairs', {
      expected: 'riegel compare NAME1 NAME2, or riegel compare --pairs FILE.csv',
    });
  }
  const sink = sinkOf(process.stdout);
  if (options.pairs !== undefined) return await comparePairs(options.pairs, options.schema, format, sink);
  const [name1, name2] = names as [string, string];
  const compared = compareOne(name1, name2, options.schema);
  if (format === 'table') await sink.write(comparisonText(compared));
  else if (format === 'csv') {
    await sink.write(csvLine(['schema', 'name1', 'name2', 'score', 'reason', 'reason_de']));
    await sink.write(csvLine([options.schema, name1, name2, ...scoreCells(compared)]));
  } else await sink.write(`${JSON.stringify({ schema: options.schema, name1, name2, ...compared })}\n`);
  return EXIT.clear;
}

/** Throws `cli/bad-schema`, `compare/unreadable-name`. */
function compareOne(name1: string, name2: string, schema: string): NameComparison {
  if (!isA(schema, 'Thing')) {
    throw new RiegelError('cli/bad-schema', `${schema} is nothing that bears a name`, {
      expected: 'Person, Organization, Company, Vessel, LegalEntity or Thing',
    });
  }
  for (const name of [name1, name2]) {
    if (/[\p{L}\p{N}]/u.test(name)) continue;
    throw new RiegelError('compare/unreadable-name', `${JSON.stringify(name)} holds no letter`, {
      expected: 'a name in any script',
    });
  }
  return compareNames(name1, name2, schema);
}

async function comparePairs(file: string, schema: string, format: string, sink: Sink): Promise<number> {
  let failed = false;
  let count = 0;
  if (format === 'json') await sink.write('[');
  for await (const pair of readPairs(file)) {
    if (pair.line === 0 && format === 'csv') {
      await sink.write(csvLine([...pair.cells, 'score', 'reason', 'reason_de']));
    }
    if (pair.line === 0) continue;
    try {
      if (pair.fault !== undefined) throw new RiegelError('compare/bad-pair', pair.fault);
      const compared = compareOne(pair.name1, pair.name2, pair.schema ?? schema);
      if (format === 'csv') await sink.write(csvLine([...pair.cells, ...scoreCells(compared)]));
      else
        await sink.write(
          `${format === 'json' && count > 0 ? ',' : ''}${format === 'json' ? '\n' : ''}${pairJson(pair, schema, compared)}${format === 'json' ? '' : '\n'}`,
        );
      count++;
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      failed = true;
      const { code, message, expected } = error;
      const details = expected === undefined ? {} : { expected };
      reportError(new RiegelError(code, message, { ...details, place: { file, line: pair.line } }));
    }
  }
  if (format === 'json') await sink.write('\n]\n');
  return failed ? EXIT.error : EXIT.clear;
}

function pairJson(
  { columns, schema, name1, name2 }: Pair,
  otherwise: string,
  compared: NameComparison,
): string {
  return JSON.stringify({ ...columns, schema: schema ?? otherwise, name1, name2, ...compared });
}

function scoreCells({ score, sentence }: NameComparison): (string | number)[] {
  return [score, sentence.en, sentence.de];
}

function comparisonText({ score, explanation, sentence }: NameComparison): string {
  const style = styleOf(process.stdout);
  const columns = columnsOf(process.stdout);
  return [
    `${style('bold', 'score')} ${score.toFixed(4)}`,
    ...wrap(printable(sentence.en), columns),
    ...wrap(printable(sentence.de), columns),
    '',
    ...nameExplanationLines(explanation),
    '',
  ].join('\n');
}
