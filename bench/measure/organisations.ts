import { type Entity, valuesOf } from '../../src/entity/index.ts';
import { businessNames } from '../data/labelled.ts';
import { drawn, foldedName } from '../seed.ts';
import { matchesOf, type Scene } from './scene.ts';
import { type Share, Tally } from './statistics.ts';

/** Organisations of the second set in the full run. */
const EACH = 1500;
/** A word that more entities than this bear is one of trade, place or legal form: sharing it says nothing. */
const COMMON_WORD = 40;
const SCHEMATA = new Set(['Organization', 'Company', 'LegalEntity', 'PublicBody']);
/** Whose organisations are asked for, and of which lists. The OFAC lists and the US trade list repeat each other. */
const ASKED = 'ua_nsdc_sanctions';
const OF_LISTS = [
  'us_ofac_sdn',
  'us_ofac_cons',
  'eu_journal_sanctions',
  'eu_fsf',
  'un_sc_sanctions',
  'gb_hmt_sanctions',
];

export interface OrganisationFigures {
  /** Norwegian businesses alerted on all lists; undefined without the corpus. */
  readonly businesses?: Share;
  /**
   * Organisations of the Ukrainian list that share no telling word with any organisation of the other lists,
   * alerted on these. Telling: borne by at most COMMON_WORD entities.
   */
  readonly unrelated?: Share;
}

export function measureOrganisations(scene: Scene): OrganisationFigures {
  const tally = new Tally();
  for (const name of businessNames() ?? []) {
    const matches = matchesOf(scene.index, { schema: 'Company', properties: { name: [name] } });
    tally.add(matches.length > 0, 'businesses');
    if (matches.length > 0)
      scene.failure(
        'businesses',
        `${matches[0]!.score.toFixed(2)} ${name} | ${matches[0]!.explanation.name?.listed}`,
      );
  }
  for (const name of unrelatedNames(scene)) {
    const matches = matchesOf(
      scene.index,
      { schema: 'Company', properties: { name: [name] } },
      { lists: OF_LISTS },
    );
    tally.add(matches.length > 0, 'unrelated');
    if (matches.length > 0)
      scene.failure(
        'unrelated',
        `${matches[0]!.score.toFixed(2)} ${name} | ${matches[0]!.explanation.name?.listed}`,
      );
  }
  return tally.shares();
}

/** Latin names of organisations of one list of which no word is a telling word of the others. */
function unrelatedNames(scene: Scene): string[] {
  const organisations = scene.lists.entities.filter(({ schema }) => SCHEMATA.has(schema));
  const borne = new Map<string, number>();
  for (const entity of organisations) {
    if (!OF_LISTS.includes(entity.datasets[0]!)) continue;
    for (const word of new Set(namesOf(entity).flatMap(wordsOf))) borne.set(word, (borne.get(word) ?? 0) + 1);
  }
  const names = organisations
    .filter(({ datasets }) => datasets[0] === ASKED)
    .flatMap((entity) =>
      namesOf(entity)
        .filter((name) => /^[\p{Script=Latin}\P{L}]+$/u.test(name))
        .slice(0, 1),
    )
    .filter((name) => wordsOf(name).length >= 2)
    .filter((name) => wordsOf(name).every((word) => (borne.get(word) ?? COMMON_WORD + 1) > COMMON_WORD));
  return drawn([...new Set(names)], scene.cases(EACH), 'unrelated', (name) => name);
}

const wordsOf = (name: string) => foldedName(name).split(' ');

function namesOf(entity: Entity): string[] {
  return ['name', 'alias', 'previousName', 'weakAlias'].flatMap((property) => [
    ...valuesOf(entity, property),
  ]);
}
