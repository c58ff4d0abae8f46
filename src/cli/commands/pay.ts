import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import { Institutions, toldPayment } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { stdinDocument } from '../input/stdin.ts';
import { printable } from '../output/printable.ts';
import { sinkOf } from '../output/sink.ts';
import { styleOf } from '../output/style.ts';
import { type OpenDoor, openDoor, type PayDoorOptions } from '../pay/door.ts';
import { type PayRun, PayTally, payDocument } from '../pay/run.ts';
import { paymentText } from '../pay/table.ts';
import { watchFolder } from '../pay/watch.ts';
import { withDataDir } from '../policy-options.ts';
import { reportError } from '../report-error.ts';

const FORMATS = ['table', 'json', 'ndjson'] as const;

interface PayOptions extends PayDoorOptions {
  readonly format: (typeof FORMATS)[number];
  readonly alertsOnly?: boolean;
  readonly replies?: string;
  readonly institutions?: string;
  readonly watch?: string;
  readonly once?: boolean;
}

const EXAMPLES = `
Examples
  one payment             riegel pay pacs008.xml
  for a program           riegel pay pacs008.xml --format json
  a payroll               riegel pay payroll.xml --format ndjson > answers.ndjson
  an instant payment      riegel pay pacs008.xml --policy EU_INSTANT
  with rates, and replies riegel pay batch.xml --rates rates.json --replies out/
  a watched folder        riegel pay --watch inbox/
  who sends too little    riegel pay *.xml --institutions institutions.json

The machine refers and rejects nothing. Exit code: 0 all are clear, 1 at least one alert or incomplete transfer,
2 something could not be screened (wins over 1).
`;

export function addPayCommand(program: Command): void {
  const command = program
    .command('pay')
    .summary('screen payments: parties, texts, completeness, patterns')
    .description(
      'Screens payment messages: every party and text against the lists in force, party data by the rules of completeness, and payments beside each other.',
    )
    .argument('[files...]', 'payment messages, one or many in each; - is stdin')
    .option('--format <format>', FORMATS.join(', '), 'table')
    .option('--policy <policy>', 'STANDARD, EU_INSTANT, OFAC, STRICT, or a file with a policy', 'STANDARD')
    .option('--jurisdiction <country>', 'country under whose law is screened, where the policy asks')
    .option('--regime <regime>', 'rules of completeness: EU, FATF or none', 'EU')
    .option('--rates <file>', 'dated rates of currencies, JSON; without one, foreign amounts count as large')
    .option('--patterns <file>', 'parameters of the patterns, JSON')
    .option('--no-patterns', 'do not look at payments beside each other')
    .option('--alerts-only', 'leave out what is clear')
    .option('--replies <folder>', 'write a pacs.002 for each message that is answered by one')
    .option('--institutions <file>', 'count incomplete transfers by institution in this file, and print them')
    .option('--watch <folder>', 'screen what is put into the folder; answers in its folder done')
    .option('--once', 'with --watch: end when the folder is empty');
  withDataDir(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], options: PayOptions) => {
    process.exitCode = await pay(files, options);
  });
}

async function pay(files: readonly string[], options: PayOptions): Promise<number> {
  const { format, watch, institutions } = options;
  const usage = (message: string, expected: string) => new RiegelError('cli/usage', message, { expected });
  if (!FORMATS.includes(format)) throw usage(`--format ${format} is not known`, FORMATS.join(', '));
  if (files.length === 0 && watch === undefined && institutions === undefined) {
    throw usage('There is nothing to screen', 'files, or --watch FOLDER; see riegel pay --help');
  }
  if (watch !== undefined && (files.length > 0 || institutions !== undefined)) {
    throw usage('A watched folder is screened by itself', 'no files and no --institutions beside --watch');
  }
  if (watch !== undefined) {
    const { once = false } = options;
    return await watchFolder(watch, { open: async () => (await openDoor(options)).door, once });
  }
  const counted = institutions === undefined ? undefined : await institutionsIn(institutions);
  const code = files.length === 0 ? EXIT.clear : await payFiles(files, options, counted);
  if (institutions !== undefined && counted !== undefined) {
    await writeFile(`${institutions}.part`, counted.toJson());
    await rename(`${institutions}.part`, institutions);
    process.stderr.write(institutionsText(counted));
  }
  return code;
}

async function payFiles(
  files: readonly string[],
  options: PayOptions,
  institutions: Institutions | undefined,
): Promise<number> {
  const opened = await openDoor(options);
  const writer = writerFor(options, opened);
  const tally = new PayTally();
  let failed = false;
  const run: PayRun = {
    ...{ door: opened.door, tally },
    ...(institutions === undefined ? {} : { institutions }),
    ...(options.replies === undefined ? {} : { replies: options.replies }),
    answer: async (answer, document) => {
      if (options.alertsOnly === true && answer.outcome === 'clear') return;
      await writer.answer(answer, document);
    },
    problem: async ({ code, message, path }, document) => {
      const where = [document, path].filter((each) => each !== undefined).join(', ');
      process.stderr.write(`riegel: NOTE: ${printable(`${code}: ${message}; at ${where}`)}\n`);
    },
  };
  await writer.begin();
  for (const file of files) {
    try {
      await payDocument(file === '-' ? await stdinDocument() : file, run);
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      failed = true;
      reportError(error);
    }
  }
  await writer.end(tally);
  return failed ? EXIT.error : tally.exitCode;
}

interface PayWriter {
  begin(): Promise<void>;
  answer: PayRun['answer'];
  end(tally: PayTally): Promise<void>;
}

function writerFor({ format }: PayOptions, { footer }: OpenDoor): PayWriter {
  const sink = sinkOf(process.stdout);
  if (format === 'table') {
    const style = styleOf(process.stdout);
    return {
      begin: async () => {},
      answer: (answer) => sink.write(paymentText(answer, style)),
      end: (tally) => sink.write(`${tally}; ${footer}\n`),
    };
  }
  const lines = format === 'ndjson';
  let first = true;
  return {
    begin: () => sink.write(lines ? '' : '['),
    answer: async (answer, document) => {
      const told = JSON.stringify(toldPayment(answer, document));
      await sink.write(lines ? `${told}\n` : `${first ? '\n' : ',\n'}${told}`);
      first = false;
    },
    end: () => sink.write(lines ? '' : '\n]\n'),
  };
}

async function institutionsIn(file: string): Promise<Institutions> {
  try {
    return Institutions.fromJson(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Institutions();
    throw error;
  }
}

function institutionsText(counted: Institutions): string {
  const again = new Set(counted.offenders().map(({ institution }) => institution));
  const lines = counted
    .all()
    .filter(({ incomplete }) => incomplete > 0)
    .map(({ institution, country = '', transfers, incomplete, rules, last }) => {
      const broken = Object.entries(rules).map(([rule, times]) => `${rule} ${times}`);
      const mark = again.has(institution) ? 'AGAIN AND AGAIN' : '';
      return `${[institution, country, `${incomplete} of ${transfers} incomplete`, mark, `last ${last}`, broken.join(', ')].filter((each) => each !== '').join(' · ')}`;
    });
  return lines.length === 0
    ? 'No institution sent an incomplete transfer\n'
    : `${lines.map(printable).join('\n')}\n`;
}
