import type { IndexInfo } from '../../match/index.ts';
import type { PaymentParty } from '../../messages/index.ts';
import { compilePolicy } from '../policies/compile.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Policy } from '../policy.ts';
import type { Party } from '../record.ts';

/** The policy for each party of a payment: that of `other` is also the one for texts that belong to no party. */
export type PaymentPolicies = Readonly<Record<Party, Policy>>;

export const PARTIES = Object.freeze(['payer', 'payee', 'other'] as const);

/**
 * A policy document as it holds for each party of a payment. With `EU_INSTANT` payer and payee are not compared with the
 * Union's targeted restrictions while the transfer is under way, and everybody else is (Regulation (EU) No 260/2012,
 * Article 5d(2)). Throws what `compilePolicy` throws.
 */
export function paymentPolicies(
  document: PolicyDocument,
  info: Pick<IndexInfo, 'lists'>,
  jurisdiction?: string,
): PaymentPolicies {
  const context = { door: 'payment', ...(jurisdiction === undefined ? {} : { jurisdiction }) } as const;
  const at = (party: Party) => compilePolicy(document, { ...context, party }, info);
  const other = at('other');
  // One object where nothing tells them apart: texts are then searched together.
  const sameOr = (policy: Policy) => (JSON.stringify(policy) === JSON.stringify(other) ? other : policy);
  return Object.freeze({ payer: sameOr(at('payer')), payee: sameOr(at('payee')), other });
}

/**
 * Which party in the words of a policy: payer and payee are who sends and receives the money of this transfer. Ultimate
 * parties, those of another payment that the message is about, contacts and agents are others: more is asked of them.
 */
export function partyOf({ role, part }: Pick<PaymentParty, 'role' | 'part'>): Party {
  if (part !== 'transfer') return 'other';
  return role === 'debtor' ? 'payer' : role === 'creditor' ? 'payee' : 'other';
}
