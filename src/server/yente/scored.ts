import type { LoadedMatch } from './screen.ts';

/** One feature of a match as yente explains it. */
interface Feature {
  readonly score: number;
  readonly detail: string | null;
  readonly query: string | null;
  readonly candidate: string | null;
}

/** The features of a match by the names of `FEATURES`, those only that had a part in it. */
function featuresOf({ match }: LoadedMatch): Record<string, Feature> {
  const { name, facts, identifiers, sentence } = match.explanation;
  const features: Record<string, Feature> = {};
  if (name !== undefined) {
    features.name = { score: name.score, detail: sentence.en, query: name.subject, candidate: name.listed };
  }
  for (const { fact, relation, subject, listed, effect } of facts) {
    features[FEATURE_OF_FACT[fact]] = {
      score: effect,
      detail: relation,
      query: subject.join(', '),
      candidate: listed.join(', '),
    };
  }
  const [identifier] = identifiers;
  if (identifier !== undefined) {
    const { property, value, listedProperty, kind } = identifier;
    features.identifier = {
      score: kind === 'same' ? 1 : 0.9,
      detail: `${property} is ${listedProperty}`,
      query: value,
      candidate: value,
    };
  }
  features.probability = { score: match.probability, detail: null, query: null, candidate: null };
  return features;
}

const FEATURE_OF_FACT = {
  birthDate: 'birth_date',
  country: 'country',
  gender: 'gender',
  number: 'number',
  legalForm: 'legal_form',
} as const;

/** A match as JSON: the whole entity, then what the comparison gave. `features` is what yente gave before 5. */
export function scoredText(found: LoadedMatch, threshold: number): string {
  const explanations = featuresOf(found);
  const features = Object.fromEntries(Object.entries(explanations).map(([name, { score }]) => [name, score]));
  const { score } = found.match;
  const rest = JSON.stringify({ score, features, explanations, match: score >= threshold });
  return `${found.entityText},${rest.slice(1)}`;
}
