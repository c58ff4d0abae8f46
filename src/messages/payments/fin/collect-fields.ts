import { addReference, type Collected, type Context } from '../iso20022/collected.ts';
import { holdsWords, readsLikeWords } from '../iso20022/words.ts';
import { draftOf, type PartyDraft } from '../party-draft.ts';
import type { PartyRole, PaymentPart, PaymentProblem, PlacedText } from '../payment.ts';
import type { FinField } from './field-list.ts';
import { type FieldMeaning, fieldMeaning } from './fields.ts';
import { isoDate } from './heading.ts';
import { addAccount, isBic, readBicLine, readIdentifier, saysSomething } from './party.ts';
import { readPartyField, unqualified } from './party-field.ts';
import { type FinLine, lineFrom, placedIn, restated, sliceOf } from './placed.ts';
import {
  addCodedParties,
  addFieldText,
  addStatementParties,
  type CodedText,
  codedTexts,
} from './text-field.ts';

/** Roles of banks: what stands in fields 51 to 58 is an institution. */
const OF_BANKS = /^5[1-8]/;

/** Reads fields of one kind of message into what is gathered. */
export interface FieldReading {
  /** Three digits; those of the message that is quoted where one is. */
  readonly type: string;
  /** What field 21 refers to. */
  readonly relatedTo: 'own' | 'endToEnd' | 'original';
  readonly problems: PaymentProblem[];
}

export function collectField(field: FinField, context: Context, reading: FieldReading): void {
  const { tag } = field;
  if (field.lines.length === 0) return;
  const meaning = fieldMeaning(reading.type, tag);
  switch (meaning.as) {
    case 'party':
      collectParty(field, meaning, context);
      break;
    case 'account':
      collectAccount(field, meaning, context);
      break;
    case 'text':
      collectText(field, meaning, context);
      break;
    case 'amount':
      collectAmount(field, meaning, context, reading);
      break;
    case 'statement':
      collectStatementLine(field, context, reading);
      break;
    default:
      collectShort(field, meaning, context, reading);
  }
}

function collectParty(field: FinField, { role = 'other' }: FieldMeaning, context: Context): void {
  const { tag, path } = field;
  const { part, level, into } = context;
  const { party, rest } = readPartyField(field, { role, element: tag, path, part, level });
  if (OF_BANKS.test(tag) && party.birthDate === undefined) party.kind = 'institution';
  if (saysSomething(party)) into.parties.push(party);
  searchWords(rest, tag, context);
  searchRunOn(party, field, context);
  for (const { number, issuer } of party.identifications)
    for (const placed of [number, issuer])
      if (placed !== undefined && readsLikeWords(placed.text)) addReference(tag, placed, context);
  for (const { other } of party.accounts)
    if (other !== undefined && readsLikeWords(other.number.text)) addReference(tag, other.number, context);
  for (const { member } of party.clearing)
    if (readsLikeWords(member.text)) addReference(tag, member, context);
}

/** As long are names that have something behind them in their line. */
const RUN_ON = 25;

/**
 * Some banks write name, passport and address on without a break: there the name is looked for within the line, and over
 * its end where it is full.
 */
function searchRunOn({ names, truncated }: PartyDraft, { tag, lines }: FinField, context: Context): void {
  const [name] = names;
  if (name === undefined || !(truncated || (name.text.length >= RUN_ON && /\d/.test(name.text)))) return;
  const at = lines.findIndex(({ start, text }) => name.start < start + text.length);
  const runOn = lines.slice(at, truncated ? at + 2 : at + 1);
  addFieldText([lineFrom(runOn[0]!, name.start - runOn[0]!.start), ...runOn.slice(1)], 'other', tag, context);
}

/** Field 25: the account, and with option P the BIC of its owner. */
function collectAccount(field: FinField, { role = 'other' }: FieldMeaning, context: Context): void {
  const { tag, path } = field;
  const { part, level, into } = context;
  const party = draftOf({ role, element: tag, path, part, level });
  const [first, ...more] = unqualified(field);
  const number = placedIn(first!);
  // Some put the bank's BIC in front.
  const behind = /^([A-Z0-9]{8}(?:[A-Z0-9]{3})?)\/(?=.)/.exec(number?.text ?? '');
  if (number !== undefined && behind !== null && isBic(behind[1]!)) {
    party.bics.push(sliceOf(number, 0, behind[1]!.length)!);
    addAccount(party, sliceOf(number, behind[0].length) ?? number);
  } else if (number?.text.startsWith('/')) readIdentifier(party, first!);
  else if (number !== undefined) addAccount(party, number);
  const rest = more.filter((line) => !readBicLine(party, line));
  if (saysSomething(party)) into.parties.push(party);
  searchWords(field.lines.slice(0, 1), tag, context, readsLikeWords);
  searchWords(rest, tag, context);
}

function searchWords(
  lines: readonly FinLine[],
  element: string,
  context: Context,
  says: (text: string) => boolean = holdsWords,
): void {
  const kept = lines.filter(({ text }) => says(text.trim()));
  if (kept.length > 0) addFieldText(lines, 'other', element, context);
}

function collectText(field: FinField, { kind = 'other' }: FieldMeaning, context: Context): void {
  const { tag } = field;
  const lines = unqualified(field);
  const whole = addFieldText(lines, kind, tag, context);
  const coded = codedTexts(lines);
  for (const each of coded) readCode(each, context);
  if (tag.startsWith('86')) {
    if (whole !== undefined) addStatementParties(whole, field, context);
  } else addCodedParties(coded, field, context);
}

/** References and facts that stand behind codes of texts. */
function readCode({ code, lines }: CodedText, { into }: Context): void {
  const value = placedIn(lines[0]!);
  if (value === undefined) return;
  if (code === 'ROC') into.ids.endToEnd ??= value;
  else if (code === 'MREF') into.originalIds.instruction ??= value;
  else if (code === 'TREF') into.originalIds.transaction ??= value;
  else if (code === 'UETR') into.originalIds.uetr ??= continuedReference(lines);
  else if (code === 'ORDERRES' || code === 'BENEFRES') readResidence(code, value, into);
}

/** A reference that is longer than a line. */
function continuedReference(lines: readonly FinLine[]): PlacedText {
  const placed = lines.map((line) => placedIn(line)).filter((line) => line !== undefined);
  if (placed.length < 2) return placed[0]!;
  let at = 0;
  const pieces = placed.map(({ text, start, end }) => {
    const piece = { at, start, end };
    at += text.length;
    return piece;
  });
  const [first] = placed;
  return {
    ...first!,
    text: placed.map(({ text }) => text).join(''),
    end: placed.at(-1)!.end,
    pieces,
  };
}

/** `/ORDERRES/BE//…`: the country where a party lives is said of that party. */
function readResidence(code: string, value: PlacedText, into: Collected): void {
  const country = /^([A-Z]{2})(?=\/|$)/.exec(value.text) && sliceOf(value, 0, 2);
  if (!country) return;
  const role: PartyRole = code === 'ORDERRES' ? 'debtor' : 'creditor';
  const at = into.parties.findIndex((party) => party.role === role);
  if (at >= 0) into.parties[at] = { ...into.parties[at]!, countryOfResidence: country };
}

/** Sign, date, currency and figure, as the fields of amounts have them; what is not there is left out. */
const AMOUNT = /^(?:R?[DC](?=\d{6}[A-Z]{3}))?(\d{6})?(?:[DM]\d{3}[A-Z0-9]{2})?N?([A-Z]{3})?[DC]?(\d[\d,.]*)$/;

function collectAmount(
  field: FinField,
  { part }: FieldMeaning,
  context: Context,
  { problems }: FieldReading,
): void {
  const { tag } = field;
  const { into } = context;
  const [first, ...more] = unqualified(field);
  const value = placedIn(first!);
  const found = value && AMOUNT.exec(value.text);
  searchWords(more, tag, context);
  if (!value || !found) {
    badField(field, 'amount', problems);
    searchWords([first!], tag, context);
    return;
  }
  const [whole, date, currency, figure] = found;
  const amount = sliceOf(value, whole.length - figure!.length)!;
  into.amounts.push({
    element: tag,
    part: part ?? context.part,
    amount: decimal(amount),
    ...(currency !== undefined && { currency }),
  });
  if (date === undefined) return;
  const from = value.text.indexOf(date);
  keepDate(tag, sliceOf(value, from, from + 6)!, context);
}

/** The decimal sign of FIN is a comma, which stands in whole figures as well: `12500,`. */
function decimal(amount: PlacedText): PlacedText {
  const { text } = amount;
  if (!/^\d+,\d*$/.test(text)) return amount;
  return restated(amount, text.replace(/,$/, '').replace(',', '.'));
}

function keepDate(tag: string, placed: PlacedText, { into }: Context): void {
  const iso = isoDate(placed.text);
  if (!into.dates.has(tag)) into.dates.set(tag, iso === undefined ? placed : restated(placed, iso));
}

function badField({ tag, path, start }: FinField, what: string, problems: PaymentProblem[]): void {
  problems.push({
    code: 'messages/bad-field',
    message: `Field ${tag} holds no ${what}`,
    path,
    start,
  });
}

/** Value date, entry date, sign, figure, type, the owner's reference and the servicer's. */
const STATEMENT = /^\d{6}(?:\d{4})?(?:R|E)?[CD][A-Z]?(\d[\d,]*)[A-Z][A-Z0-9]{3}(.*)$/;

function collectStatementLine(field: FinField, context: Context, { problems }: FieldReading): void {
  const { into, part } = context;
  const [first, ...more] = field.lines;
  const value = placedIn(first!);
  const found = value && STATEMENT.exec(value.text);
  searchWords(more, field.tag, context);
  if (!value || !found) {
    badField(field, 'statement line', problems);
    searchWords([first!], field.tag, context);
    return;
  }
  const [, figure, references] = found;
  const at = value.text.indexOf(figure!, 6);
  into.amounts.push({ element: '61', part, amount: decimal(sliceOf(value, at, at + figure!.length)!) });
  keepDate('61', sliceOf(value, 0, 6)!, context);
  const from = value.text.length - references!.length;
  const split = references!.indexOf('//');
  const own = sliceOf(value, from, split < 0 ? undefined : from + split);
  const servicer = split < 0 ? undefined : sliceOf(value, from + split + 2);
  if (own !== undefined) into.ids.instruction ??= own;
  if (servicer !== undefined) into.ids.accountServicer ??= servicer;
  for (const reference of [own, servicer])
    if (reference !== undefined && readsLikeWords(reference.text)) addReference('61', reference, context);
}

/** References, codes and dates; whatever reads like words is searched. */
function collectShort(
  field: FinField,
  { as }: FieldMeaning,
  context: Context,
  { relatedTo, problems }: FieldReading,
): void {
  const { tag, lines } = field;
  const { into, part } = context;
  const value = placedIn(unqualified(field)[0]!);
  if (value !== undefined) {
    if (as === 'reference') keepReference(tag, value, context, relatedTo);
    else if (as === 'charges') into.chargeBearer ??= value;
    else if (as === 'purpose' && part !== 'original') into.purpose ??= value;
    else if (as === 'date') {
      if (isoDate(value.text) === undefined && !/^\d{8}$/.test(value.text)) badField(field, 'date', problems);
      keepDate(tag, value, context);
    }
  }
  const reads = as === 'unknown' ? holdsWords : readsLikeWords;
  searchWords(lines.length === 1 ? unqualified(field) : lines, tag, context, reads);
}

function keepReference(
  tag: string,
  value: PlacedText,
  { into, part }: Context,
  relatedTo: FieldReading['relatedTo'],
): void {
  const ids = part === 'original' ? into.originalIds : into.ids;
  if (tag === '20') ids.instruction ??= value;
  else if (tag === '21R') ids.paymentInformation ??= value;
  else if (tag === '21') {
    if (part === 'original' || relatedTo === 'original') into.originalIds.instruction ??= value;
    else if (relatedTo === 'endToEnd') ids.endToEnd ??= value;
    else ids.instruction ??= value;
  }
}

/** The customer transfer under a cover begins with its ordering customer. */
export function beginsUnderlying({ tag }: FinField): boolean {
  return tag.startsWith('50');
}

/** Roles within the customer transfer are those of customer transfers. */
export const UNDERLYING_TYPE = '103';

export function partOfField(
  field: FinField,
  { about, underlying }: { readonly about: boolean; readonly underlying: boolean },
): PaymentPart {
  if (underlying) return 'underlying';
  return about && !OWN_OF_ABOUT.has(field.tag) ? 'original' : 'transfer';
}

/** Fields of queries, answers and cancellations that are their own and not those of what they are about. */
const OWN_OF_ABOUT = new Set(['', '11R', '11S', '75', '76', '77A', '79', '79Z']);
