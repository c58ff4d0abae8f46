import { RiegelError } from '../entity/index.ts';
import type { RecordRow, Store, Tables } from '../store/index.ts';
import { commitOnce } from './append/commit.ts';
import { companionHere } from './append/companion.ts';
import { AppendQueue } from './append/queue.ts';
import { makeReady, type ReadyEvent, writeEvents } from './append/write.ts';
import {
  type Erased,
  type ErasureOrder,
  eraseKeysOf,
  eraseUnnamed,
  type UnnamedErased,
  type UnnamedErasureOrder,
} from './erase.ts';
import { checkEvent, type JournalEvent, type Receipt } from './event.ts';
import { type KeptSeal, type KeptText, openKept, sealKept } from './keep.ts';
import type { JournalKeys } from './keys/keys.ts';
import type { VerifierKey } from './keys/signing-key.ts';
import { consistencyProof, inclusionProof } from './merkle/proof.ts';
import {
  type JournalPage,
  type JournalQuery,
  type OpenedPart,
  openSealed,
  readOne,
  readPage,
} from './read.ts';
import { isoTime } from './record.ts';
import { storedSubtrees } from './subtrees.ts';
import { type Verification, type VerifyOptions, verifyJournal } from './verify/verify.ts';

export interface JournalOptions {
  /** Most records that may wait to be stored. */
  readonly maxWaiting?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** That a record is in the journal: with the public key, anyone can check it. */
export interface InclusionProof {
  /** The record, canonical JSON: its leaf hash is `SHA-256(0x00 || body)`. */
  readonly body: string;
  readonly seq: number;
  /** Hashes, base64, the lowest first (RFC 9162, 2.1.3). */
  readonly proof: readonly string[];
  /** Signed checkpoint of the journal that the proof leads to. */
  readonly checkpoint: string;
}

export interface Journal {
  /** The public key with which its checkpoints are verified. */
  readonly verifier: VerifierKey;
  /**
   * Records what happened, all of it or nothing, and returns when it is durable. Throws `journal/bad-event`,
   * `journal/not-json`, `journal/event-too-large`, `journal/overloaded` (nothing was recorded, wait and try again),
   * `journal/closed`, `store/…`; `journal/unknown-outcome` where the database went away and cannot be asked.
   */
  append(events: readonly JournalEvent[]): Promise<readonly Receipt[]>;
  /**
   * As `append`, and in the same transaction whatever `work` does with the tables: both are durable, or neither
   * happened. `work` is called after the records are written, and again where the transaction has to be. Events that
   * depend on what the tables say are given by a function: from its call on, no other process records anything until
   * the transaction ends.
   */
  appendWith<T>(
    events: readonly JournalEvent[] | ((tables: Tables) => Promise<readonly JournalEvent[]>),
    work: (tables: Tables, receipts: readonly Receipt[]) => Promise<T>,
  ): Promise<T>;
  read(query?: JournalQuery): Promise<JournalPage>;
  /** Keeps the signed checkpoint of now, and gives it. Throws `journal/empty`. */
  checkpoint(): Promise<string>;
  /** Throws `journal/no-record`. */
  prove(seq: number): Promise<InclusionProof>;
  /** The proof, base64, that the journal of `size` records began with that of `earlier`. Throws `journal/no-such-size`. */
  consistency(earlier: number, size: number): Promise<readonly string[]>;
  /** Compares every record with its hashes, the tree and every signed checkpoint. */
  verify(options?: VerifyOptions): Promise<Verification>;
  /** Makes the personal parts about a subject, or of one record, unreadable for ever, and records that. */
  eraseSubject(order: ErasureOrder): Promise<Erased>;
  /** Makes the personal parts of old records about nobody's lasting reference unreadable, and records that. */
  eraseUnnamed(order: UnnamedErasureOrder): Promise<UnnamedErased>;
  /** The personal part of a record. Throws `journal/no-record`. */
  open(seq: number): Promise<{ readonly row: RecordRow; readonly part: OpenedPart | undefined }>;
  /**
   * Seals what another table is to keep with the journal's keys of whom it is about: to erase the subject erases that
   * as well. Throws `journal/no-key` for a subject of which the journal has no record.
   */
  sealKept(tables: Tables, texts: readonly KeptText[]): Promise<readonly KeptSeal[]>;
  /** Opens what `sealKept` sealed; `wrapped` as it stands in the key's row. Throws `journal/damaged-seal`. */
  openKept(sealed: Buffer, wrapped: Buffer, subject: string): Buffer;
  /** A digest that tells equal texts, and nothing of them without the journal's key. */
  digestOf(text: string): Buffer;
  /** Waits for what is under way. The store stays open. */
  close(): Promise<void>;
}

const MAX_WAITING = 100_000;
const SETTING = 'journal';

/** Opens the journal of a store. Throws `journal/wrong-key` where it was begun with other keys. */
export async function openJournal(
  store: Store,
  keys: JournalKeys,
  { maxWaiting = MAX_WAITING, now = Date.now }: JournalOptions = {},
): Promise<Journal> {
  await checkKeys(store, keys);
  let closed = false;
  const queue = new AppendQueue<Receipt>(async (events) => {
    const { rows } = await commitOnce(store, (tables) => writeEvents(tables, events, keys, now));
    return receiptsOf(rows, events);
  }, maxWaiting);

  const allReady = (events: readonly JournalEvent[]) =>
    events.map((event) => makeReady(checkEvent(event), keys));
  const appendWith: Journal['appendWith'] = async (events, work) => {
    if (closed) throw new RiegelError('journal/closed', 'The journal is closed');
    const given = typeof events === 'function' ? undefined : allReady(events);
    const prepare = typeof events === 'function' ? events : undefined;
    const { result } = await commitOnce(store, async (tables) => {
      if (prepare !== undefined) await tables.journal.holdHead();
      const ready = given ?? allReady(await prepare!(tables));
      const written = await writeEvents(tables, ready, keys, now);
      return { ...written, result: await work(tables, receiptsOf(written.rows, ready)) };
    });
    return result;
  };

  return {
    verifier: keys.signing.verifier,
    async append(events) {
      if (closed) throw new RiegelError('journal/closed', 'The journal is closed');
      if (events.length === 0) return [];
      if (companionHere() !== undefined)
        return await appendWith(events, async (_tables, receipts) => receipts);
      queue.checkRoom(events.length);
      return await queue.append(allReady(events));
    },
    appendWith,
    read: (query = {}) => readPage(store, keys, query),
    async checkpoint() {
      return await store.transaction(async ({ journal }) => {
        const { size, note } = await journal.holdHead();
        if (size === 0) throw new RiegelError('journal/empty', 'The journal has no record yet');
        await journal.addCheckpoint({ size, note });
        return note;
      });
    },
    async prove(seq) {
      const { body } = await readOne(store, seq);
      const head = (await store.tables.journal.readHead())!;
      const proof = await inclusionProof(storedSubtrees(store, head.size), seq, head.size);
      return { body, seq, proof: proof.map(base64), checkpoint: head.note };
    },
    async consistency(earlier, size) {
      const head = await store.tables.journal.readHead();
      if (!(Number.isSafeInteger(earlier) && earlier >= 1 && earlier <= size && size <= (head?.size ?? 0))) {
        throw new RiegelError('journal/no-such-size', `No journal of ${earlier} records before ${size}`, {
          expected: `1 <= earlier <= size <= ${head?.size ?? 0}`,
        });
      }
      return (await consistencyProof(storedSubtrees(store, size), earlier, size)).map(base64);
    },
    verify: (options = {}) => verifyJournal(store, keys, options),
    eraseSubject: (order) => eraseKeysOf(store, keys, order, now),
    eraseUnnamed: (order) => eraseUnnamed(store, keys, order, now),
    async open(seq) {
      const row = await readOne(store, seq);
      return { row, part: (await openSealed(store, keys, [row]))[0] };
    },
    sealKept: (tables, texts) => sealKept(tables, keys, texts),
    openKept: (sealed, wrapped, subject) => openKept(sealed, wrapped, subject, keys),
    digestOf: (text) => keys.master.tagOf(text),
    async close() {
      closed = true;
      await queue.idle();
    },
  };
}

async function checkKeys(store: Store, { master, signing }: JournalKeys): Promise<void> {
  const own = { verifier: signing.verifier.text, master: master.fingerprint };
  const kept = (await store.tables.setting.setOnce(SETTING, own)) as typeof own;
  for (const [which, file] of [
    ['verifier', 'journal.key'],
    ['master', 'master.key'],
  ] as const) {
    if (kept[which] === own[which]) continue;
    throw new RiegelError('journal/wrong-key', `The journal in ${store.place} was begun with another key`, {
      expected: `the keys/${file} of its beginning`,
    });
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}

function receiptsOf(rows: readonly RecordRow[], events: readonly ReadyEvent[]): Receipt[] {
  return rows.map(({ seq, at }, i) => ({ seq, id: events[i]!.id, at: isoTime(at) }));
}
