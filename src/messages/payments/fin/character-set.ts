import type { PaymentProblem } from '../payment.ts';
import type { FinField } from './field-list.ts';
import { WIDE } from './fields.ts';

/** Character sets x and z of the User Handbook. */
const BEYOND_X = /[^A-Za-z0-9/\-?:().,'+ ]/;
const BEYOND_Z = /[^A-Za-z0-9/\-?:().,'+ =!"%&*<>;{@#_]/;

/** Tells fields with letters that FIN does not carry. They are read as they are. */
export function checkCharacters(fields: readonly FinField[], problems: PaymentProblem[]): void {
  for (const { tag, lines } of fields) {
    const beyond = WIDE.has(tag) || WIDE.has(tag.slice(0, 2)) ? BEYOND_Z : BEYOND_X;
    for (const { text, path, start } of lines) {
      const found = beyond.exec(text);
      if (found === null) continue;
      const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      const message = `A character that FIN does not carry: U+${code}`;
      problems.push({ code: 'messages/character-set', message, path, start: start + found.index });
      break;
    }
  }
}
