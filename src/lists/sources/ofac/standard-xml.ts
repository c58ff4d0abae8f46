import type { ListDraft } from '../../list-draft.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import {
  joined,
  type OfacAddress,
  type OfacFact,
  type OfacName,
  type OfacRecord,
  type OfacType,
} from './record.ts';
import { readRemarks, splitName } from './remarks.ts';
import { programsOf, typeOf } from './tables.ts';

/** The lists of facts in an `sdnEntry` that hold one value each, and OFAC's label for it in the delimited files. */
const VALUE_LISTS: readonly (readonly [list: string, item: string, value: string, label: string])[] = [
  ['nationalityList', 'nationality', 'country', 'nationality'],
  ['citizenshipList', 'citizenship', 'country', 'citizen'],
  ['dateOfBirthList', 'dateOfBirthItem', 'dateOfBirth', 'DOB'],
  ['placeOfBirthList', 'placeOfBirthItem', 'placeOfBirth', 'POB'],
];

const VESSEL: readonly (readonly [element: string, label: string])[] = [
  ['callSign', 'Vessel Call Sign'],
  ['vesselType', 'Vessel Type'],
  ['tonnage', 'Vessel Tonnage'],
  ['grossRegisteredTonnage', 'Vessel Gross Registered Tonnage'],
  ['vesselFlag', 'Vessel Flag'],
  ['vesselOwner', 'Vessel Owner'],
];

const KNOWN = new Set([
  ...['uid', 'firstName', 'lastName', 'title', 'sdnType', 'remarks', 'programList', 'idList', 'akaList'],
  ...['addressList', 'vesselInfo', ...VALUE_LISTS.map(([list]) => list)],
]);

export interface Publication {
  readonly publishedAt?: string;
  readonly claimedRecords?: number;
}

/** Reads `sdn.xml` and `consolidated.xml`, in the namespace of tempuri.org or of the sanctions list service. */
export function readStandardXml(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: OfacRecord) => void,
): Publication {
  let publication: Publication = {};
  const options = { file: list.file, roots: ['sdnList'], records: ['sdnEntry', 'publshInformation'] };
  readXml(bytes, options, (element) => {
    if (element.name === 'sdnEntry') onRecord(recordOf(list, element));
    else publication = publicationOf(element);
  });
  return publication;
}

function publicationOf(element: XmlElement): Publication {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(textOf(element, 'Publish_Date')) ?? [];
  const count = textOf(element, 'Record_Count');
  return {
    ...(year !== undefined && { publishedAt: `${year}-${month}-${day}` }),
    ...(/^\d+$/.test(count) && { claimedRecords: Number(count) }),
  };
}

function recordOf(list: ListDraft, entry: XmlElement): OfacRecord {
  const place = { line: entry.line, path: 'sdnEntry' };
  for (const { name, line } of entry.children) {
    if (!KNOWN.has(name)) {
      list.issueOnce('drift', 'unknown-element', `Element "sdnEntry/${name}" is not known and not read`, {
        line,
      });
    }
  }
  const type = typeOf(textOf(entry, 'sdnType'));
  const title = textOf(entry, 'title');
  const read = readRemarks(textOf(entry, 'remarks'), title, type, 'sdnEntry/remarks');
  const items = (list: string, item: string) => childrenOf(childOf(entry, list), item);
  const values = VALUE_LISTS.flatMap(([list, item, value, label]) =>
    items(list, item).map(
      (each): OfacFact => ({ label, value: textOf(each, value), element: `${list}/${item}/${value}` }),
    ),
  );
  const vessel = VESSEL.map(([name, label]): OfacFact => {
    return { label, value: textOf(entry, 'vesselInfo', name), element: `vesselInfo/${name}` };
  });
  return {
    uid: textOf(entry, 'uid'),
    type,
    place,
    names: [
      { role: 'primary', weak: false, ...nameOf(entry, type), element: 'sdnEntry/lastName' },
      ...items('akaList', 'aka').map((aka) => aliasOf(aka, type)),
      ...read.names,
    ],
    programs: items('programList', 'program').flatMap(({ text }) => programsOf(text)),
    addresses: items('addressList', 'address').map(addressOf),
    facts: [
      ...(title === '' ? [] : [{ label: 'Title', value: title, element: 'sdnEntry/title' }]),
      ...vessel.filter(({ value }) => value !== ''),
      ...values,
      ...items('idList', 'id').map(factOf),
      ...read.facts,
    ],
    links: read.links,
    remarks: read.rest,
  };
}

/** Now and then the whole `LAST, First` stands in lastName. */
function nameOf(element: XmlElement, type: OfacType): { last: string; first?: string } {
  const first = textOf(element, 'firstName');
  const last = textOf(element, 'lastName');
  return first === '' ? splitName(last, type) : { last, first };
}

function aliasOf(aka: XmlElement, kind: OfacType): OfacName {
  const type = textOf(aka, 'type');
  const role = /^f/i.test(type) ? 'fka' : /^n/i.test(type) ? 'nka' : 'aka';
  return {
    role,
    weak: textOf(aka, 'category') === 'weak',
    ...nameOf(aka, kind),
    element: 'akaList/aka/lastName',
  };
}

function factOf(id: XmlElement): OfacFact {
  const optional = { country: 'idCountry', issued: 'issueDate', expires: 'expirationDate' };
  const more = Object.entries(optional).map(([key, name]) => [key, textOf(id, name)] as const);
  return {
    label: textOf(id, 'idType'),
    value: textOf(id, 'idNumber'),
    ...Object.fromEntries(more.filter(([, value]) => value !== '')),
    element: 'idList/id/idNumber',
  };
}

function addressOf(address: XmlElement): OfacAddress {
  const [city, state, postalCode] = ['city', 'stateOrProvince', 'postalCode'].map((name) =>
    textOf(address, name),
  );
  const region = textOf(address, 'region');
  return {
    streets: ['address1', 'address2', 'address3']
      .map((name) => textOf(address, name))
      .filter((text) => text !== ''),
    cityLine: joined(' ', joined(', ', city, state), postalCode),
    ...(city && { city }),
    ...(state && { state }),
    ...(postalCode && { postalCode }),
    ...(region && { region }),
    country: textOf(address, 'country'),
    element: 'addressList/address',
  };
}
