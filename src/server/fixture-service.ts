import type { Entity } from '../entity/index.ts';
import { buildIndex, openIndex } from '../match/index.ts';
import { loadedOf } from './load.ts';
import { type Loaded, Service } from './service.ts';
import type { CatalogueOptions } from './yente/catalogue.ts';

/** Invented entities for the tests of this room: people, firms, links between them, an earlier id, two lists. */
const PERSON: Entity = {
  id: 'NK-anna',
  schema: 'Person',
  caption: 'Anna Petrovna Sidorenko',
  properties: {
    name: ['Anna Petrovna Sidorenko', 'Анна Петровна Сидоренко'],
    alias: ['Anya Sidorenko'],
    birthDate: ['1971-03-04'],
    nationality: ['ru'],
    gender: ['female'],
    passportNumber: ['AB1234567'],
    topics: ['crime.terror'],
    notes: ['Owner of a shipyard in Astrakhan'],
    addressEntity: ['addr-1'],
  },
  datasets: ['us_ofac_sdn'],
  referents: ['ofac-11', 'old-anna'],
  target: true,
  first_seen: '2021-05-01T10:00:00',
  last_seen: '2026-11-01T10:00:00',
  last_change: '2025-02-03T04:05:06',
};

export const FIXTURE_ENTITIES: readonly Entity[] = [
  PERSON,
  {
    id: 'eu-anna',
    schema: 'Person',
    caption: 'SIDORENKO Anna',
    properties: { name: ['SIDORENKO Anna'], birthDate: ['1971'], country: ['ru'] },
    datasets: ['eu_fsf'],
    target: true,
    first_seen: '2022-01-01',
    last_change: '2022-01-01',
  },
  {
    id: 'ofac-yard',
    schema: 'Company',
    caption: 'Volga Shipyard LLC',
    properties: {
      name: ['Volga Shipyard LLC', 'ООО «Волжская верфь»'],
      jurisdiction: ['ru'],
      registrationNumber: ['RN-7788'],
    },
    datasets: ['us_ofac_sdn'],
    target: true,
  },
  {
    id: 'ofac-own',
    schema: 'Ownership',
    caption: 'Ownership',
    properties: { owner: ['NK-anna'], asset: ['ofac-yard'], percentage: ['60'] },
    datasets: ['us_ofac_sdn'],
  },
  {
    id: 'ofac-own-2',
    schema: 'Ownership',
    caption: 'Ownership',
    properties: { owner: ['NK-anna'], asset: ['not-listed'], percentage: ['10'] },
    datasets: ['us_ofac_sdn'],
  },
  {
    id: 'addr-1',
    schema: 'Address',
    caption: 'Lenin street 1, Astrakhan',
    properties: { full: ['Lenin street 1, Astrakhan'], country: ['ru'] },
    datasets: ['us_ofac_sdn'],
  },
  {
    id: 'sanction-1',
    schema: 'Sanction',
    caption: 'OFAC',
    properties: { entity: ['NK-anna'], program: ['SDGT'], authority: ['OFAC'] },
    datasets: ['us_ofac_sdn'],
  },
  ...Array.from(
    { length: 12 },
    (_, i): Entity => ({
      id: `eu-ring-${String(i).padStart(2, '0')}`,
      schema: 'Person',
      caption: `Yusuf Haidari`,
      properties: {
        name: ['Yusuf Haidari'],
        nationality: [i % 2 === 0 ? 'af' : 'pk'],
        birthDate: [`19${50 + i}`],
      },
      datasets: ['eu_fsf'],
      target: true,
      first_seen: `2023-01-${String(i + 1).padStart(2, '0')}T00:00:00`,
    }),
  ),
  {
    id: 'bis-1',
    schema: 'Organization',
    caption: 'Export Denied Works',
    properties: { name: ['Export Denied Works'], country: ['cn'] },
    datasets: ['us_bis_denied'],
    target: true,
  },
];

const VERSIONS = { us_ofac_sdn: '20261101-a', eu_fsf: '20261102-b', us_bis_denied: '20261103-c' };

/** What a service would have loaded of these entities. */
export async function fixtureLoaded(
  options: CatalogueOptions = {},
  entities = FIXTURE_ENTITIES,
): Promise<Loaded> {
  const { buffer } = buildIndex(entities, { lists: VERSIONS });
  const index = openIndex(buffer, { verify: false });
  return await loadedOf({ index, notices: [], entities: async () => [...entities] }, [], options);
}

export async function fixtureService(): Promise<Service> {
  const service = new Service(() => fixtureLoaded());
  await service.reload();
  return service;
}
