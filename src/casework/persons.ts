import type { AlertRow } from '../store/index.ts';
import type { Room } from './room.ts';

/** One listing of a person, group or thing: an entry of a list. */
interface Listing {
  readonly entity: string;
  /** Absent where no list in force names it. */
  readonly schema?: string;
  readonly caption?: string;
  readonly lists?: readonly string[];
  /** The case's alert on it; none where it did not match. */
  readonly alert?: string;
}

/** One person, group or thing with all its listings, as the links in force hold them together. */
export interface PersonView {
  /** The least id of its listings. */
  readonly id: string;
  readonly listings: readonly Listing[];
}

/** Whom the alerts of each case are about, by the case's id; in the order of the alerts. */
export async function personsOf(
  { store, entities }: Room,
  alerts: readonly AlertRow[],
): Promise<ReadonlyMap<string, readonly PersonView[]>> {
  if (alerts.length === 0) return new Map();
  const known = await entities.find([...new Set(alerts.map(({ entityId }) => entityId))]);
  const idOf = ({ entityId }: AlertRow) => known.get(entityId)?.id ?? entityId;
  const clusters = await store.tables.links.clustersOf([...new Set(alerts.map(idOf))]);
  const others = [...new Set([...clusters.values()].flat())].filter((id) => !known.has(id));
  const all = new Map(
    [...known.values(), ...(await entities.find(others)).values()].map((one) => [one.id, one]),
  );
  const own = new Map(alerts.map((alert) => [`${alert.caseId}\n${idOf(alert)}`, alert]));
  const persons = new Map<string, Map<string, PersonView>>();
  for (const alert of alerts) {
    const cluster = clusters.get(idOf(alert)) ?? [idOf(alert)];
    const ofCase = persons.get(alert.caseId) ?? new Map<string, PersonView>();
    persons.set(alert.caseId, ofCase);
    const id = cluster[0]!;
    if (ofCase.has(id)) continue;
    const listings = cluster.map((entityId): Listing => {
      const on = own.get(`${alert.caseId}\n${entityId}`);
      const entity = all.get(entityId);
      const { caption = on?.caption, datasets: lists = on?.lists } = entity ?? {};
      return {
        entity: entityId,
        ...(entity === undefined ? {} : { schema: entity.schema }),
        ...(caption === undefined ? {} : { caption }),
        ...(lists === undefined ? {} : { lists }),
        ...(on === undefined ? {} : { alert: on.id }),
      };
    });
    ofCase.set(id, { id, listings });
  }
  return new Map([...persons].map(([caseId, ofCase]) => [caseId, [...ofCase.values()]]));
}
