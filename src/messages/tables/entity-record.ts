import { identifierFamily, isA, type Origin, schemaOf } from '../../entity/index.ts';
import { cleanText } from './clean.ts';
import { readFact } from './facts.ts';
import type { EntityRecord } from './json.ts';
import type { RowIssue } from './row.ts';
import { MAX_NAME_LENGTH, type SubjectItem } from './subjects.ts';

const PROPERTY = /^[a-z][A-Za-z]*$/;
/** Values of an entity beyond this are more than anybody says of one subject. */
const MAX_VALUES = 10_000;

/** A record that is an FtM entity, as a subject. Its values are normalised as those of a table are. */
export function entitySubject(record: EntityRecord, document: string, format: string): SubjectItem {
  const { row, line } = record;
  const place = { row, ...(line !== undefined ? { line } : {}) };
  const issues: RowIssue[] = [];
  const known = schemaOf(record.schema) !== undefined;
  const schema = known ? record.schema : 'LegalEntity';
  if (!known)
    issues.push({ code: 'messages/unknown-type', message: 'Not a schema we know; read as LegalEntity' });
  if (known && !isA(schema, 'Thing')) {
    const message = `A record of schema ${schema} is a link between things and names nobody`;
    return { reject: { ...place, code: 'messages/no-name', message } };
  }
  const properties = new Map<string, string[]>();
  let count = 0;
  for (const [property, raw] of Object.entries(record.properties)) {
    const values = (Array.isArray(raw) ? raw : [raw]).filter((value) =>
      ['string', 'number', 'boolean'].includes(typeof value),
    );
    const lost = (Array.isArray(raw) ? raw.length : 1) - values.length;
    if (!PROPERTY.test(property) || lost > 0) {
      issues.push({
        code: 'messages/bad-property',
        message: 'Not read: no property, or values that are no text',
        column: property.slice(0, 60),
      });
    }
    if (!PROPERTY.test(property)) continue;
    const read = values.slice(0, MAX_VALUES - count).flatMap((value) => {
      const { text } = cleanText(String(value));
      if (property === 'name' || property === 'alias') return text === '' ? [] : [text];
      const fact = readFact(text, property, schema, property, {});
      issues.push(...fact.issues);
      return fact.values;
    });
    count += values.length;
    if (read.length > 0) properties.set(property, [...new Set(read)]);
  }
  if (count > MAX_VALUES) {
    return {
      reject: {
        ...place,
        code: 'messages/bad-record',
        message: `The record has more than ${MAX_VALUES} values`,
      },
    };
  }
  const names =
    properties.get('name') ?? (record.caption !== undefined ? [cleanText(record.caption).text] : []);
  if (names.some((name) => name.length > MAX_NAME_LENGTH)) {
    return {
      reject: {
        ...place,
        code: 'messages/name-too-long',
        message: `A name is longer than ${MAX_NAME_LENGTH} letters`,
      },
    };
  }
  const readable = names.some((name) => /[\p{L}\p{N}]/u.test(name));
  const identified = [...properties.keys()].some((property) => identifierFamily(property) !== undefined);
  // A name that is there and cannot be read is not made up for by a number.
  if (!readable && (names.length > 0 || !identified)) {
    return {
      reject: { ...place, code: 'messages/no-name', message: 'The record names and identifies nobody' },
    };
  }
  if (names.length > 0) properties.set('name', names);
  const origin: Origin = { document, format, ...place };
  const id = record.id !== undefined ? { id: record.id } : {};
  const subject = Object.freeze({
    ...id,
    schema,
    properties: Object.freeze(Object.fromEntries(properties)),
    origin,
  });
  return { subject, ...(issues.length > 0 ? { issues } : {}) };
}
