import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import type { OpenOptions } from '../../messages/index.ts';
import {
  type BatchAnswer,
  checkPolicy,
  type Policy,
  screenBatch,
  screenDocument,
} from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { sortOperands } from '../input/operands.ts';
import {
  type SubjectOptions,
  statesFacts,
  subjectFrom,
  withSubjectOptions,
} from '../input/subject-options.ts';
import { ANSWER_FORMATS, type AnswerFormat, type AnswerWriter, type Tally } from '../output/answers.ts';
import { csvAnswers, jsonAnswers, ndjsonAnswers } from '../output/machine-answers.ts';
import { duration, ProgressLine } from '../output/progress.ts';
import { type RejectsBook, rejectsFile, rejectsOnStderr } from '../output/rejects.ts';
import { sinkOf } from '../output/sink.ts';
import { columnsOf, styleOf } from '../output/style.ts';
import { tableAnswers } from '../output/table-answers.ts';
import {
  numberFrom,
  type PolicyOptions,
  policyFrom,
  readyIndex,
  withDataDir,
  withPolicyOptions,
} from '../policy-options.ts';
import { reportError } from '../report-error.ts';
import { type DocumentOptions, openInput, openOptionsFrom, withDocumentOptions } from '../screen-inputs.ts';

interface ScreenCommandOptions extends SubjectOptions, DocumentOptions, PolicyOptions {
  readonly dataDir: string;
  readonly name?: readonly string[];
  readonly format: AnswerFormat;
  readonly german?: boolean;
  readonly alertsOnly?: boolean;
  readonly shown: string;
  readonly rejects?: string;
  readonly workers?: string;
}

const EXAMPLES = `
Examples
  one name                riegel screen "Hafiz Saeed"
  a name in any script    riegel screen "أيمن الظواهري"
  with what is known      riegel screen "Hafiz Saeed" --birth-date 1950-06-05 --nationality PK
  by a number alone       riegel screen --id passportNumber=1084010
  a customer file         riegel screen customers.csv
  with its columns named  riegel screen kunden.xlsx --column name=Kunde --column birthDate=Geb.
  for a program           riegel screen customers.csv --format ndjson --rejects rejects.ndjson > answers.ndjson
  from a pipe             zcat names.gz | riegel screen - --as names --format csv
  a news article          riegel screen artikel.html
  some lists, stricter    riegel screen customers.csv --lists un_sc_sanctions,eu_fsf --threshold 0.8

Exit code: 0 everybody is clear, 1 at least one alert, 2 something could not be screened (wins over 1).
`;

export function addScreenCommand(program: Command): void {
  const command = program
    .command('screen')
    .summary('screen names and files against the lists in force')
    .description('Screens names, or the people and things that files name, against the lists in force.')
    .argument('[words...]', 'names, or files (CSV, TSV, XLSX, NDJSON, Parquet, TXT, HTML; - is stdin)')
    .option(
      '--name <name>',
      'a name, also where a file is called so; may be repeated',
      (value, before: string[] = []) => [...before, value],
    );
  withSubjectOptions(command);
  withDocumentOptions(command);
  withPolicyOptions(command)
    .option('--format <format>', `${ANSWER_FORMATS.join(', ')}`, 'table')
    .option('--shown <number>', 'most matches of one subject in the table', '3')
    .option('--german', 'reasons in German in the table')
    .option('--alerts-only', 'leave out who is clear')
    .option('--rejects <file>', 'write what could not be screened to this file, as NDJSON')
    .option('--workers <number>', 'threads; 0 screens in the main one (default: one for each core)');
  withDataDir(command).addHelpText('after', EXAMPLES);
  command.action(async (words: string[], options: ScreenCommandOptions) => {
    process.exitCode = await screen(words, options);
  });
}

async function screen(words: readonly string[], options: ScreenCommandOptions): Promise<number> {
  const operands = sortOperands(words);
  const names = [...operands.names, ...(options.name ?? [])];
  const { files } = operands;
  checkUsage(names, files, options);
  const policy = policyFrom(options);
  const workers =
    options.workers === undefined ? availableParallelism() : numberFrom('--workers', options.workers);
  if (!Number.isSafeInteger(workers) || workers < 0 || workers > 256) {
    throw new RiegelError('cli/bad-number', `--workers ${workers} cannot be used`, {
      expected: 'a whole number from 0 to 256',
    });
  }
  const openOptions = await openOptionsFrom(options);
  const subjects =
    names.length > 0
      ? names.map((name) => subjectFrom(name, options))
      : files.length === 0
        ? [subjectFrom(undefined, options)]
        : [];
  const rejects =
    options.rejects === undefined
      ? rejectsOnStderr(options.format === 'table')
      : await rejectsFile(options.rejects);
  if (operands.names.length > 1 && operands.names.every((name) => !/\s/.test(name.trim()))) {
    // Without its quotes "Hafiz Saeed" would be two people, and both clear.
    process.stderr.write(
      `riegel: NOTE: ${operands.names.length} names of one word each are screened. If they are one name, put it in quotes.\n`,
    );
  }
  const { index } = await readyIndex(options.dataDir);
  checkPolicy(policy, index.info);
  const run = new ScreenRun(writerFor(options), rejects, options.alertsOnly === true);
  const lists = policy.lists ?? Object.keys(index.info.lists);
  await run.writer.begin();
  try {
    if (subjects.length > 0) {
      const items = subjects.map((subject) => ({ subject }));
      await run.answers('arguments', screenBatch(index.buffer, items, { policy, workers: 0 }));
    }
    for (const file of files) await screenFile(file, index.buffer, run, openOptions, { policy, workers });
  } finally {
    run.progress.clear();
    await rejects.close();
  }
  await run.end(
    `threshold ${policy.threshold}; index ${index.info.id.slice(0, 12)}: ${lists.map((id) => `${id} ${index.info.lists[id]}`).join(', ')}`,
  );
  const { alerts, rejects: rejected } = run.tally;
  return run.failed || rejected > 0 ? EXIT.error : alerts > 0 ? EXIT.alerts : EXIT.clear;
}

function checkUsage(names: readonly string[], files: readonly string[], options: ScreenCommandOptions): void {
  const usage = (message: string, expected: string) => new RiegelError('cli/usage', message, { expected });
  if (names.length === 0 && files.length === 0 && options.id === undefined) {
    throw usage('There is nothing to screen', 'a name, a file or an identifier; see riegel screen --help');
  }
  if (statesFacts(options) && (files.length > 0 || names.length > 1)) {
    throw usage(
      'Birth date, country and the like belong to one name',
      'one name; in a file they are columns',
    );
  }
  if (!ANSWER_FORMATS.includes(options.format)) {
    throw usage(`--format ${options.format} is not known`, ANSWER_FORMATS.join(', '));
  }
  if (files.filter((file) => file === '-').length > 1) throw usage('Stdin can be read once', 'one -');
}

function writerFor(options: ScreenCommandOptions): AnswerWriter {
  const sink = sinkOf(process.stdout);
  switch (options.format) {
    case 'ndjson':
      return ndjsonAnswers(sink);
    case 'json':
      return jsonAnswers(sink);
    case 'csv':
      return csvAnswers(sink);
    case 'table':
      return tableAnswers(sink, {
        columns: columnsOf(process.stdout),
        style: styleOf(process.stdout),
        shown: numberFrom('--shown', options.shown),
        language: options.german === true ? 'de' : 'en',
      });
  }
}

/** One document; what makes it unreadable is told and does not keep the next from being screened. */
async function screenFile(
  path: string,
  index: SharedArrayBuffer,
  run: ScreenRun,
  openOptions: OpenOptions,
  batch: { policy: Policy; workers: number },
): Promise<void> {
  const name = path === '-' ? 'stdin' : path;
  try {
    const document = await openInput(path, {
      ...openOptions,
      onProgress: ({ bytesRead, bytesTotal }) => run.read(bytesRead / Math.max(1, bytesTotal)),
    });
    await run.writer.document({ name, format: document.format, notes: document.notes });
    const answered = await run.answers(name, screenDocument(index, document, batch));
    if (answered === 0 && document.kind === 'text') await run.writer.emptyText();
  } catch (error) {
    if (!(error instanceof RiegelError) || error.code === 'screening/worker-failed') throw error;
    run.progress.clear();
    run.failed = true;
    reportError(error);
  }
}

/** The state of one call of `riegel screen`. */
class ScreenRun {
  readonly tally: Tally = { screened: 0, alerts: 0, rejects: 0 };
  readonly progress = new ProgressLine();
  failed = false;
  readonly writer: AnswerWriter;
  private readonly rejects: RejectsBook;
  private readonly alertsOnly: boolean;
  private readonly started = performance.now();
  private share: number | undefined;

  constructor(writer: AnswerWriter, rejects: RejectsBook, alertsOnly: boolean) {
    this.writer = writer;
    this.rejects = rejects;
    this.alertsOnly = alertsOnly;
  }

  /** @param share of the current document that has been read, 0 … 1 */
  read(share: number): void {
    this.share = share;
  }

  /** Gives the number of answers. */
  async answers(document: string, answers: AsyncIterable<BatchAnswer>): Promise<number> {
    this.share = undefined;
    this.progress.restart();
    let answered = 0;
    for await (const answer of answers) {
      if ('reject' in answer) {
        this.tally.rejects++;
        await this.rejects.add(document, answer.reject);
      } else {
        this.tally.screened++;
        if (answer.screening.outcome === 'alert') this.tally.alerts++;
        else if (this.alertsOnly) continue;
      }
      // On one terminal the answers and the line of progress would mix.
      if (process.stdout.isTTY) this.progress.clear();
      await this.writer.answer(answer);
      this.progress.show(++answered, this.share);
    }
    return answered;
  }

  async end(footer: string): Promise<void> {
    const seconds = (performance.now() - this.started) / 1000;
    await this.writer.end(this.tally, `${duration(seconds)}; ${footer}`);
  }
}
