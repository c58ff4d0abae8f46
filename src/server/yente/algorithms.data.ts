/** Names of yente's algorithms. All are answered by the one engine there is; what asks for another is refused. */
export const ENGINE_NAME = 'riegel';
export const ALGORITHM_NAMES: readonly string[] = [
  ENGINE_NAME,
  'logic-v1',
  'logic-v2',
  'name-based',
  'name-qualified',
  'regression-v1',
];
/** What yente takes for "whatever is best". */
export const BEST = 'best';

const ENGINE_DESCRIPTION =
  "Riegel's engine: names word by word across scripts and spellings, with dates, countries, gender and identifiers.";
const STAND_IN =
  "A name of yente's, kept so that its clients need no change. It is answered by Riegel's engine, not by yente's algorithm: scores are Riegel's.";

interface ConfigVariable {
  readonly type: 'string' | 'float';
  readonly description: string;
  readonly default: string | number | null;
}

const UNUSED = "Taken and read over: Riegel's engine has no such setting.";
const variable = (type: ConfigVariable['type'], standard: ConfigVariable['default']): ConfigVariable => ({
  type,
  description: UNUSED,
  default: standard,
});

/** Settings that a client may send for each algorithm; others are refused as yente refuses them. */
export const CONFIG: Readonly<Record<string, Readonly<Record<string, ConfigVariable>>>> = {
  'logic-v2': {
    nm_name_property: variable('string', null),
    nm_number_mismatch: variable('float', 0.3),
    nm_extra_query_name: variable('float', 0.8),
    nm_extra_result_name: variable('float', 0.2),
    nm_family_name_weight: variable('float', 1.3),
    nm_fuzzy_cutoff_factor: variable('float', 1),
  },
};

/** What the engine compares, by the names that `explanations` uses; `coefficient` is the most that it moves a score. */
export const FEATURES = {
  name: { description: 'How alike the names are, word by word.', coefficient: 1, url: '/' },
  birth_date: { description: 'Dates of birth that agree or contradict.', coefficient: 0.25, url: '/' },
  country: { description: 'Countries that agree or differ.', coefficient: 0.06, url: '/' },
  gender: { description: 'Genders that differ.', coefficient: 0.12, url: '/' },
  identifier: { description: 'The same document, register or wallet number.', coefficient: 1, url: '/' },
  probability: {
    description: 'How likely it is the same person, given how common the name is. No part of the score.',
    coefficient: 0,
    url: '/',
  },
} as const;

export function algorithmDescription(name: string): string {
  return name === ENGINE_NAME ? ENGINE_DESCRIPTION : STAND_IN;
}
