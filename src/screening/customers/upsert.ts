import type { Subject } from '../../entity/index.ts';
import type { CustomerMark, CustomerOutcome } from '../../store/index.ts';
import type { BatchAnswer, BatchReject } from '../answer.ts';
import {
  type CheckedCustomer,
  type CustomerAnswer,
  type CustomerInput,
  checkedCustomer,
  digestOf,
  journalSubject,
  rejectOfInput,
} from './customer.ts';
import { type CustomerRoom, doneScreening, takeInWith } from './customer-room.ts';
import { checkInForce, type Footing, isOutdated } from './footing.ts';

/** Customers in one transaction. */
const SLICE = 1_000;

/** What is handed in: customers, and rows of their document that are none. */
export type CustomerItem = CustomerInput | { readonly reject: BatchReject };

/** A customer to be looked at, or its reject. */
type Looked =
  | { readonly customer: CheckedCustomer; readonly digest: Buffer; readonly mark: CustomerMark | undefined }
  | { readonly reject: BatchReject & { readonly reference?: string } };

type Screened =
  | Extract<CustomerAnswer, { readonly status: string }>
  | { readonly reject: BatchReject & { readonly reference?: string } }
  | { readonly customer: CheckedCustomer; readonly digest: Buffer; readonly answer: BatchAnswer };

interface ScreenedSlice {
  readonly looked: readonly Looked[];
  readonly screened: readonly Screened[];
  readonly footing: Footing;
}

/** Slices under way at once: one is recorded, the next are screened meanwhile. */
const UNDER_WAY = 3;

interface UnderWay {
  readonly items: readonly CustomerItem[];
  readonly recorded: Promise<readonly CustomerAnswer[]>;
}

/**
 * Takes customers in as they come, one answer for each in their order: screened at once, and acknowledged when the
 * screening and the customer are durable, which is one transaction. While a slice is recorded the next ones are
 * screened; no more is read than that. What the input throws is thrown after the answers to all that came before.
 */
export async function* upsertAll(
  room: CustomerRoom,
  items: AsyncIterable<CustomerItem> | Iterable<CustomerItem>,
  actor: string,
): AsyncGenerator<CustomerAnswer> {
  const under: UnderWay[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const begin = (slice: readonly CustomerItem[]): UnderWay => {
    const before = last;
    const recorded = (async () => {
      const screened = await screenSlice(await look(room, slice), room.footing);
      // In the order of the input, and nothing after a slice that could not be recorded.
      await before;
      return ended ? [] : await record(room, screened, actor);
    })();
    // Whoever waits for the answers hears of it.
    recorded.catch(() => {});
    last = recorded;
    return { items: slice, recorded };
  };
  const slices = slicesOf(items);
  let reading: Promise<IteratorResult<InputSlice>> | undefined = slices.next();
  try {
    while (reading !== undefined || under.length > 0) {
      // Answers go out as they are there: who sends may wait for them before sending more.
      const first = under[0]?.recorded.then(() => undefined);
      const read = await (reading === undefined || first === undefined
        ? (reading ?? first)
        : Promise.race([first, reading]));
      if (read === undefined) yield* await under.shift()!.recorded;
      else if (read.done === true) reading = undefined;
      else {
        const { items: slice } = read.value;
        failure = read.value.failure;
        // A customer that comes again is looked at once it is stored.
        while (under.length === UNDER_WAY || under.some((one) => sharesReference(one.items, slice)))
          yield* await under.shift()!.recorded;
        under.push(begin(slice));
        reading = slices.next();
      }
    }
  } finally {
    // Who wants no more answers has no more recorded than is begun. What still comes in is closed once it comes.
    ended = true;
    slices.return(undefined).catch(() => {});
    await last.catch(() => {});
  }
  if (failure !== undefined) throw failure.error;
}

interface InputSlice {
  readonly items: readonly CustomerItem[];
  /** The input ended with an error, after these. */
  readonly failure?: { readonly error: unknown };
}

/** Slices in which no reference comes twice. */
async function* slicesOf(
  items: AsyncIterable<CustomerItem> | Iterable<CustomerItem>,
): AsyncGenerator<InputSlice> {
  let slice: CustomerItem[] = [];
  let references = new Set<string>();
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const item of items) {
      const reference = 'reject' in item ? undefined : item.reference;
      if (slice.length === SLICE || (reference !== undefined && references.has(reference))) {
        yield { items: slice };
        slice = [];
        references = new Set();
      }
      slice.push(item);
      if (reference !== undefined) references.add(reference);
    }
  } catch (error) {
    failure = { error };
  }
  yield { items: slice, ...(failure === undefined ? {} : { failure }) };
}

function sharesReference(before: readonly CustomerItem[], items: readonly CustomerItem[]): boolean {
  const known = new Set(before.map((item) => ('reference' in item ? item.reference : undefined)));
  return items.some((item) => 'reference' in item && known.has(item.reference));
}

async function look(room: CustomerRoom, items: readonly CustomerItem[]): Promise<Looked[]> {
  const checked = items.map((item) => {
    if ('reject' in item) return item;
    try {
      return checkedCustomer(item);
    } catch (error) {
      return { reject: rejectOfInput(item, error) };
    }
  });
  const references = checked.flatMap((one) => ('reference' in one ? [one.reference] : []));
  const marks = references.length === 0 ? [] : await room.store.tables.customer.readMarks(references);
  const byReference = new Map(marks.map((mark) => [mark.reference, mark]));
  return checked.map((one) =>
    'reject' in one
      ? one
      : { customer: one, digest: digestOf(room.journal, one), mark: byReference.get(one.reference) },
  );
}

async function screenSlice(looked: readonly Looked[], footing: Footing): Promise<ScreenedSlice> {
  const settled = looked.map((one) => {
    if ('reject' in one) return one;
    const { customer, digest, mark } = one;
    return mark !== undefined && stands(mark, digest, footing)
      ? ({ reference: customer.reference, status: 'unchanged', outcome: mark.outcome } as const)
      : undefined;
  });
  const subjects: Subject[] = [];
  looked.forEach((one, i) => {
    if (settled[i] === undefined && 'customer' in one) subjects.push(one.customer.subject);
  });
  const answers = (await footing.pool.screen(subjects))[Symbol.iterator]();
  const screened = looked.map((one, i): Screened => {
    if (settled[i] !== undefined || !('customer' in one)) return settled[i]!;
    return { customer: one.customer, digest: one.digest, answer: answers.next().value! };
  });
  return { looked, screened, footing };
}

/** Whether the last screening still says what a new one would say. */
function stands({ digest, basis, outcome }: CustomerMark, now: Buffer, footing: Footing): boolean {
  return outcome !== 'unscreened' && basis === footing.number && digest.equals(now);
}

async function record(room: CustomerRoom, slice: ScreenedSlice, actor: string): Promise<CustomerAnswer[]> {
  for (let tried = slice; ; ) {
    try {
      return await recordOn(room, tried, actor);
    } catch (error) {
      if (!isOutdated(error) || room.footing === tried.footing) throw error;
      tried = await screenSlice(tried.looked, room.footing);
    }
  }
}

async function recordOn(
  room: CustomerRoom,
  { screened, footing }: ScreenedSlice,
  actor: string,
): Promise<CustomerAnswer[]> {
  const accepted = screened.flatMap((one) =>
    'answer' in one && 'screening' in one.answer ? [{ ...one, screening: one.answer.screening }] : [],
  );
  const done = accepted.map(({ customer: { reference, subject }, screening }) =>
    doneScreening(reference, subject, screening, footing),
  );
  const recorded =
    done.length === 0
      ? []
      : await takeInWith(room, done, actor, async (tables, all) => {
          await checkInForce(tables, footing);
          const seals = await room.journal.sealKept(
            tables,
            accepted.map(({ customer: { reference, text } }) => ({
              subject: journalSubject(reference),
              text,
            })),
          );
          await tables.customer.put(
            accepted.map(({ customer, digest }, i) => ({
              reference: customer.reference,
              ...seals[i]!,
              digest,
              changedSeq: all[i]!.seq,
              basis: footing.number,
              outcome: all[i]!.outcome,
            })),
          );
        });
  let next = 0;
  return screened.map((one): CustomerAnswer => {
    if (!('answer' in one)) return one;
    const { reference } = one.customer;
    if ('reject' in one.answer) {
      const { subject: _, ...reject } = one.answer.reject;
      return { reject: { reference, ...reject } };
    }
    const { id, outcome, alerts } = recorded[next++]!;
    return { reference, status: 'screened', outcome: outcome satisfies CustomerOutcome, record: id, alerts };
  });
}
