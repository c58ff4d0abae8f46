import type { ListDraft } from '../../list-draft.ts';
import { childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import { reportOutside, reportUnknown } from '../../xml-drift.ts';
import { parseOldBirthDate, parseOldNumber } from './old-values.ts';
import { type FsfRecord, splitContacts, splitRemarks } from './record.ts';

const ORIGIN = 'Id Entity_id legal_basis reg_date pdf_link programme';
const SHAPE: Readonly<Record<string, string>> = {
  ENTITY: 'Id Type legal_basis reg_date pdf_link programme remark',
  NAME: ORIGIN,
  BIRTH: ORIGIN,
  PASSPORT: ORIGIN,
  CITIZEN: ORIGIN,
  ADDRESS: ORIGIN,
  ...Object.fromEntries(
    'LASTNAME FIRSTNAME MIDDLENAME WHOLENAME GENDER TITLE FUNCTION LANGUAGE DATE PLACE COUNTRY NUMBER STREET ZIPCODE CITY OTHER'
      .split(' ')
      .map((name) => [name, '']),
  ),
};

/** Reads the EU's XML of before 2018 (root `WHOLE`). Returns the day of publication. */
export function readOldXml(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: FsfRecord) => void,
): string | undefined {
  const reading = readXml(bytes, { file: list.file, roots: ['WHOLE'], records: ['ENTITY'] }, (element) => {
    reportUnknown(list, element, SHAPE);
    onRecord(recordOf(element));
  });
  reportOutside(list, reading);
  list.take(reading.issues);
  const day = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(reading.root.attributes.Date ?? '');
  return day ? `${day[3]}-${day[2]}-${day[1]}` : undefined;
}

function recordOf(element: XmlElement): FsfRecord {
  const { attributes } = element;
  return {
    logicalId: attributes.Id ?? '',
    euReference: '',
    unitedNationsId: '',
    designationDate: '',
    delistingDate: '',
    designationDetails: '',
    remarks: splitRemarks(attributes.remark ?? ''),
    subjectType: attributes.Type ?? '',
    regulation: {
      type: '',
      organisation: '',
      publicationDate: attributes.reg_date ?? '',
      entryIntoForceDate: '',
      numberTitle: attributes.legal_basis ?? '',
      programme: attributes.programme ?? '',
      url: attributes.pdf_link ?? '',
    },
    names: childrenOf(element, 'NAME').map((name) => ({
      ...originOf(name),
      whole: textOf(name, 'WHOLENAME'),
      first: textOf(name, 'FIRSTNAME'),
      middle: textOf(name, 'MIDDLENAME'),
      last: textOf(name, 'LASTNAME'),
      title: textOf(name, 'TITLE'),
      function: textOf(name, 'FUNCTION'),
      gender: textOf(name, 'GENDER'),
      language: textOf(name, 'LANGUAGE'),
      strong: undefined,
    })),
    births: childrenOf(element, 'BIRTH').map((birth) => ({
      ...originOf(birth),
      ...parseOldBirthDate(textOf(birth, 'DATE')),
      places: [textOf(birth, 'PLACE')],
      country: textOf(birth, 'COUNTRY'),
    })),
    identifications: childrenOf(element, 'PASSPORT').map((passport) => ({
      ...originOf(passport),
      ...parseOldNumber(textOf(passport, 'NUMBER')),
      country: textOf(passport, 'COUNTRY'),
    })),
    citizenships: childrenOf(element, 'CITIZEN').map((citizen) => ({
      ...originOf(citizen),
      country: textOf(citizen, 'COUNTRY'),
      region: '',
    })),
    addresses: childrenOf(element, 'ADDRESS').map((address) => {
      const { contacts, rest } = splitContacts(textOf(address, 'OTHER'));
      return {
        ...originOf(address),
        remarks: splitRemarks(rest),
        street: [textOf(address, 'NUMBER'), textOf(address, 'STREET')].filter(Boolean).join(' '),
        postOfficeBox: '',
        postalCode: textOf(address, 'ZIPCODE'),
        city: textOf(address, 'CITY'),
        place: '',
        region: '',
        country: textOf(address, 'COUNTRY'),
        asAtListingTime: false,
        contacts,
      };
    }),
    line: element.line,
  };
}

function originOf(element: XmlElement) {
  return {
    act: {
      numberTitle: element.attributes.legal_basis ?? '',
      url: element.attributes.pdf_link ?? '',
    },
    remarks: [],
    element: element.name,
  };
}
