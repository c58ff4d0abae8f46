import { type Entity, RiegelError } from '../../entity/index.ts';
import { headOf } from '../file-head.ts';
import { ListDraft } from '../list-draft.ts';
import type { ParsedList, Source, SourceFile } from '../source.ts';
import { readXml, textOf, type XmlElement } from '../xml.ts';
import { KNOWN_ELEMENTS } from './un/elements.data.ts';
import { addDesignation } from './un/record.ts';

/**
 * The consolidated list of the United Nations Security Council: all its sanctions committees in one XML.
 * The published files do not validate against the published schema, so the schema gates nothing; an
 * element that we do not know is reported as drift.
 */
export const unSecurityCouncil: Source = {
  id: 'un_sc_sanctions',
  title: 'UN Security Council Consolidated List',
  authority: 'United Nations Security Council',
  jurisdiction: 'un',
  regimes: ['terrorism', 'proliferation', 'country', 'crime'],
  homepage: 'https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list',
  licence: 'UN public document',
  rhythm: { text: 'Regenerated every day; changed when a committee decides', maxAgeHours: 72 },
  formats: [
    {
      id: 'xml',
      files: [
        {
          name: 'consolidated.xml',
          url: 'https://scsanctions.un.org/resources/xml/en/consolidated.xml',
          required: true,
        },
      ],
      detects: (files) => files.some((file) => /<CONSOLIDATED_LIST[\s>]/u.test(headOf(file))),
      parse,
    },
  ],
};

/** Bare `&`, which the file of 2024-10-16 really had, is mended and reported; every other fault refuses the file. */
function parse(files: readonly SourceFile[], source: Source): ParsedList {
  const [file] = files;
  if (file === undefined) throw new RiegelError('lists/missing-file', 'No file was given');
  const list = new ListDraft(source, file.name);
  const references = new Map<string, string>();
  let records = 0;
  const reading = readXml(
    file.bytes,
    {
      file: file.name,
      roots: ['CONSOLIDATED_LIST'],
      records: ['INDIVIDUAL', 'ENTITY'],
      mendAmpersands: true,
    },
    (record) => {
      records++;
      reportUnknown(list, record);
      addDesignation(list, record);
      references.set(`un-sc-${textOf(record, 'DATAID')}`, textOf(record, 'REFERENCE_NUMBER'));
    },
  );
  if (records === 0) {
    throw new RiegelError('lists/no-records', 'The list names nobody', {
      place: { file: file.name },
      expected: 'INDIVIDUAL or ENTITY',
    });
  }
  list.take(reading.issues);
  for (const path of reading.outside.keys()) {
    if (path === 'INDIVIDUALS' || path === 'ENTITIES') continue;
    list.issueOnce('drift', 'unknown-element', `Element "${path}" is not known`, { path });
  }
  const publishedAt = reading.root.attributes.dateGenerated;
  const built = list.build(publishedAt === undefined ? {} : { publishedAt });
  return {
    ...built,
    entities: built.entities.map((entity) => withReference(entity, references.get(entity.id))),
  };
}

/** The permanent reference number (`QDi.001`) is how everyone else names the designation. */
function withReference(entity: Entity, reference: string | undefined): Entity {
  return reference ? Object.freeze({ ...entity, referents: Object.freeze([reference]) }) : entity;
}

function reportUnknown(list: ListDraft, element: XmlElement): void {
  const known = KNOWN_ELEMENTS[element.name] ?? [];
  for (const child of element.children) {
    if (known.includes(child.name)) reportUnknown(list, child);
    else {
      const path = `${element.name}/${child.name}`;
      list.issueOnce('drift', 'unknown-element', `Element "${path}" is not known`, {
        line: child.line,
        path,
      });
    }
  }
}
