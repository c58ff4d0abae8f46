import type { PaymentAnswer } from '../../screening/index.ts';
import { printable } from '../output/printable.ts';
import type { styleOf } from '../output/style.ts';

const COLOUR = { clear: 'green', alert: 'red', incomplete: 'yellow' } as const;

/** One transaction for a person: who, what was found where, what is missing. */
export function paymentText(answer: PaymentAnswer, style: ReturnType<typeof styleOf>): string {
  const { transaction, quarantined, completeness, matches, unscreened, patterns } = answer;
  const head = transaction?.message ?? quarantined?.message;
  const { endToEnd, transaction: own, instruction } = transaction?.ids ?? {};
  const id = (endToEnd ?? own ?? instruction)?.text ?? '';
  const amount = transaction?.amount;
  const title = [
    head === undefined ? 'no message that can be told' : `${head.type} ${head.id?.text ?? ''}`,
    transaction === undefined ? quarantined!.path : `${transaction.number}`,
    id,
    amount === undefined ? '' : `${amount.amount.text} ${amount.currency ?? ''}`,
  ];
  const outcome = style(COLOUR[answer.outcome], answer.outcome.toUpperCase().padEnd(10));
  const lines: string[] = [];
  for (const { role, element, names, bics } of partiesOf(answer)) {
    const who = [...names, ...bics].map(({ text }) => text).join(', ');
    if (who !== '') lines.push(`  ${role === 'other' ? element : role}: ${who}`);
  }
  for (const { match, places } of matches) {
    const where = places.map(({ text, path }) => `${JSON.stringify(text)} at ${path}`).join(' and ');
    lines.push(
      `  ! ${match.caption} (${match.lists.join(', ')}) ${match.score.toFixed(2)}: ${where}`,
      `    ${match.explanation.sentence.en}`,
    );
  }
  for (const { pattern, reason } of patterns) lines.push(`  ! ${pattern}: ${reason}`);
  for (const { message, rule, source, path } of completeness?.findings ?? []) {
    lines.push(`  ? ${message} (${rule}: ${source}) at ${path}`);
  }
  for (const assumption of completeness?.assumptions ?? []) lines.push(`  ? ${assumption}`);
  for (const { code, message, path } of unscreened) lines.push(`  ? ${code}: ${message} at ${path}`);
  if (answer.repetition !== undefined) lines.push(`  ? sent before (${answer.repetition})`);
  const heading = title.filter((each) => each.trim() !== '').join(' · ');
  return `${[`${outcome} ${printable(heading)}`, ...lines.map(printable)].join('\n')}\n`;
}

function partiesOf({ transaction }: PaymentAnswer) {
  return transaction === undefined ? [] : [...transaction.parties, ...transaction.inherited.parties];
}
