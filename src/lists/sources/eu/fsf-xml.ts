import type { ListDraft } from '../../list-draft.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import { reportOutside, reportUnknown } from '../../xml-drift.ts';
import {
  type FsfAct,
  type FsfAddress,
  type FsfBirth,
  type FsfCitizenship,
  type FsfIdentification,
  type FsfName,
  type FsfRecord,
  knownCountry,
} from './record.ts';

/** Element and attribute names of FSF XML 1.1 (the EU's schema `xmlFullSanctionsList_1_1`, of 2018). */
const SHAPE: Readonly<Record<string, string>> = {
  sanctionEntity:
    'logicalId designationDate designationDetails delistingDate unitedNationId euReferenceNumber',
  remark: '',
  additionalInformation: 'key value',
  regulation:
    'regulationType organisationType publicationDate entryIntoForceDate numberTitle programme logicalId',
  publicationUrl: '',
  corrigendum: 'regulationType publicationDate numberTitle publicationUrl',
  regulationSummary: 'regulationType publicationDate numberTitle publicationUrl',
  subjectType: 'code classificationCode',
  nameAlias:
    'firstName middleName lastName wholeName function gender title nameLanguage strong regulationLanguage logicalId',
  citizenship:
    'acquisitionDate disenfranchisementDate region countryIso2Code countryDescription regulationLanguage logicalId',
  birthdate:
    'circa calendarType city zipCode birthdate dayOfMonth monthOfYear year yearRangeFrom yearRangeTo region place countryIso2Code countryDescription regulationLanguage logicalId',
  address:
    'city street poBox zipCode region place asAtListingTime countryIso2Code countryDescription regulationLanguage logicalId',
  contactInfo: 'key value',
  identification:
    'diplomatic knownExpired knownFalse reportedLost revokedByIssuer issueDate issuedBy latinNumber nameOnDocument number validFrom validTo identificationTypeCode identificationTypeDescription region countryIso2Code countryDescription regulationLanguage logicalId',
};

/** Reads FSF XML 1.1 and hands over each entity. Returns the day of publication. */
export function readFsfXml(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: FsfRecord) => void,
): string | undefined {
  const reading = readXml(
    bytes,
    { file: list.file, roots: ['export'], records: ['sanctionEntity'] },
    (element) => {
      reportUnknown(list, element, SHAPE);
      onRecord(recordOf(element));
    },
  );
  reportOutside(list, reading);
  list.take(reading.issues);
  return reading.root.attributes.generationDate ?? '';
}

function recordOf(element: XmlElement): FsfRecord {
  const regulation = childOf(element, 'regulation');
  const subject = childOf(element, 'subjectType');
  return {
    logicalId: attribute(element, 'logicalId'),
    euReference: attribute(element, 'euReferenceNumber'),
    unitedNationsId: attribute(element, 'unitedNationId'),
    designationDate: attribute(element, 'designationDate'),
    delistingDate: attribute(element, 'delistingDate'),
    designationDetails: attribute(element, 'designationDetails'),
    remarks: remarksOf(element),
    subjectType: attribute(subject, 'classificationCode') || attribute(subject, 'code'),
    regulation: {
      type: attribute(regulation, 'regulationType'),
      organisation: attribute(regulation, 'organisationType'),
      publicationDate: attribute(regulation, 'publicationDate'),
      entryIntoForceDate: attribute(regulation, 'entryIntoForceDate'),
      numberTitle: attribute(regulation, 'numberTitle'),
      programme: attribute(regulation, 'programme'),
      url: textOf(regulation, 'publicationUrl'),
    },
    names: childrenOf(element, 'nameAlias').map(nameOf),
    citizenships: childrenOf(element, 'citizenship').map(citizenshipOf),
    births: childrenOf(element, 'birthdate').map(birthOf),
    addresses: childrenOf(element, 'address').map(addressOf),
    identifications: childrenOf(element, 'identification').map(identificationOf),
    line: element.line,
  };
}

function nameOf(element: XmlElement): FsfName {
  const strong = element.attributes.strong;
  return {
    ...detailOf(element),
    whole: attribute(element, 'wholeName'),
    first: attribute(element, 'firstName'),
    middle: attribute(element, 'middleName'),
    last: attribute(element, 'lastName'),
    title: attribute(element, 'title'),
    function: attribute(element, 'function'),
    gender: attribute(element, 'gender'),
    language: attribute(element, 'nameLanguage'),
    strong: strong === undefined || strong === '' ? undefined : isTrue(strong),
  };
}

function citizenshipOf(element: XmlElement): FsfCitizenship {
  const until = attribute(element, 'disenfranchisementDate');
  const detail = detailOf(element);
  return {
    ...detail,
    remarks: until === '' ? detail.remarks : [...detail.remarks, `Citizenship until ${until}`],
    country: countryOf(element),
    region: attribute(element, 'region'),
  };
}

function birthOf(element: XmlElement): FsfBirth {
  return {
    ...detailOf(element),
    date: attribute(element, 'birthdate'),
    day: attribute(element, 'dayOfMonth'),
    month: attribute(element, 'monthOfYear'),
    year: attribute(element, 'year'),
    yearFrom: attribute(element, 'yearRangeFrom'),
    yearTo: attribute(element, 'yearRangeTo'),
    circa: isTrue(attribute(element, 'circa')),
    calendar: attribute(element, 'calendarType'),
    places: ['city', 'place', 'region', 'zipCode'].map((name) => attribute(element, name)),
    country: countryOf(element),
  };
}

function addressOf(element: XmlElement): FsfAddress {
  return {
    ...detailOf(element),
    street: attribute(element, 'street'),
    postOfficeBox: attribute(element, 'poBox'),
    postalCode: attribute(element, 'zipCode'),
    city: attribute(element, 'city'),
    place: attribute(element, 'place'),
    region: attribute(element, 'region'),
    country: countryOf(element),
    asAtListingTime: isTrue(attribute(element, 'asAtListingTime')),
    contacts: childrenOf(element, 'contactInfo').map((contact) => ({
      key: attribute(contact, 'key'),
      value: attribute(contact, 'value'),
    })),
  };
}

const STATES: readonly (readonly [attribute: string, words: string])[] = [
  ['diplomatic', 'diplomatic'],
  ['knownExpired', 'known expired'],
  ['knownFalse', 'known false'],
  ['reportedLost', 'reported lost'],
  ['revokedByIssuer', 'revoked by issuer'],
];

function identificationOf(element: XmlElement): FsfIdentification {
  return {
    ...detailOf(element),
    number: attribute(element, 'number'),
    latinNumber: attribute(element, 'latinNumber'),
    typeCode: attribute(element, 'identificationTypeCode'),
    typeDescription: attribute(element, 'identificationTypeDescription'),
    country: countryOf(element),
    region: attribute(element, 'region'),
    issuedBy: attribute(element, 'issuedBy'),
    issueDate: attribute(element, 'issueDate'),
    validFrom: attribute(element, 'validFrom'),
    validTo: attribute(element, 'validTo'),
    nameOnDocument: attribute(element, 'nameOnDocument'),
    states: STATES.filter(([name]) => isTrue(attribute(element, name))).map(([, words]) => words),
  };
}

function detailOf(element: XmlElement): {
  act: FsfAct;
  remarks: readonly string[];
  element: string;
} {
  const summary = childOf(element, 'regulationSummary');
  return {
    act: { numberTitle: attribute(summary, 'numberTitle'), url: attribute(summary, 'publicationUrl') },
    remarks: remarksOf(element),
    element: element.name,
  };
}

function remarksOf(element: XmlElement): readonly string[] {
  return [
    ...childrenOf(element, 'remark').map((remark) => remark.text),
    ...childrenOf(element, 'additionalInformation').map(
      (info) => `${attribute(info, 'key')}: ${attribute(info, 'value')}`,
    ),
  ].filter((remark) => remark !== '');
}

function countryOf(element: XmlElement): string {
  return knownCountry(attribute(element, 'countryIso2Code'), attribute(element, 'countryDescription'));
}

function attribute(element: XmlElement | undefined, name: string): string {
  return element?.attributes[name]?.trim() ?? '';
}

function isTrue(text: string): boolean {
  return text === 'true' || text === '1';
}
