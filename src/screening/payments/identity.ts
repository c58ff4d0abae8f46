import { createHash } from 'node:crypto';
import type { PaymentIds, PaymentTransaction } from '../../messages/index.ts';

/**
 * What the same transaction of the same message has again when it is sent again: the journal's reference, by which it is
 * told that it was answered before. A name of 32 hexadecimal digits behind `payment:`.
 */
export function referenceOf({ message, number, ids, parties, inherited }: PaymentTransaction): string {
  const sender = [...inherited.parties, ...parties].find(({ role }) => role === 'sender');
  return `payment:${digest([
    ...[message.family, message.type, sender?.bics[0]?.text, message.id?.text, message.businessId?.text],
    ...[number, textsOf(ids)],
  ])}`;
}

/** Of all that a transaction says: two that have one reference and two fingerprints are not the same. */
export function fingerprintOf(transaction: PaymentTransaction): string {
  const { ids, originalIds, amounts, parties, freeTexts, inherited } = transaction;
  const said = [ids, originalIds, amounts, parties, freeTexts, inherited.parties, inherited.freeTexts];
  return digest(
    said.map((each) => JSON.stringify(each, (name, value) => (PLACES.has(name) ? undefined : value))),
  );
}

/** The same words may stand elsewhere in another file. */
const PLACES: ReadonlySet<string> = new Set(['start', 'end', 'pieces', 'path']);

function textsOf(ids: PaymentIds): readonly (string | undefined)[] {
  const { instruction, endToEnd, transaction, uetr, clearingSystem, accountServicer, paymentInformation } =
    ids;
  return [instruction, endToEnd, transaction, uetr, clearingSystem, accountServicer, paymentInformation].map(
    (each) => each?.text,
  );
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

/** Transactions that were met, as many as are kept: the first goes first. */
const MOST = 200_000;

/** How a transaction stands to those met before: new, the same again, or another under the same identification. */
export type Repetition = 'same' | 'altered';

/** Remembers what was answered, for one run. */
export class SeenTransactions {
  private readonly fingerprints = new Map<string, string>();

  /** Undefined for one that is new. */
  meet(reference: string, fingerprint: string): Repetition | undefined {
    const known = this.fingerprints.get(reference);
    if (known !== undefined) return known === fingerprint ? 'same' : 'altered';
    if (this.fingerprints.size >= MOST) this.fingerprints.delete(this.fingerprints.keys().next().value!);
    this.fingerprints.set(reference, fingerprint);
    return undefined;
  }
}
