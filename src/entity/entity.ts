/**
 * One thing that a list names (or that a link between two such things is), in the FollowTheMoney model:
 * a schema, and properties that each hold several values. Serialised as one JSON line it is what
 * OpenSanctions publishes as `entities.ftm.json`, plus `notes`.
 */
export interface Entity {
  /** Stable within a source: `<list id>-<reference of the source>`, e.g. `un-sc-6908555`. */
  readonly id: string;
  /** FtM schema name, e.g. `Person`, `Organization`, `Vessel`, `Sanction`, `Ownership`. */
  readonly schema: string;
  /** The name shown to people: the primary name. */
  readonly caption: string;
  /** Property name to values. Values are strings in FtM's normal form (dates ISO 8601 prefixes, countries ISO 3166-1 alpha-2 lower case). */
  readonly properties: Readonly<Record<string, readonly string[]>>;
  /** Ids of the lists that name this entity, e.g. `un_sc`, `us_ofac_sdn`. */
  readonly datasets: readonly string[];
  /** Earlier or other ids of the same entity. */
  readonly referents?: readonly string[];
  /** True where the list designates this entity itself (not a mere address or relative). */
  readonly target?: boolean;
  readonly first_seen?: string;
  readonly last_seen?: string;
  readonly last_change?: string;
  /**
   * What the source said beside each value: `notes[p][i]` belongs to `properties[p][i]`.
   * Shorter than the values, or absent, where nothing is known.
   */
  readonly notes?: Readonly<Record<string, readonly (ValueNote | null)[]>>;
}

/** Where one value came from and what the source said of it. Source and version are those of the list version that holds it. */
export interface ValueNote {
  /** Element, column or path in the source, e.g. `INDIVIDUAL_ALIAS/ALIAS_NAME`, `ALT.CSV#4`. */
  readonly element?: string;
  /** The source's text where the value is a normalisation of it. */
  readonly original?: string;
  /** Alias quality as the source states it. */
  readonly quality?: 'primary' | 'strong' | 'weak';
  /** What kind of value the source says it is, e.g. `maiden`, `former`, `original script`, `nom de guerre`. */
  readonly kind?: string;
  /** ISO 639 code, where the source gives it. */
  readonly lang?: string;
  /** Of a date: how exact the source says it is. Without it, the value's own length says (year, month, day). */
  readonly precision?: 'circa' | 'range';
  /** Of a date range: the last date; the value is the first. */
  readonly until?: string;
}

/** All values of a property; empty when it has none. */
export function valuesOf(entity: Pick<Entity, 'properties'>, property: string): readonly string[] {
  return entity.properties[property] ?? [];
}
