import type {
  PaymentHead,
  PaymentIds,
  PaymentItem,
  PaymentLevel,
  PaymentProblem,
  PaymentSurroundings,
  PaymentTransaction,
  PlacedText,
} from '../payment.ts';
import { collect } from './collect.ts';
import { type Collected, nothingYet } from './collected.ts';
import { type Element, placedText, textAt } from './element.ts';
import type { ElementSink, RawSource, SetAside } from './element-sink.ts';
import {
  HEADERS,
  isBatch,
  isTransaction,
  SETTLED_AMOUNTS,
  SETTLEMENT_DATES,
  typeOfMessageElement,
} from './elements.ts';
import { isMessage, relocated } from './embedded.ts';
import { type MessageType, messageTypeOf } from './message-type.ts';
import { XmlReader } from './xml-reader.ts';

/** What transactions have from one element above them, and from all above that. */
interface Above {
  readonly outer: Above | undefined;
  /** Number of the element's children that were read into this. */
  readonly count: number;
  readonly own: Collected;
  readonly surroundings: PaymentSurroundings;
}

/** An element that holds transactions. */
interface Holder {
  readonly element: Element;
  above: Above | undefined;
}

/** A message being read. */
interface Message {
  readonly document: Element;
  readonly namespace: string | undefined;
  /** The element below `Document`. */
  body: Element | undefined;
  type: MessageType | undefined;
  head: PaymentHead | undefined;
  transactions: number;
}

const UNKNOWN = 'unknown';
/** A message in a text of a message in a text. */
const DEEPEST_EMBEDDED = 2;

const NOTHING: PaymentSurroundings = Object.freeze({
  parties: Object.freeze([]),
  freeTexts: Object.freeze([]),
});
/** Problems of one transaction that are told one by one. */
const MOST_PROBLEMS = 100;

/**
 * Makes transactions of the elements of ISO 20022 messages, in whatever envelope they come. Elements that hold
 * transactions give them away as soon as they are complete, so that memory does not grow with their number.
 */
export class MessageReader implements ElementSink {
  private readonly items: PaymentItem[] = [];
  private readonly holders = new Map<Element, Holder>();
  private message: Message | undefined;
  /** Number of messages begun. */
  messages: number;
  /** Messages that this one stands in. */
  private readonly depth: number;
  /** The transaction that is open, and not known to hold others. */
  private transaction: Element | undefined;
  private problems: PaymentProblem[] = [];
  /** An application header that is a document of its own, before the one it belongs to. */
  private looseHeader: Element | undefined;
  private lastHead: PaymentHead | undefined;

  constructor(depth = 0, messages = 0) {
    this.depth = depth;
    this.messages = messages;
  }

  /** The items that are complete; each is given once. */
  take(): PaymentItem[] {
    return this.items.splice(0);
  }

  opened(element: Element, reader: { readonly namespace: string | undefined }): boolean {
    const { parent, name } = element;
    if (this.message === undefined) {
      const bare = name !== 'Document';
      if (bare && typeOfMessageElement(name) === undefined) return false;
      this.beginMessage(element, reader.namespace);
      return bare;
    }
    if (parent === this.message.document && this.message.body === undefined) {
      this.message.body = element;
      if (this.typeOf(this.message).type === UNKNOWN) this.holdUnknown(element);
      return true;
    }
    // A fault in what stands above transactions costs those below it, and no others.
    if (!isTransaction(element, this.transaction)) return this.transaction === undefined && isBatch(name);
    this.hold(element);
    this.transaction = element;
    return true;
  }

  closed(element: Element, source: RawSource): void {
    const { message } = this;
    if (!element.branches && isMessage(element.text)) this.readEmbedded(element);
    if (element === this.transaction) {
      this.transaction = undefined;
      if (message?.type?.type === UNKNOWN) this.quarantineUnknown(element, message, source);
      else this.emit(element, 'transaction');
    } else this.finishHolder(element);
    if (message !== undefined && element === message.document) this.endMessage(message);
    if (element.parent === undefined) this.endRoot(element);
  }

  setAside({ element, code, reason, path, start, end, digest, raw }: SetAside): void {
    this.transaction = undefined;
    const message = this.message && this.headOf(this.message);
    if (this.message !== undefined) this.message.transactions++;
    element?.detach();
    if (element !== undefined && element === this.message?.document) this.message = undefined;
    this.items.push({
      quarantined: {
        ...(message && { message }),
        code,
        reason,
        path: element?.path ?? path,
        start,
        end,
        digest,
        raw,
      },
    });
    this.problems = [];
  }

  strayText(element: Element): void {
    this.report({
      code: 'messages/stray-text',
      message: 'Text stands beside elements, where none belongs',
      path: element.path,
      start: element.textStart,
    });
  }

  private report(problem: PaymentProblem): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
    else if (this.problems.length === MOST_PROBLEMS) {
      this.problems.push({
        code: 'messages/more-problems',
        message: 'There are more problems than are told',
      });
    }
  }

  // ——— messages

  private beginMessage(document: Element, namespace: string | undefined): void {
    this.messages++;
    const body = document.name === 'Document' ? undefined : document;
    this.message = { document, namespace, body, type: undefined, head: undefined, transactions: 0 };
    // An envelope may hold many messages: each is given away like a transaction.
    this.hold(document);
  }

  private holdUnknown(body: Element): void {
    this.hold(body);
    this.transaction = body;
  }

  private quarantineUnknown(element: Element, message: Message, source: RawSource): void {
    const { path, start, end } = element;
    this.items.push({
      quarantined: {
        message: this.headOf(message),
        code: 'messages/unknown-type',
        reason: `No ISO 20022 message that can be told: ${element.name.slice(0, 100)}`,
        path,
        start,
        end,
        ...source.digest(start),
      },
    });
    message.transactions++;
    this.problems = [];
  }

  /** What the message says of itself; asked for when its header has been read. */
  private headOf(message: Message): PaymentHead {
    if (message.head !== undefined) return message.head;
    const header = message.body?.children.find(({ name }) => HEADERS.has(name));
    const application = this.applicationHeader(message.document);
    const id = textAt(header, 'MsgId') ?? textAt(header, 'Id') ?? (header && placedText(header));
    const businessId = textAt(application, 'BizMsgIdr');
    const created = textAt(header, 'CreDtTm') ?? textAt(header, 'CreDt') ?? textAt(application, 'CreDt');
    const { type, version } = this.typeOf(message);
    message.head = Object.freeze({
      family: 'iso20022',
      type,
      version,
      name: message.body?.name ?? '',
      namespace: message.namespace ?? '',
      number: this.messages,
      ...(id && { id }),
      ...(businessId && { businessId }),
      ...(created && { created }),
    });
    this.lastHead = message.head;
    return message.head;
  }

  private typeOf(message: Message): MessageType {
    if (message.type !== undefined) return message.type;
    const { body, namespace, document } = message;
    const stated = textAt(this.applicationHeader(document), 'MsgDefIdr');
    message.type = messageTypeOf(namespace, body?.name ?? document.name, stated);
    for (const { code, message: text } of message.type.faults) {
      this.items.push({ problem: { code, message: text, path: document.path, start: document.start } });
    }
    return message.type;
  }

  /** The header that stands before the document in its envelope, or before it without one. */
  private applicationHeader(document: Element): Element | undefined {
    return document.parent?.children.findLast(isHeader) ?? this.looseHeader;
  }

  private endMessage(message: Message): void {
    // A message without transactions of its own is one.
    if (message.transactions === 0) this.emit(message.document, 'transaction');
    else this.emitLate(message.document);
    this.checkCount(message);
    this.headOf(message);
    this.message = undefined;
    this.holders.delete(message.document);
    // The next message in the envelope has its own header.
    this.looseHeader = undefined;
    const above = message.document.parent;
    if (above === undefined) return;
    for (const header of above.children.filter(isHeader))
      above.children.splice(above.children.indexOf(header), 1);
    this.holders.set(above, { element: above, above: undefined });
  }

  /** A file that lost transactions on its way says so by their number. */
  private checkCount(message: Message): void {
    const { body, transactions } = message;
    const stated = textAt(
      body?.children.find(({ name }) => HEADERS.has(name)),
      'NbOfTxs',
    );
    if (stated === undefined || !/^\d{1,15}$/.test(stated.text) || Number(stated.text) === transactions)
      return;
    const said = `The header says ${Number(stated.text)} transactions, there are ${transactions}`;
    const { path, start } = stated;
    const problem = { code: 'messages/count-mismatch', message: said, path, start };
    this.items.push({ problem, message: this.headOf(message) });
  }

  /** A header behind its message is that message's all the same; one by itself belongs to what follows. */
  private endRoot(root: Element): void {
    this.holders.clear();
    if (isHeader(root)) this.looseHeader = root;
  }

  /** Reads a message that stands in a text. Where nothing can be made of it, the text is searched as any other. */
  private readEmbedded(element: Element): void {
    const carrier = placedText(element);
    if (carrier === undefined || this.depth >= DEEPEST_EMBEDDED) return;
    const inner = new MessageReader(this.depth + 1, this.messages);
    const reader = new XmlReader(inner);
    reader.write(carrier.text);
    reader.end();
    const items = inner.take();
    if (!items.some((item) => 'transaction' in item)) return;
    this.messages = inner.messages;
    this.items.push(...relocated(items, carrier));
    if (!items.some((item) => 'quarantined' in item)) element.text = '';
  }

  // ——— elements that hold transactions

  /** Takes an element out of its parent, and makes all above it holders. */
  private hold(element: Element): void {
    for (let above = element.parent; above !== undefined && !this.holders.has(above); above = above.parent) {
      this.holders.set(above, { element: above, above: undefined });
      above.detach();
    }
    element.detach();
  }

  private finishHolder(element: Element): void {
    if (!this.holders.has(element) || element === this.message?.document) return;
    if (this.message !== undefined) this.emitLate(element);
    else this.emitLateHeader(element);
    this.holders.delete(element);
  }

  /** What stands in a holder behind its last transaction belongs to none of them. */
  private emitLate(element: Element): void {
    const seen = this.holders.get(element)?.above?.count ?? 0;
    this.emit(element, 'surroundings', element.children.slice(seen));
  }

  private emitLateHeader(element: Element): void {
    const message = this.lastHead;
    const headers = element.children.slice(this.holders.get(element)?.above?.count ?? 0).filter(isHeader);
    if (message === undefined || headers.length === 0) return;
    const own = nothingYet();
    collect(headers, { part: 'transfer', level: 'envelope', into: own });
    const rest = { number: 0, problems: [] };
    this.items.push({ transaction: transactionOf(element, 'surroundings', message, own, undefined, rest) });
  }

  private levelOf(element: Element): PaymentLevel {
    const { message } = this;
    if (message === undefined || !within(element, message.document)) return 'envelope';
    if (element === message.document || element === message.body) return 'message';
    return 'batch';
  }

  /** What transactions have from the elements above them. Read again only when there is more of it. */
  private above(element: Element | undefined): Above | undefined {
    if (element === undefined) return this.aboveAll();
    const outer = this.above(element.parent);
    const holder = this.holders.get(element);
    if (holder === undefined) return outer;
    const known = holder.above;
    if (known !== undefined && known.outer === outer && known.count === element.children.length) return known;
    const own = nothingYet();
    const level = this.levelOf(element);
    if (level === 'envelope') collectEnvelope(element.children, own);
    else collect(element.children, { part: 'transfer', level, into: own });
    const surroundings: PaymentSurroundings = {
      parties: [...(outer?.surroundings.parties ?? []), ...own.parties],
      freeTexts: [...(outer?.surroundings.freeTexts ?? []), ...own.freeTexts],
    };
    holder.above = { outer, count: element.children.length, own, surroundings };
    return holder.above;
  }

  private aboveAll(): Above | undefined {
    const header = this.looseHeader;
    if (header === undefined) return undefined;
    const known = this.holders.get(header)?.above;
    if (known !== undefined) return known;
    const own = nothingYet();
    collect([header], { part: 'transfer', level: 'envelope', into: own });
    const above = { outer: undefined, count: 1, own, surroundings: own };
    this.holders.set(header, { element: header, above });
    return above;
  }

  // ——— transactions

  private emit(element: Element, kind: PaymentTransaction['kind'], content = element.children): void {
    const message = this.message!;
    const head = this.headOf(message);
    const above = this.above(element.parent);
    const own = nothingYet();
    const level = kind === 'transaction' ? 'transaction' : this.levelOf(element);
    collect(content, { part: 'transfer', level, into: own });
    if (kind === 'surroundings' && own.parties.length + own.freeTexts.length === 0) return;
    if (kind === 'transaction') message.transactions++;
    this.items.push({
      transaction: transactionOf(element, kind, head, own, above, {
        number: kind === 'transaction' ? message.transactions : 0,
        problems: this.problems,
      }),
    });
    this.problems = [];
  }
}

/** Of an envelope all parties count, and the texts of the application header: others are of networks and programs. */
function collectEnvelope(elements: readonly Element[], into: Collected): void {
  const context = { part: 'transfer', level: 'envelope' } as const;
  collect(elements.filter(isHeader), { ...context, into });
  const aside = nothingYet();
  collect(
    elements.filter((element) => !isHeader(element)),
    { ...context, into: aside },
  );
  into.parties.push(...aside.parties);
}

function isHeader({ name }: Element): boolean {
  return name === 'AppHdr' || name === 'BizMsgHdr';
}

function within(element: Element, ancestor: Element): boolean {
  for (let at: Element | undefined = element; at !== undefined; at = at.parent)
    if (at === ancestor) return true;
  return false;
}

function transactionOf(
  element: Element,
  kind: PaymentTransaction['kind'],
  message: PaymentHead,
  own: Collected,
  above: Above | undefined,
  rest: { readonly number: number; readonly problems: readonly PaymentProblem[] },
): PaymentTransaction {
  const amount = settledAmount(own) ?? upwards(above, settledAmount);
  const settlementDate = settlementDateOf(own) ?? upwards(above, settlementDateOf);
  const purpose = own.purpose ?? upwards(above, (outer) => outer.purpose);
  const categoryPurpose = own.categoryPurpose ?? upwards(above, (outer) => outer.categoryPurpose);
  const chargeBearer = own.chargeBearer ?? upwards(above, (outer) => outer.chargeBearer);
  return {
    message,
    kind,
    path: element.path,
    start: element.start,
    end: element.end,
    ids: idsOf(own, above, 'ids'),
    originalIds: idsOf(own, above, 'originalIds'),
    amounts: own.amounts,
    parties: own.parties,
    freeTexts: own.freeTexts,
    inherited: above?.surroundings ?? NOTHING,
    ...(amount && { amount }),
    ...(settlementDate && { settlementDate }),
    ...(purpose && { purpose }),
    ...(categoryPurpose && { categoryPurpose }),
    ...(chargeBearer && { chargeBearer }),
    ...rest,
  };
}

function upwards<T>(above: Above | undefined, read: (collected: Collected) => T | undefined): T | undefined {
  for (let at = above; at !== undefined; at = at.outer) {
    const found = read(at.own);
    if (found !== undefined) return found;
  }
  return undefined;
}

function idsOf(own: Collected, above: Above | undefined, which: 'ids' | 'originalIds'): PaymentIds {
  let ids: PaymentIds = own[which];
  for (let at = above; at !== undefined; at = at.outer) {
    for (const _ in at.own[which]) {
      ids = { ...at.own[which], ...ids };
      break;
    }
  }
  return ids;
}

function settledAmount({ amounts }: Collected) {
  for (const name of SETTLED_AMOUNTS) {
    const found = amounts.find(({ element, part }) => element === name && part === 'transfer');
    if (found !== undefined) return found;
  }
  return undefined;
}

function settlementDateOf({ dates }: Collected): PlacedText | undefined {
  for (const name of SETTLEMENT_DATES) {
    const found = dates.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
