import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import type { IndexInfo } from '../../match/index.ts';
import {
  isLoss,
  type Manifest,
  readTravel,
  subjectsOfManifest,
  type TravelDocuments,
  type TravelIssue,
} from '../../messages/index.ts';
import { checkPolicy, compilePolicy, type Policy, PROFILES, screenBatch } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { stdinDocument } from '../input/stdin.ts';
import { sinkOf } from '../output/sink.ts';
import { columnsOf, styleOf } from '../output/style.ts';
import { type AnsweredManifest, type AnsweredSubject, travelJson, travelTable } from '../output/travel.ts';
import {
  numberFrom,
  type PolicyOptions,
  policyFrom,
  readyIndex,
  withDataDir,
  withPolicyOptions,
} from '../policy-options.ts';
import { reportError } from '../report-error.ts';

interface TravelCommandOptions extends PolicyOptions {
  readonly dataDir: string;
  readonly format: string;
  readonly shown: string;
  readonly german?: boolean;
  readonly asOf?: string;
}

/** The policy that comes with Riegel for the door of travellers. */
const PROFILE = 'BORDER_EU';

const EXAMPLES = `
Examples
  a passenger list        riegel travel manifest.edi
  reservations            riegel travel pnrgov.edi --format json
  from a pipe             cat pnr.xml | riegel travel -

Reads PAXLST and PNRGOV (EDIFACT), PNRGOV XML, and bar codes of boarding passes. Meals, health, religion and other
sensitive data are dropped while reading and only counted.

Exit code: 0 everybody is clear, 1 at least one traveller is to be referred, 2 something could not be read or screened
(wins over 1).
`;

export function addTravelCommand(program: Command): void {
  const command = program
    .command('travel')
    .summary('screen the travellers of passenger lists and reservations')
    .description(`Reads what carriers send and screens whom it names, under the policy ${PROFILE}.`)
    .argument('<files...>', 'messages of carriers (- is stdin)');
  withPolicyOptions(command)
    .option('--format <format>', 'table or json', 'table')
    .option('--shown <number>', 'most matches of one traveller in the table', '3')
    .option('--german', 'reasons in German in the table')
    .option(
      '--as-of <date>',
      'day by which two-digit years are judged where a message has none (default: today)',
    );
  withDataDir(command).addHelpText('after', EXAMPLES);
  command.action(async (files: string[], options: TravelCommandOptions) => {
    process.exitCode = await travel(files, options);
  });
}

async function travel(files: readonly string[], options: TravelCommandOptions): Promise<number> {
  if (options.format !== 'table' && options.format !== 'json') {
    throw new RiegelError('cli/usage', `--format ${options.format} is not known`, {
      expected: 'table or json',
    });
  }
  const asOf = options.asOf === undefined ? Date.now() : Date.parse(options.asOf);
  if (Number.isNaN(asOf)) {
    throw new RiegelError('cli/usage', `--as-of ${options.asOf} is no date`, {
      expected: 'a date such as 2026-01-31',
    });
  }
  const { index } = await readyIndex(options.dataDir);
  const policy = policyOf(options, index.info);
  const sink = sinkOf(process.stdout);
  const table = travelTable(sink, {
    columns: columnsOf(process.stdout),
    style: styleOf(process.stdout),
    shown: numberFrom('--shown', options.shown),
    language: options.german === true ? 'de' : 'en',
  });
  const tally = { referred: 0, unscreened: 0, failed: false };
  const told: unknown[] = [];
  for (const file of files) {
    const name = file === '-' ? 'stdin' : file;
    try {
      const { manifests, issues } = await documentsIn(file, asOf);
      const answered: AnsweredManifest[] = [];
      for (const manifest of manifests) {
        answered.push({ manifest, subjects: await screened(manifest, name, index.buffer, policy) });
      }
      for (const { subjects } of answered) {
        tally.referred += subjects.filter(({ answer }) => answer === 'refer').length;
        tally.unscreened += subjects.filter(({ answer }) => answer === 'no decision yet').length;
      }
      if (hasLoss(issues, manifests)) tally.failed = true;
      if (options.format === 'json') told.push(travelJson(name, issues, answered));
      else await table(name, issues, answered);
    } catch (error) {
      if (!(error instanceof RiegelError) || error.code === 'screening/worker-failed') throw error;
      tally.failed = true;
      reportError(error);
    }
  }
  if (options.format === 'json') await sink.write(`${JSON.stringify(told)}\n`);
  return tally.failed || tally.unscreened > 0 ? EXIT.error : tally.referred > 0 ? EXIT.alerts : EXIT.clear;
}

async function documentsIn(file: string, asOf: number): Promise<TravelDocuments> {
  const source = file === '-' ? await stdinDocument() : file;
  const bytes = typeof source === 'string' ? await bytesOf(source) : source.bytes;
  return readTravel(bytes, { asOf });
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new RiegelError('cli/no-file', `${file} cannot be read`, { place: { file }, cause });
  });
}

/** The profile of the door, with what the command line says otherwise. */
function policyOf(options: PolicyOptions, info: IndexInfo): Policy {
  const profile = PROFILES.find(({ name }) => name === PROFILE)!;
  const stated = policyFrom(options);
  const policy = {
    ...compilePolicy(profile, { door: 'traveller' }, info),
    ...(options.threshold === undefined ? {} : { threshold: stated.threshold }),
    ...(options.limit === undefined ? {} : { limit: stated.limit }),
    ...(stated.lists === undefined ? {} : { lists: stated.lists }),
  };
  checkPolicy(policy, info);
  return policy;
}

async function screened(
  manifest: Manifest,
  document: string,
  index: SharedArrayBuffer,
  policy: Policy,
): Promise<AnsweredSubject[]> {
  const subjects = subjectsOfManifest(manifest, document);
  const items = subjects.map(({ subject }) => ({ subject }));
  const answers = await Array.fromAsync(
    screenBatch(index, items, { policy, workers: availableParallelism() }),
  );
  return answers.map((screening, i) => ({
    ...subjects[i]!,
    screening,
    // Who could not be compared is not clear.
    answer:
      'reject' in screening ? 'no decision yet' : screening.screening.outcome === 'alert' ? 'refer' : 'clear',
  }));
}

function hasLoss(issues: readonly TravelIssue[], manifests: readonly Manifest[]): boolean {
  return [...issues, ...manifests.flatMap((each) => each.issues)].some(isLoss);
}
