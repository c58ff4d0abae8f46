import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { parseDate, RiegelError } from '../../entity/index.ts';
import {
  allSources,
  importFiles,
  isPublished,
  type Progress,
  type Source,
  type UpdateResult,
  updateList,
  versionsInForce,
} from '../../lists/index.ts';
import { findSource, keepMappedSource, keepOpenSanctionsSource } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { reportError } from '../report-error.ts';

interface UpdateCommandOptions {
  readonly dataDir: string;
  readonly contact?: string;
  readonly format?: string;
}

export function addUpdateCommand(lists: Command): void {
  lists
    .command('update')
    .description(
      'fetch lists; without ids those in force here, or, where there are none yet, all that have an address. HTTP_PROXY, HTTPS_PROXY and NO_PROXY count.',
    )
    .argument('[ids...]', 'ids of sources')
    .option('--contact <mail>', 'mail address or page told to the authority in the User-Agent')
    .option('--format <id>', 'format of the publication, where not the usual one')
    .action(async (ids: string[], options: UpdateCommandOptions) => {
      process.exitCode = await update(ids, options);
    });
}

async function update(
  ids: readonly string[],
  { dataDir, contact, format }: UpdateCommandOptions,
): Promise<number> {
  const sources =
    ids.length > 0
      ? await Promise.all(ids.map((id) => findSource(dataDir, id)))
      : await usualSources(dataDir);
  let failed = false;
  for (const source of sources) {
    const line = new StepLine(source.id);
    try {
      const result = await updateList(dataDir, source, {
        onProgress: (progress) => line.show(progress),
        ...(format === undefined ? {} : { format }),
        ...(contact === undefined ? {} : { network: { contact } }),
      });
      line.clear();
      if (tellResult(result)) failed = true;
    } catch (error) {
      line.clear();
      failed = true;
      process.stdout.write(`${source.id}: not updated\n`);
      reportError(error);
    }
  }
  return failed ? EXIT.error : EXIT.clear;
}

/** The sources in force here that have an address; where there are none yet, all that have one. */
async function usualSources(dataDir: string): Promise<Source[]> {
  const inForce = await versionsInForce(dataDir);
  const sources =
    inForce.length > 0
      ? await Promise.all(inForce.map(({ sourceId }) => findSource(dataDir, sourceId)))
      : [...allSources()];
  const published = sources.filter(isPublished);
  if (published.length > 0) return published;
  throw new RiegelError('lists/not-published', 'None of the lists in force has an address to fetch', {
    expected: 'an id, or riegel lists import',
  });
}

interface ImportCommandOptions {
  readonly dataDir: string;
  readonly source?: string;
  readonly mapping?: string;
  readonly opensanctions?: string;
  readonly format?: string;
  readonly obtained?: string;
}

export function addImportCommand(lists: Command): void {
  lists
    .command('import')
    .description(
      'put files from disk in force, through the same guards as a download; folders, gzip and zip are opened',
    )
    .argument('<files...>', 'the files of one publication')
    .option('--source <id>', 'id of the source: riegel lists status --all names them')
    .option(
      '--mapping <file>',
      'a list of your own: JSON that says which column is what (docs/list-mapping.md); kept for the next time',
    )
    .option('--opensanctions <file>', 'a data set of OpenSanctions: its index.json; kept for the next time')
    .option('--format <id>', 'format of the publication (default: told from the content)')
    .option(
      '--obtained <date>',
      'when the files left the source (default: date of publication, or of the files)',
    )
    .action(async (files: string[], options: ImportCommandOptions) => {
      process.exitCode = await importList(files, options);
    });
}

async function importList(files: readonly string[], options: ImportCommandOptions): Promise<number> {
  const { dataDir, format } = options;
  const source = await importedSource(options);
  const obtainedAt = options.obtained === undefined ? undefined : dayFrom(options.obtained);
  const line = new StepLine(source.id);
  try {
    const result = await importFiles(dataDir, source, files, {
      onProgress: (progress) => line.show(progress),
      ...(format === undefined ? {} : { format }),
      ...(obtainedAt === undefined ? {} : { obtainedAt }),
    });
    line.clear();
    return tellResult(result) ? EXIT.error : EXIT.clear;
  } finally {
    line.clear();
  }
}

async function importedSource({
  dataDir,
  source,
  mapping,
  opensanctions,
}: ImportCommandOptions): Promise<Source> {
  const given = [source, mapping, opensanctions].filter((each) => each !== undefined).length;
  if (given === 1 && mapping !== undefined)
    return await keepMappedSource(dataDir, await readFile(mapping, 'utf8'), mapping);
  if (opensanctions !== undefined && mapping === undefined) {
    return await keepOpenSanctionsSource(dataDir, await readFile(opensanctions), opensanctions, source);
  }
  if (given === 1 && source !== undefined) return await findSource(dataDir, source);
  throw new RiegelError('cli/usage', 'It is not clear what list this is', {
    expected:
      '--source ID, --mapping FILE, or --opensanctions FILE with --source where the file names several',
  });
}

function dayFrom(text: string): Date {
  const day = parseDate(text);
  const value = day.ok && day.dates.length === 1 ? day.dates[0]!.value : undefined;
  if (value !== undefined && value.length === 10) return new Date(`${value}T00:00:00Z`);
  throw new RiegelError('cli/bad-date', `--obtained ${text} is no single day`, {
    expected: 'a day such as 2026-02-27',
  });
}

/** Tells what became of a list. Gives true where it was refused. */
function tellResult({ sourceId, outcome, version, inForce, counts, findings }: UpdateResult): boolean {
  const held =
    counts === undefined
      ? ''
      : `, ${counts.entities.toLocaleString('en')} entities, ${counts.names.toLocaleString('en')} names`;
  const stays = inForce === undefined ? 'none is in force' : `${inForce} stays in force`;
  const said = {
    'in-force': `in force ${inForce}${held}`,
    unchanged: `unchanged, ${inForce} is in force${held}`,
    refused: `REFUSED${version === undefined ? '' : ` ${version}`}; ${stays}`,
  }[outcome];
  process.stdout.write(`${sourceId}: ${said}\n`);
  for (const { code, message, severity } of findings) {
    process.stderr.write(
      `${printable(`riegel: ${code}: ${sourceId}: ${message}${severity === 'warn' ? ' (told only)' : ''}`)}\n`,
    );
  }
  return outcome === 'refused';
}

/** The step that is being done, on a terminal. */
class StepLine {
  private drawnAt = 0;
  private drawn = false;
  private readonly sourceId: string;

  constructor(sourceId: string) {
    this.sourceId = sourceId;
  }

  show(progress: Progress): void {
    const now = performance.now();
    if (!process.stderr.isTTY || (progress.step === 'download' && now - this.drawnAt < 200)) return;
    this.drawnAt = now;
    this.drawn = true;
    process.stderr.write(`\r\u001b[2K${printable(`${this.sourceId}: ${stepText(progress)}`)}`);
  }

  clear(): void {
    if (this.drawn) process.stderr.write('\r\u001b[2K');
    this.drawn = false;
  }
}

const mebibytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);

function stepText(progress: Progress): string {
  switch (progress.step) {
    case 'download': {
      const { file, bytes, total, rate } = progress;
      const of = total === undefined ? '' : ` of ${mebibytes(total)}`;
      return `${file}: ${mebibytes(bytes)}${of} MiB, ${mebibytes(rate)} MiB/s`;
    }
    case 'retry':
      return `${progress.file}: ${progress.reason}; attempt ${progress.attempt} in ${Math.round(progress.waitMs / 1000)} s`;
    case 'read':
      return `reading ${progress.file}`;
    default:
      return progress.step === 'parse' ? 'reading the entries' : 'storing';
  }
}
