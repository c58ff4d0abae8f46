import type { ListDraft } from '../../list-draft.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import { addressOfParts } from './address-parts.ts';
import { partsOf } from './name-parts.ts';
import { periodText } from './periods.ts';
import {
  joined,
  type OfacFact,
  type OfacLink,
  type OfacName,
  type OfacRecord,
  type OfacType,
} from './record.ts';
import { readRemarks } from './remarks.ts';
import type { Publication } from './standard-xml.ts';
import { programsOf } from './tables.ts';

/** Reads SDN_ENHANCED.XML and CONS_ENHANCED.XML (ofacEnhancedXml schema of the sanctions list service). */
export function readEnhancedXml(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: OfacRecord) => void,
): Publication {
  let publishedAt = '';
  const options = { file: list.file, roots: ['sanctionsData'], records: ['publicationInfo', 'entity'] };
  readXml(bytes, options, (element) => {
    if (element.name === 'entity') onRecord(recordOf(list, element));
    else publishedAt = textOf(element, 'dataAsOf');
  });
  return publishedAt === '' ? {} : { publishedAt };
}

const KNOWN = new Set([
  ...['generalInfo', 'sanctionsLists', 'sanctionsPrograms', 'sanctionsTypes', 'legalAuthorities', 'names'],
  ...['addresses', 'features', 'identityDocuments', 'relationships'],
]);

function recordOf(list: ListDraft, entity: XmlElement): OfacRecord {
  for (const { name, line } of entity.children) {
    if (!KNOWN.has(name)) {
      list.issueOnce('drift', 'unknown-element', `Element "entity/${name}" is not known and not read`, {
        line,
      });
    }
  }
  const general = childOf(entity, 'generalInfo');
  const type = typeOf(textOf(general, 'entityType'));
  const title = textOf(general, 'title');
  const read = readRemarks(textOf(general, 'remarks'), title, type, 'generalInfo/remarks');
  const items = (group: string, item: string) => childrenOf(childOf(entity, group), item);
  const names = items('names', 'name').flatMap(namesOf);
  return {
    uid: entity.attributes.id ?? '',
    type,
    place: { line: entity.line, path: 'entity' },
    names: [
      ...names.filter(({ role }) => role === 'primary'),
      ...names.filter(({ role }) => role !== 'primary'),
      ...read.names,
    ],
    programs: items('sanctionsPrograms', 'sanctionsProgram').flatMap(({ text }) => programsOf(text)),
    addresses: items('addresses', 'address').flatMap(addressesOf),
    facts: [
      ...(title === '' ? [] : [{ label: 'Title', value: title, element: 'generalInfo/title' }]),
      ...items('features', 'feature').map(featureOf),
      ...items('identityDocuments', 'identityDocument').map(documentOf),
      ...read.facts,
    ],
    links: [...items('relationships', 'relationship').map(linkOf), ...read.links],
    remarks: read.rest,
    listedOn: items('sanctionsLists', 'sanctionsList').map(
      ({ attributes }) => attributes.datePublished ?? '',
    ),
    legalBases: items('legalAuthorities', 'legalAuthority').map(({ text }) => text),
    measures: items('sanctionsTypes', 'sanctionsType').map(({ text }) => text),
  };
}

function typeOf(word: string): OfacType {
  const type = word.toLowerCase();
  return type === 'individual' || type === 'vessel' || type === 'aircraft' ? type : 'entity';
}

/** Each name has translations: the same name in several scripts, of which one is primary. */
function namesOf(name: XmlElement): readonly OfacName[] {
  const primary = textOf(name, 'isPrimary') === 'true';
  const type = textOf(name, 'aliasType');
  const role = primary ? 'primary' : /^f/i.test(type) ? 'fka' : /^n\.?k/i.test(type) ? 'nka' : 'aka';
  const weak = textOf(name, 'isLowQuality') === 'true';
  return childrenOf(childOf(name, 'translations'), 'translation').map((translation): OfacName => {
    const script = textOf(translation, 'script');
    const first = textOf(translation, 'formattedFirstName');
    const last = textOf(translation, 'formattedLastName') || textOf(translation, 'formattedFullName');
    const parts = childrenOf(childOf(translation, 'nameParts'), 'namePart');
    const typed = partsOf(parts.map((part) => [textOf(part, 'type'), textOf(part, 'value')] as const));
    return {
      role,
      weak,
      ...(last === ''
        ? typed
        : { last, ...(first && { first }), ...(typed.parts && { parts: typed.parts }) }),
      ...(script !== '' && script !== 'Latin' && { script }),
      element: 'names/name/translations/translation',
    };
  });
}

function addressesOf(address: XmlElement): OfacRecord['addresses'] {
  const country = textOf(address, 'country') || textOf(address, 'translations', 'country');
  const element = 'addresses/address';
  const translations = childrenOf(childOf(address, 'translations'), 'translation');
  const read = translations.map((translation) => {
    const parts = childrenOf(childOf(translation, 'addressParts'), 'addressPart');
    const typed = parts.map((part) => [textOf(part, 'type'), textOf(part, 'value')] as const);
    const script = textOf(translation, 'script');
    return addressOfParts(typed, country, element, script === 'Latin' ? undefined : script);
  });
  const found = read.filter((each) => each !== undefined);
  return found.length > 0 || country === '' ? found : [{ streets: [], cityLine: '', country, element }];
}

function featureOf(feature: XmlElement): OfacFact {
  const label = textOf(feature, 'type');
  const reliability = textOf(feature, 'reliability') === 'False' ? 'known false' : '';
  const remark = joined('; ', textOf(feature, 'comments'), reliability);
  const value = textOf(feature, 'value') || period(childOf(feature, 'valueDate'));
  return { label, value, ...(remark && { remark }), element: `features/feature/${label}` };
}

function documentOf(document: XmlElement): OfacFact {
  const invalid = textOf(document, 'isValid') === 'false' ? 'not valid' : '';
  const remark = joined('; ', textOf(document, 'comments'), invalid);
  const country = textOf(document, 'issuingCountry');
  const issued = period(childOf(document, 'issueDate'));
  const expires = period(childOf(document, 'expirationDate'));
  const authority = joined(', ', textOf(document, 'issuingAuthority'), textOf(document, 'issuingLocation'));
  return {
    label: textOf(document, 'type'),
    value: textOf(document, 'documentNumber'),
    ...(country && { country }),
    ...(issued && { issued }),
    ...(expires && { expires }),
    ...(authority && { authority }),
    ...(remark && { remark }),
    element: 'identityDocuments/identityDocument/documentNumber',
  };
}

function linkOf(relationship: XmlElement): OfacLink {
  const related = childOf(relationship, 'relatedEntity');
  const remark = joined('; ', textOf(relationship, 'comments'), period(childOf(relationship, 'dateRange')));
  return {
    relation: textOf(relationship, 'type'),
    ...(related?.attributes.entityId && { uid: related.attributes.entityId }),
    ...(related?.text && { name: related.text }),
    ...(remark && { remark }),
    element: 'relationships/relationship',
  };
}

/** `fromDateBegin` to `toDateEnd`: the first and the last day. */
function period(element: XmlElement | undefined): string {
  const day = (name: string) => textOf(element, name).slice(0, 10);
  const first = day('fromDateBegin') || day('fromDateEnd');
  const last = day('toDateEnd') || day('toDateBegin') || day('fromDateEnd') || first;
  if (first === '') return '';
  return periodText({ first, last, approximate: textOf(element, 'isApproximate') === 'true' });
}
