import { createHash, randomUUID } from 'node:crypto';
import { RiegelError } from '../../entity/index.ts';
import { type JournalKeys, openApart, sealApart } from '../../journal/index.ts';
import type { KeptAnswer, KeptAnswerRow, Store, Tables } from '../../store/index.ts';

/** What was asked, and by whom. */
export interface Asked {
  readonly key: string;
  /** As the journal names who asks: keys of one do not meet those of another. */
  readonly caller: string;
  readonly method: string;
  readonly url: string;
  /** As it was read; none where there was none. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that is this process's to work on. */
export interface Claim {
  /** To be done in every transaction that records something for it. */
  mark(tables: Tables, first: number): Promise<void>;
  /** Keeps its answer. `body` is undefined where it cannot be kept. */
  finish(answer: Omit<Answer, 'body'> & { readonly body: string | undefined }): Promise<void>;
  /** Says that there is no answer: whoever repeats it may try again, unless something was recorded. */
  giveUp(): Promise<void>;
}

export interface AnswerBounds {
  /** How long an answer is kept, milliseconds. */
  readonly keptMs: number;
  /** How long a process that says nothing is believed to be at work, milliseconds. */
  readonly heldMs: number;
  /** Letters of an answer; a longer one is not kept. */
  readonly letters: number;
  /** Keys of one caller, and bytes of their answers. */
  readonly rows: number;
  readonly bytes: number;
}

const ANSWER_BOUNDS: AnswerBounds = Object.freeze({
  keptMs: 24 * 3_600_000,
  heldMs: 60_000,
  letters: 4_000_000,
  rows: 100_000,
  bytes: 512 * 1024 * 1024,
});

const TIDIED_EVERY_MS = 5 * 60_000;

/** The answers that are kept under idempotency keys, for all processes on one database. */
export class KeptAnswers {
  private readonly store: Store;
  private readonly keys: JournalKeys;
  private readonly now: () => number;
  private readonly bounds: AnswerBounds;
  private readonly holder = randomUUID();
  private readonly counted = new Map<string, { rows: number; bytes: number }>();
  private readonly timers: readonly NodeJS.Timeout[];
  /** What is worked on here. */
  private readonly open = new Set<Buffer>();

  /** `onError` is told of what goes wrong by the way: nobody waits for it. */
  constructor(
    { store, keys, now }: { store: Store; keys: JournalKeys; now: () => number },
    onError: (error: unknown) => void,
    bounds: AnswerBounds = ANSWER_BOUNDS,
  ) {
    this.store = store;
    this.keys = keys;
    this.now = now;
    this.bounds = bounds;
    const every = (ms: number, work: () => Promise<void>) =>
      setInterval(() => void work().catch(onError), ms).unref();
    this.timers = [every(bounds.heldMs / 3, () => this.holdOn()), every(TIDIED_EVERY_MS, () => this.tidy())];
  }

  /**
   * The answer that is kept, or the request as a claim where it is to be worked on. Throws
   * `server/idempotency-mismatch`, `-running`, `-answer-lost`, `-full`.
   */
  async claim(asked: Asked): Promise<Answer | Claim> {
    const { master } = this.keys;
    const id = master.tagOf(`idempotency\n${asked.caller}\n${asked.key}`);
    const fingerprint = master.tagOf(fingerprintOf(asked));
    const { store, holder, bounds } = this;
    this.checkRoom(asked.caller);
    const now = this.now();
    const isMine = await store.tables.keptAnswer.claim(
      {
        id,
        caller: asked.caller,
        fingerprint,
        holder,
        heldUntil: now + bounds.heldMs,
        expiresAt: now + bounds.keptMs,
      },
      now,
      store.kind === 'embedded',
    );
    if (isMine) return this.claimOf(id, asked.caller);
    const found = await store.tables.keptAnswer.find(id, now);
    // Given back between the two looks.
    if (found === undefined) throw running();
    return this.answerOf(id, found, fingerprint);
  }

  /** Removes what was kept long enough, and counts what is there. */
  async tidy(): Promise<void> {
    const { keptAnswer } = this.store.tables;
    await keptAnswer.removeExpired(this.now());
    const counts = await keptAnswer.counts();
    this.counted.clear();
    for (const { caller, rows, bytes } of counts) this.counted.set(caller, { rows, bytes });
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async holdOn(): Promise<void> {
    if (this.open.size === 0) return;
    const until = this.now() + this.bounds.heldMs;
    await this.store.tables.keptAnswer.hold([...this.open], this.holder, until);
  }

  private answerOf(
    id: Buffer,
    { fingerprint, record, answer, holder, heldUntil }: KeptAnswerRow,
    asked: Buffer,
  ): Answer {
    if (!fingerprint.equals(asked)) {
      throw new RiegelError('server/idempotency-mismatch', 'The key was sent with another request before', {
        expected: 'a key of its own for every request',
      });
    }
    if (answer?.body !== undefined) return this.opened(id, answer, answer.body);
    // In an embedded database there is one process: another one that held it is gone.
    const isHeld = heldUntil > this.now() && (this.store.kind === 'server' || holder === this.holder);
    if (answer === undefined && isHeld) throw running();
    throw new RiegelError(
      'server/idempotency-answer-lost',
      'The request was carried out; its answer is not kept',
      {
        expected:
          record === undefined
            ? 'to look before asking anew'
            : `a look at the journal from record ${record} on`,
      },
    );
  }

  private opened(id: Buffer, { status, head }: KeptAnswer, sealed: Buffer): Answer {
    const body = openApart(sealed, id.toString('base64'), this.keys);
    return { status, headers: JSON.parse(head) as Answer['headers'], body };
  }

  private claimOf(id: Buffer, caller: string): Claim {
    const { store, keys, holder, bounds } = this;
    const count = this.countOf(caller);
    count.rows++;
    const { open } = this;
    open.add(id);
    return {
      async mark({ keptAnswer }, first) {
        // What goes on after the answer is not part of it.
        if (!open.has(id) || (await keptAnswer.mark(id, holder, first))) return;
        throw new RiegelError('server/idempotency-running', 'Somebody else has taken over this request');
      },
      async finish({ status, headers, body }) {
        open.delete(id);
        const isKept = body !== undefined && body.length <= bounds.letters;
        const sealed = isKept ? sealApart(body, id.toString('base64'), keys) : undefined;
        count.bytes += sealed?.length ?? 0;
        const answer = { status, head: JSON.stringify(headers), body: sealed };
        await store.tables.keptAnswer.finish(id, holder, answer);
      },
      async giveUp() {
        open.delete(id);
        count.rows--;
        await store.tables.keptAnswer.release(id, holder);
      },
    };
  }

  private checkRoom(caller: string): void {
    const { rows, bytes } = this.countOf(caller);
    if (rows < this.bounds.rows && bytes < this.bounds.bytes) return;
    throw new RiegelError('server/idempotency-full', 'Too many answers are kept for you; nothing was done', {
      expected: `${this.bounds.rows} keys at most within ${this.bounds.keptMs / 3_600_000} hours`,
    });
  }

  private countOf(caller: string): { rows: number; bytes: number } {
    const known = this.counted.get(caller) ?? { rows: 0, bytes: 0 };
    this.counted.set(caller, known);
    return known;
  }
}

function running(): RiegelError {
  return new RiegelError(
    'server/idempotency-running',
    'The request with this key is still being carried out',
    {
      expected: 'to be asked again in a moment',
    },
  );
}

/** Says what was asked for, whatever its length. Bodies count as they were read: blanks between members do not. */
function fingerprintOf({ method, url, body }: Asked): string {
  const hash = createHash('sha256').update(JSON.stringify([method, url]));
  if (body instanceof Uint8Array) hash.update('bytes').update(body);
  else if (body !== undefined) hash.update('json').update(JSON.stringify(body));
  return `idempotency\n${hash.digest('base64')}`;
}
