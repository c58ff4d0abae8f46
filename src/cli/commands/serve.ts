import type { Command } from 'commander';
import {
  createServer,
  fetchList,
  importManifest,
  keepListsFresh,
  loadLists,
  loadStarter,
  readManifest,
  Service,
  watchLists,
} from '../../server/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { numberFrom, portFrom, withDataDir } from '../policy-options.ts';
import { reportError } from '../report-error.ts';

interface ServeOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: string;
  readonly lists?: string;
  readonly manifest?: string;
  readonly starter?: boolean;
  readonly publicUrl?: string;
  readonly rateLimit: string;
  readonly updateLists?: boolean;
  readonly contact?: string;
}

const EXAMPLES = `
Examples
  try it with the dated starter list    riegel serve --starter
  screen one name                       curl -s localhost:8000/match/default -d '{"queries":{"q":{"schema":"Person","properties":{"name":["Hafiz Saeed"]}}}}'
  the lists in force have changed       it notices within seconds; POST /updatez with the token in RIEGEL_UPDATE_TOKEN waits for it
  ask the sources for new versions      riegel serve --update-lists --contact mail@example.org

There is no sign-in: whoever reaches the address may ask. It listens on this machine alone unless --host says otherwise.
`;

export function addServeCommand(program: Command): void {
  withDataDir(
    program
      .command('serve')
      .summary('answer over HTTP, in the form of the yente API')
      .description('Answers over HTTP from the lists in force, in the form of the API of yente 5.5.'),
  )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', '8000')
    .option('--lists <ids>', 'lists that the datasets "default" and "all" hold (default: all in force)')
    .option('--manifest <file>', "datasets and collections in the form of yente's manifest")
    .option('--starter', 'answer from the embedded starter list: for trying it out')
    .option('--public-url <url>', 'address under which it is reached, for links in answers')
    .option(
      '--rate-limit <number>',
      'most requests of one client address in a minute, 0 for any number',
      '600000',
    )
    .option('--update-lists', 'ask the sources of the lists for new versions, each in its rhythm')
    .option('--contact <mail>', 'mail address or page told to the authorities in the User-Agent')
    .addHelpText('after', EXAMPLES)
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const { dataDir, host, publicUrl } = options;
  const service = new Service(() => load(options));
  const updateToken = process.env.RIEGEL_UPDATE_TOKEN;
  const app = await createServer({
    service,
    limits: { requestsPerMinute: numberFrom('--rate-limit', options.rateLimit) },
    ...(updateToken === undefined ? {} : { updateToken }),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
  });
  const stops: (() => Promise<void> | void)[] = [];
  const end = async () => {
    await app.close();
    for (const stop of stops) void stop();
  };
  // A request under way is answered before the process ends.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.once(signal, () => {
      end().then(() => process.exit(EXIT.clear), reportError);
    });
  }
  process.on('SIGHUP', () => {
    service.reload().catch(reportError);
  });
  // It listens first, so that /readyz can tell that it is not ready yet.
  const address = await app.listen({ host, port: portFrom(options.port) });
  process.stderr.write(`riegel: listening on ${address}, reading the lists in ${printable(dataDir)}\n`);
  try {
    await service.reload();
  } catch (error) {
    await app.close();
    throw error;
  }
  const { index, notices } = service.ready();
  for (const notice of notices) process.stderr.write(`riegel: ${printable(notice)}\n`);
  process.stderr.write(`riegel: ready, index ${index.info.id} of ${index.info.entities} entities\n`);
  if (options.starter !== true) {
    stops.push(watchLists({ dataDir, service, onError: reportError }));
    if (options.updateLists === true) {
      const ask = (list: string) => fetchList(dataDir, list, options.contact);
      stops.push(keepListsFresh({ dataDir, ask, onError: reportError }));
    }
  }
  await new Promise<void>((resolve) => app.server.once('close', resolve));
}

async function load({ dataDir, manifest: file, lists, starter }: ServeOptions) {
  if (starter === true) return await loadStarter();
  const manifest = file === undefined ? undefined : await readManifest(file);
  if (manifest !== undefined) await importManifest(dataDir, manifest);
  const standard = lists
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return await loadLists(dataDir, {
    ...(manifest === undefined ? {} : { manifest }),
    ...(standard === undefined ? {} : { standard }),
  });
}
