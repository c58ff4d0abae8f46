import { identifierKey, RiegelError, type Subject } from '../../entity/index.ts';
import type { Match, MatchIndex, TextMatch } from '../../match/index.ts';
import {
  type FreeText,
  type PaymentItem,
  type PaymentParty,
  type PaymentSubject,
  type PaymentSurroundings,
  type PaymentTransaction,
  type PlacedText,
  type QuarantinedPayment,
  sourceSpan,
  subjectsOfPayment,
  textsOfPayment,
} from '../../messages/index.ts';
import type { ScreeningMatch } from '../ownership/owned.ts';
import { admitted, checkPolicy, DEFAULT_POLICY, type Policy, screenOptionsOf } from '../policy.ts';
import type { Party } from '../record.ts';
import { screenSubject } from '../screen-subject.ts';
import { oneText } from './one-text.ts';
import { PARTIES, type PaymentPolicies, partyOf } from './policies.ts';

/** The characters of the source that a match is about. */
export interface MatchedPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** What stands there, as it reads. */
  readonly text: string;
}

/** A match in a payment: of a party, or of a name in a text. */
export interface PaymentMatch {
  readonly match: Match;
  readonly party?: PaymentParty;
  readonly text?: FreeText;
  /** One place, or several where a name goes over lines or a number speaks beside a name. */
  readonly places: readonly MatchedPlace[];
}

/** One subject as it was compared, for the record. */
export interface ScreenedParty {
  readonly subject: Subject;
  readonly party: Party;
  readonly matches: readonly ScreeningMatch[];
}

/** A part of a payment that was not compared, and why. */
export interface UnscreenedPart {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** The answer to one transaction: a machine refers, a person decides. */
export interface PaymentScreening {
  /** `incomplete`: nothing was found, and not everything could be compared. */
  readonly outcome: 'clear' | 'alert' | 'incomplete';
  readonly transaction?: PaymentTransaction;
  readonly quarantined?: QuarantinedPayment;
  /** Best first. */
  readonly matches: readonly PaymentMatch[];
  readonly unscreened: readonly UnscreenedPart[];
  /** Every party that was compared, also those that are clear, and every name that was found in a text. */
  readonly screened: readonly ScreenedParty[];
}

type Found = Pick<PaymentScreening, 'matches' | 'unscreened' | 'screened'>;
const NOTHING: Found = Object.freeze({ matches: [], unscreened: [], screened: [] });
/** Subjects remembered as clear: the same banks and firms come in many payments. */
const MOST_REMEMBERED = 20_000;

/**
 * Screens payments with an index under a policy, or one for each party (`paymentPolicies`): every party, and every
 * listed name in their texts in one pass. What transactions of a batch share is compared once.
 * @throws what `checkPolicy` throws.
 */
export class PaymentScreener {
  private readonly index: MatchIndex;
  private readonly policies: PaymentPolicies;
  private readonly subjects = new WeakMap<PaymentSubject, Found>();
  private readonly clear = new Set<string>();
  private readonly texts = new WeakMap<PaymentSurroundings, Found>();

  constructor(index: MatchIndex, policies: Policy | PaymentPolicies = DEFAULT_POLICY) {
    const byParty =
      'threshold' in policies ? { payer: policies, payee: policies, other: policies } : policies;
    for (const party of PARTIES) checkPolicy(byParty[party], index.info);
    this.index = index;
    this.policies = byParty;
  }

  /** Takes an item as `readPayments` gives it. Problems have no answer: what they are of is screened by itself. */
  screen(item: Exclude<PaymentItem, { readonly problem: unknown }>, document: string): PaymentScreening {
    if ('quarantined' in item) return quarantined(item.quarantined);
    const { transaction } = item;
    const found = [
      ...subjectsOfPayment(transaction, document).map((subject) => this.screenParty(subject)),
      this.screenTexts(transaction),
      this.screenShared(transaction.inherited),
    ];
    const matches = found.flatMap((each) => each.matches).sort((a, b) => b.match.score - a.match.score);
    const unscreened = found.flatMap((each) => each.unscreened);
    const outcome = matches.length > 0 ? 'alert' : unscreened.length > 0 ? 'incomplete' : 'clear';
    const screened = found.flatMap((each) => each.screened);
    return { outcome, transaction, matches, unscreened, screened };
  }

  private screenParty(asked: PaymentSubject): Found {
    const known = this.subjects.get(asked);
    if (known !== undefined) return known;
    const found = this.compare(asked);
    this.subjects.set(asked, found);
    return found;
  }

  private compare({ subject, party, places }: PaymentSubject): Found {
    const { schema, properties, carried } = subject;
    const asked = partyOf(party);
    const key = JSON.stringify([asked, schema, properties, carried]);
    const as = ofAnyKind(subject);
    if (this.clear.has(key)) return { ...NOTHING, screened: [{ subject: as, party: asked, matches: [] }] };
    try {
      const { matches } = screenSubject(this.index, as, this.policies[asked]);
      if (matches.length === 0) this.remember(key);
      const placed = matches.map((match) => ({ match, party, places: placesOf(match, places) }));
      return { matches: placed, unscreened: [], screened: [{ subject: as, party: asked, matches }] };
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      const { start, end } = places.values().next().value![0]!;
      const unscreened = { code: error.code, message: error.message, path: party.path, start, end };
      return { ...NOTHING, unscreened: [unscreened] };
    }
  }

  /** The index and the policy never change: who is clear stays so. */
  private remember(key: string): void {
    if (this.clear.size >= MOST_REMEMBERED) this.clear.clear();
    this.clear.add(key);
  }

  private screenShared(inherited: PaymentSurroundings): Found {
    const known = this.texts.get(inherited);
    if (known !== undefined) return known;
    const found = this.screenTexts(inherited);
    this.texts.set(inherited, found);
    return found;
  }

  private screenTexts(surroundings: PaymentSurroundings): Found {
    const texts = textsOfPayment(surroundings);
    if (texts.length === 0) return NOTHING;
    const byParty = Map.groupBy(texts, (text) => this.partyOfText(text, surroundings));
    const found = [...byParty].flatMap(([party, own]) =>
      this.scan(own, this.policies[party]).map((match) => ({ ...match, party })),
    );
    const screened = Map.groupBy(found, ({ written, party }) => `${party} ${written}`)
      .values()
      .map((all) => ({
        subject: subjectInText(all[0]!),
        party: all[0]!.party,
        matches: all.map(({ match }) => match.match),
      }));
    return { matches: found.map(({ match }) => match), unscreened: [], screened: [...screened] };
  }

  /** A name too long for one, or an address in its place, is its party's; told apart only where that matters. */
  private partyOfText({ path }: FreeText, { parties }: PaymentSurroundings): Party {
    const { payer, payee, other } = this.policies;
    if (payer === other && payee === other) return 'other';
    const owner = parties.find((party) => path.startsWith(`${party.path}/`));
    return owner === undefined ? 'other' : partyOf(owner);
  }

  private scan(
    texts: readonly FreeText[],
    policy: Policy,
  ): { readonly written: string; readonly match: PaymentMatch }[] {
    const { text, pieces } = oneText(texts);
    return this.index.scanText(text, screenOptionsOf(policy)).flatMap((found) => {
      const [match] = admitted([found.match], policy);
      if (match === undefined) return [];
      const within = pieces.filter(({ start, end }) => start < found.end && found.start < end);
      const places = within.map((piece) => placeIn(piece, found));
      return [{ written: found.text, match: { match, text: within[0]!.of, places } }];
    });
  }
}

/** What kind a party is, its sender says: a person's name may hide in a bank's field, a ship's in that of a firm. */
function ofAnyKind(subject: Subject): Subject {
  return subject.schema === 'CryptoWallet' ? subject : { ...subject, schema: 'Thing' };
}

function subjectInText({
  written,
  match,
}: {
  readonly written: string;
  readonly match: PaymentMatch;
}): Subject {
  return match.match.schema === 'CryptoWallet'
    ? { schema: 'CryptoWallet', properties: { publicKey: [written] } }
    : { schema: 'Thing', properties: { name: [written] } };
}

function quarantined(payment: QuarantinedPayment): PaymentScreening {
  const { code, reason: message, path, start, end } = payment;
  return {
    outcome: 'incomplete',
    quarantined: payment,
    ...NOTHING,
    unscreened: [{ code, message, path, start, end }],
  };
}

function placeIn(
  { start, of }: { readonly start: number; readonly of: FreeText },
  found: Pick<TextMatch, 'start' | 'end'>,
): MatchedPlace {
  const from = Math.max(0, found.start - start);
  const to = Math.min(of.text.length, found.end - start);
  return placed(of, from, to);
}

function placed(of: PlacedText, from: number, to: number): MatchedPlace {
  const [start, end] = sourceSpan(of, from, to);
  return { path: of.path, start, end, text: of.text.slice(from, to) };
}

/** Where the name stands that met the listed one, and the numbers that are the same on both sides. */
function placesOf({ explanation }: Match, places: PaymentSubject['places']): MatchedPlace[] {
  const whole = (of: PlacedText) => placed(of, 0, of.text.length);
  const name = explanation.name?.subject;
  const all = [...places.values()].flat();
  const named = name === undefined ? undefined : all.find(({ text }) => text === name);
  const numbers = explanation.identifiers.flatMap(({ property, value }) => {
    const all = places.get(property) ?? [];
    const same = all.filter(({ text }) => identifierKey(text) === identifierKey(value));
    return same.length > 0 ? same : all;
  });
  const found = [...(named === undefined ? [] : [named]), ...numbers];
  return (found.length > 0 ? found : all.slice(0, 1)).map(whole);
}
