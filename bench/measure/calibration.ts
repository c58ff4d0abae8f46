import { type Entity, type Subject, valuesOf } from '../../src/entity/index.ts';
import { explainName, type Match, type ProbabilityFeatures, probabilityOf } from '../../src/match/index.ts';
import { people } from '../data/labelled.ts';
import { drawn, type Half, halfOf, type Random, randomOf } from '../seed.ts';
import { aliasCases } from './aliases.ts';
import { perturbedCases, subjectOf } from './perturbed.ts';
import { matchesOf, personNamed, type Scene } from './scene.ts';
import { type Reliability, reliabilityOf } from './statistics.ts';
import { factsOf, isNamesake } from './unlisted.ts';

/** Shares of subjects that come with each fact: of customers and of namesakes alike. */
const FACT_SHARES = { birthDate: 0.5, country: 0.5, gender: 0.3 } as const;
/** Of true birth dates: the year alone, and written with day and month exchanged or one digit wrong. */
const YEAR_ONLY = 0.2;
const WRONG_DATE = 0.04;
/** Of true matches: country given is one the list does not know (a second citizenship, a residence). */
const OTHER_COUNTRY = 0.08;
/** Of each file of unlisted people, in the full run. */
const EACH_UNLISTED = 25_000;

/** Of the cases of each manipulation, so many are asked again with facts. */
const PERTURBED = 0.25;

/** Even odds: positives and negatives weigh the same in total. */
export const PRIOR = 0.5;

export interface CalibrationSample {
  readonly features: ProbabilityFeatures;
  readonly same: boolean;
  readonly half: Half;
  readonly weight: number;
  /** What the engine gave. */
  readonly probability: number;
}

export interface CalibrationFigures {
  /** Of the reporting half. */
  readonly reporting: Reliability;
  readonly tuning: Reliability;
  readonly positives: number;
  readonly negatives: number;
  readonly prior: number;
}

export function measureCalibration(samples: readonly CalibrationSample[]): CalibrationFigures {
  const of = (half: Half) => reliabilityOf(samples.filter((sample) => sample.half === half));
  return {
    reporting: of('reporting'),
    tuning: of('tuning'),
    positives: samples.filter(({ same }) => same).length,
    negatives: samples.filter(({ same }) => !same).length,
    prior: PRIOR,
  };
}

/**
 * Matches whose truth is known. True: a perturbed name, or an alias that was taken out, with its entity. False:
 * every match of a person on no list, except equal names (a namesake by name alone is not known to be another).
 * Facts are attached or left out by the same shares on both sides.
 */
export function calibrationSamples(scene: Scene): CalibrationSample[] {
  const samples = [...positives(scene), ...negatives(scene)];
  const weights = new Map<string, number>();
  const group = ({ half, same }: CalibrationSample) => `${half}:${same}`;
  for (const sample of samples) weights.set(group(sample), (weights.get(group(sample)) ?? 0) + 1);
  return samples.map((sample) => ({ ...sample, weight: 1000 / weights.get(group(sample))! }));
}

function* positives(scene: Scene): Generator<CalibrationSample> {
  const fewer: Scene = { ...scene, cases: (full) => scene.cases(full * PERTURBED) };
  for (const { base, altered, treatment } of perturbedCases(fewer)) {
    if (altered.name === undefined) continue;
    const random = randomOf(`facts:${treatment.id}:${base.entity.id}`);
    const subject = withTrueFacts(subjectOf(base, altered), base.entity, random);
    const match = matchesOf(scene.index, subject).find(({ id }) => id === base.entity.id);
    if (match !== undefined) yield sampleOf(match, true, halfOf(base.entity.caption));
  }
  const { cases, without } = aliasCases(scene);
  for (const { entity, alias } of cases) {
    const random = randomOf(`facts:alias:${entity.id}`);
    const subject = withTrueFacts({ schema: entity.schema, properties: { name: [alias] } }, entity, random);
    const match = matchesOf(without, subject).find(({ id }) => id === entity.id);
    if (match !== undefined) yield sampleOf(match, true, halfOf(entity.caption));
  }
}

function* negatives(scene: Scene): Generator<CalibrationSample> {
  for (const file of ['people-unlisted-global.csv', 'people-unlisted-us.csv'] as const) {
    const all = people(file) ?? [];
    scene.progress(`calibration: ${file}`);
    for (const person of drawn(all, scene.cases(EACH_UNLISTED), file, (p) => `${p.name}:${p.birthDate}`)) {
      const random = randomOf(`facts:${person.name}:${person.birthDate}`);
      const { birthDate, nationality } = factsOf(person);
      const facts: Record<string, string> = {};
      if (random.chance(FACT_SHARES.birthDate))
        facts.birthDate = random.chance(YEAR_ONLY) ? birthDate!.slice(0, 4) : birthDate!;
      if (random.chance(FACT_SHARES.country)) facts.nationality = nationality!;
      if (random.chance(FACT_SHARES.gender)) facts.gender = person.gender;
      for (const match of matchesOf(scene.index, personNamed(person.name, facts)))
        if (!isNamesake(scene, person, match)) yield sampleOf(match, false, halfOf(person.name));
    }
  }
}

function withTrueFacts(subject: Subject, entity: Entity, random: Random): Subject {
  const properties: Record<string, readonly string[]> = { ...subject.properties };
  const dates = valuesOf(entity, 'birthDate');
  if (dates.length > 0 && random.chance(FACT_SHARES.birthDate))
    properties.birthDate = [asGiven(random.pick(dates), random)];
  const countries = ['nationality', 'citizenship', 'country'].flatMap((property) => [
    ...valuesOf(entity, property),
  ]);
  if (countries.length > 0 && random.chance(FACT_SHARES.country))
    properties.nationality = [
      random.chance(OTHER_COUNTRY) ? random.pick(['fr', 'tr', 'us', 'de', 'ae']) : random.pick(countries),
    ];
  const gender = valuesOf(entity, 'gender')[0];
  if (gender !== undefined && random.chance(FACT_SHARES.gender)) properties.gender = [gender];
  return { ...subject, properties };
}

function asGiven(date: string, random: Random): string {
  if (date.length === 10 && random.chance(WRONG_DATE)) {
    if (Number(date.slice(8)) <= 12 && random.chance(0.5))
      return `${date.slice(0, 5)}${date.slice(8)}-${date.slice(5, 7)}`;
    return `${date.slice(0, 9)}${(Number(date[9]) + 1) % 9}`;
  }
  return random.chance(YEAR_ONLY) ? date.slice(0, 4) : date;
}

/** The features of a match, with the probability that the engine made of them. */
function sampleOf(match: Match, same: boolean, half: Half): CalibrationSample {
  const { probability } = match;
  const features = readingsOf(match).find((one) => Math.abs(probabilityOf(one) - probability) <= ROUNDING);
  // The features are read off the explanation: that they are the engine's own is checked on every sample.
  if (features === undefined)
    throw new Error(`The features of ${match.id}, read off its explanation, are not the engine's`);
  return { features, same, half, weight: 1, probability };
}

/** The engine rounds probabilities to four decimals. */
const ROUNDING = 0.0001;

/** What an explanation says, for each way in which the name may have been read. */
function readingsOf(match: Match): ProbabilityFeatures[] {
  const { name, facts, identifiers } = match.explanation;
  const relation = (fact: string) => facts.find((one) => one.fact === fact)?.relation;
  const country = relation('country');
  const rest = {
    nameScore: name?.score ?? 0,
    weak: name?.property === 'weakAlias',
    date: (relation('birthDate') ?? 'unknown') as ProbabilityFeatures['date'],
    country: country === undefined ? 0 : country === 'agrees' ? 1 : -1,
    genderDiffers: relation('gender') !== undefined,
    identifiers: identifiers.length,
  };
  if (name === undefined) return [{ ...rest, bits: 0, otherNumber: false }];
  return (['person', 'organisation', 'vessel'] as const).flatMap((kind) =>
    [false, true].map((cut) => {
      const { bits, otherNumber } = explainName(name.subject, name.listed, kind, name.property, cut);
      return { ...rest, bits, otherNumber };
    }),
  );
}
