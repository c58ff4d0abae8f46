import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { RiegelError } from '../../entity/index.ts';
import { openDocument } from '../../messages/index.ts';
import {
  type Installation,
  inviteFirstAdministrator,
  keepDuties,
  loadLists,
  openInstallation,
  Service,
} from '../../server/index.ts';
import { portFrom } from '../policy-options.ts';
import { reportError } from '../report-error.ts';
import { type ListenOptions, runService, say, withListening } from './run-service.ts';

interface StartOptions extends ListenOptions {
  readonly examples?: boolean;
  readonly webhookHttp?: boolean;
  readonly webhookNetworks?: string;
}

const ACTOR = 'riegel:server';
const EXAMPLES = new URL('../../../examples/customers.csv', import.meta.url);

const HELP = `
Everything is kept in the data directory, in an embedded PostgreSQL; DATABASE_URL=postgres://… names a server instead.
The first start prints a link by which the first administrator signs in once; later starts print it until it was used.
SIGHUP loads the lists in force anew and screens the customers against what has changed.
`;

export function addStartCommand(program: Command): void {
  withListening(
    program
      .command('start')
      .summary('start the service: screening, casework, journal')
      .description('Starts the service with its database, journal, casework and sign-in.'),
  )
    .option('--examples', 'take in the example customers, where there are no customers yet')
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
  const installation = await openInstallation({
    dataDir,
    databaseUrl: process.env.DATABASE_URL,
    origin: options.publicUrl ?? `http://localhost:${portFrom(options.port)}`,
    service,
    onError: reportError,
    webhooks: {
      allowHttp: options.webhookHttp === true,
      allowNetworks: options.webhookNetworks?.split(',').map((each) => each.trim()) ?? [],
    },
  });
  await runService(
    {
      ...{ service, installation },
      async prepare() {
        if (options.examples === true) await takeInExamples(installation);
      },
      begin() {
        invite(installation).catch(reportError);
        const ends = [
          installation.webhooks.keepDelivering(reportError),
          keepDuties(installation, reportError),
        ];
        return async () => {
          for (const end of ends) await end();
        };
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

async function takeInExamples(installation: Installation): Promise<void> {
  const customers = installation.customers();
  if ((await customers.status()).customers > 0) return;
  const document = await openDocument(fileURLToPath(EXAMPLES));
  if (document.text !== undefined) throw new RiegelError('cli/bad-example', 'The examples are no table');
  let taken = 0;
  let alerts = 0;
  const items = async function* () {
    let row = 0;
    for await (const item of document.subjects()) {
      row++;
      if ('subject' in item) yield { reference: item.subject.id ?? `example-${row}`, subject: item.subject };
    }
  };
  for await (const answer of customers.upsertAll(items(), ACTOR)) {
    if ('reject' in answer) continue;
    taken++;
    alerts += answer.alerts?.length ?? 0;
  }
  say(`${taken} example customers taken in, ${alerts} alerts opened`);
}
