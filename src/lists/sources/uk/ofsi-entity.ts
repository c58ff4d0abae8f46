import { addContacts, type ContactKind } from '../../contact.ts';
import type { EntityDraft } from '../../entity-draft.ts';
import { addIdentityDocument, type NumberKind } from '../../identity-document.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { addPostalAddress } from '../../postal-address.ts';
import { addRegimes, regimesOf } from '../../regime.ts';
import { paired } from './designation-csv.ts';
import { dayFact } from './entity.ts';
import { splitEnumerated } from './enumerated.ts';
import {
  addMentioned,
  addOriginalScript,
  addUkBirthDate,
  addUkBirthPlace,
  addUkName,
  issuerIn,
  ukSchema,
} from './facts.ts';
import {
  imoNumberIn,
  numbersIn,
  type OfsiInformation,
  type OfsiLabel,
  readOfsiInformation,
  unReferenceIn,
} from './ofsi-information.ts';
import type { OfsiRow } from './ofsi-rows.ts';
import { addRegistration } from './registration.ts';

/** Adds one row to the target of its group id. Values that rows repeat are taken once. */
export function addOfsiRow(list: ListDraft, row: OfsiRow): void {
  const { cell, line } = row;
  const place = { line };
  const groupId = cell('Group ID');
  if (!/^\d+$/.test(groupId)) {
    list.issue('rejected', 'no-id', `A row whose group id is "${groupId}"`, place);
    return;
  }
  const holder = list.designated(`gb-hmt-${groupId}`, ukSchema(list, cell('Group Type'), place));
  const parts = ([1, 2, 3, 4, 5, 6] as const).map((part) => cell(`Name ${part}`));
  const name = { parts, type: cell('Alias Type'), strength: cell('Alias Quality'), element: 'Name 1–6' };
  addUkName(list, holder, name, place);
  addOriginalScript(
    holder,
    cell('Name Non-Latin Script'),
    cell('Non-Latin Script Type'),
    cell('Non-Latin Script Language'),
    'Name Non-Latin Script',
  );
  addPersonalFacts(list, holder, row, place);
  addRowDocuments(list, holder, row, place);
  addPostalAddress(
    list,
    holder,
    {
      streets: ([1, 2, 3, 4, 5] as const).map((line) => cell(`Address ${line}`)),
      city: cell('Address 6'),
      postalCode: cell('Post/Zip Code'),
      country: cell('Country'),
      element: 'Address 1–6',
    },
    place,
  );
  const information = readOfsiInformation(cell('Other Information'));
  addInformation(list, holder, information, place);
  addSanction(list, holder, row, information, place);
}

function addPersonalFacts(list: ListDraft, holder: EntityDraft, { cell }: OfsiRow, place: IssuePlace): void {
  const person = holder.schema === 'Person';
  holder.add(person ? 'title' : 'notes', cell('Title'), { element: 'Title' });
  addUkBirthDate(list, holder, cell('DOB'), 'DOB', place);
  for (const [town, country] of paired(cell('Town of Birth'), cell('Country of Birth'))) {
    addUkBirthPlace(list, holder, town, country, 'Town of Birth', place);
  }
  for (const nationality of splitEnumerated(cell('Nationality')).values()) {
    const property = person ? 'nationality' : 'country';
    list.country(holder, property, nationality, { element: 'Nationality' }, place);
  }
  for (const position of splitEnumerated(cell('Position')).values()) {
    holder.add(person ? 'position' : 'notes', position, { element: 'Position' });
  }
}

function addRowDocuments(list: ListDraft, holder: EntityDraft, { cell }: OfsiRow, place: IssuePlace): void {
  const add = (kind: NumberKind, element: string, number: string, details: string): void => {
    // The layout of before 2020 has one text for number and details, or only a text with the number in it.
    const found = number === '' ? numbersIn(details) : [number];
    if (found.length === 0) holder.add('notes', `${element}: ${details}`, { element });
    const country = issuerIn(details);
    for (const one of found) {
      const remarks = details === '' || details === one ? [] : [details];
      const type = kind === 'id' && /\bfiscal code\b/i.test(details) ? 'tax' : kind;
      addIdentityDocument(list, holder, { kind: type, number: one, country, remarks, element }, place);
    }
  };
  for (const [number, details] of paired(cell('Passport Number'), cell('Passport Details'))) {
    add('passport', 'Passport Details', number, details);
  }
  const details = cell('National Identification Details');
  for (const [number, text] of paired(cell('National Identification Number'), details)) {
    const running = text === '' && /\s/.test(number);
    add('id', 'National Identification Number', running ? '' : number, running ? number : text);
  }
}

type AddLabelled = (list: ListDraft, holder: EntityDraft, text: string, place: IssuePlace) => void;

const note =
  (label: string): AddLabelled =>
  (_list, holder, text) =>
    holder.add('notes', `${label}: ${text}`, { element: `Other Information/${label}` });

const numbered =
  (property: string, except: readonly string[], label: string): AddLabelled =>
  (list, holder, text, place) => {
    if (except.includes(holder.schema)) note(label)(list, holder, text, place);
    else {
      for (const value of splitEnumerated(text).values()) {
        holder.add(property, value, { element: `Other Information/${label}` });
      }
    }
  };

const contacts =
  (kind: ContactKind, label: string): AddLabelled =>
  (_list, holder, text) => {
    for (const value of splitEnumerated(text).values()) {
      addContacts(holder, kind, value, { element: `Other Information/${label}` });
    }
  };

const mentioned =
  (role: string, label: string): AddLabelled =>
  (list, holder, text) => {
    for (const name of splitEnumerated(text).values()) {
      addMentioned(list, holder, name, role, `Other Information/${label}`);
    }
  };

const flag =
  (property: string, label: string): AddLabelled =>
  (list, holder, text, place) => {
    for (const country of splitEnumerated(text).values()) {
      const target = holder.schema === 'Vessel' ? property : 'country';
      list.country(holder, target, country, { element: `Other Information/${label}` }, place);
    }
  };

const NOT_VESSEL = ['Vessel'];
const ONLY_VESSEL = ['Person', 'Organization', 'LegalEntity'];

const BUSINESS_NUMBER = 'Other Information/Business Reg No';

const ADD_LABELLED: Readonly<Partial<Record<OfsiLabel, AddLabelled>>> = {
  'Further Identifiying Information': (_list, holder, text) =>
    holder.add('notes', text, { element: 'Other Information/Further Identifying Information' }),
  'Further Identifying Information': (_list, holder, text) =>
    holder.add('notes', text, { element: 'Other Information/Further Identifying Information' }),
  'Phone number': contacts('phone', 'Phone number'),
  'Email address': contacts('email', 'Email address'),
  Website: contacts('website', 'Website'),
  'Type of entity': numbered('legalForm', NOT_VESSEL, 'Type of entity'),
  'Business Reg No': (_list, holder, text) => {
    if (holder.schema === 'Vessel') holder.add('registrationNumber', text, { element: BUSINESS_NUMBER });
    else addRegistration(holder, text, BUSINESS_NUMBER);
  },
  'Parent company': mentioned('parent company', 'Parent company'),
  Subsidiaries: mentioned('subsidiary', 'Subsidiaries'),
  'Current owners': mentioned('current owner or operator', 'Current owners'),
  'Previous owners': mentioned('previous owner or operator', 'Previous owners'),
  'IMO number': numbered('imoNumber', ['Person'], 'IMO number'),
  'Flag of ship': flag('flag', 'Flag of ship'),
  'Previous flags': flag('pastFlags', 'Previous flags'),
  'Type of ship': numbered('type', ONLY_VESSEL, 'Type of ship'),
  'Tonnage of ship': numbered('tonnage', ONLY_VESSEL, 'Tonnage of ship'),
  'Year built': numbered('buildDate', ONLY_VESSEL, 'Year built'),
  'Length of ship': note('Length of ship'),
  'Hull identification number': note('Hull identification number'),
  Gender: (_list, holder, text) => {
    const gender = /^male\b/i.test(text) ? 'male' : /^female\b/i.test(text) ? 'female' : undefined;
    const property = gender === undefined || holder.schema !== 'Person' ? 'notes' : 'gender';
    holder.add(property, gender ?? `Gender: ${text}`, {
      element: 'Other Information/Gender',
      original: text,
    });
  },
};

function addInformation(
  list: ListDraft,
  holder: EntityDraft,
  { labelled, rest }: OfsiInformation,
  place: IssuePlace,
): void {
  for (const [label, text] of labelled) ADD_LABELLED[label]?.(list, holder, text, place);
  holder.add('notes', rest, { element: 'Other Information' });
  const imo = imoNumberIn(rest);
  if (imo !== undefined && holder.schema !== 'Person') {
    holder.add('imoNumber', imo, { element: 'Other Information', kind: 'found in the text' });
  }
}

function addSanction(
  list: ListDraft,
  holder: EntityDraft,
  { cell }: OfsiRow,
  { labelled, rest }: OfsiInformation,
  place: IssuePlace,
): void {
  const regime = cell('Regime');
  addRegimes(list, holder, regime, regimesOf(regime), 'Regime', place);
  const of = (label: OfsiLabel) => labelled.filter(([name]) => name === label).map(([, text]) => text);
  const unReferences = of('UN Ref');
  const unInText = unReferences.length === 0 ? unReferenceIn(rest) : undefined;
  list.sanction(holder, regime, {
    program: [[regime, { element: 'Regime' }]],
    authorityId: [[cell('Group ID'), { element: 'Group ID' }]],
    recordId: of('UK Sanctions List Ref').map((text) => [
      text,
      { element: 'Other Information/UK Sanctions List Ref' },
    ]),
    unscId: [
      ...unReferences.map((text) => [text, { element: 'Other Information/UN Ref' }] as const),
      [unInText, { element: 'Other Information', kind: 'found in the text' }],
    ],
    listingDate: [dayFact(list, cell('Listed On'), 'Listed On', place)],
    startDate: [
      dayFact(list, cell('UK Sanctions List Date Designated'), 'UK Sanctions List Date Designated', place),
    ],
    modifiedAt: [dayFact(list, cell('Last Updated'), 'Last Updated', place)],
    reason: of('UK Statement of Reasons').map((text) => [
      text,
      { element: 'Other Information/UK Statement of Reasons' },
    ]),
  });
}
