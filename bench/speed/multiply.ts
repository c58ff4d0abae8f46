import { type Entity, valuesOf } from '../../src/entity/index.ts';
import { LETTERS } from '../perturb/letters.ts';
import { SOUND } from '../perturb/sound.ts';
import type { Treatment } from '../perturb/treatment.ts';
import { type Random, randomOf } from '../seed.ts';

/** Names of a made entity beyond the first: 0 to 3, so that the mean is near that of the lists. */
const MOST_ALIASES = 3;
/** A made name is misspelt as often as this. */
const FRESH_SPELLING = 0.5;
/** Made entities of a hundred that are organisations. */
const ORGANISATIONS = 30;

/**
 * The lists, then made entities until there are `count`. A made person takes the first word of one listed person
 * and the rest of another, a made organisation the first half of one name and the second half of another; every
 * second name is given one fresh typing error or other romanisation; aliases are further spellings of the same name.
 * Streamed: entities are made when they are asked for.
 */
export function* multiplied(entities: readonly Entity[], count: number): Generator<Entity> {
  const persons: string[][] = [];
  const organisations: string[][] = [];
  let made = 0;
  for (const entity of entities) {
    if (!/Person|Organization|Company|LegalEntity|Vessel|Airplane/.test(entity.schema)) continue;
    if (made >= count) return;
    yield entity;
    made++;
    const words = (valuesOf(entity, 'name')[0] ?? '').replace(/,/g, '').split(/\s+/).filter(Boolean);
    if (words.length >= 2 && words.every((word) => /\p{Script=Latin}/u.test(word)))
      (entity.schema === 'Person' ? persons : entity.schema === 'Vessel' ? [] : organisations).push(words);
  }
  const random = randomOf('multiply');
  for (; made < count; made++) {
    const isOrganisation = random.below(100) < ORGANISATIONS;
    const [a, b] = [
      random.pick(isOrganisation ? organisations : persons),
      random.pick(isOrganisation ? organisations : persons),
    ];
    const cut = isOrganisation ? Math.ceil(a.length / 2) : 1;
    const name = [...a.slice(0, cut), ...b.slice(isOrganisation ? Math.floor(b.length / 2) : 1)].join(' ');
    yield entityNamed(`made-${made}`, isOrganisation ? 'Organization' : 'Person', name, random);
  }
}

function entityNamed(id: string, schema: string, name: string, random: Random): Entity {
  const first = random.chance(FRESH_SPELLING) ? misspelt(name, random) : name;
  const alias = Array.from({ length: random.below(MOST_ALIASES + 1) }, () => misspelt(name, random));
  const year = String(1935 + random.below(70));
  const properties = { name: [first], alias, ...(schema === 'Person' ? { birthDate: [year] } : {}) };
  return { id, schema, caption: first, datasets: ['made'], properties };
}

const TREATMENTS: readonly Treatment[] = [...LETTERS, ...SOUND];

function misspelt(name: string, random: Random): string {
  const entity: Entity = { id: '', schema: 'Person', caption: name, datasets: [], properties: {} };
  return random.pick(TREATMENTS).alter({ entity, name }, random)?.name ?? name;
}
