import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import { type Journal, openJournal, openKeys } from '../../journal/index.ts';
import type { OpenedDocument } from '../../messages/index.ts';
import {
  type CustomerItem,
  type Customers,
  type CustomersStatus,
  DEFAULT_POLICY,
  type FinishedSweep,
  holdingsOfLists,
  type InForce,
  journalTakeIn,
  type LoadedIndex,
  openCustomers,
  openOwnership,
  openPolicies,
  ownershipRulesOf,
  ownershipStanding,
  withOwnership,
} from '../../screening/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { EXIT } from '../exit-code.ts';
import { ProgressLine } from '../output/progress.ts';
import { rejectsFile, rejectsOnStderr } from '../output/rejects.ts';
import { readyIndex, withDataDir } from '../policy-options.ts';
import { type DocumentOptions, openInput, openOptionsFrom, withDocumentOptions } from '../screen-inputs.ts';

interface CustomersCommandOptions {
  readonly dataDir: string;
}

interface ImportOptions extends CustomersCommandOptions, DocumentOptions {
  readonly rejects?: string;
}

const POLICY = 'STANDARD@1';
const ACTOR = 'cli';

const EXAMPLES = `
Examples
  take in a customer file     riegel customers import customers.csv
  with its columns named      riegel customers import kunden.xlsx --column id=Kundennr --column name=Kunde
  screen all of them          riegel customers sweep
  how they stand              riegel customers status

Customers and journal are kept in the data directory; DATABASE_URL=postgres://… keeps them on a server.
A sweep that was broken off goes on where it was. Exit code: 0 everybody is clear, 1 at least one alert,
2 something could not be screened (wins over 1).
`;

export function addCustomerCommands(program: Command): void {
  const customers = program
    .command('customers')
    .summary('keep customers and screen them when they or the lists change')
    .description('Customers that are kept, screened when they are taken in, and screened again.')
    .addHelpText('after', EXAMPLES);
  const taking = customers
    .command('import')
    .description('take in the customers of a file: each row needs an id, by which it is known from then on')
    .argument('<file>', 'CSV, TSV, XLSX, NDJSON, Parquet; - is stdin')
    .option('--rejects <file>', 'write what could not be taken in to this file, as NDJSON');
  withDataDir(withDocumentOptions(taking)).action(async (file: string, options: ImportOptions) => {
    process.exitCode = await withCustomers(options.dataDir, (opened) => importFile(opened, file, options));
  });
  withDataDir(customers.command('sweep').description('screen all customers, or go on with doing so')).action(
    async ({ dataDir }: CustomersCommandOptions) => {
      process.exitCode = await withCustomers(dataDir, sweep);
    },
  );
  withDataDir(
    customers.command('status').description('how many there are, and when they were screened'),
  ).action(async ({ dataDir }: CustomersCommandOptions) => {
    await withCustomers(dataDir, async (opened) => {
      process.stdout.write(statusText(await opened.status()));
    });
  });
}

async function withCustomers<T>(dataDir: string, work: (customers: Customers) => Promise<T>): Promise<T> {
  const loaded = await readyIndex(dataDir);
  const store = await openStore({ dataDir, databaseUrl: process.env.DATABASE_URL });
  try {
    const journal = await openJournal(store, openKeys({ dataDir }));
    const customers = await openCustomers({
      store,
      journal,
      takeIn: journalTakeIn(journal),
      inForce: await inForce(loaded, store, journal),
    });
    try {
      return await work(customers);
    } finally {
      await customers.close();
      await journal.close();
    }
  } finally {
    await store.close();
  }
}

/** With the rules of ownership of the policy at the customers' door: the service and the command line say the same. */
async function inForce({ index, entities }: LoadedIndex, store: Store, journal: Journal): Promise<InForce> {
  const { document } = await (await openPolicies(store, journal)).atDoor('customer');
  const policy = { ...DEFAULT_POLICY, ownership: ownershipRulesOf(document, index.info) };
  const standing = await ownershipStanding({
    ...{ store, index, register: openOwnership(store, journal) },
    listHoldings: async () => holdingsOfLists(await entities()),
    on: new Date().toISOString().slice(0, 10),
  });
  if (standing === undefined) return { index, policy, policyName: POLICY };
  const { on, sources } = standing;
  return { index, policy: withOwnership(policy, standing), policyName: POLICY, ownership: { on, sources } };
}

async function importFile(customers: Customers, file: string, options: ImportOptions): Promise<number> {
  const document = await openInput(file, await openOptionsFrom(options));
  if (document.kind !== 'table') {
    throw new RiegelError('cli/no-table', 'Customers are taken in from a table', {
      place: { file },
      expected: 'a table with an id and a name in each row',
    });
  }
  const rejects = options.rejects === undefined ? rejectsOnStderr(false) : await rejectsFile(options.rejects);
  const progress = new ProgressLine();
  const counts = { screened: 0, unchanged: 0, alerts: 0, rejects: 0 };
  try {
    for await (const answer of customers.upsertAll(customersIn(document), ACTOR)) {
      if ('reject' in answer) {
        counts.rejects++;
        await rejects.add(file, answer.reject);
        continue;
      }
      counts[answer.status]++;
      if (answer.outcome === 'alert') counts.alerts++;
      progress.show(counts.screened + counts.unchanged);
    }
  } finally {
    progress.clear();
    await rejects.close();
  }
  const { screened, unchanged, alerts } = counts;
  process.stdout.write(
    `${number(screened)} screened, ${number(unchanged)} as they were; ${number(alerts)} with an alert, ${number(counts.rejects)} not taken in\n`,
  );
  return exitCode(counts.rejects, alerts);
}

async function* customersIn(document: OpenedDocument): AsyncGenerator<CustomerItem> {
  for await (const item of document.subjects()) {
    if ('reject' in item) yield item;
    else yield { reference: item.subject.id ?? '', subject: item.subject };
  }
}

async function sweep(customers: Customers): Promise<number> {
  const progress = new ProgressLine();
  let swept: FinishedSweep;
  try {
    const pending = await customers.pendingChange();
    const answered =
      pending === undefined ? undefined : await customers.answerChange(undefined, { actor: ACTOR });
    swept =
      answered !== undefined && 'statement' in answered
        ? answered
        : await customers.sweep({ actor: ACTOR, onProgress: (checked) => progress.show(checked) });
  } finally {
    progress.clear();
  }
  const { counts, checked, parts, changed, startedAt, finishedAt } = swept.statement;
  const lines = [
    `${number(checked)} customers checked from ${startedAt} to ${finishedAt}: ${number(counts.alert)} with an alert, ${number(counts.unscreened)} could not be screened`,
    ...(changed ? ['The lists or the policy changed meanwhile:'] : []),
    ...parts.map(({ basis, clear, alert }) => {
      const lists = Object.entries(basis.lists).map(([list, version]) => `${list} ${version}`);
      return `${number(clear + alert)} under ${basis.policy} with index ${basis.index.slice(0, 12)}: ${lists.join(', ')}`;
    }),
    `statement: journal record ${swept.proof.seq}, signed`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return exitCode(counts.unscreened, counts.alert);
}

function statusText({ customers, outcomes, pending, sweeps }: CustomersStatus): string {
  const rows = [
    ['customers', number(customers)],
    ...Object.entries(outcomes).map(([outcome, count]) => [outcome, number(count)]),
    [
      'pending',
      pending === undefined ? 'nothing' : 'the lists or the policy changed: riegel customers sweep',
    ],
    ...sweeps.map(({ id, startedAt, finishedAt }) => [
      `sweep ${id}`,
      `${iso(startedAt)} to ${finishedAt === undefined ? 'now: not finished' : iso(finishedAt)}`,
    ]),
  ];
  return `${rows.map(([key, value]) => `${key!.padEnd(12)}${value}`).join('\n')}\n`;
}

function exitCode(failed: number, alerts: number): number {
  return failed > 0 ? EXIT.error : alerts > 0 ? EXIT.alerts : EXIT.clear;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
