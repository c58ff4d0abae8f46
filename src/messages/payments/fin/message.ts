import { type Collected, type Context, nothingYet } from '../iso20022/collected.ts';
import { holdsWords } from '../iso20022/words.ts';
import type {
  PaymentAmount,
  PaymentHead,
  PaymentIds,
  PaymentLevel,
  PaymentProblem,
  PaymentSurroundings,
  PaymentTransaction,
  PlacedText,
} from '../payment.ts';
import type { BlockTag, FinBlocks, Stretch } from './blocks.ts';
import { checkCharacters } from './character-set.ts';
import {
  beginsUnderlying,
  collectField,
  type FieldReading,
  partOfField,
  UNDERLYING_TYPE,
} from './collect-fields.ts';
import { type FinField, fieldsOf } from './field-list.ts';
import { fieldMeaning, messageMeaning } from './fields.ts';
import { type Heading, headingOf } from './heading.ts';
import { joined, placedIn, sliceOf } from './placed.ts';
import { addFieldText } from './text-field.ts';

/** What is made of a message: its transactions, or the reason why there are none. */
export type ReadMessage =
  | { readonly transactions: readonly PaymentTransaction[] }
  | { readonly code: string; readonly reason: string; readonly head: PaymentHead };

/** A transaction of a batch needs a message of its own for its fields: one object for all of them. */
interface Sequences {
  readonly header: readonly FinField[];
  readonly transactions: readonly (readonly FinField[])[];
  readonly tail: readonly FinField[];
}

const SETTLED = ['32A', '32B', '32D', '32C', '61', '33B', '34F'];
const SETTLEMENT_DATES = ['32A', '32D', '32C', '30', '61'];
/** Tags of block 3 that say nothing about anybody. */
const SILENT = new Set(['103', '108', '111', '113', '119', '121', '165', '177', '451']);

/** @param number of the message in its source, from 1. */
export function readMessage(blocks: FinBlocks, number: number): ReadMessage {
  const problems: PaymentProblem[] = [...blocks.problems];
  const typeOfBlocks = headingOf(blocks, undefined, number).type;
  const isKnown = (tag: string) => fieldMeaning(typeOfBlocks, tag).as !== 'unknown';
  const fields = blocks.text === undefined ? [] : fieldsOf(blocks.text, isKnown);
  const id = fields.find(({ tag, lines }) => tag === '20' && lines.length > 0);
  const heading = headingOf(blocks, id && placedIn(id.lines[0]!), number);
  const { head, type } = heading;
  if (blocks.truncated)
    return { code: 'messages/truncated', reason: 'The source ends before block 4 does', head };
  if (blocks.service === undefined && !fields.some(({ lines }) => lines.length > 0))
    return unreadable(blocks, heading);
  if (heading.problem !== undefined)
    problems.push({ code: 'messages/missing-block', message: heading.problem, start: blocks.start });
  checkCharacters(fields, problems);
  for (const { tag, path, start } of fields.filter(({ glued }) => glued)) {
    const message = `Field ${tag} does not begin its line`;
    problems.push({ code: 'messages/lost-line-end', message, path, start });
  }
  const envelope = nothingYet();
  collectEnvelope(envelope, blocks, heading, problems);
  if (blocks.service !== undefined)
    return { transactions: [serviceMessage(blocks, head, envelope, problems)] };
  return { transactions: paymentsOf(fields, { blocks, heading, envelope, problems, type }) };
}

function unreadable({ basic, application, stray }: FinBlocks, { head }: Heading): ReadMessage {
  if (basic !== undefined || application !== undefined)
    return { code: 'messages/missing-block', reason: 'There is no block 4 with fields', head };
  const what = stray[0]?.text.trim().slice(0, 40).replace(/\s+/g, ' ');
  const reason = `No FIN message that can be told${what === undefined ? '' : `: ${what}`}`;
  return { code: 'messages/unknown-type', reason, head };
}

function collectEnvelope(
  envelope: Collected,
  { user, trailers, service = [], stray }: FinBlocks,
  { parties }: Heading,
  problems: PaymentProblem[],
): void {
  const context: Context = { part: 'transfer', level: 'envelope', into: envelope };
  envelope.parties.push(...parties);
  addTags(user, '3', context);
  addTags(trailers, '5', context);
  addTags(service, '4', context);
  for (const { text, start } of stray) {
    problems.push({
      code: 'messages/stray-text',
      message: 'Text stands beside the blocks of the message',
      start: start + text.search(/\S/),
    });
    addFieldText(linesOf({ text, start }, '/stray'), 'other', 'stray', context);
  }
}

function addTags(tags: readonly BlockTag[], block: string, context: Context): void {
  for (const { tag, text, start } of tags) {
    if (SILENT.has(tag) || !holdsWords(text.trim())) continue;
    const lines = linesOf({ text, start }, `/${block}/${tag === '' ? 'text' : tag}`);
    addFieldText(lines, 'additionalInformation', tag === '' ? block : tag, context);
  }
}

function linesOf({ text, start }: Stretch, path: string) {
  let at = start;
  return text.split(/(?<=\n)/).map((line) => {
    const placed = { text: line, path, start: at };
    at += line.length;
    return placed;
  });
}

function serviceMessage(
  { start, end }: FinBlocks,
  message: PaymentHead,
  { parties, freeTexts }: Collected,
  problems: readonly PaymentProblem[],
): PaymentTransaction {
  return {
    message,
    kind: 'surroundings',
    number: 0,
    path: '/4',
    start,
    end,
    ids: {},
    originalIds: {},
    amounts: [],
    parties,
    freeTexts,
    inherited: NOTHING,
    problems,
  };
}

const NOTHING: PaymentSurroundings = Object.freeze({
  parties: Object.freeze([]),
  freeTexts: Object.freeze([]),
});

interface MessageParts {
  readonly blocks: FinBlocks;
  readonly heading: Heading;
  readonly envelope: Collected;
  readonly problems: PaymentProblem[];
  readonly type: string;
}

function paymentsOf(fields: readonly FinField[], parts: MessageParts): PaymentTransaction[] {
  const { blocks, heading, envelope, problems, type } = parts;
  const { header, transactions, tail } = sequencesOf(fields, type);
  const batched = transactions.length > 0;
  const shared = nothingYet();
  collectAll(batched ? [...header, ...tail] : [], shared, 'message', parts);
  const inherited: PaymentSurroundings = {
    parties: [...envelope.parties, ...shared.parties],
    freeTexts: [...envelope.freeTexts, ...shared.freeTexts],
  };
  const sequences = batched ? transactions : [header];
  return sequences.map((sequence, index) => {
    const own = nothingYet();
    collectAll(sequence, own, 'transaction', parts);
    const ids: PaymentIds = {
      ...shared.ids,
      ...own.ids,
      ...(heading.uetr && { uetr: heading.uetr }),
    };
    const about = messageMeaning(type).about === true;
    const originalIds: PaymentIds = {
      ...(about && heading.uetr && { uetr: heading.uetr }),
      ...shared.originalIds,
      ...own.originalIds,
    };
    const amount = inCurrency(settledAmount(own), shared) ?? settledAmount(shared);
    const settlementDate = settlementDateOf(own) ?? settlementDateOf(shared);
    const purpose = own.purpose ?? shared.purpose;
    const chargeBearer = own.chargeBearer ?? shared.chargeBearer;
    const first = batched ? sequence[0] : undefined;
    return {
      message: heading.head,
      kind: 'transaction',
      number: index + 1,
      path: first?.path ?? '/4',
      start: first?.start ?? blocks.start,
      end: batched ? sequence.at(-1)!.end : blocks.end,
      ids,
      originalIds,
      amounts: own.amounts,
      parties: own.parties,
      freeTexts: own.freeTexts,
      inherited,
      ...(amount && { amount }),
      ...(settlementDate && { settlementDate }),
      ...(purpose && { purpose }),
      ...(chargeBearer && { chargeBearer }),
      problems: index === 0 ? problems : [],
    };
  });
}

/** Cuts the fields of a batch into those of all, those of each transaction, and those behind the last. */
function sequencesOf(fields: readonly FinField[], type: string): Sequences {
  const { starts = [], skipFirstStart, ends = [], endsWhenRepeated, endsWith = [] } = messageMeaning(type);
  const header: FinField[] = [];
  const tail: FinField[] = [];
  const transactions: FinField[][] = [];
  let skip = skipFirstStart === true;
  let ended = false;
  for (const field of fields) {
    const { tag } = field;
    const current = transactions.at(-1);
    if (starts.includes(tag)) {
      if (!skip) {
        transactions.push([field]);
        ended = false;
        continue;
      }
      skip = false;
    }
    if (current === undefined) {
      header.push(field);
      continue;
    }
    ended ||=
      ends.includes(tag) ||
      endsWith.includes(tag) ||
      (tag === endsWhenRepeated && current.some((other) => other.tag === tag));
    (ended ? tail : current).push(field);
  }
  return { header, transactions, tail };
}

function collectAll(
  fields: readonly FinField[],
  into: Collected,
  level: PaymentLevel,
  { type, problems, heading }: MessageParts,
): void {
  const meaning = messageMeaning(type);
  const about = meaning.about === true;
  const quoted = about ? quotedType(fields) : undefined;
  let underlying = false;
  let references = 0;
  let before: FinField | undefined;
  for (const field of fields) {
    if (meaning.underlying && !underlying && beginsUnderlying(field)) {
      underlying = true;
      if (heading.head.version !== 'COV') {
        const message = `${heading.head.type} names customers and is not marked as a cover payment`;
        problems.push({ code: 'messages/type-mismatch', message, path: field.path, start: field.start });
      }
    }
    // The first 20 and 21 of a query are its own, others those of what it quotes.
    const own = about && /^2[01]$/.test(field.tag) && references++ < 2;
    const part = own ? 'transfer' : partOfField(field, { about, underlying });
    const reading: FieldReading = {
      type: part === 'underlying' ? UNDERLYING_TYPE : part === 'original' ? (quoted ?? type) : type,
      relatedTo: relatedTo(type, own),
      problems,
    };
    collectField(field, { part, level, into }, reading);
    if (field.glued && before !== undefined) searchAcross(before, field, { part, level, into });
    before = field;
  }
}

/** The text across a line end that is lost, as it would read without the tag in it. */
function searchAcross(before: FinField, field: FinField, context: Context): void {
  const ends = [before.lines.at(-1), field.lines[0]].map((line) => line && placedIn(line));
  const texts = ends.filter((placed) => placed !== undefined);
  if (texts.length < 2) return;
  const text: PlacedText = joined(texts, ' ');
  if (!holdsWords(text.text)) return;
  const { part, level, into } = context;
  into.freeTexts.push({ ...text, kind: 'other', element: field.tag, part, level });
}

function relatedTo(type: string, ofQuery: boolean): FieldReading['relatedTo'] {
  if (ofQuery || /^.9[0-9]$/.test(type)) return 'original';
  if (messageMeaning(type).starts?.includes('21')) return 'own';
  return type.startsWith('2') ? 'endToEnd' : 'original';
}

/** The type of the message that a query quotes: field 11. */
function quotedType(fields: readonly FinField[]): string | undefined {
  const field = fields.find(({ tag }) => tag.startsWith('11'));
  const line = field?.lines[0];
  const placed = line && placedIn(line);
  return placed && /^\d{3}$/.test(placed.text) ? sliceOf(placed, 0)?.text : undefined;
}

function settledAmount({ amounts }: Collected): PaymentAmount | undefined {
  for (const name of SETTLED) {
    const found = amounts.find(({ element, part }) => element === name && part === 'transfer');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The lines of a statement are in the currency of its balance. */
function inCurrency(amount: PaymentAmount | undefined, { amounts }: Collected): PaymentAmount | undefined {
  if (amount === undefined || amount.currency !== undefined) return amount;
  const currency = amounts.find((other) => other.currency !== undefined)?.currency;
  return currency === undefined ? amount : { ...amount, currency };
}

function settlementDateOf({ dates }: Collected): PlacedText | undefined {
  for (const name of SETTLEMENT_DATES) {
    const found = dates.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
