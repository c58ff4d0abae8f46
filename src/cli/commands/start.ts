import type { Command } from 'commander';
import {
  createServer,
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
import { printable } from '../output/printable.ts';
import { numberFrom, portFrom, withDataDir } from '../policy-options.ts';
import { reportError } from '../report-error.ts';

interface StartOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: string;
  readonly publicUrl?: string;
  readonly examples?: boolean;
  readonly rateLimit: string;
  readonly updateLists?: boolean;
  readonly contact?: string;
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
  withDataDir(
    program
      .command('start')
      .summary('start the service: screening, casework, journal')
      .description('Starts the service with its database, journal, casework and sign-in.'),
  )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', '8000')
    .option('--public-url <url>', 'address under which people reach it (default: http://localhost:<port>)')
    .option('--examples', 'take in everything in examples/, once, where there are no customers yet')
    .option('--rate-limit <number>', 'most requests of one client address in a minute', '600000')
    .option('--update-lists', 'ask the sources of the lists for new versions, each in its rhythm')
    .option('--contact <mail>', 'mail address or page told to the authorities in the User-Agent')
    .addHelpText('after', HELP)
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const { dataDir, host } = options;
  const port = portFrom(options.port);
  const service = new Service(() => loadLists(dataDir));
  // In a thread of its own, while the database is opened.
  service.begin();
  const installation = await openInstallation({
    dataDir,
    databaseUrl: process.env.DATABASE_URL,
    origin: options.publicUrl ?? `http://localhost:${port}`,
    service,
    contact: options.contact,
    onError: reportError,
  }).catch((error: unknown) => {
    reportError(error);
    // The thread that loads would keep the process for as long as it takes.
    process.exit(EXIT.error);
  });
  const app = await createServer({
    service,
    installation,
    limits: { requestsPerMinute: numberFrom('--rate-limit', options.rateLimit) },
    ...(process.env.RIEGEL_UPDATE_TOKEN === undefined
      ? {}
      : { updateToken: process.env.RIEGEL_UPDATE_TOKEN }),
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl.replace(/\/+$/, '') }),
  });
  const stops: (() => Promise<void> | void)[] = [];
  const end = async () => {
    await app.close();
    for (const stop of stops) await stop();
    await installation.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.once(signal, () => {
      end().then(() => process.exit(EXIT.clear), reportError);
    });
  }
  process.on('SIGHUP', () => {
    service.reload().catch(reportError);
  });
  try {
    // It listens first, so that /readyz can tell that it is not ready yet.
    const address = await app.listen({ host, port });
    say(`listening on ${address}, reading the lists in ${dataDir}`);
    await service.reload();
  } catch (error) {
    await end();
    throw error;
  }
  const { index, notices } = service.ready();
  for (const notice of notices) say(notice);
  if (options.examples === true) {
    for (const { file, subjects, alerts } of await takeInExamples(installation))
      say(`example ${file}: ${subjects} screened, ${alerts} alerts`);
  }
  say(`ready, index ${index.info.id} of ${index.info.entities} entities`);
  stops.push(keepDuties(installation, reportError), watch(dataDir, installation));
  if (options.updateLists === true) stops.push(keepFresh(dataDir, installation));
  const link = await inviteFirstAdministrator(installation.access);
  if (link !== undefined) {
    say(`the first administrator signs in once, before ${link.expiresAt}, at`);
    process.stderr.write(`\n    ${link.url}\n\n`);
  }
  await new Promise<void>((resolve) => app.server.once('close', resolve));
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

function say(text: string): void {
  process.stderr.write(`riegel: ${printable(text)}\n`);
}
