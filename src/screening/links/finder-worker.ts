/** The thread that looks for links: reads the lists in force once, and holds what it found against each book it is given. */
import { parentPort, workerData } from 'node:worker_threads';
import { RiegelError } from '../../entity/index.ts';
import { type FinderAnswer, type FinderQuestion, finderOf } from './finder.ts';
import { linksInForce } from './in-force.ts';

const { dataDir } = workerData as { readonly dataDir: string };
const finder = finderOf(() => linksInForce(dataDir));

async function answer({ book, at }: FinderQuestion): Promise<FinderAnswer> {
  try {
    return { found: await finder.renew(book, at) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      error: { code: error instanceof RiegelError ? error.code : 'screening/worker-failed', message },
    };
  }
}

parentPort?.on('message', async (question: FinderQuestion) => {
  parentPort?.postMessage(await answer(question));
});
