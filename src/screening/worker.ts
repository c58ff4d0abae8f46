/** A screening thread: opens the shared index once, answers chunks of subjects in the order they come. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Subject } from '../entity/index.ts';
import { openIndex } from '../match/index.ts';
import { type CarriedAnswer, carriedError } from './answer.ts';
import { screenSubject } from './screen-subject.ts';
import type { WorkerStart } from './worker-pool.ts';

const { index, policy } = workerData as WorkerStart;
// The thread that loaded the index has compared its checksums.
const opened = openIndex(index, { verify: false });

function answer(subject: Subject): CarriedAnswer {
  try {
    const { outcome, matches, moreMatches } = screenSubject(opened, subject, policy);
    return { outcome, matches, ...(moreMatches === undefined ? {} : { moreMatches }) };
  } catch (error) {
    return { error: carriedError(error) };
  }
}

parentPort?.on('message', (subjects: readonly Subject[]) => parentPort?.postMessage(subjects.map(answer)));
