import type {
  PartyIdentification,
  PaymentAddress,
  PaymentIds,
  PaymentParty,
  PlacedText,
} from '../../messages/index.ts';
import type { PaymentAnswer } from './payment-door.ts';
import { partyOf } from './policies.ts';
import type { PaymentMatch } from './screen-payment.ts';

/** An answer as it goes to a program or to a person: the parties as understood with their paths, and why. */
export function toldPayment(answer: PaymentAnswer, document: string) {
  const { outcome, transaction, quarantined, reference, repetition, matches, unscreened } = answer;
  const { completeness, patterns } = answer;
  const head = transaction?.message ?? quarantined?.message;
  return {
    document,
    ...(head && {
      message: {
        ...{ family: head.family, type: head.type, version: head.version, number: head.number },
        ...textsOf({ id: head.id, businessId: head.businessId, created: head.created }),
      },
    }),
    ...(transaction && {
      ...{ kind: transaction.kind, transaction: transaction.number, path: transaction.path },
      ids: textsOf(transaction.ids),
      ...(transaction.amount && {
        amount: { amount: transaction.amount.amount.text, currency: transaction.amount.currency },
      }),
    }),
    ...{ reference, repetition, outcome },
    ...(transaction && {
      parties: [...transaction.parties, ...transaction.inherited.parties].map(toldParty),
    }),
    matches: matches.map(toldMatch),
    ...(completeness && { completeness }),
    patterns,
    unscreened,
    ...(transaction && transaction.problems.length > 0 && { problems: transaction.problems }),
    ...(quarantined && {
      quarantined: { code: quarantined.code, reason: quarantined.reason, digest: quarantined.digest },
    }),
  };
}

export type ToldPayment = ReturnType<typeof toldPayment>;

function toldParty(party: PaymentParty): object {
  const { role, element, path, part, level, kind, names, addresses, birthDate, birthPlace, related } = party;
  return {
    ...{ role, party: partyOf(party), element, path, part, level, kind },
    ...lists({
      names: names.map(placed),
      addresses: addresses.map(addressText),
      birthPlace: birthPlace.map(({ text }) => text),
      bics: party.bics.map(({ text }) => text),
      leis: party.leis.map(({ text }) => text),
      identifications: party.identifications.map(numberText),
      clearing: party.clearing.map(({ system, member }) =>
        [system?.text, member.text].filter(Boolean).join(' '),
      ),
      accounts: party.accounts.map(
        ({ iban, other, proxy }) => iban?.text ?? other?.number.text ?? proxy?.number.text,
      ),
      wallets: party.wallets.map(({ address, currencies, checksum }) => ({
        address: address.text,
        currencies,
        checksum,
      })),
      related: related.map(toldParty),
    }),
    ...textsOf({ birthDate, birthCountry: party.birthCountry, countryOfResidence: party.countryOfResidence }),
  };
}

function toldMatch({ match, party, text, places }: PaymentMatch) {
  const { id, caption, schema, lists: onLists, score, probability, explanation } = match;
  return {
    ...{ id, caption, schema, lists: onLists, score, probability, reason: explanation.sentence.en },
    ...(party && { role: party.role, party: partyOf(party) }),
    ...(text && { text: text.kind }),
    places,
  };
}

function placed({ text, path, start, end }: PlacedText) {
  return { text, path, start, end };
}

function addressText({ form, lines: inLines, parts, country }: PaymentAddress) {
  const text = [...parts.map(({ value }) => value.text), ...inLines.map((line) => line.text)].join(', ');
  return { form, text, ...textsOf({ country }) };
}

function numberText({ number, scheme, kind }: PartyIdentification) {
  return { number: number.text, kind, ...textsOf({ scheme }) };
}

function textsOf(
  values: PaymentIds | Readonly<Record<string, PlacedText | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values as Record<string, PlacedText | undefined>).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value.text]],
    ),
  );
}

/** Without those that are empty. */
function lists(values: Readonly<Record<string, readonly unknown[]>>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.length > 0));
}
