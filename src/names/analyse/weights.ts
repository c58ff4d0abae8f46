import type { PartRole } from './part.ts';

/** Weights of words that are not names of their own, as shares of the rarest name. */
export const ROLE_WEIGHT: Readonly<
  Record<Exclude<PartRole, 'word' | 'patronymic' | 'concept' | 'particle'>, number>
> = {
  initial: 0.15,
  kunya: 0.25,
  head: 0.2,
  title: 0,
  honorific: 0.35,
  stop: 0.03,
};

/** Particles are dropped and added freely. */
export const PARTICLE_WEIGHT: Readonly<Record<string, number>> = {
  filiation: 0.06,
  article: 0.04,
  preposition: 0.05,
  conjunction: 0.03,
};

/** A particle that is also a name (`Ben`, `Al`) may be one here. */
export const WEAK_PARTICLE_WEIGHT = 0.1;

/** What a concept tells: that there is an organisation, what it does, what it is called. */
export const CONCEPT_WEIGHT = { generic: 0.25, descriptive: 0.45, name: 0.6 } as const;

/** A patronymic is left out more often than not. */
export const PATRONYMIC_SHARE = 0.4;
/** … and `ben Salem` between one's own name and the family's most of all. */
export const FATHER_SHARE = 0.3;

/** `Mohammad` before a man's own name is a blessing, written or left out. */
export const BLESSING_SHARE = 0.6;

/** A man's own name with his kunya behind it: people call him by either. */
export const KUNYA_SHARE = 0.6;

/** A third for the commonest name, 1 for one that nobody else bears. */
export function contentWeight(bits: number): number {
  return 0.3 + 0.7 * Math.max(0, Math.min(1, (bits - 6) / 11));
}
