import type { ListDraft } from '../../list-draft.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import { type AdvancedParty, partyOf } from './advanced-party.ts';
import { type AdvancedTables, pointOf, wordOf } from './advanced-tables.ts';
import { joined, type OfacLink, type OfacRecord } from './record.ts';
import type { Publication } from './standard-xml.ts';

const RECORDS = ['Location', 'IDRegDocument', 'DistinctParty', 'ProfileRelationship', 'SanctionsEntry'];

/**
 * Reads SDN_ADVANCED.XML and CONS_ADVANCED.XML (the UN's Advanced Sanctions Data Model, in OFAC's namespaces of
 * 2018 to 2026). Everything in it is a number that points elsewhere. The schema puts tables, places and papers
 * before the parties, so that a party is read when it comes and its elements, of more than 100 MB, are let go;
 * relations and sanctions follow behind. A number that points nowhere is reported.
 */
export function readAdvancedXml(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: OfacRecord) => void,
): Publication {
  const tables: AdvancedTables = { list, values: new Map(), locations: new Map(), documents: new Map() };
  const parties: AdvancedParty[] = [];
  const relationships = new Map<string, XmlElement[]>();
  const entries = new Map<string, XmlElement[]>();
  let publishedAt: string | undefined;
  const options = {
    file: list.file,
    roots: ['Sanctions'],
    records: ['DateOfIssue', 'ReferenceValueSets', ...RECORDS],
  };
  const readers: Readonly<Record<string, (element: XmlElement) => void>> = {
    DateOfIssue: (element) => {
      publishedAt = pointOf(element);
    },
    ReferenceValueSets: (element) => {
      for (const value of element.children.flatMap(({ children }) => children)) {
        tables.values.set(`${value.name} ${value.attributes.ID}`, value);
      }
    },
    Location: (element) => tables.locations.set(element.attributes.ID ?? '', element),
    IDRegDocument: (element) => collect(tables.documents, element, 'IdentityID'),
    DistinctParty: (element) => {
      for (const profile of childrenOf(element, 'Profile')) parties.push(partyOf(tables, element, profile));
    },
    ProfileRelationship: (element) => collect(relationships, element, 'From-ProfileID'),
    SanctionsEntry: (element) => collect(entries, element, 'ProfileID'),
  };
  readXml(bytes, options, (element) => readers[element.name]?.(element));
  for (const party of parties) {
    const links = relationships.get(party.uid)?.map((relationship) => linkOf(tables, relationship)) ?? [];
    onRecord({ ...party, links, ...sanctionsOf(tables, entries.get(party.uid) ?? []) });
  }
  return publishedAt === undefined ? {} : { publishedAt };
}

function collect(groups: Map<string, XmlElement[]>, element: XmlElement, attribute: string): void {
  const key = element.attributes[attribute] ?? '';
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [element]);
  else group.push(element);
}

/** A measure of type `Program` names the programme in its comment; the others are what is prohibited. */
function sanctionsOf(
  tables: AdvancedTables,
  entries: readonly XmlElement[],
): Pick<OfacRecord, 'programs' | 'listedOn' | 'legalBases' | 'measures'> {
  const events = entries.flatMap((entry) => childrenOf(entry, 'EntryEvent'));
  const measures = entries
    .flatMap((entry) => childrenOf(entry, 'SanctionsMeasure'))
    .map((measure) => ({
      type: wordOf(tables, 'SanctionsType', measure.attributes.SanctionsTypeID, measure),
      comment: textOf(measure, 'Comment'),
    }));
  const programs = measures.filter(({ type }) => type === 'Program');
  const others = measures.filter(({ type }) => type !== 'Program');
  return {
    programs: programs.map(({ comment }) => comment).filter((tag) => tag !== ''),
    listedOn: events.map((event) => pointOf(childOf(event, 'Date'))).filter((day) => day !== undefined),
    legalBases: events
      .map((event) => wordOf(tables, 'LegalBasis', event.attributes.LegalBasisID, event))
      .filter((basis) => basis !== 'Unknown' && basis !== ''),
    measures: others.map(({ type, comment }) => joined(': ', type, comment)),
  };
}

function linkOf(tables: AdvancedTables, relationship: XmlElement): OfacLink {
  const { attributes } = relationship;
  const remark = joined('; ', textOf(relationship, 'Comment'), attributes.Former === 'true' ? 'former' : '');
  return {
    relation: wordOf(tables, 'RelationType', attributes.RelationTypeID, relationship) || 'Linked To',
    uid: attributes['To-ProfileID'] ?? '',
    ...(remark && { remark }),
    element: 'ProfileRelationship',
  };
}
