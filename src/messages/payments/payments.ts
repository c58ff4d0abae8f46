import { type NamedBytes, openSource } from '../bytes/source.ts';
import { FinReader, isFin } from './fin/fin-reader.ts';
import type { ReadingBounds } from './iso20022/element-sink.ts';
import { JsonReader } from './iso20022/json-reader.ts';
import { MessageReader } from './iso20022/message-reader.ts';
import { XmlReader } from './iso20022/xml-reader.ts';
import { XmlText } from './iso20022/xml-text.ts';
import type { PaymentDocument, PaymentItem, PaymentProblem } from './payment.ts';

export interface PaymentReadingOptions {
  /** What a message may be at most; what is not given has a default that no honest message reaches. */
  readonly bounds?: Partial<ReadingBounds>;
}

/**
 * Reads payment messages from a file or from bytes: one message, a batch of many transactions, or many messages one
 * after the other. Transactions come as soon as they are complete; memory does not grow with their number. What cannot
 * be read comes as `quarantined` with its reason, its place and its digest; nothing is left out silently.
 * @throws RiegelError `messages/file-not-found`, `messages/not-a-file`, `messages/file-unreadable`,
 * `messages/encoding-unsupported`.
 */
export async function* readPayments(
  input: string | NamedBytes,
  options: PaymentReadingOptions = {},
): AsyncGenerator<PaymentItem, void, undefined> {
  const source = await openSource(input);
  const reading = new PaymentReading(source.name, options);
  for await (const piece of source.pieces()) {
    reading.write(piece);
    yield* reading.take();
  }
  reading.end();
  yield* reading.take();
}

/**
 * Reads payment messages that fit into memory, at once.
 * @throws RiegelError `messages/encoding-unsupported`.
 */
export function readPaymentDocuments(
  { name, bytes }: NamedBytes,
  options: PaymentReadingOptions = {},
): readonly PaymentDocument[] {
  const reading = new PaymentReading(name, options);
  reading.write(bytes);
  reading.end();
  return documentsOf(reading.take());
}

const JSON_START = /^\s*(?:\{\s*["}]|\[)/;

/** Bytes in, items out. */
export class PaymentReading {
  private readonly text: XmlText;
  private readonly messages = new MessageReader();
  private readonly options: PaymentReadingOptions;
  private reader: XmlReader | JsonReader | FinReader | undefined;
  private toldProblems = 0;

  constructor(name: string, options: PaymentReadingOptions = {}) {
    this.text = new XmlText(name);
    this.options = options;
  }

  write(bytes: Uint8Array): void {
    this.read(this.text.write(bytes));
  }

  end(): void {
    this.read(this.text.end());
    this.readerFor('').end();
  }

  private read(text: string): void {
    if (text !== '') this.readerFor(text).write(text);
  }

  /** FIN begins with a block, JSON with a bracket; anything else is taken for XML. */
  private readerFor(text: string): XmlReader | JsonReader | FinReader {
    const { bounds } = this.options;
    if (this.reader !== undefined) return this.reader;
    if (JSON_START.test(text)) this.reader = new JsonReader(this.messages, bounds);
    else if (isFin(text)) this.reader = new FinReader(bounds);
    else this.reader = new XmlReader(this.messages, bounds);
    return this.reader;
  }

  take(): PaymentItem[] {
    const problems = this.text.problems.slice(this.toldProblems);
    this.toldProblems += problems.length;
    const fin = this.reader instanceof FinReader ? this.reader.take() : [];
    return [...problems.map((problem) => ({ problem })), ...this.messages.take(), ...fin];
  }
}

interface DocumentDraft {
  readonly head: PaymentDocument['head'];
  readonly transactions: PaymentDocument['transactions'][number][];
  readonly quarantined: PaymentDocument['quarantined'][number][];
  readonly problems: PaymentProblem[];
}

const NO_HEAD: PaymentDocument['head'] = Object.freeze({
  family: 'iso20022',
  type: 'unknown',
  version: '',
  name: '',
  namespace: '',
  number: 0,
});

function documentsOf(items: readonly PaymentItem[]): readonly PaymentDocument[] {
  const documents: DocumentDraft[] = [];
  const byHead = new Map<PaymentDocument['head'], DocumentDraft>();
  let problems: PaymentProblem[] = [];
  const of = (head: PaymentDocument['head'] | undefined): DocumentDraft => {
    const known = head === undefined ? documents.at(-1) : byHead.get(head);
    if (known !== undefined) return known;
    const draft = { head: head ?? NO_HEAD, transactions: [], quarantined: [], problems };
    problems = [];
    documents.push(draft);
    byHead.set(draft.head, draft);
    return draft;
  };
  for (const item of items) {
    if ('problem' in item) {
      if (item.message === undefined) problems.push(item.problem);
      else of(item.message).problems.push(item.problem);
    } else if ('transaction' in item) of(item.transaction.message).transactions.push(item.transaction);
    else of(item.quarantined.message).quarantined.push(item.quarantined);
  }
  if (problems.length > 0) of(undefined).problems.push(...problems);
  return documents;
}
