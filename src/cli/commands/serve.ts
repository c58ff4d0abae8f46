import type { Command } from 'commander';
import { importManifest, loadLists, loadStarter, readManifest, Service } from '../../server/index.ts';
import { type ListenOptions, runService, withListening } from './run-service.ts';

interface ServeOptions extends ListenOptions {
  readonly lists?: string;
  readonly manifest?: string;
  readonly starter?: boolean;
}

const EXAMPLES = `
Examples
  try it with the dated starter list    riegel serve --starter
  screen one name                       curl -s localhost:8000/match/default -d '{"queries":{"q":{"schema":"Person","properties":{"name":["Hafiz Saeed"]}}}}'
  the lists in force have changed       kill -HUP PID, or POST /updatez with the token in RIEGEL_UPDATE_TOKEN

There is no sign-in: whoever reaches the address may ask. It listens on this machine alone unless --host says otherwise.
`;

export function addServeCommand(program: Command): void {
  withListening(
    program
      .command('serve')
      .summary('answer over HTTP, in the form of the yente API')
      .description('Answers over HTTP from the lists in force, in the form of the API of yente 5.5.'),
  )
    .option('--lists <ids>', 'lists that the datasets "default" and "all" hold (default: all in force)')
    .option('--manifest <file>', "datasets and collections in the form of yente's manifest")
    .option('--starter', 'answer from the embedded starter list: for trying it out')
    .addHelpText('after', EXAMPLES)
    .action((options: ServeOptions) => runService({ service: new Service(() => load(options)) }, options));
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
