import { setImmediate } from 'node:timers/promises';
import { RiegelError } from '../../entity/index.ts';
import type { PaymentProblem } from '../../messages/index.ts';
import {
  type DoneScreening,
  type Party,
  type PaymentAnswer,
  PaymentDoor,
  type RecordedScreening,
  type RegimeId,
  type ScreenedParty,
  toldPayment,
} from '../../screening/index.ts';
import type { Installation, Standing } from '../installation/installation.ts';

export interface PaymentQuery {
  readonly jurisdiction?: string;
  readonly regime: RegimeId | 'none';
}

/** Content types under which a document is read as payment messages, whatever their family. */
export const PAYMENT_TYPES = ['application/xml', 'text/xml', 'application/vnd.swift.fin'] as const;

/** Parties of one document: the answer holds all of them. */
const MAX_PARTIES = 10_000;
/** Transactions after which others have their turn. */
const TURN = 8;

export function isPaymentType(header: string): boolean {
  const type = header.split(';')[0]!.trim().toLowerCase();
  return (PAYMENT_TYPES as readonly string[]).includes(type);
}

/**
 * Screens the payments of a document under the policy in force for each party, records every party, and tells
 * transaction by transaction what came of it. A transaction sent again has the reference it had: its alerts are added to.
 */
export async function answerPayments(
  installation: Installation,
  bytes: Buffer,
  { jurisdiction, regime }: PaymentQuery,
  actor: string,
) {
  const standings = await standingsOf(installation, jurisdiction);
  const { payer, payee, other } = standings;
  const on = new Date().toISOString().slice(0, 10);
  const door = new PaymentDoor({
    index: other.index,
    policies: { payer: payer.policy, payee: payee.policy, other: other.policy },
    ...(regime === 'none' ? {} : { completeness: { regime, on } }),
  });
  const answers: PaymentAnswer[] = [];
  const problems: PaymentProblem[] = [];
  let parties = 0;
  for await (const item of door.answers({ name: 'document', bytes })) {
    if ('problem' in item) {
      problems.push(item.problem);
      continue;
    }
    parties += item.answer.screened.length;
    if (parties > MAX_PARTIES || answers.length >= MAX_PARTIES) throw tooMany();
    answers.push(item.answer);
    if (answers.length % TURN === 0) await setImmediate();
  }
  const transactions: object[] = [];
  for (const answer of answers) {
    const done = answer.screened.map((each) => doneOf(each, answer, standings));
    const recorded = done.length === 0 ? [] : await installation.casework.takeIn(done, actor);
    transactions.push({
      ...toldPayment(answer, 'document'),
      outcome: outcomeOf(answer, recorded),
      screenings: recorded.map(({ id, seq, outcome, alerts }, at) => ({
        ...{ party: answer.screened[at]!.party, screening: id, record: seq, outcome, alerts },
      })),
    });
  }
  const { index, policy } = other.basis;
  return { door: 'payment', kind: 'payments', index, policy, transactions, problems };
}

type Standings = Readonly<Record<Party, Standing>>;

/** What holds for each party; all of them rest on one index. */
async function standingsOf(installation: Installation, jurisdiction: string | undefined): Promise<Standings> {
  const of = (party: Party) =>
    installation.standing({
      ...{ door: 'payment', party },
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
    });
  for (;;) {
    const [payer, payee, other] = [await of('payer'), await of('payee'), await of('other')];
    // Lists may have been replaced in between.
    if (payer.index === other.index && payee.index === other.index) return { payer, payee, other };
  }
}

function doneOf(
  { subject, party, matches }: ScreenedParty,
  { reference }: PaymentAnswer,
  standings: Standings,
): DoneScreening {
  const { basis } = standings[party];
  const outcome = matches.length > 0 ? 'alert' : 'clear';
  return {
    ...{ door: 'payment', subject, screening: { subject, outcome, matches }, basis },
    ...(reference === undefined ? {} : { reference }),
  };
}

/** After exemptions: who was found not to be the listed one is no alert again. */
function outcomeOf(
  { outcome, unscreened, completeness }: PaymentAnswer,
  recorded: readonly RecordedScreening[],
) {
  if (outcome !== 'alert' || recorded.some((each) => each.outcome === 'alert')) return outcome;
  const lacks = completeness?.findings.some(({ weight }) => weight === 'required') === true;
  return unscreened.length > 0 || lacks ? 'incomplete' : 'clear';
}

function tooMany(): RiegelError {
  return new RiegelError('server/too-many-subjects', 'The document names too many; nothing was recorded', {
    expected: `${MAX_PARTIES} at most, or riegel pay`,
  });
}
