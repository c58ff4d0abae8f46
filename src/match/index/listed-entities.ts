import type { Entity, Subject } from '../../entity/index.ts';
import { bestDateRelation, countryRelation, type PackedFacts } from '../facts/facts.ts';
import type { IdentifierExplanation } from '../match.ts';
import type { ScreenOptions } from '../screen-options.ts';
import { entityKey, hashKey, identifiersOf, type KeyedIdentifier, kinship } from './identifiers.ts';
import { PROPERTY_CODE } from './kinds.ts';
import type { Column, Sections } from './layout.ts';

/** What the index keeps of an entity for showing it. */
export interface EntityRecord {
  readonly id: string;
  readonly caption: string;
  readonly schema: string;
  readonly lists: readonly string[];
  readonly properties: Entity['properties'];
  readonly identifiers: readonly KeyedIdentifier[];
}

/** The entities of an open index: what it keeps of them, and which of them a fact or an identifier meets. */
export class ListedEntities {
  private readonly sections: Sections;
  private readonly listNames: readonly string[];
  private readonly decoder = new TextDecoder();

  /** `listNames`: list ids by the numbers that the index gave them. */
  constructor(sections: Sections, listNames: readonly string[]) {
    this.sections = sections;
    this.listNames = listNames;
  }

  /** Caption and properties of an entity by its number, as the index keeps them. */
  record(entity: number): EntityRecord {
    const start = this.column('entityRecord') as Uint32Array;
    const records = this.sections.records as Uint8Array;
    return JSON.parse(this.text(records.subarray(start[entity]!, start[entity + 1]!)));
  }

  nameText(name: number): string {
    const start = this.column('nameText') as Uint32Array;
    return this.text((this.sections.texts as Uint8Array).subarray(start[name]!, start[name + 1]!));
  }

  /** Property of its entity that a name of the index is. */
  propertyOfName(name: number): string {
    return PROPERTY_CODE[(this.sections.nameProperty as Uint8Array)[name]!]!;
  }

  /** Entities that share an identifier with a subject, and which. */
  sharedIdentifiers(subject: Subject): Map<number, IdentifierExplanation[]> {
    const shared = new Map<number, IdentifierExplanation[]>();
    for (const { property, value, key } of identifiersOf(subject.properties)) {
      for (const entity of this.entitiesByKey(key)) {
        const { identifiers, schema } = this.record(entity);
        const kinships = identifiers.map((listed) =>
          listed.key === key ? kinship(property, listed.property, schema) : undefined,
        );
        const kind = kinships.includes('same') ? 'same' : kinships.find((one) => one !== undefined);
        if (kind === undefined) continue;
        const listedProperty = identifiers[kinships.indexOf(kind)]!.property;
        shared.set(entity, [...(shared.get(entity) ?? []), { property, value, listedProperty, kind }]);
      }
    }
    return shared;
  }

  /** Entities whose key has this hash: the caller checks that it is the key. */
  private *entitiesByKey(key: string): Generator<number> {
    const high = this.column('keyHigh') as Uint32Array;
    const low = this.column('keyLow') as Uint32Array;
    const entities = this.column('keyEntity') as Uint32Array;
    const [h, l] = hashKey(key);
    for (let slot = l & (high.length - 1); high[slot] !== 0; slot = (slot + 1) & (high.length - 1)) {
      if (high[slot] === h && low[slot] === l) yield entities[slot]!;
    }
  }

  /** Hashes of all keys by which entities are found, the first number and the second of each. */
  keyHashes(): { readonly high: Uint32Array; readonly low: Uint32Array } {
    return { high: this.column('keyHigh') as Uint32Array, low: this.column('keyLow') as Uint32Array };
  }

  /** How the facts of a subject and of an entity stand to each other. */
  relations(facts: PackedFacts, entity: number) {
    const dates = this.column('entityDates') as Uint32Array;
    const countries = this.column('entityCountries') as Uint32Array;
    const gender = (this.sections.entityGender as Uint8Array)[entity]!;
    return {
      date: bestDateRelation(
        facts.dates,
        this.sections.dates as Uint32Array,
        dates[entity]!,
        dates[entity + 1]!,
      ),
      country: countryRelation(
        facts.countries,
        this.sections.countries as Uint32Array,
        countries[entity]!,
        countries[entity + 1]!,
      ),
      genderDiffers: facts.gender !== 0 && gender !== 0 && facts.gender !== gender,
    };
  }

  countriesOf(entity: number): string[] {
    const start = this.column('entityCountries') as Uint32Array;
    return [...(this.sections.countries as Uint32Array).subarray(start[entity]!, start[entity + 1]!)].map(
      countryCode,
    );
  }

  isOnAny(entity: number, wanted: ReadonlySet<string>): boolean {
    const start = this.column('entityLists') as Uint32Array;
    const ids = this.sections.listIds as Uint32Array;
    for (let i = start[entity]!; i < start[entity + 1]!; i++)
      if (wanted.has(this.listNames[ids[i]!]!)) return true;
    return false;
  }

  /**
   * Whether one of the wanted lists (undefined: any) names the entity under a regime that is asked of this list.
   * An entity whose list says of no regime counts.
   */
  isUnder(
    entity: number,
    wanted: ReadonlySet<string> | undefined,
    regimes: Readonly<Record<string, readonly string[]>>,
  ): boolean {
    const { lists, properties } = this.record(entity);
    const own = properties.keywords;
    return lists.some((list) => {
      if (wanted !== undefined && !wanted.has(list)) return false;
      const asked = regimes[list];
      return asked === undefined || own === undefined || own.some((regime) => asked.includes(regime));
    });
  }

  /** Whether one of the lists names the entity, and besides them only lists that gather those of others. */
  isOnlyOn(entity: number, { lists, gatherers }: NonNullable<ScreenOptions['leaveOut']>): boolean {
    const own = this.record(entity).lists;
    return (
      own.some((list) => lists.includes(list)) &&
      own.every((list) => lists.includes(list) || gatherers.includes(list))
    );
  }

  entityById(id: string): number | undefined {
    for (const entity of this.entitiesByKey(entityKey(id))) if (this.record(entity).id === id) return entity;
    return undefined;
  }

  private column(name: string): Column {
    return this.sections[name]!;
  }

  private text(bytes: Uint8Array): string {
    // TextDecoder refuses views of shared memory.
    return this.decoder.decode(bytes.slice());
  }
}

/** Two-letter code of a country as the index keeps it. */
export function countryCode(packed: number): string {
  return String.fromCharCode(packed >> 8, packed & 255);
}
