import type { Match, NameExplanation, WordReason } from '../../match/index.ts';
import { fit, widthOf } from './columns.ts';
import { printable } from './printable.ts';

const REASON: Readonly<Record<WordReason, string>> = {
  same: 'the same',
  spelling: 'another spelling',
  slip: 'a slip of the pen or the scanner',
  script: 'the same in another script',
  meaning: 'the same word',
  equivalent: 'an equivalent name',
  initial: 'an initial',
  cut: 'cut off',
  joined: 'written joined or apart',
};

/** Which word met which and why, one on each line. */
export function nameExplanationLines(name: NameExplanation): string[] {
  const { words, subjectOnly, listedOnly, setAside, steps } = name;
  const width = (side: 'subject' | 'listed') =>
    Math.min(32, Math.max(8, ...words.map((word) => widthOf(printable(word[side])))));
  const left = width('subject');
  const right = width('listed');
  return [
    ...words.map(
      ({ subject, listed, reason, cost }) =>
        `  ${fit(printable(subject), left)}  ~ ${fit(printable(listed), right)}  ${REASON[reason]}${cost > 0 ? ` (${(cost / 100).toFixed(2)} of a typing error)` : ''}`,
    ),
    ...(subjectOnly.length > 0 ? [`  only in the first: ${printable(subjectOnly.join(', '))}`] : []),
    ...(listedOnly.length > 0 ? [`  only in the second: ${printable(listedOnly.join(', '))}`] : []),
    ...setAside.map(
      ({ surface, side, why }) =>
        `  set aside in the ${side === 'subject' ? 'first' : 'second'}: ${printable(surface)} (${printable(why)})`,
    ),
    ...steps.map(({ kind, from, to }) => `  cleaned (${kind}): ${printable(from)} -> ${printable(to)}`),
  ];
}

/** A match in full, for people. */
export function matchLines(match: Match): string[] {
  const { name, facts, identifiers, sentence } = match.explanation;
  return [
    `${printable(match.caption)}  ${match.schema} ${match.id} on ${match.lists.join(', ')}`,
    `score ${match.score.toFixed(4)}  probability ${match.probability.toFixed(4)}`,
    '',
    printable(sentence.en),
    printable(sentence.de),
    ...(name === undefined
      ? []
      : [
          '',
          `name: ${printable(name.subject)} ~ ${printable(name.listed)} (${name.property}), ${name.score.toFixed(4)}`,
          ...nameExplanationLines(name),
        ]),
    ...(facts.length + identifiers.length > 0 ? [''] : []),
    ...facts.map(
      ({ fact, relation, subject, listed, effect }) =>
        `${fact}: ${relation} (${printable(subject.join(', '))} / ${printable(listed.join(', '))}), ${effect >= 0 ? '+' : ''}${effect.toFixed(2)}`,
    ),
    ...identifiers.map(
      ({ property, value, listedProperty, kind }) =>
        `${property} ${printable(value)}: ${kind === 'same' ? 'the same on both sides' : `the same number as ${listedProperty} of the list; whether it is the same document is not known`}`,
    ),
  ];
}
