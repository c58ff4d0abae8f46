import { type Subject, valuesOf } from '../../entity/index.ts';
import type { Match } from '../../match/index.ts';
import type { BatchAnswer, Screening } from '../../screening/index.ts';
import { placeText } from '../report-error.ts';
import type { AnswerWriter } from './answers.ts';
import { cutTo, fit, widthOf, wrap } from './columns.ts';
import { printable } from './printable.ts';
import type { Sink } from './sink.ts';
import type { styleOf } from './style.ts';

export interface TableOptions {
  readonly columns: number;
  readonly style: ReturnType<typeof styleOf>;
  /** Most matches shown of one subject. */
  readonly shown: number;
  readonly language: 'en' | 'de';
}

const OUTCOME = 7;
const INDENT = ' '.repeat(OUTCOME);
const NUMBERS = 15;

/**
 * For people: one line for a clear subject; for an alert its best matches, each with score, probability, lists and
 * the reason in one sentence.
 */
export function tableAnswers(sink: Sink, options: TableOptions): AnswerWriter {
  const { style, columns } = options;
  return {
    begin: async () => {},
    document: async ({ name, format, notes }) => {
      const kind = format === undefined ? '' : ` (${format})`;
      const lines = wrap(printable(notes.join('; ')), columns - 2);
      await sink.write(
        `\n${style('bold', printable(name))}${kind}\n${lines.map((line) => `${style('dim', `  ${line}`)}\n`).join('')}\n`,
      );
    },
    emptyText: () => sink.write('No listed name was found in this text.\n'),
    answer: (answer) => sink.write(answerText(answer, options)),
    end: async ({ screened, alerts, rejects }, footer) => {
      const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
      const parts = [
        count(screened, 'subject screened', 'subjects screened'),
        style(alerts > 0 ? ['bold', 'red'] : 'green', count(alerts, 'alert', 'alerts')),
        `${screened - alerts} clear`,
        ...(rejects > 0 ? [style(['bold', 'yellow'], `${rejects} NOT SCREENED`)] : []),
      ];
      const legend =
        alerts > 0
          ? 'The first number is the score: how alike name and facts are. p is the probability that it is the same. '
          : '';
      await sink.write(
        `\n${parts.join(', ')}\n${style('dim', wrap(`${legend}${footer}`, columns).join('\n'))}\n`,
      );
    },
  };
}

function answerText(answer: BatchAnswer, options: TableOptions): string {
  const { style, columns } = options;
  if ('reject' in answer) {
    const { reject } = answer;
    const known = reject.raw ?? (reject.subject === undefined ? '' : firstValue(reject.subject));
    const place = placeText(placeOf(reject));
    const shownRaw = known.trim() === '' ? '' : ` (${known})`;
    const text = wrap(
      printable(`${place === '' ? '' : `${place}: `}${reject.message}${shownRaw}`),
      columns - OUTCOME,
    );
    return hanging(style(['bold', 'yellow'], fit('REJECT', OUTCOME)), text);
  }
  return screeningText(answer.screening, answer.issues ?? [], options);
}

function placeOf({ path, row, line }: { path?: string; row?: number; line?: number }) {
  return {
    ...(path === undefined ? {} : { path }),
    ...(row !== undefined ? { row } : line === undefined ? {} : { line }),
  };
}

function screeningText(
  { subject, outcome, matches, moreMatches }: Screening,
  issues: readonly { readonly message: string; readonly column?: string }[],
  { columns, style, shown, language }: TableOptions,
): string {
  const alert = outcome === 'alert';
  const place = placeText(placeOf(subject.origin ?? {}));
  const name = printable(valuesOf(subject, 'name').join(' / ') || firstValue(subject));
  const facts = factsText(subject);
  const room = columns - OUTCOME - widthOf(place) - 2;
  const named = cutTo(name, Math.max(20, room - (facts === '' ? 0 : widthOf(facts) + 2)));
  const known = facts === '' ? '' : cutTo(facts, Math.max(0, room - widthOf(named) - 2));
  const gap = ' '.repeat(
    Math.max(
      1,
      columns - OUTCOME - widthOf(named) - (known === '' ? 0 : widthOf(known) + 2) - widthOf(place),
    ),
  );
  const head =
    style(alert ? ['bold', 'red'] : 'green', fit(alert ? 'ALERT' : 'clear', OUTCOME)) +
    (alert ? style('bold', named) : named) +
    (known === '' ? '' : `  ${style('dim', known)}`) +
    (place === '' ? '' : gap + style('dim', place));
  const lines = [head];
  for (const { column, message } of issues) {
    const text = printable(`note: ${column === undefined ? '' : `${column}: `}${message}`);
    lines.push(...wrap(text, columns - OUTCOME).map((line) => INDENT + style('yellow', line)));
  }
  for (const match of matches.slice(0, shown)) {
    lines.push(matchLine(match, columns));
    const reason = printable(match.explanation.sentence[language]);
    lines.push(
      ...wrap(reason, columns - OUTCOME - NUMBERS).map(
        (line) => INDENT + ' '.repeat(NUMBERS) + style('dim', line),
      ),
    );
  }
  const left = matches.length - shown;
  if (left > 0)
    lines.push(`${INDENT}${' '.repeat(NUMBERS)}and ${left}${moreMatches ? ' or more' : ''} more like it`);
  return `${lines.join('\n')}\n${alert ? '\n' : ''}`;
}

function matchLine({ score, probability, caption, lists, id, schema }: Match, columns: number): string {
  const numbers = `${score.toFixed(2)}  p ${probability.toFixed(2)}`;
  const what = printable(`${schema} ${id} on ${lists.join(', ')}`);
  const room = columns - OUTCOME - NUMBERS;
  const name = cutTo(printable(caption), room);
  const fits = widthOf(name) + 2 + widthOf(what) <= room;
  const first = `${INDENT}${fit(numbers, NUMBERS)}${name}`;
  return fits ? `${first}  ${what}` : `${first}\n${INDENT}${' '.repeat(NUMBERS)}${cutTo(what, room)}`;
}

function factsText(subject: Subject): string {
  const born = valuesOf(subject, 'birthDate').slice(0, 2);
  const countries = ['nationality', 'citizenship', 'country'].flatMap((property) =>
    valuesOf(subject, property),
  );
  return printable(
    [
      ...(born.length > 0 ? [`*${born.join(', ')}`] : []),
      ...[...new Set(countries)].slice(0, 3).map((code) => code.toUpperCase()),
    ].join(' '),
  );
}

function firstValue(subject: Subject): string {
  return Object.values(subject.properties).flat()[0] ?? '';
}

function hanging(head: string, lines: readonly string[]): string {
  return `${lines.map((line, index) => (index === 0 ? head : INDENT) + line).join('\n')}\n`;
}
