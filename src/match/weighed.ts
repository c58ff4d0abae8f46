import { type Subject, valuesOf } from '../entity/index.ts';
import { type ExplainedName, explainAligned } from './explain/name.ts';
import { sentenceOf } from './explain/sentence.ts';
import {
  COUNTRY_AGREES,
  COUNTRY_DIFFERS,
  DATE_EFFECT,
  GENDER_DIFFERS,
  MOST_TAKEN,
  type PackedFacts,
} from './facts/facts.ts';
import { countryCode, type ListedEntities } from './index/listed-entities.ts';
import type { Explanation, FactExplanation, IdentifierExplanation, Match } from './match.ts';
import { probabilityOf } from './probability/probability.ts';
import type { NameMatch, NameSearcher } from './search/searcher.ts';
import { namesGiven, type SubjectName } from './subject-names.ts';

/** A candidate entity while it is weighed. */
export interface Weighed {
  readonly entity: number;
  readonly name: NameMatch | undefined;
  readonly subjectName: number;
  readonly score: number;
  readonly identifiers: readonly IdentifierExplanation[];
}

/** A subject with the entities that reach the threshold, not yet explained. */
export interface WeighedSubject {
  readonly subject: Subject;
  readonly names: readonly SubjectName[];
  readonly facts: PackedFacts;
  readonly weighed: readonly Weighed[];
}

/** Score of equal numbers of which one does not say what it is: another series may hold the same number. */
const KIND_UNKNOWN_SCORE = 0.9;

/** The score of a name with what facts and identifiers add and take away. */
export function scoreWith(
  entities: ListedEntities,
  nameScore: number,
  identifiers: readonly IdentifierExplanation[],
  facts: PackedFacts,
  entity: number,
): number {
  if (identifiers.some(({ kind }) => kind === 'same')) return 1;
  const { date, country, genderDiffers } = entities.relations(facts, entity);
  let effect = DATE_EFFECT[date];
  effect += country > 0 ? COUNTRY_AGREES : country < 0 ? COUNTRY_DIFFERS : 0;
  if (genderDiffers) effect += GENDER_DIFFERS;
  const score = Math.max(0, Math.min(1, nameScore + Math.max(effect, -MOST_TAKEN)));
  return identifiers.length > 0 ? Math.max(KIND_UNKNOWN_SCORE, score) : score;
}

/** What is told of one match. `known`: names already explained for this subject. */
export function matchOf(
  entities: ListedEntities,
  searcher: NameSearcher,
  weighed: Weighed,
  { subject, names, facts }: Omit<WeighedSubject, 'weighed'>,
  known: Map<string, ExplainedName>,
): Match {
  const record = entities.record(weighed.entity);
  const { date, country, genderDiffers } = entities.relations(facts, weighed.entity);
  let explained: ExplainedName | undefined;
  if (weighed.name !== undefined) {
    const subjectName = names[weighed.subjectName]!;
    const property = entities.propertyOfName(weighed.name.name);
    const { text, kind, analysed, flat } = subjectName;
    const listed = entities.nameText(weighed.name.name);
    // Many lists write one name alike.
    const key = `${weighed.subjectName} ${kind} ${property} ${listed}`;
    explained =
      known.get(key) ??
      explainAligned(
        { text, analysed },
        { text: listed, property },
        searcher.align(flat, kind, weighed.name.name),
      );
    known.set(key, explained);
  }
  const factExplanations: FactExplanation[] = [];
  if (date !== 'unknown') {
    factExplanations.push({
      fact: 'birthDate',
      relation: date,
      subject: [...valuesOf(subject, 'birthDate'), ...valuesOf(subject, 'incorporationDate')],
      listed: record.properties.birthDate ?? record.properties.incorporationDate ?? [],
      effect: DATE_EFFECT[date],
    });
  }
  if (country !== 0) {
    factExplanations.push({
      fact: 'country',
      relation: country > 0 ? 'agrees' : 'differs',
      subject: facts.countries.map(countryCode),
      listed: entities.countriesOf(weighed.entity),
      effect: country > 0 ? COUNTRY_AGREES : COUNTRY_DIFFERS,
    });
  }
  if (genderDiffers) {
    factExplanations.push({
      fact: 'gender',
      relation: 'differs',
      subject: valuesOf(subject, 'gender'),
      listed: [facts.gender === 1 ? 'female' : 'male'],
      effect: GENDER_DIFFERS,
    });
  }
  const parts: Omit<Explanation, 'sentence'> = {
    ...(explained === undefined ? {} : { name: explained.explanation }),
    facts: factExplanations,
    identifiers: weighed.identifiers,
  };
  return {
    id: record.id,
    caption: record.caption,
    schema: record.schema,
    lists: record.lists,
    score: round(weighed.score),
    probability: round(
      probabilityOf({
        nameScore: explained?.explanation.score ?? 0,
        bits: explained?.bits ?? 0,
        weak: explained?.explanation.property === 'weakAlias',
        date,
        country,
        genderDiffers,
        identifiers: weighed.identifiers.reduce((sum, { kind }) => sum + (kind === 'same' ? 1 : 0.5), 0),
        otherNumber: explained?.otherNumber ?? false,
      }),
    ),
    explanation: {
      ...parts,
      sentence: sentenceOf(
        {
          asked: namesGiven(subject),
          readable: [...new Set(names.map(({ text }) => text))],
          caption: record.caption,
          schema: record.schema,
          lists: record.lists,
        },
        parts,
      ),
    },
  };
}

/** Four decimals: more would promise an exactness that the number does not have. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
