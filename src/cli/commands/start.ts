import type { Command } from 'commander';
import {
  type Installation,
  inviteFirstAdministrator,
  keepDuties,
  keepListsFresh,
  loadLists,
  openInstallation,
  Service,
  takeInExamples,
  watchLists,
} from '../../server/index.ts';
import { EXIT } from '../exit-code.ts';
import { portFrom } from '../policy-options.ts';
import { reportError } from '../report-error.ts';
import { type ListenOptions, runService, say, withListening } from './run-service.ts';

interface StartOptions extends ListenOptions {
  readonly examples?: boolean;
  readonly webhookHttp?: boolean;
  readonly webhookNetworks?: string;
}

const SCHEDULE = 'riegel:schedule';

const HELP = `
Everything is kept in the data directory, in an embedded PostgreSQL; DATABASE_URL=postgres://… names a server instead.
The first start prints a link by which the first administrator signs in once; later starts print it until it was used.
Other versions of lists, whoever puts them in force, are noticed within seconds: they are loaded, and the customers
screened against what has changed. SIGHUP does the same at once. --update-lists asks the sources of the lists in force,
each in its rhythm; without it nothing is fetched.
`;

export function addStartCommand(program: Command): void {
  withListening(
    program
      .command('start')
      .summary('start the service: screening, casework, journal')
      .description('Starts the service with its database, journal, casework and sign-in.'),
  )
    .option('--examples', 'take in everything in examples/, once, where there are no customers yet')
    .option('--webhook-http', 'let webhooks go to http:// addresses, not only to https://')
    .option(
      '--webhook-networks <cidr,…>',
      'networks that webhooks may reach although they are not public: 10.1.0.0/16,fd00::/8',
    )
    .addHelpText('after', HELP)
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const { dataDir } = options;
  const service = new Service(() => loadLists(dataDir));
  // In a thread of its own, while the database is opened.
  service.begin();
  const installation = await openInstallation({
    dataDir,
    databaseUrl: process.env.DATABASE_URL,
    origin: options.publicUrl ?? `http://localhost:${portFrom(options.port)}`,
    service,
    contact: options.contact,
    onError: reportError,
    webhooks: {
      allowHttp: options.webhookHttp === true,
      allowNetworks: options.webhookNetworks?.split(',').map((each) => each.trim()) ?? [],
    },
  }).catch((error: unknown) => {
    reportError(error);
    // The thread that loads would keep the process for as long as it takes.
    process.exit(EXIT.error);
  });
  await runService(
    {
      ...{ service, installation },
      async prepare() {
        if (options.examples !== true) return;
        for (const { file, subjects, alerts } of await takeInExamples(installation))
          say(`example ${file}: ${subjects} screened, ${alerts} alerts`);
      },
      begin() {
        invite(installation).catch(reportError);
        return [
          installation.webhooks.keepDelivering(reportError),
          keepDuties(installation, reportError),
          watch(dataDir, installation),
          ...(options.updateLists === true ? [keepFresh(dataDir, installation)] : []),
        ];
      },
    },
    options,
  );
}

async function invite({ access }: Installation): Promise<void> {
  const link = await inviteFirstAdministrator(access);
  if (link === undefined) return;
  say(`the first administrator signs in once, before ${link.expiresAt}, at`);
  process.stderr.write(`\n    ${link.url}\n\n`);
}

function watch(dataDir: string, { service, listWork, answerListChange }: Installation) {
  const afterwards = async () => {
    await answerListChange();
    await listWork.resume();
  };
  return watchLists({ dataDir, service, afterwards, onError: reportError });
}

function keepFresh(dataDir: string, { listWork }: Installation) {
  const ask = async (list: string, notWithinMs: number) => {
    const begun = await listWork.update({ list, actor: SCHEDULE, notWithinMs });
    await begun?.ended;
  };
  return keepListsFresh({ dataDir, ask, onError: reportError });
}
