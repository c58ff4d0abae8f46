import { isIsoDate } from '../../../entity/index.ts';
import { draftOf } from '../party-draft.ts';
import type { PaymentHead, PaymentParty, PlacedText } from '../payment.ts';
import type { FinBlocks, Stretch } from './blocks.ts';
import { messageMeaning } from './fields.ts';

import { joined, restated, sliceOf } from './placed.ts';

/** Block 2: input (type, receiver) or output (type, time of input, its reference with the sender). */
const INPUT = /^\s*I(\d{3})([A-Z0-9]{12})?/;
const OUTPUT = /^\s*O(\d{3})(?:(\d{4})(\d{6})([A-Z0-9]{12})?)?/;
/** Block 1: application, service, logical terminal. */
const BASIC = /^\s*([FAL])(\d\d)([A-Z0-9]{12})?/;
/** A message of the network about one that was sent: whether it was taken. */
const ACKNOWLEDGEMENT_SERVICE = '21';

/** What the headers of a message say. */
export interface Heading {
  /** Three digits, empty where nothing tells. */
  readonly type: string;
  readonly head: PaymentHead;
  readonly parties: readonly PaymentParty[];
  readonly uetr?: PlacedText;
  readonly problem?: string;
}

/** @param id field 20, @param number of the message in its source. */
export function headingOf(blocks: FinBlocks, id: PlacedText | undefined, number: number): Heading {
  const { basic, application, user, service } = blocks;
  const first = basic && BASIC.exec(basic.text);
  const input = application && INPUT.exec(application.text);
  const output = application && OUTPUT.exec(application.text);
  const type = input?.[1] ?? output?.[1] ?? '';
  const terminal = first?.[3] && addressOf(basic!, first[0].length - 12, '/1');
  const other =
    input?.[2] !== undefined
      ? addressOf(application!, input[0].length - 12, '/2')
      : output?.[4] !== undefined
        ? addressOf(application!, output[0].length - 12, '/2')
        : undefined;
  const parties: PaymentParty[] = [];
  // Where block 2 says nothing, the message is taken for one that its terminal sends.
  if (terminal) parties.push(partyOf(output ? 'receiver' : 'sender', terminal));
  if (other) parties.push(partyOf(output ? 'sender' : 'receiver', other));
  const tag = (name: string) => {
    const found = user.find((each) => each.tag === name);
    return found && sliceOf({ ...found, path: `/3/${name}`, end: 0 }, 0);
  };
  const flag = tag('119');
  const mur = tag('108');
  const uetr = tag('121');
  const created = output?.[3] === undefined ? undefined : momentOf(application!, output);
  const head: PaymentHead = Object.freeze({
    family: 'fin',
    type: typeName(type, first?.[2], service),
    version: flag?.text ?? '',
    name: messageMeaning(type).name ?? '',
    namespace: first ? `${first[1]}${first[2]}` : '',
    number,
    ...(id && { id }),
    ...(mur && { businessId: mur }),
    ...(created && { created }),
  });
  const unread = [
    basic === undefined
      ? 'Block 1 is missing'
      : first?.[3] !== undefined
        ? undefined
        : 'Block 1 says no terminal',
    service !== undefined || (application && type !== '')
      ? undefined
      : application
        ? 'Block 2 says no type'
        : 'Block 2 is missing',
  ].filter((said) => said !== undefined);
  return {
    type,
    head,
    parties,
    ...(uetr && { uetr }),
    ...(unread.length > 0 && { problem: unread.join('; ') }),
  };
}

function typeName(type: string, service: string | undefined, tags: FinBlocks['service']): string {
  if (type !== '') return `MT${type}`;
  if (service !== ACKNOWLEDGEMENT_SERVICE || tags === undefined) return 'unknown';
  return tags.some(({ tag, text }) => tag === '451' && text.trim() !== '0') ? 'NAK' : 'ACK';
}

/** The BIC in a terminal's address: the ninth letter is the terminal's, and `XXX` no branch. */
function addressOf({ text, start }: Stretch, from: number, path: string): PlacedText | undefined {
  const bank = sliceOf({ text, start, end: 0, path }, from, from + 8);
  const branch = sliceOf({ text, start, end: 0, path }, from + 9, from + 12);
  if (bank === undefined || bank.text.length < 8) return undefined;
  return branch === undefined || branch.text === 'XXX' ? bank : joined([bank, branch], '');
}

function partyOf(role: 'sender' | 'receiver', bic: PlacedText): PaymentParty {
  const element = bic.path.slice(1);
  const party = draftOf({ role, element, path: bic.path, part: 'transfer', level: 'envelope' });
  party.kind = 'institution';
  party.bics.push(bic);
  return party;
}

/** Date and time of input, as ISO 8601 has them. */
function momentOf({ text, start }: Stretch, { 2: time, 3: date, index }: RegExpExecArray): PlacedText {
  const from = text.indexOf('O', index) + 4;
  const placed = sliceOf({ text, start, end: 0, path: '/2' }, from, from + 10)!;
  return restated(placed, `${isoDate(date!) ?? date}T${time!.slice(0, 2)}:${time!.slice(2)}`);
}

/** `YYMMDD`: years from 80 on are of the last century (User Handbook). */
export function isoDate(date: string): string | undefined {
  const found = /^(\d\d)(\d\d)(\d\d)$/.exec(date);
  if (found === null) return undefined;
  const iso = `${Number(found[1]) >= 80 ? '19' : '20'}${found[1]}-${found[2]}-${found[3]}`;
  return isIsoDate(iso) ? iso : undefined;
}
