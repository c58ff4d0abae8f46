import type { Context } from '../iso20022/collected.ts';
import { holdsWords } from '../iso20022/words.ts';
import { draftOf, type PartyDraft } from '../party-draft.ts';
import type { FreeTextKind, PartyRole, PaymentPart, PlacedText } from '../payment.ts';
import type { FinField } from './field-list.ts';
import { PARTY_CODES, REFERRING } from './fields.ts';
import { addAccount, isBic, readNameAndAddress, saysSomething } from './party.ts';
import { type Continued, type FinLine, isFull, lineFrom, partOf, placedIn, rejoined } from './placed.ts';

/** A code at the start of a line and all that it says: `/INS/ABNANL2A`, continued behind `//`. */
export interface CodedText {
  readonly code: string;
  readonly lines: readonly FinLine[];
}

const CODE = /^\/([A-Z0-9]{1,8})\//;

/** Keeps the text of a field where it may hold a name, its lines joined in each way that they may be meant. */
export function addFieldText(
  lines: readonly FinLine[],
  kind: FreeTextKind,
  element: string,
  { into, part, level }: Context,
): PlacedText | undefined {
  const continued: Continued[] = [];
  for (const line of lines) {
    const placed = placedIn(line, line.text.startsWith('//') ? 2 : 0);
    if (placed !== undefined) continued.push({ placed, full: isFull(line) });
  }
  if (continued.length === 0) return undefined;
  const texts = rejoined(continued);
  if (continued.some(({ placed }) => mayName(placed.text)))
    for (const placed of texts) into.freeTexts.push({ ...placed, kind, element, part, level });
  return texts.at(-1);
}

const TWO_WORDS = /[A-Za-z]{2,}[^A-Za-z0-9]+[A-Za-z]{2}/;

/** Whether a line may hold a name: a reference or BIC behind a code that says so does not. */
function mayName(text: string): boolean {
  const code = CODE.exec(text);
  const content = code !== null && REFERRING.has(code[1]!) ? text.slice(code[0].length) : text;
  return (holdsWords(content) && !isBic(content)) || TWO_WORDS.test(content);
}

/** The codes of a text and what stands behind each. */
export function codedTexts(lines: readonly FinLine[]): CodedText[] {
  const found: { code: string; lines: FinLine[] }[] = [];
  for (const line of lines) {
    const code = CODE.exec(line.text);
    if (code !== null) found.push({ code: code[1]!, lines: [lineFrom(line, code[0].length)] });
    else found.at(-1)?.lines.push(lineFrom(line, line.text.startsWith('//') ? 2 : 0));
  }
  return found;
}

/** The parties that codes name: `/INS/`, `/CHRQ/`. */
export function addCodedParties(coded: readonly CodedText[], field: FinField, context: Context): void {
  for (const { code, lines } of coded) {
    const meaning = PARTY_CODES.get(code);
    if (meaning === undefined) continue;
    const part = meaning.part === 'transfer' ? context.part : meaning.part;
    const party = codedParty(meaning.role, lines[0]!.path, field.tag, part, context);
    const kept = lines.filter((line) => placedIn(line) !== undefined);
    const first = kept[0] && placedIn(kept[0]);
    if (first !== undefined && isBic(first.text)) party.bics.push(first);
    else readNameAndAddress(party, kept);
    if (saysSomething(party)) context.into.parties.push(party);
  }
}

function codedParty(
  role: PartyRole,
  path: string,
  element: string,
  part: PaymentPart,
  { level }: Context,
): PartyDraft {
  return draftOf({ role, element, path, part, level });
}

/** Codes of field 86 (SWIFT, and the banks of the Netherlands) and of German banks. */
const STATEMENT_CODE = /\/([A-Z]{2,5})\/|\?(3[0-3])/g;

/** The parties that field 86 names, in text whose lines break anywhere. */
export function addStatementParties(text: PlacedText, field: FinField, context: Context): void {
  const codes = [...text.text.matchAll(STATEMENT_CODE)];
  let role: PartyRole = 'other';
  let party: PartyDraft | undefined;
  const german: PlacedText[] = [];
  for (const [index, { 0: sign, 1: code, 2: number, index: at }] of codes.entries()) {
    const named = code === undefined ? undefined : PARTY_CODES.get(code)?.role;
    const from = at + sign.length;
    const end = endOf(text.text, from, codes[index + 1]?.index, number !== undefined);
    const value = partOf(text, from, end);
    if (named !== undefined && named !== 'other') role = named;
    if (value === undefined) continue;
    if (number === '32' || number === '33') german.push(value);
    const isParty = (named !== undefined && named !== 'other') || code === 'NAME' || code === 'CNTP';
    if (!isParty && !(number === '31')) continue;
    party = codedParty(role, text.path, field.tag, context.part, context);
    if (code === 'CNTP') readCounterparty(party, value);
    else if (number === '31') addAccount(party, value);
    else party.names.push(value);
    if (saysSomething(party)) context.into.parties.push(party);
  }
  if (german.length === 0) return;
  party = codedParty('other', text.path, field.tag, context.part, context);
  const lines = german.map((placed) => ({ placed, full: false }));
  party.names.push(...rejoined(lines));
  if (german.length > 1) party.names.push(rejoined([lines[0]!])[0]!);
  context.into.parties.push(party);
}

/** The next subfield of a German statement ends this one, whatever its number. */
function endOf(text: string, from: number, next: number | undefined, german: boolean): number {
  const end = next ?? text.length;
  const subfield = german ? text.indexOf('?', from) : -1;
  return subfield < 0 ? end : Math.min(end, subfield);
}

/** `/CNTP/account/BIC/name/town/`. */
function readCounterparty(party: PartyDraft, value: PlacedText): void {
  let from = 0;
  const parts: (PlacedText | undefined)[] = [];
  for (const part of value.text.split('/')) {
    parts.push(partOf(value, from, from + part.length));
    from += part.length + 1;
  }
  const [account, bic, name] = parts;
  if (account !== undefined) addAccount(party, account);
  if (bic !== undefined && isBic(bic.text)) party.bics.push(bic);
  if (name !== undefined) party.names.push(name);
}
