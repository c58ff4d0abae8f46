import { addContacts } from '../../contact.ts';
import { type EntityDraft, singleSpaced } from '../../entity-draft.ts';
import { addIdentityDocument, type NumberKind } from '../../identity-document.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { addPostalAddress } from '../../postal-address.ts';
import { addRegimes, regimesOf } from '../../regime.ts';
import { parseUkDay } from './day.ts';
import { UK_FACTS, type UkDesignation, type UkDocument, type UkFact } from './designation.ts';
import {
  addMentioned,
  addOriginalScript,
  addUkBirthDate,
  addUkBirthPlace,
  addUkName,
  issuerIn,
  ukSchema,
} from './facts.ts';
import { addRegistration } from './registration.ts';

/** Turns a designation of the UK Sanctions List into FtM. */
export function addUkDesignation(list: ListDraft, designation: UkDesignation): void {
  const place = { line: designation.line };
  const { uniqueId } = designation;
  if (uniqueId === '') {
    list.issue('rejected', 'no-id', 'A designation without unique id', place);
    return;
  }
  const id = `gb-fcdo-${uniqueId.toLowerCase().replace(/\s+/g, '-')}`;
  if (list.find(id) !== undefined) {
    list.issue('drift', 'repeated-id', `Unique id ${uniqueId} comes twice; both are merged`, place);
  }
  const holder = list.designated(id, ukSchema(list, designation.type, place));
  for (const name of designation.names) addUkName(list, holder, name, place);
  for (const { name, scriptType, language } of designation.originalNames) {
    addOriginalScript(holder, name, scriptType, language, 'NonLatinName');
  }
  if (!holder.has('name')) list.issue('drift', 'no-primary-name', `${uniqueId} has no primary name`, place);
  addAddresses(list, holder, designation, place);
  for (const { town, country } of designation.births) {
    addUkBirthPlace(list, holder, town, country, 'BirthDetails/Location', place);
  }
  addDocuments(list, holder, 'passport', designation.passports, place);
  addDocuments(list, holder, 'id', designation.nationalIds, place);
  for (const [fact, texts] of designation.facts) {
    for (const text of texts) ADD_FACT[fact](list, holder, text, UK_FACTS[fact][0], place);
  }
  holder.add('notes', designation.otherInformation, { element: 'OtherInformation' });
  for (const [name, text] of designation.unknown) holder.add('notes', `${name}: ${text}`, { element: name });
  addSanction(list, holder, designation, place);
}

function addAddresses(list: ListDraft, holder: EntityDraft, found: UkDesignation, place: IssuePlace): void {
  for (const { lines, postalCode, country } of found.addresses) {
    const box = /p\.?\s?o\.?\s?box/i.test(postalCode);
    addPostalAddress(
      list,
      holder,
      {
        streets: lines.slice(0, 5),
        city: lines[5] ?? '',
        ...(box ? { postOfficeBox: postalCode } : { postalCode }),
        country,
        element: 'Addresses/Address',
      },
      place,
    );
  }
}

function addDocuments(
  list: ListDraft,
  holder: EntityDraft,
  kind: NumberKind,
  documents: readonly UkDocument[],
  place: IssuePlace,
): void {
  const element =
    kind === 'passport' ? 'PassportDetails/Passport' : 'NationalIdentifierDetails/NationalIdentifier';
  for (const { number, details } of documents) {
    const remarks = details === '' ? [] : [details];
    if (number === '') holder.add('notes', details, { element });
    else
      addIdentityDocument(
        list,
        holder,
        { kind, number, country: issuerIn(details), remarks, element },
        place,
      );
  }
}

type AddFact = (
  list: ListDraft,
  holder: EntityDraft,
  text: string,
  element: string,
  place: IssuePlace,
) => void;

/** A property that only some schemata have; elsewhere the fact becomes a note that says what it is. */
function plain(property: string, schemata: readonly string[], label: string): AddFact {
  return (_list, holder, text, element) => {
    if (schemata.includes(holder.schema)) holder.add(property, text, { element });
    else holder.add('notes', `${label}: ${singleSpaced(text)}`, { element });
  };
}

const LEGAL = ['Person', 'Organization', 'LegalEntity'];

const ADD_FACT: Readonly<Record<UkFact, AddFact>> = {
  title: plain('title', ['Person'], 'Title'),
  dateOfBirth: (list, holder, text, element, place) => addUkBirthDate(list, holder, text, element, place),
  nationality: (list, holder, text, element, place) =>
    list.country(holder, holder.schema === 'Person' ? 'nationality' : 'country', text, { element }, place),
  gender: (list, holder, text, element, place) => {
    const gender = /^m(ale)?$/i.test(text) ? 'male' : /^f(emale)?$/i.test(text) ? 'female' : undefined;
    if (gender !== undefined && holder.schema === 'Person')
      holder.add('gender', gender, { element, original: text });
    else list.issueOnce('drift', 'unknown-gender', `Gender "${text}" is not known`, place);
  },
  position: plain('position', ['Person'], 'Position'),
  phone: (_list, holder, text, element) => addContacts(holder, 'phone', text, { element }),
  email: (_list, holder, text, element) => addContacts(holder, 'email', text, { element }),
  website: (_list, holder, text, element) => addContacts(holder, 'website', text, { element }),
  typeOfEntity: plain('legalForm', LEGAL, 'Type of entity'),
  registration: (_list, holder, text, element) => addRegistration(holder, text, element),
  parent: (list, holder, text, element) => addMentioned(list, holder, text, 'parent company', element),
  subsidiary: (list, holder, text, element) => addMentioned(list, holder, text, 'subsidiary', element),
  imo: (_list, holder, text, element) => {
    const number = text.replace(/^imo[:\s]*/i, '');
    holder.add('imoNumber', number, number === text ? { element } : { element, original: text });
  },
  owner: (list, holder, text, element) =>
    addMentioned(list, holder, text, 'current owner or operator', element),
  previousOwner: (list, holder, text, element) =>
    addMentioned(list, holder, text, 'previous owner or operator', element),
  flag: (list, holder, text, element, place) =>
    list.country(holder, holder.schema === 'Vessel' ? 'flag' : 'country', text, { element }, place),
  previousFlag: (list, holder, text, element, place) =>
    list.country(holder, holder.schema === 'Vessel' ? 'pastFlags' : 'country', text, { element }, place),
  shipType: plain('type', ['Vessel'], 'Type of ship'),
  tonnage: plain('tonnage', ['Vessel'], 'Tonnage of ship'),
  length: plain('notes', [], 'Length of ship'),
  yearBuilt: plain('buildDate', ['Vessel'], 'Year built'),
  hull: plain('registrationNumber', ['Vessel'], 'Hull identification number'),
};

function addSanction(list: ListDraft, holder: EntityDraft, found: UkDesignation, place: IssuePlace): void {
  addRegimes(list, holder, found.regime, regimesOf(found.regime), 'RegimeName', place);
  const programme = /^[A-Za-z]+/.exec(found.uniqueId)?.[0] ?? '';
  const imposed = found.sanctionsImposed.split('|').map((one) => one.trim());
  list.sanction(holder, found.regime, {
    programId: [[programme, { element: 'UniqueID' }]],
    program: [[found.regime, { element: 'RegimeName' }]],
    authorityId: [[found.uniqueId, { element: 'UniqueID' }]],
    recordId: [[found.ofsiGroupId, { element: 'OFSIGroupID' }]],
    unscId: [[found.unReference, { element: 'UNReferenceNumber' }]],
    listingDate: [dayFact(list, found.dateDesignated, 'DateDesignated', place)],
    modifiedAt: [dayFact(list, found.lastUpdated, 'LastUpdated', place)],
    provisions: imposed.map((one) => [one, { element: 'SanctionsImposed' }]),
    reason: [[found.statementOfReasons, { element: 'UKStatementofReasons' }]],
    summary: [
      [
        found.designationSource && `Designation source: ${found.designationSource}`,
        { element: 'DesignationSource' },
      ],
    ],
  });
}

/** A day of the list's own administration; one that cannot be read is reported. */
export function dayFact(list: ListDraft, text: string, element: string, place: IssuePlace) {
  const day = parseUkDay(text);
  if (day === undefined && text.trim() !== '') {
    list.issue('rejected', 'bad-date', `${element} "${text}" cannot be read`, place);
  }
  return [day, { element }] as const;
}
