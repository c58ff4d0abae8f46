import { RiegelError } from '../../../entity/index.ts';
import type { PartyRole, PaymentParty, PaymentTransaction } from '../../../messages/index.ts';
import type { Completeness } from './completeness.ts';
import { institutionCountry } from './parties.ts';

/** What came from one institution, and how often it was incomplete. */
export interface InstitutionCount {
  /** BIC of eight letters, LEI, clearing number or name, whichever the message has. */
  readonly institution: string;
  readonly country?: string;
  readonly transfers: number;
  readonly incomplete: number;
  /** Rule → how often it was broken. */
  readonly rules: Readonly<Record<string, number>>;
  /** ISO days of the first and the last incomplete transfer. */
  readonly first?: string;
  readonly last?: string;
}

/** From when an institution counts as one that fails again and again. */
export interface OffenderBounds {
  readonly transfers: number;
  /** Share of the transfers that were incomplete, 0 … 1. */
  readonly share: number;
}

/** Riegel's choice: neither the Regulation nor the guidelines name a number. */
export const OFFENDER_BOUNDS: OffenderBounds = Object.freeze({ transfers: 5, share: 0.05 });

const FORMAT = 'riegel-institutions/1';
/** Whose duty it is to send the data: the payer's institution, else who handed the message on. */
const ANSWERABLE: readonly PartyRole[] = ['debtorAgent', 'instructingAgent', 'sender'];

/** Counts incomplete transfers by institution (Regulation (EU) 2023/1113, Articles 8(2) and 12(2)). */
export class Institutions {
  private readonly counts = new Map<string, InstitutionCount>();

  /** Takes up what `toJson` gave. Throws `payments/bad-institutions`. */
  static fromJson(text: string): Institutions {
    const institutions = new Institutions();
    try {
      const { format, counts } = JSON.parse(text) as { format?: string; counts: readonly InstitutionCount[] };
      if (format !== FORMAT) throw new SyntaxError(`no ${FORMAT}`);
      for (const count of counts) institutions.counts.set(count.institution, count);
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
      throw new RiegelError('payments/bad-institutions', 'The counts of institutions cannot be read', {
        expected: `a file that riegel pay --institutions wrote (${FORMAT})`,
      });
    }
    return institutions;
  }

  toJson(): string {
    return `${JSON.stringify({ format: FORMAT, counts: this.all() }, undefined, 1)}\n`;
  }

  /** @param on ISO day. */
  add({ parties, inherited }: PaymentTransaction, { grade, findings }: Completeness, on: string): void {
    if (grade === 'none') return;
    const all = [...parties, ...inherited.parties];
    const party = ANSWERABLE.map((role) => all.find((each) => each.role === role)).find((each) => each);
    const institution = party === undefined ? 'not told' : keyOf(party);
    const country = party && institutionCountry(party);
    const before = this.counts.get(institution);
    const required = findings.filter(({ weight }) => weight === 'required');
    const rules = { ...before?.rules };
    for (const { rule } of required) rules[rule] = (rules[rule] ?? 0) + 1;
    const broken = required.length > 0;
    const first = before?.first ?? (broken ? on : undefined);
    const last = broken ? on : before?.last;
    this.counts.set(institution, {
      institution,
      ...(country === undefined ? {} : { country }),
      transfers: (before?.transfers ?? 0) + 1,
      incomplete: (before?.incomplete ?? 0) + (broken ? 1 : 0),
      rules,
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
    });
  }

  /** Those that fail most often first. */
  all(): readonly InstitutionCount[] {
    return [...this.counts.values()].sort(
      (a, b) => b.incomplete - a.incomplete || (a.institution < b.institution ? -1 : 1),
    );
  }

  /** Institutions that fail again and again. */
  offenders({ transfers, share }: OffenderBounds = OFFENDER_BOUNDS): readonly InstitutionCount[] {
    return this.all().filter(
      (each) => each.incomplete >= transfers && each.incomplete >= share * each.transfers,
    );
  }
}

function keyOf({ bics, leis, clearing, names }: PaymentParty): string {
  const [bic] = bics;
  if (bic !== undefined) return bic.text.slice(0, 8).toUpperCase();
  if (leis[0] !== undefined) return leis[0].text;
  const [number] = clearing;
  if (number !== undefined) return [number.system?.text, number.member.text].filter(Boolean).join(':');
  return names[0]?.text ?? 'not told';
}
