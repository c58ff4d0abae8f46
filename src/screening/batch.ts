import { availableParallelism } from 'node:os';
import type { Subject } from '../entity/index.ts';
import { type MatchIndex, openIndex } from '../match/index.ts';
import type { SubjectItem } from '../messages/index.ts';
import { type BatchAnswer, type CarriedAnswer, carriedError, rejectOf } from './answer.ts';
import { checkPolicy, DEFAULT_POLICY, type Policy } from './policy.ts';
import { type Screening, screenSubject } from './screen-subject.ts';
import { WorkerPool } from './worker-pool.ts';

/** Subjects that go to a worker at once: enough that the way there costs little, few enough that memory stays flat. */
export const CHUNK = 128;
/** Subjects that are screened before a worker thread would have started. */
const INLINE = 32 * CHUNK;
/** Chunks under way for each worker: one that it screens and one that waits. */
const AHEAD = 2;

export interface BatchOptions {
  readonly policy?: Policy;
  /** Worker threads; 0 screens in the calling thread. Default: one for each core. */
  readonly workers?: number;
}

interface Chunk {
  readonly items: readonly SubjectItem[];
  readonly answers: Promise<readonly CarriedAnswer[]>;
}

/**
 * Screens subjects as they come, in worker threads that share the one index, and gives the answers in the order of
 * the input. Memory does not grow with the input: no more is read than the workers and the caller keep up with.
 * A subject that cannot be screened is a reject; the rest goes on. What the input throws is thrown after the
 * answers to all that came before. Throws `screening/worker-failed` when a thread dies.
 */
export async function* screenBatch(
  index: SharedArrayBuffer,
  items: AsyncIterable<SubjectItem> | Iterable<SubjectItem>,
  options: BatchOptions = {},
): AsyncGenerator<BatchAnswer> {
  const policy = options.policy ?? DEFAULT_POLICY;
  const workers = options.workers ?? availableParallelism();
  const opened = openIndex(index, { verify: false });
  checkPolicy(policy, opened.info);
  const input = new ChunkReader(items);
  try {
    const here = workers < 1 ? Number.POSITIVE_INFINITY : INLINE;
    for (let done = 0; done < here && !input.ended; done += CHUNK) {
      const chunk = await input.next(CHUNK);
      yield* answersOf(chunk, screenHere(opened, subjectsIn(chunk), policy));
    }
    if (!input.ended) yield* screenInThreads(new WorkerPool(index, policy, workers), input, workers * AHEAD);
  } finally {
    await input.close();
  }
  if (input.failure !== undefined) throw input.failure.error;
}

/** Screens in the calling thread. */
export function screenHere(index: MatchIndex, subjects: readonly Subject[], policy: Policy): CarriedAnswer[] {
  return subjects.map((subject) => {
    try {
      return screenSubject(index, subject, policy);
    } catch (error) {
      return { error: carriedError(error) };
    }
  });
}

/** @param ahead most chunks under way */
async function* screenInThreads(
  pool: WorkerPool,
  input: ChunkReader,
  ahead: number,
): AsyncGenerator<BatchAnswer> {
  const under: Chunk[] = [];
  try {
    for (;;) {
      while (!input.ended && under.length < ahead) {
        const items = await input.next(CHUNK);
        const answers = pool.screen(subjectsIn(items));
        // Awaited below, in order; until then a failure must not count as unhandled.
        answers.catch(() => {});
        under.push({ items, answers });
      }
      const chunk = under.shift();
      if (chunk === undefined) return;
      yield* answersOf(chunk.items, await chunk.answers);
    }
  } finally {
    await pool.close();
  }
}

function subjectsIn(items: readonly SubjectItem[]): Subject[] {
  return items.flatMap((item) => ('subject' in item ? [item.subject] : []));
}

/** The items with their answers, in order. */
export function* answersOf(
  items: readonly SubjectItem[],
  answers: readonly CarriedAnswer[],
): Generator<BatchAnswer> {
  const answered = answers[Symbol.iterator]();
  for (const item of items) {
    if ('reject' in item) {
      yield item;
      continue;
    }
    const { subject, issues } = item;
    const answer = answered.next().value!;
    if ('error' in answer) yield { reject: rejectOf(subject, answer.error) };
    else {
      const { outcome, matches, moreMatches } = answer;
      const screening: Screening = {
        subject,
        outcome,
        matches,
        ...(moreMatches === undefined ? {} : { moreMatches }),
      };
      yield { screening, ...(issues === undefined ? {} : { issues }) };
    }
  }
}

/** Reads items in chunks; an error of the source ends the reading and is kept. */
class ChunkReader {
  ended = false;
  failure: { readonly error: unknown } | undefined;
  private readonly iterator: AsyncIterator<SubjectItem> | Iterator<SubjectItem>;

  constructor(items: AsyncIterable<SubjectItem> | Iterable<SubjectItem>) {
    this.iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  /** Up to `most` items; fewer only at the end. */
  async next(most: number): Promise<SubjectItem[]> {
    const chunk: SubjectItem[] = [];
    try {
      while (chunk.length < most) {
        const { done, value } = await this.iterator.next();
        if (done === true) {
          this.ended = true;
          break;
        }
        chunk.push(value);
      }
    } catch (error) {
      this.ended = true;
      this.failure = { error };
    }
    return chunk;
  }

  async close(): Promise<void> {
    if (!this.ended) await this.iterator.return?.();
  }
}
