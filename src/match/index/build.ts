import { createHash } from 'node:crypto';
import { type Entity, packDate, valuesOf } from '../../entity/index.ts';
import { analyseName, type FlatName, flatten, type Term, termColumns } from '../../names/index.ts';
import { GrowingU8, GrowingU32 } from './growing.ts';
import { entityKey, hashKey, identifiersOf } from './identifiers.ts';
import { KIND_CODE, PROPERTY_CODE } from './kinds.ts';
import { type Sections, writeSections } from './layout.ts';
import { kindsOf, namesOf } from './names-of.ts';

/** Engine version: part of every index id. Raised whenever the same entities would be scored otherwise. */
export const ENGINE_VERSION = 'riegel-match/1';

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

/** Terms by identity, with the postings that lead from them to names. */
class Vocabulary {
  readonly terms: Term[] = [];
  private readonly byId = new Map<string, number>();

  idOf(term: Term): number {
    let id = this.byId.get(term.id);
    if (id === undefined) {
      id = this.terms.length;
      this.terms.push(term);
      this.byId.set(term.id, id);
    }
    return id;
  }
}

/** Compiles entities into an index. Entities without a screened schema (addresses, links) are passed over. */
export function buildIndex(entities: Iterable<Entity>, options: BuildOptions = {}): BuiltIndex {
  const vocabulary = new Vocabulary();
  const columns = {
    nameEntity: new GrowingU32(),
    nameKind: new GrowingU8(),
    nameHead: new GrowingU32(),
    nameParts: new GrowingU32(),
    partTerm: new GrowingU32(),
    partWeight: new GrowingU8(),
    partInitial: new GrowingU8(),
    partLetter: new GrowingU8(),
    nameJoins: new GrowingU32(),
    joinTerm: new GrowingU32(),
    joinStart: new GrowingU8(),
    joinLength: new GrowingU8(),
    nameNumbers: new GrowingU32(),
    numbers: new GrowingU32(),
    nameLegal: new GrowingU32(),
    legal: new GrowingU32(),
    entityNames: new GrowingU32(),
    entityRecord: new GrowingU32(),
    entityDates: new GrowingU32(),
    dates: new GrowingU32(),
    entityCountries: new GrowingU32(),
    countries: new GrowingU32(),
    entityGender: new GrowingU8(),
    entityLists: new GrowingU32(),
    listIds: new GrowingU32(),
    nameProperty: new GrowingU8(),
    nameText: new GrowingU32(),
  };
  const records = new GrowingU8();
  const texts = new GrowingU8();
  const encoder = new TextEncoder();
  for (const c of [columns.nameParts, columns.nameJoins, columns.nameNumbers, columns.nameLegal]) c.push(0);
  for (const c of [
    columns.entityNames,
    columns.entityRecord,
    columns.entityDates,
    columns.entityCountries,
    columns.entityLists,
    columns.nameText,
  ])
    c.push(0);
  const heads: { term: number; name: number }[] = [];
  const keys: [number, number, number][] = [];
  const listNames: string[] = [];
  const listCode = (list: string): number => {
    const known = listNames.indexOf(list);
    return known >= 0 ? known : listNames.push(list) - 1;
  };
  let entityCount = 0;
  let nameCount = 0;
  for (const entity of entities) {
    const identifiers = identifiersOf(entity.schema, entity.properties);
    // Addresses, documents and links are found through the entity they belong to.
    if (kindsOf(entity.schema).length === 0 && !(entity.schema === 'CryptoWallet' && identifiers.length > 0))
      continue;
    const seen = new Set<string>();
    for (const listed of namesOf(entity)) {
      const flat = flatten(analyseName(listed.text, listed.kind));
      if (flat.wordCount === 0) continue;
      const signature = `${listed.kind}:${flat.terms.map((t) => t.id).join(' ')}:${flat.numbers.join()}:${flat.legalForms.join()}`;
      if (seen.has(signature)) continue;
      seen.add(signature);
      addName(flat, KIND_CODE[listed.kind], PROPERTY_CODE.indexOf(listed.property));
      texts.append(encoder.encode(listed.text));
      columns.nameText.push(texts.length);
    }
    columns.entityNames.push(nameCount);
    records.append(encoder.encode(recordOf(entity)));
    columns.entityRecord.push(records.length);
    addFacts(entity);
    for (const list of entity.datasets) columns.listIds.push(listCode(list));
    columns.entityLists.push(columns.listIds.length);
    keys.push([...hashKey(entityKey(entity.id)), entityCount]);
    for (const { key } of identifiers) keys.push([...hashKey(key), entityCount]);
    entityCount++;
    if (entityCount % 1000 === 0) options.onProgress?.(entityCount);
  }

  function addName(flat: FlatName, kind: number, property: number): void {
    const name = nameCount++;
    columns.nameEntity.push(entityCount);
    columns.nameKind.push(kind);
    columns.nameProperty.push(Math.max(0, property));
    columns.nameHead.push(flat.head);
    const posted = new Set<number>();
    for (let i = 0; i < flat.wordCount; i++) {
      const term = vocabulary.idOf(flat.terms[i]!);
      columns.partTerm.push(term);
      columns.partWeight.push(flat.weights[i]!);
      columns.partInitial.push(flat.initials[i]!);
      columns.partLetter.push(flat.letters[i]!);
      if ((flat.head >> i) & 1) posted.add(term);
    }
    columns.nameParts.push(columns.partTerm.length);
    for (let j = 0; j < flat.joinStart.length; j++) {
      const term = vocabulary.idOf(flat.terms[flat.wordCount + j]!);
      columns.joinTerm.push(term);
      columns.joinStart.push(flat.joinStart[j]!);
      columns.joinLength.push(flat.joinLength[j]!);
      const bits = ((1 << flat.joinLength[j]!) - 1) << flat.joinStart[j]!;
      if ((bits & flat.head) !== 0) posted.add(term);
    }
    columns.nameJoins.push(columns.joinTerm.length);
    for (const number of flat.numbers) columns.numbers.push(number);
    columns.nameNumbers.push(columns.numbers.length);
    for (const form of flat.legalForms) columns.legal.push(form);
    columns.nameLegal.push(columns.legal.length);
    for (const term of posted) heads.push({ term, name });
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
  const terms = termColumns(vocabulary.terms);
  for (const [name, column] of Object.entries(terms)) sections[`term.${name}`] = column as Sections[string];
  Object.assign(
    sections,
    usageOf(vocabulary.terms.length, sections.partTerm as Uint32Array, sections.joinTerm as Uint32Array),
  );
  Object.assign(sections, postingsOf(vocabulary.terms.length, heads));
  Object.assign(sections, dictionaryOf(vocabulary.terms));
  Object.assign(sections, identifierTable(keys));
  sections.termJoined = Uint8Array.from(vocabulary.terms, (t) => (t.joined ? 1 : 0));
  sections['term.bits'] = Uint8Array.from(vocabulary.terms, (t) => Math.round(t.bits * 10));
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
      names: nameCount,
      terms: vocabulary.terms.length,
    }),
  );
  return {
    buffer: writeSections(sections),
    id,
    counts: { entities: entityCount, names: nameCount, terms: vocabulary.terms.length },
  };
}

/** What an answer shows of an entity; the rest is in the list version it came from. */
function recordOf(entity: Entity): string {
  const shown: Record<string, readonly string[]> = {};
  for (const property of [
    'topics',
    'programId',
    'unscId',
    'birthDate',
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
    identifiers: identifiersOf(entity.schema, entity.properties),
  });
}

/** 1: the term is a word of some name, 2: it is joined words of some name. */
function usageOf(termCount: number, partTerm: Uint32Array, joinTerm: Uint32Array): Sections {
  const usage = new Uint8Array(termCount);
  for (const term of partTerm) usage[term]! |= 1;
  for (const term of joinTerm) usage[term]! |= 2;
  return { termUsage: usage };
}

/** Term → names in whose head it is. */
function postingsOf(termCount: number, heads: readonly { term: number; name: number }[]): Sections {
  const start = new Uint32Array(termCount + 1);
  for (const { term } of heads) start[term + 1]!++;
  for (let t = 0; t < termCount; t++) start[t + 1]! += start[t]!;
  const next = start.slice(0, termCount);
  const names = new Uint32Array(heads.length);
  for (const { term, name } of heads) names[next[term]!++] = name;
  return { postingStart: start, postings: names };
}

/** Identifier hash → entities, open-addressed: `keyHigh[slot]` 0 is empty; equal keys lie in neighbouring slots. */
function identifierTable(keys: readonly (readonly [number, number, number])[]): Sections {
  let size = 16;
  while (size < keys.length * 2) size *= 2;
  const keyHigh = new Uint32Array(size);
  const keyLow = new Uint32Array(size);
  const keyEntity = new Uint32Array(size);
  for (const [high, low, entity] of keys) {
    let slot = low & (size - 1);
    while (keyHigh[slot] !== 0) slot = (slot + 1) & (size - 1);
    keyHigh[slot] = high;
    keyLow[slot] = low;
    keyEntity[slot] = entity;
  }
  return { keyHigh, keyLow, keyEntity };
}

/** Mark → terms, as an open-addressed table: `markKey[slot]`, `markStart[slot] … markEnd[slot]` into `markTerms`. */
function dictionaryOf(terms: readonly Term[]): Sections {
  let count = 0;
  for (const term of terms) count += term.marks.left.length;
  const marks = new Float64Array(count);
  let at = 0;
  terms.forEach((term, t) => {
    // Sorted as one number: the mark in the high part, the term in the low 21 to 32 bits.
    for (const mark of term.marks.left) marks[at++] = mark * 0x200000 + t;
  });
  if (terms.length > 0x200000) throw new RangeError('more than 2,097,152 terms');
  marks.sort();
  let distinct = 0;
  for (let i = 0; i < count; i++) {
    if (i === 0 || Math.floor(marks[i]! / 0x200000) !== Math.floor(marks[i - 1]! / 0x200000)) distinct++;
  }
  let size = 16;
  while (size < distinct * 2) size *= 2;
  const keys = new Uint32Array(size);
  const start = new Uint32Array(size);
  const end = new Uint32Array(size);
  const markTerms = new Uint32Array(count);
  const mask = size - 1;
  for (let i = 0; i < count; ) {
    const mark = Math.floor(marks[i]! / 0x200000);
    let slot = mark & mask;
    while (end[slot] !== 0) slot = (slot + 1) & mask;
    keys[slot] = mark;
    start[slot] = i;
    while (i < count && Math.floor(marks[i]! / 0x200000) === mark) {
      markTerms[i] = marks[i]! - mark * 0x200000;
      i++;
    }
    end[slot] = i;
  }
  return { markKey: keys, markStart: start, markEnd: end, markTerms };
}
