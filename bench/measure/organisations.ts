import { type Entity, valuesOf } from '../../src/entity/index.ts';
import { businessNames } from '../data/labelled.ts';
import { drawn, foldedName } from '../seed.ts';
import { matchesOf, type Scene } from './scene.ts';
import { type Share, Tally } from './statistics.ts';
import { likeness } from './treated.ts';

/** Organisations of the second set in the full run. */
const EACH = 1000;
/** A word that more organisations than this bear is one of trade, place or legal form: sharing it says nothing. */
const COMMON_WORD = 60;
/** Two words are one, spelt otherwise, from this share of letter pairs in common. */
const ONE_WORD = 0.5;
const SCHEMATA = new Set(['Organization', 'Company', 'LegalEntity', 'PublicBody']);

export interface OrganisationFigures {
  /** Norwegian businesses alerted on all lists; absent without the corpus. */
  readonly businesses?: Share;
  /**
   * Listed organisations alerted on an entity of another list with which they share no telling word, in any
   * spelling. Telling: borne by at most COMMON_WORD organisations. An upper bound: some of these are the same
   * organisation under a translated or abbreviated name.
   */
  readonly unrelated?: Share;
}

export function measureOrganisations(scene: Scene): OrganisationFigures {
  const tally = new Tally();
  for (const name of businessNames() ?? []) {
    const [first] = matchesOf(scene.index, { schema: 'Company', properties: { name: [name] } });
    tally.add(first !== undefined, 'businesses');
    if (first !== undefined)
      scene.failure('businesses', `${first.score.toFixed(2)} ${name} | ${first.explanation.name?.listed}`);
  }
  const organisations = scene.lists.entities.filter(({ schema }) => SCHEMATA.has(schema));
  const borne = new Map<string, number>();
  for (const entity of organisations)
    for (const word of new Set(namesOf(entity).flatMap(wordsOf))) borne.set(word, (borne.get(word) ?? 0) + 1);
  const telling = (name: string) => wordsOf(name).filter((word) => (borne.get(word) ?? 0) <= COMMON_WORD);
  const asked = organisations.filter(
    (entity) => isLatin(nameOf(entity)) && telling(nameOf(entity)).length > 0,
  );
  for (const entity of drawn(asked, scene.cases(EACH), 'unrelated', ({ id }) => id)) {
    const name = nameOf(entity);
    const own = namesOf(entity).flatMap(telling);
    const matches = matchesOf(scene.index, { schema: 'Company', properties: { name: [name] } });
    const unrelated = matches.find(({ id, lists }) => {
      const other = scene.entities.get(id);
      if (other === undefined || lists[0] === entity.datasets[0]) return false;
      return !namesOf(other)
        .flatMap(telling)
        .some((word) => own.some((mine) => mine === word || likeness(mine, word) >= ONE_WORD));
    });
    tally.add(unrelated !== undefined, 'unrelated');
    if (unrelated !== undefined)
      scene.failure(
        'unrelated',
        `${unrelated.score.toFixed(2)} ${name} | ${unrelated.explanation.name?.listed}`,
      );
  }
  return tally.shares();
}

const nameOf = (entity: Entity) => valuesOf(entity, 'name')[0] ?? '';
const isLatin = (name: string) => name !== '' && /^[\p{Script=Latin}\P{L}]+$/u.test(name);
const wordsOf = (name: string) => foldedName(name).split(' ');

function namesOf(entity: Entity): string[] {
  return ['name', 'alias', 'previousName', 'weakAlias'].flatMap((property) => [
    ...valuesOf(entity, property),
  ]);
}
