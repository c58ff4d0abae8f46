/** A screening thread: opens the shared index once, answers chunks of subjects in the order they come. */
import { parentPort, workerData } from 'node:worker_threads';
import { openIndex } from '../match/index.ts';
import { type CarriedAnswer, type CarriedSubject, carriedError } from './answer.ts';
import { screenSubject } from './screen-subject.ts';
import type { WorkerStart } from './worker-pool.ts';

const { index, policy } = workerData as WorkerStart;
// The thread that loaded the index has compared its checksums.
const opened = openIndex(index, { verify: false });

function answer(subject: CarriedSubject): CarriedAnswer | null {
  try {
    const { outcome, matches, moreMatches } = screenSubject(opened, subject, policy);
    if (outcome === 'clear') return null;
    return { outcome, matches, ...(moreMatches === undefined ? {} : { moreMatches }) };
  } catch (error) {
    return { error: carriedError(error) };
  }
}

parentPort?.on('message', (message: string) => {
  const subjects = JSON.parse(message) as readonly CarriedSubject[];
  parentPort?.postMessage(subjects.map(answer));
});
