import { writeSegment } from './write.ts';

/** Between whom an interchange goes. */
export interface Envelope {
  readonly sender: string;
  readonly recipient: string;
  /** Milliseconds since 1970; written in UTC. */
  readonly at: number;
  /** Of the interchange, its group and its one message. */
  readonly reference: string;
}

/** An interchange with one message, in the standard service characters and with its counts. */
export function writeInterchange(
  { sender, recipient, at, reference }: Envelope,
  type: string,
  version: readonly string[],
  segments: readonly string[],
): string {
  const digits = new Date(at).toISOString().replace(/\D/g, '');
  const when = [digits.slice(2, 8), digits.slice(8, 12)];
  return [
    "UNA:+.? '",
    writeSegment(
      'UNB',
      ['UNOA', '4'],
      sender,
      recipient,
      when,
      reference,
      '',
      type === 'PAXLST' ? 'APIS' : '',
    ),
    writeSegment('UNG', type, sender, recipient, when, reference, 'UN', version.slice(0, 2)),
    writeSegment('UNH', reference, [type, ...version]),
    ...segments,
    writeSegment('UNT', String(segments.length + 2), reference),
    writeSegment('UNE', '1', reference),
    writeSegment('UNZ', '1', reference),
    '',
  ].join('\r\n');
}
