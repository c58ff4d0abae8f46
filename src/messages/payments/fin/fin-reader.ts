import { createHash, type Hash } from 'node:crypto';
import { digestOf, RAW_LENGTH, type ReadingBounds } from '../iso20022/element-sink.ts';
import type { PaymentHead, PaymentItem } from '../payment.ts';
import { messagesIn } from './blocks.ts';
import { headingOf } from './heading.ts';
import { readMessage } from './message.ts';

/** Messages have at most 10,000 letters, files of them in one envelope some more. */
const LONGEST_MESSAGE = 1_000_000;
const MESSAGE_START = '{1:';

/** Whether a text is of FIN: a block, or a field, comes first. */
export function isFin(text: string): boolean {
  const start = /[^\s$\0\x01-\x1f]/.exec(text)?.index;
  if (start === undefined || text[start] === '<') return false;
  const beginning = text.slice(start, start + 8);
  if (/^\{[1-5S]:/.test(beginning) || /^:\d\d[A-Za-z]?:/.test(beginning)) return true;
  return /\{1:[FAL]\d\d|\{4:\s*[:{]/.test(text.slice(start, start + 4096));
}

/** Reads FIN messages, one after the other, as they come: singly, or a file of many with or without `$` between. */
export class FinReader {
  private readonly items: PaymentItem[] = [];
  private readonly longest: number;
  private buffer = '';
  /** Where the buffer begins in the source. */
  private start = 0;
  /** Where in the buffer the start of the next message has not been looked for yet. */
  private searched = 0;
  private number = 0;
  /** A message that is longer than it may be, of which only the digest is kept. */
  private overlong: { readonly start: number; readonly raw: string; readonly hash: Hash } | undefined;

  constructor(bounds: Partial<ReadingBounds> = {}) {
    this.longest = Math.min(LONGEST_MESSAGE, bounds.maxTransaction ?? LONGEST_MESSAGE);
  }

  take(): PaymentItem[] {
    return this.items.splice(0);
  }

  write(text: string): void {
    this.buffer += text;
    let from = 0;
    for (;;) {
      const next = this.buffer.indexOf(
        MESSAGE_START,
        this.overlong === undefined ? Math.max(this.searched, from + 1) : this.searched,
      );
      if (next < 0) break;
      this.message(this.buffer.slice(from, next), this.start + from);
      from = next;
      this.searched = next + 1;
    }
    this.start += from;
    this.buffer = this.buffer.slice(from);
    this.searched = Math.max(1, this.buffer.length - MESSAGE_START.length + 1);
    if (this.buffer.length > this.longest) this.pass();
  }

  end(): void {
    this.message(this.buffer, this.start);
    this.buffer = '';
    if (this.items.length > 0 || this.number > 0) return;
    this.quarantine('messages/empty', 'There is no message', '', 0);
  }

  /** Lets go of the start of a message that is too long. */
  private pass(): void {
    const kept = this.buffer.length - MESSAGE_START.length + 1;
    const part = this.buffer.slice(0, kept);
    this.overlong ??= {
      start: this.start,
      raw: part.slice(0, RAW_LENGTH),
      hash: createHash('sha256'),
    };
    this.overlong.hash.update(part, 'utf8');
    this.buffer = this.buffer.slice(kept);
    this.start += kept;
    this.searched = 0;
  }

  private message(text: string, start: number): void {
    if (this.overlong !== undefined) {
      this.endOverlong(text, start);
      return;
    }
    if (text.trim() === '') return;
    if (text.length > this.longest) {
      const { digest, raw } = digestOf(text);
      this.setAside(raw, digest, start, start + text.length);
      return;
    }
    for (const blocks of messagesIn(text, start)) {
      const { end, start: at } = blocks;
      const read = readMessage(blocks, this.number + 1);
      const raw = text.slice(at - start, end - start);
      if ('transactions' in read) {
        this.number++;
        for (const transaction of read.transactions) this.items.push({ transaction });
      } else if (/[^\s$\0\x01-\x1f]/.test(raw)) {
        this.number++;
        this.quarantine(read.code, read.reason, raw, at, read.head);
      }
    }
  }

  private endOverlong(text: string, start: number): void {
    const { hash, raw, start: begun } = this.overlong!;
    this.overlong = undefined;
    this.setAside(raw, hash.update(text, 'utf8').digest('hex'), begun, start + text.length);
  }

  /** A message that is too long, by the beginning of it. */
  private setAside(raw: string, digest: string, start: number, end: number): void {
    this.number++;
    const [blocks] = messagesIn(raw, start);
    const { head: message } = headingOf(blocks!, undefined, this.number);
    const reason = `A message has more than ${this.longest} letters`;
    this.items.push({
      quarantined: { message, code: 'messages/too-large', reason, path: '/', start, end, digest, raw },
    });
  }

  private quarantine(code: string, reason: string, raw: string, start: number, message?: PaymentHead): void {
    this.items.push({
      quarantined: {
        ...(message && { message }),
        code,
        reason,
        path: '/',
        start,
        end: start + raw.length,
        ...digestOf(raw),
      },
    });
  }
}
