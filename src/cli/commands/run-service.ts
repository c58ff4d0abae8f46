import type { Command } from 'commander';
import { createServer, type Installation, type Service, startTracing } from '../../server/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { numberFrom, portFrom, withDataDir } from '../policy-options.ts';
import { reportError } from '../report-error.ts';

/** What every command that answers over HTTP is told. */
export interface ListenOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: string;
  readonly publicUrl?: string;
  readonly rateLimit: string;
}

export function withListening(command: Command): Command {
  return withDataDir(command)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on', '8000')
    .option('--public-url <url>', 'address under which it is reached (default: http://localhost:<port>)')
    .option(
      '--rate-limit <number>',
      'most requests of one client address in a minute, 0 for any number',
      '600000',
    );
}

/** A service that is to be run, and what goes with it. */
export interface RunnableService {
  readonly service: Service;
  readonly installation?: Installation;
  /** What is done between being loaded and being ready. */
  prepare?(): Promise<void>;
  /** What begins once it is ready. Gives how to end it; that comes after the last answer. */
  begin?(): () => Promise<void>;
}

/**
 * Listens, loads the lists, says when it is ready, and returns when it has ended: SIGTERM and SIGINT let what is under
 * way be answered, then close what the service stands on; a second one ends it at once. SIGHUP loads the lists anew.
 */
export async function runService(runnable: RunnableService, options: ListenOptions): Promise<void> {
  const { service, installation } = runnable;
  const { dataDir, host, publicUrl } = options;
  const updateToken = process.env.RIEGEL_UPDATE_TOKEN;
  const endTracing = startTracing();
  const app = await createServer({
    service,
    traced: endTracing !== undefined,
    limits: { requestsPerMinute: numberFrom('--rate-limit', options.rateLimit) },
    ...(installation === undefined ? {} : { installation }),
    ...(updateToken === undefined ? {} : { updateToken }),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
  });
  let stop = async () => {};
  const end = async () => {
    await app.close();
    await stop();
    await installation?.close();
    await endTracing?.();
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
    const address = await app.listen({ host, port: portFrom(options.port) });
    say(`listening on ${address}, reading the lists in ${dataDir}`);
    await service.reload();
  } catch (error) {
    await end();
    throw error;
  }
  const { index, notices } = service.ready();
  for (const notice of notices) say(notice);
  await runnable.prepare?.();
  say(`ready, index ${index.info.id} of ${index.info.entities} entities`);
  stop = runnable.begin?.() ?? stop;
  await new Promise<void>((resolve) => app.server.once('close', resolve));
}

/** Says something to whoever started the service. */
export function say(text: string): void {
  process.stderr.write(`riegel: ${printable(text)}\n`);
}
