import type { Explanation, FactExplanation, NameExplanation } from '../match.ts';
import { SENTENCE_TEXTS, type SentenceTexts } from './sentence-texts.ts';

/** With what a subject was compared, and what was asked. */
export interface Compared {
  /** Names of the subject as given. */
  readonly asked: readonly string[];
  /** Those of them that hold anything that can be compared. */
  readonly readable: readonly string[];
  readonly caption: string;
  /** FtM schema of the entity. */
  readonly schema: string;
  /** Lists that name the entity; none where two names are compared without a list. */
  readonly lists: readonly string[];
}

/** The explanation as one plain sentence in English and German. Never empty: it also says why nothing is alike. */
export function sentenceOf(
  compared: Compared,
  parts: Omit<Explanation, 'sentence'>,
): { readonly en: string; readonly de: string } {
  return {
    en: write(SENTENCE_TEXTS.en, compared, parts),
    de: write(SENTENCE_TEXTS.de, compared, parts),
  };
}

function write(texts: SentenceTexts, compared: Compared, parts: Omit<Explanation, 'sentence'>): string {
  const clauses = parts.facts.map((fact) => factClause(texts, compared.schema, fact));
  clauses.unshift(...mainClauses(texts, compared, parts));
  const sentence = clauses.filter((clause) => clause !== '').join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** What the match rests on: a number, else the name; else why there is nothing. */
function mainClauses(
  texts: SentenceTexts,
  { asked, readable, caption, lists }: Compared,
  { identifiers, name }: Omit<Explanation, 'sentence'>,
): string[] {
  const on = texts.on(lists);
  const identifier = identifiers.find(({ kind }) => kind === 'same') ?? identifiers[0];
  const clauses: string[] = [];
  if (identifier !== undefined) {
    const { kind, property, value } = identifier;
    clauses.push(texts.identifier[kind](property, value, caption) + on);
    if (kind === 'unknown') clauses.push(texts.kindUnknown);
  }
  if (name !== undefined && name.score > 0) {
    clauses.push(...nameClauses(texts, name, caption, lists, identifier !== undefined));
  } else if (identifier === undefined) {
    clauses.push(
      readable.length > 0
        ? texts.unlike(readable.join(', '), caption)
        : asked.length > 0
          ? texts.unread(asked.join(', '))
          : texts.nothing(caption),
    );
  }
  return clauses;
}

/** @param beside the name stands beside a number that says who it is: only what the names do not share is told. */
function nameClauses(
  texts: SentenceTexts,
  name: NameExplanation,
  caption: string,
  lists: readonly string[],
  beside: boolean,
): string[] {
  const { subject, listed, words, subjectOnly, listedOnly } = name;
  const side = lists.length === 0 ? 'second' : 'listed';
  const clauses: string[] = [];
  if (!beside) {
    const whole = subjectOnly.length === 0 && listedOnly.length === 0;
    const equal = whole && words.every((word) => word.reason === 'same');
    const owner = (listed === caption ? undefined : texts.owner(name.property, caption)) ?? '';
    const on = texts.on(lists);
    if (equal && subject === listed && on !== '') clauses.push(texts.same(subject) + on + owner);
    else clauses.push((equal ? texts.equal : texts.alike)(subject, listed) + owner + on);
    const unlike = words.filter((word) => word.reason !== 'same');
    clauses.push(unlike.map((word) => texts.word[word.reason](word.subject, word.listed)).join(', '));
  }
  if (subjectOnly.length > 0) clauses.push(texts.lacks(side, subjectOnly));
  if (listedOnly.length > 0) clauses.push(texts.adds(side, listedOnly));
  return clauses;
}

/** Most values of one fact that a sentence tells. */
const TOLD = 3;

function factClause(texts: SentenceTexts, schema: string, fact: FactExplanation): string {
  const { relation, subject, listed } = fact;
  let said: string | undefined;
  let told = (value: string) => value;
  if (fact.fact === 'birthDate') {
    said = (schema === 'Person' ? texts.birthDate : texts.incorporationDate)[relation as 'same'];
  } else if (fact.fact === 'country') {
    said = texts.country[relation];
    told = (value) => value.toUpperCase();
  } else if (fact.fact === 'gender') {
    said = texts.gender[relation];
    told = (value) => texts.genders[value] ?? value;
  }
  if (said === undefined || said === '') return '';
  if (subject.length === 0 || listed.length === 0 || relation === 'agrees' || relation === 'same')
    return said;
  const some = (values: readonly string[]) => values.slice(0, TOLD).map(told).join(', ');
  return said + texts.values(some(subject), some(listed));
}
