/** Why reading cannot go on where it is. Thrown within a reader, caught by it, and never seen outside. */
export class Fault {
  readonly code: string;
  readonly reason: string;

  constructor(code: string, reason: string) {
    this.code = code;
    this.reason = reason;
  }
}

/** A declaration where none may be: before each of several documents there is one. */
export const DECLARED = 'messages/misplaced-declaration';
/** An `&` behind which no reference ends where it would have to. */
export const UNANSWERED = /&(?!(?:#\d{1,8}|#x[\da-f]{1,8}|\w{1,40});)/i;
export const BARE_AMPERSAND = new Fault(
  'messages/not-well-formed',
  'Not well-formed XML: "&" begins no reference',
);
export const TOO_SLOW = new Fault('messages/too-slow', 'Reading took longer than it may');
export const TRUNCATED = new Fault('messages/truncated', 'The message ends too early');

/** A fault of the parser, by its message. */
export function faultOf(message: string): Fault {
  if (/doctype/i.test(message)) {
    return new Fault('messages/doctype', 'A message with a DOCTYPE is refused');
  }
  if (/XML declaration must be at the start/.test(message)) return new Fault(DECLARED, message);
  return new Fault('messages/not-well-formed', `Not well-formed XML: ${message.replace(/\.$/, '')}`);
}
