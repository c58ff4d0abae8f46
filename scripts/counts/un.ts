import type { Entity } from '../../src/entity/index.ts';
import type { ParsedList } from '../../src/lists/index.ts';
import { between, type Counts, Tally, unescaped } from './counter.ts';
import type { SetCounter } from './set-counter.ts';

const FILES = [
  'un/UN_consolidated_2016-02-11_subset.xml',
  'un/UN_consolidated_2018-10-29.xml',
  'un/UN_consolidated_2024-10-16_NOT_WELLFORMED_bare_ampersands.xml',
  'un/UN_consolidated_2025-11-20.xml',
  'un/UN_consolidated_2026-02-27.xml',
  'small_samples_deriv/sample_unsc.xml',
];

/** Counts of the UN list from its raw text. */
export const unCounters: readonly SetCounter[] = FILES.map((file) => ({
  source: 'un_sc_sanctions',
  files: [file],
  count: ([bytes]) => countRaw(bytes ?? new Uint8Array()),
  parsed: countNames,
}));

/** Names as published: one for each element that holds any, not for each name that an element packs. */
function countRaw(bytes: Uint8Array): Counts {
  const text = new TextDecoder().decode(bytes).replace(/&(?!\w+;|#)/g, '&amp;');
  const names = new Tally();
  const numbers = new Tally();
  const records = text.split(/<(?:INDIVIDUAL|ENTITY)(?:\s[^>]*)?>/).slice(1);
  for (const record of records) {
    const id = between(record, 'DATAID');
    const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map((name) =>
      between(record, name),
    );
    names.add(id, parts.join(' '));
    names.add(id, between(record, 'NAME_ORIGINAL_SCRIPT'));
    for (const [, alias = ''] of record.matchAll(/<ALIAS_NAME>([^<]*)</g)) names.add(id, unescaped(alias));
    for (const [, number = ''] of record.matchAll(/<NUMBER>([^<]*)</g)) numbers.add(id, unescaped(number));
  }
  return {
    entities: records.length,
    designations: records.length,
    names: names.texts,
    numbers: numbers.texts,
  };
}

const NAMES = ['name', 'alias', 'weakAlias', 'previousName'];

function countNames({ entities }: ParsedList): Counts {
  const designated = entities.filter(({ target }) => target);
  const names = new Tally();
  const numbers = new Tally();
  for (const entity of designated) {
    for (const property of NAMES) for (const text of published(entity, property)) names.add(entity.id, text);
  }
  for (const document of entities.filter(({ schema }) => /^(Passport|Identification)$/.test(schema))) {
    const written = document.notes?.number?.[0];
    if (written?.element !== 'INDIVIDUAL_DOCUMENT/NUMBER') continue;
    const corrected = document.properties.summary?.find((text) => text.startsWith('as published: '));
    const number = corrected?.replace('as published: ', '') ?? document.properties.number?.[0] ?? '';
    numbers.add(document.properties.holder?.[0] ?? '', number);
  }
  return {
    entities: designated.length,
    designations: entities.filter(({ schema }) => schema === 'Sanction').length,
    names: names.texts,
    numbers: numbers.texts,
  };
}

function published(entity: Entity, property: string): readonly string[] {
  return (entity.properties[property] ?? []).map(
    (value, at) => entity.notes?.[property]?.[at]?.original ?? value,
  );
}
