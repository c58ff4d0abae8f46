import type { EntityDraft } from '../entity-draft.ts';
import { ListDraft } from '../list-draft.ts';
import type { ParsedList, ParseIssue, Source, SourceFile } from '../source.ts';
import { BadLine, readJsonLines } from './opensanctions-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Feature of the Senzing entity specification to FtM property; `other` where it differs for what is no person. */
const FEATURES: Readonly<Record<string, { readonly Person: string; readonly other: string }>> = {
  DATE_OF_BIRTH: { Person: 'birthDate', other: 'notes' },
  DATE_OF_DEATH: { Person: 'deathDate', other: 'notes' },
  REGISTRATION_DATE: { Person: 'notes', other: 'incorporationDate' },
  PLACE_OF_BIRTH: { Person: 'birthPlace', other: 'notes' },
  NATIONALITY: { Person: 'nationality', other: 'country' },
  CITIZENSHIP: { Person: 'citizenship', other: 'country' },
  COUNTRY_OF_ASSOCIATION: { Person: 'country', other: 'country' },
  REGISTRATION_COUNTRY: { Person: 'country', other: 'jurisdiction' },
  ADDR_FULL: { Person: 'address', other: 'address' },
  GENDER: { Person: 'gender', other: 'notes' },
  PASSPORT_NUMBER: { Person: 'passportNumber', other: 'idNumber' },
  NATIONAL_ID_NUMBER: { Person: 'idNumber', other: 'idNumber' },
  TAX_ID_NUMBER: { Person: 'taxNumber', other: 'taxNumber' },
  LEI_NUMBER: { Person: 'idNumber', other: 'leiCode' },
  PHONE_NUMBER: { Person: 'phone', other: 'phone' },
  EMAIL_ADDRESS: { Person: 'email', other: 'email' },
  WEBSITE_ADDRESS: { Person: 'website', other: 'website' },
  TOPIC: { Person: 'topics', other: 'topics' },
};
/** Fields that name the record, or say of what kind the value beside them is. */
const ASIDE = /^(?:DATA_SOURCE|RECORD_ID|RECORD_TYPE|LAST_CHANGE|.*_(?:TYPE|COUNTRY)|REL_.*)$/;

/** OpenSanctions' export for Senzing, one JSON record a line. */
export function parseSenzing(files: readonly SourceFile[], source: Source): ParsedList {
  const list = new ListDraft(source, files[0]!.name);
  const issues: ParseIssue[] = [];
  const changed = new Map<string, string>();
  for (const file of files) {
    readJsonLines(file, issues, (value, line) => {
      readRecord(value, line, list, changed);
    });
  }
  list.take(issues);
  const { entities, ...rest } = list.build();
  return {
    ...rest,
    entities: entities.map((entity) => {
      const last_change = changed.get(entity.id);
      return last_change === undefined ? entity : Object.freeze({ ...entity, last_change });
    }),
  };
}

function readRecord(value: unknown, line: number, list: ListDraft, changed: Map<string, string>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadLine('The record is no object');
  const record = value as Fields;
  const id = record.RECORD_ID;
  if (typeof id !== 'string' || id === '') throw new BadLine('The record has no RECORD_ID');
  if (list.find(id)?.has('name')) throw new BadLine(`The record ${id} is repeated`);
  if (!namesOf(record).some(({ text }) => text !== undefined))
    throw new BadLine(`The record ${id} has no name`);
  const entity = list.designated(id, schemaOf(record.RECORD_TYPE));
  if (typeof record.LAST_CHANGE === 'string') changed.set(id, record.LAST_CHANGE);
  for (const { text, alias } of namesOf(record)) {
    entity.add(alias ? 'alias' : 'name', text, { element: 'NAMES', ...(!alias && { quality: 'primary' }) });
  }
  for (const [name, content] of Object.entries(record)) {
    if (name === 'NAMES') continue;
    for (const features of Array.isArray(content) ? (content as unknown[]) : [{ [name]: content }]) {
      if (typeof features === 'object' && features !== null)
        readFeatures(features as Fields, name, entity, list, line);
    }
  }
}

function readFeatures(
  features: Fields,
  element: string,
  entity: EntityDraft,
  list: ListDraft,
  line: number,
): void {
  if (typeof features.REL_POINTER_KEY === 'string') addLink(features, entity, list);
  const wikidata =
    features.TRUSTED_ID_TYPE === 'WIKIDATA' || /^Q\d+$/.test(String(features.TRUSTED_ID_NUMBER));
  for (const [name, value] of Object.entries(features)) {
    if (typeof value !== 'string' || ASIDE.test(name)) continue;
    const known = FEATURES[name];
    if (known) entity.add(entity.schema === 'Person' ? known.Person : known.other, value, { element: name });
    else if (name === 'TRUSTED_ID_NUMBER') {
      if (wikidata) entity.add('wikidataId', value, { element: name });
    } else if (name === 'URL') entity.add('sourceUrl', value, { element: name });
    else if (name === 'OTHER_ID_NUMBER') {
      // OpenSanctions repeats its own id here.
      if (value !== entity.id)
        entity.add('notes', value, { element: name, kind: String(features.OTHER_ID_TYPE) });
    } else {
      list.issueOnce(
        'drift',
        'unknown-element',
        `The feature ${name} of ${element} is not known; kept as a note`,
        { line },
      );
      entity.add('notes', value, { element: name, kind: name });
    }
  }
}

function addLink(features: Fields, entity: EntityDraft, list: ListDraft): void {
  const object = String(features.REL_POINTER_KEY);
  const role = String(features.REL_POINTER_ROLE ?? '');
  const link = list.linked(`${entity.id}-${role.toLowerCase()}-${object}`, 'UnknownLink');
  link.add('subject', entity.id);
  link.add('object', object);
  link.add('role', role, { element: 'REL_POINTER_ROLE' });
}

function namesOf(record: Fields): readonly { readonly text: string | undefined; readonly alias: boolean }[] {
  const names = Array.isArray(record.NAMES) ? (record.NAMES as unknown[]) : [];
  return names.map((each) => {
    const name = (each ?? {}) as Fields;
    const text = name.NAME_FULL ?? name.NAME_ORG;
    return { text: typeof text === 'string' ? text : undefined, alias: name.NAME_TYPE !== 'PRIMARY' };
  });
}

function schemaOf(type: unknown): string {
  if (type === 'PERSON') return 'Person';
  if (type === 'ORGANIZATION') return 'Organization';
  if (type === 'VESSEL') return 'Vessel';
  if (type === 'AIRCRAFT') return 'Airplane';
  // Positions and the like come without a type.
  return 'Thing';
}
