import { createHash } from 'node:crypto';
import { type Entity, packDate, valuesOf } from '../../entity/index.ts';
import { analyseName, flatten, termColumns } from '../../names/index.ts';
import { dictionaryOf } from './dictionary.ts';
import { GrowingU8, GrowingU32 } from './growing.ts';
import { entityKey, hashKey, identifiersOf } from './identifiers.ts';
import { KIND_CODE, PROPERTY_CODE } from './kinds.ts';
import { type Sections, writeSections } from './layout.ts';
import { NameColumns } from './name-columns.ts';
import { kindsOf, type ListedName, namesOf } from './names-of.ts';
import { readyAnswers } from './ready-answers.ts';
import { Vocabulary } from './vocabulary.ts';

/** Engine version: part of every index id. Raised whenever the same entities would be scored otherwise. */
export const ENGINE_VERSION = 'riegel-match/5';

export interface BuildOptions {
  /** List id and version of what goes in: part of the index id, told by `index info`. */
  readonly lists?: Readonly<Record<string, string>>;
  readonly onProgress?: (entities: number) => void;
}

export interface BuiltIndex {
  readonly buffer: SharedArrayBuffer;
  /** Digest of list versions, engine version and all columns. */
  readonly id: string;
  readonly counts: { readonly entities: number; readonly names: number; readonly terms: number };
}

/**
 * A name read once: authorities write most of their names alike. What was read stands in the columns under its number;
 * kept here it would be some ten objects for each name, which live on while all others are read.
 */
interface ReadName {
  /** NO_WORDS: nothing of it can be read. */
  readonly name: number;
  /** Equal for two names that are compared alike. */
  readonly signature: string;
}
const NO_WORDS = -1;
const REMEMBERED_NAMES = 200_000;

/** Compiles entities into an index. Entities without a screened schema (addresses, links) are passed over. */
export function buildIndex(entities: Iterable<Entity>, options: BuildOptions = {}): BuiltIndex {
  const vocabulary = new Vocabulary();
  const names = new NameColumns();
  const columns = {
    entityNames: new GrowingU32(),
    entityRecord: new GrowingU32(),
    entityDates: new GrowingU32(),
    dates: new GrowingU32(),
    entityCountries: new GrowingU32(),
    countries: new GrowingU32(),
    entityGender: new GrowingU8(),
    entityLists: new GrowingU32(),
    listIds: new GrowingU32(),
    nameText: new GrowingU32(),
  };
  const records = new GrowingU8();
  const texts = new GrowingU8();
  const encoder = new TextEncoder();
  for (const c of [
    columns.entityNames,
    columns.entityRecord,
    columns.entityDates,
    columns.entityCountries,
    columns.entityLists,
    columns.nameText,
  ])
    c.push(0);
  const keys = { high: new GrowingU32(), low: new GrowingU32(), entity: new GrowingU32() };
  const read = new Map<string, ReadName>();
  const listNames: string[] = [];
  const listCode = (list: string): number => {
    const known = listNames.indexOf(list);
    return known >= 0 ? known : listNames.push(list) - 1;
  };
  let entityCount = 0;
  for (const entity of entities) {
    const identifiers = identifiersOf(entity.properties);
    // Addresses, documents and links are found through the entity they belong to.
    if (kindsOf(entity.schema).length === 0 && !(entity.schema === 'CryptoWallet' && identifiers.length > 0))
      continue;
    const seen = new Set<string>();
    for (const listed of namesOf(entity)) {
      if (!addName(listed, seen)) continue;
      texts.append(encoder.encode(listed.text));
      columns.nameText.push(texts.length);
    }
    columns.entityNames.push(names.count);
    records.append(encoder.encode(recordOf(entity)));
    columns.entityRecord.push(records.length);
    addFacts(entity);
    for (const list of entity.datasets) columns.listIds.push(listCode(list));
    columns.entityLists.push(columns.listIds.length);
    addKey(entityKey(entity.id));
    for (const { key } of identifiers) addKey(key);
    entityCount++;
    if (entityCount % 1000 === 0) options.onProgress?.(entityCount);
  }

  /** Adds a name of the entity, unless nothing of it can be read or one that is compared alike was `seen`. */
  function addName({ text, kind, property }: ListedName, seen: Set<string>): boolean {
    const code = Math.max(0, PROPERTY_CODE.indexOf(property));
    const key = `${kind}:${text}`;
    const known = read.get(key);
    if (known !== undefined) {
      if (known.name === NO_WORDS || seen.has(known.signature)) return false;
      seen.add(known.signature);
      names.again(known.name, entityCount, code);
      return true;
    }
    if (read.size >= REMEMBERED_NAMES) read.clear();
    const flat = flatten(analyseName(text, kind));
    if (flat.wordCount === 0) {
      read.set(key, { name: NO_WORDS, signature: '' });
      return false;
    }
    const terms = flat.terms.map((term) => vocabulary.numberOf(term));
    const signature = `${kind}:${terms}:${flat.numbers}:${flat.legalForms}`;
    if (seen.has(signature)) return false;
    seen.add(signature);
    read.set(key, { name: names.count, signature });
    names.add(flat, terms, entityCount, KIND_CODE[kind], code);
    return true;
  }

  function addKey(key: string): void {
    const [high, low] = hashKey(key);
    keys.high.push(high);
    keys.low.push(low);
    keys.entity.push(entityCount);
  }

  function addFacts(entity: Entity): void {
    const notes = entity.notes?.birthDate;
    valuesOf(entity, 'birthDate').forEach((value, i) => {
      const note = notes?.[i];
      const packed = packDate(value, {
        circa: note?.precision === 'circa',
        ...(note?.until === undefined ? {} : { until: note.until }),
      });
      if (packed !== 0) columns.dates.push(packed);
    });
    columns.entityDates.push(columns.dates.length);
    const codes = new Set<string>();
    for (const property of [
      'nationality',
      'citizenship',
      'country',
      'jurisdiction',
      'flag',
      'birthCountry',
    ]) {
      for (const code of valuesOf(entity, property)) if (code.length === 2) codes.add(code);
    }
    for (const code of codes) columns.countries.push((code.charCodeAt(0) << 8) | code.charCodeAt(1));
    columns.entityCountries.push(columns.countries.length);
    const gender = valuesOf(entity, 'gender')[0];
    columns.entityGender.push(gender === 'male' ? 1 : gender === 'female' ? 2 : 0);
  }

  const sections: Record<string, Sections[string]> = {};
  for (const [name, column] of Object.entries(columns)) sections[name] = column.done();
  sections.records = records.done();
  sections.texts = texts.done();
  const { terms, wordTerms, renumbered } = vocabulary.sorted();
  for (const [name, column] of Object.entries(termColumns(terms)))
    sections[`term.${name}`] = column as Sections[string];
  Object.assign(sections, names.sections(renumbered, wordTerms), dictionaryOf(terms));
  Object.assign(sections, readyAnswers(sections, terms, wordTerms, names.uses(renumbered)));
  Object.assign(sections, identifierTable(keys.high.done(), keys.low.done(), keys.entity.done()));
  const digest = createHash('sha256')
    .update(ENGINE_VERSION)
    .update(JSON.stringify(options.lists ?? {}));
  for (const name of Object.keys(sections).sort()) {
    const column = sections[name]!;
    digest.update(name).update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  const id = digest.digest('hex').slice(0, 32);
  sections.meta = encoder.encode(
    JSON.stringify({
      id,
      engine: ENGINE_VERSION,
      lists: options.lists ?? {},
      listNames,
      entities: entityCount,
      names: names.count,
      terms: terms.length,
      wordTerms,
    }),
  );
  return {
    buffer: writeSections(sections),
    id,
    counts: { entities: entityCount, names: names.count, terms: terms.length },
  };
}

/** What an answer shows of an entity; the rest is in the list version it came from. */
function recordOf(entity: Entity): string {
  const shown: Record<string, readonly string[]> = {};
  for (const property of [
    'topics',
    'keywords',
    'programId',
    'unscId',
    'birthDate',
    'incorporationDate',
    'nationality',
    'country',
    'birthPlace',
  ]) {
    const values = valuesOf(entity, property);
    if (values.length > 0) shown[property] = values.slice(0, 20);
  }
  return JSON.stringify({
    id: entity.id,
    caption: entity.caption,
    schema: entity.schema,
    lists: entity.datasets,
    properties: shown,
    identifiers: identifiersOf(entity.properties),
  });
}

/** Identifier hash → entities, open-addressed: `keyHigh[slot]` 0 is empty; equal keys lie in neighbouring slots. */
function identifierTable(high: Uint32Array, low: Uint32Array, entity: Uint32Array): Sections {
  let size = 16;
  while (size < high.length * 2) size *= 2;
  const keyHigh = new Uint32Array(size);
  const keyLow = new Uint32Array(size);
  const keyEntity = new Uint32Array(size);
  for (let i = 0; i < high.length; i++) {
    let slot = low[i]! & (size - 1);
    while (keyHigh[slot] !== 0) slot = (slot + 1) & (size - 1);
    keyHigh[slot] = high[i]!;
    keyLow[slot] = low[i]!;
    keyEntity[slot] = entity[i]!;
  }
  return { keyHigh, keyLow, keyEntity };
}
