import type { MatchIndex } from '../../match/index.ts';
import { type NamedBytes, type PaymentProblem, readPayments } from '../../messages/index.ts';
import type { Policy } from '../policy.ts';
import { type Completeness, type CompletenessOptions, completenessOf } from './completeness/completeness.ts';
import { fingerprintOf, type Repetition, referenceOf, SeenTransactions } from './identity.ts';
import type { PatternAlert, PatternWatch } from './patterns/watch.ts';
import type { PaymentPolicies } from './policies.ts';
import { PaymentScreener, type PaymentScreening } from './screen-payment.ts';

export interface PaymentDoorOptions {
  readonly index: MatchIndex;
  readonly policies: Policy | PaymentPolicies;
  /** Left out, nothing is asked of the data of payer and payee. */
  readonly completeness?: CompletenessOptions;
  /** Left out, payments are not seen together. */
  readonly patterns?: PatternWatch;
}

/** Everything that is said of one transaction. */
export interface PaymentAnswer extends PaymentScreening {
  /** Same transaction of the same message, same reference. */
  readonly reference?: string;
  readonly completeness?: Completeness;
  readonly patterns: readonly PatternAlert[];
  /** It was met before in this run: `altered` where it says something else than then. */
  readonly repetition?: Repetition;
}

/**
 * One path for a payment: its parties and texts against the lists, its data against the rules of completeness, itself
 * beside other payments. A machine refers: the outcome is `clear`, `alert` or `incomplete`, and nothing is rejected.
 */
export class PaymentDoor {
  private readonly screener: PaymentScreener;
  private readonly options: PaymentDoorOptions;
  private readonly seen = new SeenTransactions();

  /** Throws what `PaymentScreener` throws. */
  constructor(options: PaymentDoorOptions) {
    this.screener = new PaymentScreener(options.index, options.policies);
    this.options = options;
  }

  /** Answers an item as `readPayments` gives it. */
  answer(item: Parameters<PaymentScreener['screen']>[0], document: string): PaymentAnswer {
    const screening = this.screener.screen(item, document);
    const { transaction } = screening;
    if (transaction === undefined || transaction.kind === 'surroundings')
      return { ...screening, patterns: [] };
    const reference = referenceOf(transaction);
    const repetition = this.seen.meet(reference, fingerprintOf(transaction));
    const { completeness: asked, patterns: watch } = this.options;
    const completeness = asked && completenessOf(transaction, asked);
    const lacks = completeness?.findings.some(({ weight }) => weight === 'required') === true;
    const own = screening.outcome === 'clear' && lacks ? 'incomplete' : screening.outcome;
    // The same payment twice is no second payment.
    const patterns = repetition === 'same' ? [] : (watch?.add(transaction, reference, own) ?? []);
    return {
      ...screening,
      outcome: patterns.length > 0 ? 'alert' : own,
      reference,
      ...(completeness === undefined ? {} : { completeness }),
      patterns,
      ...(repetition === undefined ? {} : { repetition }),
    };
  }

  /**
   * Answers all transactions of a file or of bytes, in their order, as they are read: memory does not grow with their
   * number. Throws what `readPayments` throws.
   */
  async *answers(
    input: string | NamedBytes,
  ): AsyncGenerator<{ readonly answer: PaymentAnswer } | { readonly problem: PaymentProblem }> {
    const document = typeof input === 'string' ? input : input.name;
    for await (const item of readPayments(input)) {
      yield 'problem' in item ? item : { answer: this.answer(item, document) };
    }
  }
}
