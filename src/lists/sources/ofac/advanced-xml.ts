import type { ListDraft } from '../../list-draft.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import { addressOfParts } from './address-parts.ts';
import { type Period, periodText } from './periods.ts';
import {
  joined,
  type OfacFact,
  type OfacLink,
  type OfacName,
  type OfacRecord,
  type OfacType,
} from './record.ts';
import type { Publication } from './standard-xml.ts';

/**
 * Reads SDN_ADVANCED.XML and CONS_ADVANCED.XML (the UN's Advanced Sanctions Data Model, in OFAC's namespaces of
 * 2018 to 2026). Everything in it is a number that points into reference tables, so the whole document is held
 * until its end. A number that points nowhere is reported.
 */
export function readAdvancedXml(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: OfacRecord) => void,
): Publication {
  const values = new Map<string, XmlElement>(); // `AliasType 1400` → its element
  const byRecord = new Map<string, XmlElement[]>(RECORDS.map((name) => [name, []]));
  const options = {
    file: list.file,
    roots: ['Sanctions'],
    records: ['DateOfIssue', 'ReferenceValueSets', ...RECORDS],
  };
  let publishedAt: string | undefined;
  readXml(bytes, options, (element) => {
    if (element.name === 'DateOfIssue') publishedAt = pointOf(element);
    else if (element.name === 'ReferenceValueSets') {
      for (const set of element.children) {
        for (const value of set.children) values.set(`${value.name} ${value.attributes.ID}`, value);
      }
    } else byRecord.get(element.name)?.push(element);
  });
  const tables: Tables = {
    list,
    values,
    locations: byId(byRecord.get('Location')),
    documents: groupedBy(byRecord.get('IDRegDocument'), 'IdentityID'),
    relationships: groupedBy(byRecord.get('ProfileRelationship'), 'From-ProfileID'),
    entries: groupedBy(byRecord.get('SanctionsEntry'), 'ProfileID'),
  };
  for (const party of byRecord.get('DistinctParty') ?? []) {
    for (const profile of childrenOf(party, 'Profile')) onRecord(recordOf(tables, party, profile));
  }
  return publishedAt === undefined ? {} : { publishedAt };
}

const RECORDS = ['Location', 'IDRegDocument', 'DistinctParty', 'ProfileRelationship', 'SanctionsEntry'];

interface Tables {
  readonly list: ListDraft;
  readonly values: ReadonlyMap<string, XmlElement>;
  readonly locations: ReadonlyMap<string, XmlElement>;
  readonly documents: ReadonlyMap<string, readonly XmlElement[]>;
  readonly relationships: ReadonlyMap<string, readonly XmlElement[]>;
  readonly entries: ReadonlyMap<string, readonly XmlElement[]>;
}

function byId(elements: readonly XmlElement[] = []): Map<string, XmlElement> {
  return new Map(elements.map((element) => [element.attributes.ID ?? '', element]));
}

function groupedBy(elements: readonly XmlElement[] = [], attribute: string): Map<string, XmlElement[]> {
  return Map.groupBy(elements, (element) => element.attributes[attribute] ?? '');
}

/** The word behind a reference number; the number itself, and a report, where the tables have none. */
function wordOf(tables: Tables, table: string, id: string | undefined, at: XmlElement): string {
  if (id === undefined || id === '') return '';
  const value = tables.values.get(`${table} ${id}`);
  if (value !== undefined) return value.text;
  tables.list.issueOnce('drift', 'unknown-reference', `${table} ${id} is in no reference table`, {
    line: at.line,
  });
  return '';
}

function recordOf(tables: Tables, party: XmlElement, profile: XmlElement): OfacRecord {
  const uid = profile.attributes.ID ?? party.attributes.FixedRef ?? '';
  const identities = childrenOf(profile, 'Identity');
  const entries = tables.entries.get(uid) ?? [];
  const features = childrenOf(profile, 'Feature').flatMap((feature) => featuresOf(tables, feature));
  const measures = entries.flatMap((entry) => childrenOf(entry, 'SanctionsMeasure'));
  const events = entries.flatMap((entry) => childrenOf(entry, 'EntryEvent'));
  const typed = measures.map((measure) => ({
    type: wordOf(tables, 'SanctionsType', measure.attributes.SanctionsTypeID, measure),
    comment: textOf(measure, 'Comment'),
  }));
  const comment = textOf(party, 'Comment');
  return {
    uid,
    type: typeOf(tables, profile),
    place: { line: party.line, path: 'DistinctParty' },
    names: identities.flatMap((identity) => namesOf(tables, identity)).sort(primaryFirst),
    programs: typed
      .filter(({ type }) => type === 'Program')
      .map(({ comment }) => comment)
      .filter((tag) => tag !== ''),
    addresses: features.flatMap(({ address }) => address),
    facts: [
      ...features.flatMap(({ fact }) => fact),
      ...identities
        .flatMap(({ attributes }) => tables.documents.get(attributes.ID ?? '') ?? [])
        .map((document) => documentOf(tables, document)),
    ],
    links: (tables.relationships.get(uid) ?? []).map((relationship) => linkOf(tables, relationship)),
    remarks: comment === '' ? [] : [{ text: comment, element: 'DistinctParty/Comment' }],
    listedOn: events.map((event) => pointOf(childOf(event, 'Date'))).filter((day) => day !== undefined),
    legalBases: events
      .map((event) => wordOf(tables, 'LegalBasis', event.attributes.LegalBasisID, event))
      .filter((basis) => basis !== 'Unknown' && basis !== ''),
    measures: typed
      .filter(({ type }) => type !== 'Program')
      .map(({ type, comment }) => joined(': ', type, comment)),
  };
}

function primaryFirst(a: OfacName, b: OfacName): number {
  return Number(b.role === 'primary') - Number(a.role === 'primary');
}

function typeOf(tables: Tables, profile: XmlElement): OfacType {
  const id = profile.attributes.PartySubTypeID;
  const subType = tables.values.get(`PartySubType ${id}`);
  const word = wordOf(tables, 'PartySubType', id, profile);
  if (word === 'Vessel' || word === 'Aircraft') return word === 'Vessel' ? 'vessel' : 'aircraft';
  return wordOf(tables, 'PartyType', subType?.attributes.PartyTypeID, profile) === 'Individual'
    ? 'individual'
    : 'entity';
}

function namesOf(tables: Tables, identity: XmlElement): readonly OfacName[] {
  const partTypes = new Map<string, string>();
  for (const master of childrenOf(childOf(identity, 'NamePartGroups'), 'MasterNamePartGroup')) {
    for (const group of childrenOf(master, 'NamePartGroup')) {
      partTypes.set(
        group.attributes.ID ?? '',
        wordOf(tables, 'NamePartType', group.attributes.NamePartTypeID, group),
      );
    }
  }
  return childrenOf(identity, 'Alias').flatMap((alias) => {
    const type = wordOf(tables, 'AliasType', alias.attributes.AliasTypeID, alias);
    const role = type.startsWith('F')
      ? 'fka'
      : type === 'N.K.A.'
        ? 'nka'
        : type === 'Name'
          ? 'primary'
          : 'aka';
    const weak = alias.attributes.LowQuality === 'true';
    return childrenOf(alias, 'DocumentedName').map((name): OfacName => {
      const parts = childrenOf(name, 'DocumentedNamePart').flatMap((part) =>
        childrenOf(part, 'NamePartValue'),
      );
      const script = parts
        .map((part) => wordOf(tables, 'Script', part.attributes.ScriptID, part))
        .find((word) => word !== 'Latin' && word !== '');
      const words = parts.map(
        (part) => [partTypes.get(part.attributes.NamePartGroupID ?? '') ?? '', part.text] as const,
      );
      return { role, weak, ...partsOf(words), ...(script && { script }), element: 'Alias/DocumentedName' };
    });
  });
}

const LAST = new Set(['Last Name', 'Entity Name', 'Vessel Name', 'Aircraft Name', 'Nickname', '']);

/** Family name and the rest in the order of the publication, as `LAST, First` has them. */
export function partsOf(
  words: readonly (readonly [type: string, text: string])[],
): Pick<OfacName, 'last' | 'first' | 'parts'> {
  const last = words.filter(([type]) => LAST.has(type)).map(([, text]) => text);
  const first = words.filter(([type]) => !LAST.has(type));
  const told = first.filter(([type]) => type !== 'First Name');
  const names = first.map(([, text]) => text).join(' ');
  if (last.length === 0) return { last: names };
  return {
    last: last.join(' '),
    ...(names && { first: names }),
    ...(told.length > 0 && { parts: Object.fromEntries(told) }),
  };
}

/** A feature is a place (its address), a date, a word of a table, a country or a text. */
function featuresOf(
  tables: Tables,
  feature: XmlElement,
): { fact: OfacFact[]; address: OfacRecord['addresses'] }[] {
  const label = wordOf(tables, 'FeatureType', feature.attributes.FeatureTypeID, feature);
  return childrenOf(feature, 'FeatureVersion').map((version) => {
    const element = `Feature/${label}`;
    const reliability = wordOf(tables, 'Reliability', version.attributes.ReliabilityID, version);
    const remark = joined('; ', textOf(version, 'Comment'), reliability === 'False' ? 'known false' : '');
    const places = childrenOf(version, 'VersionLocation').map(({ attributes }) =>
      tables.locations.get(attributes.LocationID ?? ''),
    );
    if (label === 'Location') {
      return {
        fact: [],
        address: places.flatMap((place) => (place === undefined ? [] : locationOf(tables, place, element))),
      };
    }
    const details = childrenOf(version, 'VersionDetail').map((detail) => {
      return detail.text || wordOf(tables, 'DetailReference', detail.attributes.DetailReferenceID, detail);
    });
    const period = childrenOf(version, 'DatePeriod')
      .map(periodOf)
      .filter((text) => text !== '');
    const located = places.map((place) => (place === undefined ? '' : plainLocation(tables, place)));
    const value = joined(', ', ...details, ...period, ...located);
    return { fact: [{ label, value, ...(remark && { remark }), element }], address: [] };
  });
}

function plainLocation(tables: Tables, location: XmlElement): string {
  const [address] = locationOf(tables, location, '');
  return address === undefined ? '' : joined(', ', ...address.streets, address.cityLine, address.country);
}

function locationOf(tables: Tables, location: XmlElement, element: string): OfacRecord['addresses'] {
  const areas = childrenOf(location, 'LocationAreaCode').map(({ attributes }) => {
    return tables.values.get(`AreaCode ${attributes.AreaCodeID}`)?.attributes.Description ?? '';
  });
  const countries = childrenOf(location, 'LocationCountry').map(({ attributes }) => {
    const country = tables.values.get(`Country ${attributes.CountryID}`)?.text;
    return country ?? tables.values.get(`AreaCode ${attributes.CountryID}`)?.attributes.Description ?? '';
  });
  const parts = childrenOf(location, 'LocationPart').flatMap((part) => {
    const type = wordOf(tables, 'LocPartType', part.attributes.LocPartTypeID, part);
    const [value] = childrenOf(part, 'LocationPartValue');
    return value === undefined ? [] : [[type, textOf(value, 'Value')] as const];
  });
  const country = [...countries, ...areas].find((name) => name !== '') ?? '';
  const address = addressOfParts(parts, country, element);
  return address === undefined ? [] : [address];
}

function documentOf(tables: Tables, document: XmlElement): OfacFact {
  const country = document.attributes['IssuedBy-CountryID'];
  const dates = childrenOf(document, 'DocumentDate').map((date) => {
    const type = wordOf(tables, 'IDRegDocDateType', date.attributes.IDRegDocDateTypeID, date);
    return [type === 'Issue Date' ? 'issued' : 'expires', periodOf(childOf(date, 'DatePeriod'))] as const;
  });
  const validity = wordOf(tables, 'Validity', document.attributes.ValidityID, document);
  const issuer =
    country &&
    (tables.values.get(`Country ${country}`)?.text ??
      tables.values.get(`AreaCode ${country}`)?.attributes.Description);
  const remark = joined('; ', textOf(document, 'Comment'), validity === 'Fraudulent' ? validity : '');
  const authority = textOf(document, 'IssuingAuthority');
  return {
    label: wordOf(tables, 'IDRegDocType', document.attributes.IDRegDocTypeID, document),
    value: textOf(document, 'IDRegistrationNo'),
    ...(issuer && { country: issuer }),
    ...Object.fromEntries(dates.filter(([, text]) => text !== '')),
    ...(authority && { authority }),
    ...(remark && { remark }),
    element: 'IDRegDocument/IDRegistrationNo',
  };
}

function linkOf(tables: Tables, relationship: XmlElement): OfacLink {
  const { attributes } = relationship;
  const remark = joined('; ', textOf(relationship, 'Comment'), attributes.Former === 'true' ? 'former' : '');
  return {
    relation: wordOf(tables, 'RelationType', attributes.RelationTypeID, relationship) || 'Linked To',
    uid: attributes['To-ProfileID'] ?? '',
    ...(remark && { remark }),
    element: 'ProfileRelationship',
  };
}

/** `Start/From` to `End/To`: the first and the last day. */
function periodOf(period: XmlElement | undefined): string {
  const start = childOf(period, 'Start');
  const end = childOf(period, 'End');
  const first = pointOf(childOf(start, 'From'));
  const last = pointOf(childOf(end, 'To')) ?? pointOf(childOf(start, 'To')) ?? first;
  if (first === undefined || last === undefined) return '';
  const approximate = [start, end].some((side) => side?.attributes.Approximate === 'true');
  const whole: Period = { first, last, approximate };
  return periodText(whole);
}

function pointOf(point: XmlElement | undefined): string | undefined {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((name) => textOf(point, name));
  if (!year || !/^\d{4}$/.test(year)) return undefined;
  return [year, month, day]
    .filter((part) => part !== '' && part !== undefined)
    .map((part) => (part ?? '').padStart(2, '0'))
    .join('-');
}
