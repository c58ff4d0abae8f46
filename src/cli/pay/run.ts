import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NamedBytes, PaymentHead, PaymentProblem } from '../../messages/index.ts';
import {
  hasStatusReport,
  type Institutions,
  type PaymentAnswer,
  type PaymentDoor,
  StatusReport,
} from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { type Sink, sinkOf } from '../output/sink.ts';

/** What became of the payments of a run. */
export class PayTally {
  clear = 0;
  alert = 0;
  incomplete = 0;
  /** Transactions of which something was not screened, and those that were not read. */
  unscreened = 0;

  add({ outcome, unscreened }: PaymentAnswer): void {
    this[outcome]++;
    if (unscreened.length > 0) this.unscreened++;
  }

  get exitCode(): number {
    if (this.unscreened > 0) return EXIT.error;
    return this.alert + this.incomplete > 0 ? EXIT.alerts : EXIT.clear;
  }

  toString(): string {
    return `${this.clear} clear, ${this.alert} alerts, ${this.incomplete} incomplete, ${this.unscreened} not screened as a whole`;
  }
}

export interface PayRun {
  readonly door: PaymentDoor;
  readonly tally: PayTally;
  readonly institutions?: Institutions;
  /** Folder for status reports; left out, none is written. */
  readonly replies?: string;
  answer(answer: PaymentAnswer, document: string): Promise<void>;
  problem(problem: PaymentProblem, document: string): Promise<void>;
}

/** Screens one file or the bytes of one, as it is read. Throws what `readPayments` throws. */
export async function payDocument(input: string | NamedBytes, run: PayRun): Promise<void> {
  const document = typeof input === 'string' ? input : input.name;
  const replies = run.replies === undefined ? undefined : new Replies(run.replies, basename(document));
  const today = new Date().toISOString().slice(0, 10);
  try {
    for await (const item of run.door.answers(input)) {
      if ('problem' in item) {
        await run.problem(item.problem, document);
        continue;
      }
      const { answer } = item;
      run.tally.add(answer);
      const { transaction, completeness, repetition } = answer;
      if (transaction !== undefined && completeness !== undefined && repetition !== 'same') {
        run.institutions?.add(transaction, completeness, today);
      }
      await replies?.add(answer);
      await run.answer(answer, document);
    }
  } finally {
    await replies?.end();
  }
}

/** A status report for each message of a file that is answered by one: `NAME.1.pacs.002.xml`. */
class Replies {
  private readonly folder: string;
  private readonly name: string;
  private head: PaymentHead | undefined;
  private report: StatusReport | undefined;
  private stream: WriteStream | undefined;
  private sink: Sink | undefined;
  private written = 0;

  constructor(folder: string, name: string) {
    this.folder = folder;
    this.name = name;
  }

  async add(answer: PaymentAnswer): Promise<void> {
    const head = answer.transaction?.message;
    if (head === undefined || !hasStatusReport(head)) return;
    if (head !== this.head) {
      await this.end();
      await mkdir(this.folder, { recursive: true });
      this.head = head;
      this.report = new StatusReport(head, new Date().toISOString());
      this.stream = createWriteStream(join(this.folder, `${this.name}.${++this.written}.pacs.002.xml`));
      this.sink = sinkOf(this.stream);
      await this.sink.write(this.report.begin());
    }
    await this.sink!.write(this.report!.transaction(answer));
  }

  async end(): Promise<void> {
    const { stream, report } = this;
    if (stream === undefined) return;
    this.stream = undefined;
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject);
      stream.end(report!.end(), () => resolve());
    });
  }
}
