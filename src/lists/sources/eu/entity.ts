import type { ValueNote } from '../../../entity/index.ts';
import { addContacts, type ContactKind } from '../../contact.ts';
import type { EntityDraft } from '../../entity-draft.ts';
import { addIdentityDocument, type NumberKind } from '../../identity-document.ts';
import type { ListDraft, SanctionFacts } from '../../list-draft.ts';
import { addPostalAddress } from '../../postal-address.ts';
import { addRegimes } from '../../regime.ts';
import type { Regime } from '../../regimes.data.ts';
import { addBirth } from './birth.ts';
import { EU_PROGRAMMES } from './programmes.data.ts';
import type { FsfAddress, FsfIdentification, FsfName, FsfRecord } from './record.ts';

/** Turns a record of the EU list into FtM. Records of one logical id (several regimes) become one entity. */
export function addFsfRecord(list: ListDraft, record: FsfRecord): void {
  const place = { line: record.line };
  if (record.logicalId === '') {
    list.issue('rejected', 'no-id', 'A sanction entity without logical id', place);
    return;
  }
  const holder = list.designated(`eu-fsf-${record.logicalId}`, schemaOf(list, record));
  addNames(list, holder, record);
  for (const birth of record.births) addBirth(list, holder, birth, place);
  for (const { country, region, element, remarks } of record.citizenships) {
    const note = { element, ...(region && { kind: `region ${region}` }) };
    list.country(holder, holder.schema === 'Person' ? 'citizenship' : 'country', country, note, place);
    for (const remark of remarks) holder.add('notes', remark, { element });
  }
  for (const address of record.addresses) addAddress(list, holder, address, record.line);
  for (const document of record.identifications) addDocument(list, holder, document, record.line);
  for (const remark of record.remarks) holder.add('notes', remark, { element: 'remark' });
  addSanction(list, holder, record);
}

function schemaOf(list: ListDraft, record: FsfRecord): string {
  if (/^p(erson)?$/i.test(record.subjectType)) return 'Person';
  if (/^e(nterprise)?$/i.test(record.subjectType)) return 'Organization';
  const message = `Subject type "${record.subjectType}" is not known`;
  list.issue('drift', 'unknown-subject-type', message, { line: record.line });
  return 'LegalEntity';
}

/**
 * The EU names no primary name. The first strong one in no particular language, or in English, is shown as
 * `name`; the other strong ones are aliases.
 */
function addNames(list: ListDraft, holder: EntityDraft, record: FsfRecord): void {
  const strong = record.names.filter((name) => name.strong !== false && wholeNameOf(name) !== '');
  const shown = strong.find(({ language }) => /^(en)?$/i.test(language)) ?? strong[0];
  if (!holder.has('name') && shown !== undefined) addName(holder, 'name', shown);
  for (const name of record.names) {
    if (wholeNameOf(name) === '') {
      list.issue('rejected', 'empty-name', 'A name alias without a name', { line: record.line });
    } else if (!holder.valuesOf('name').includes(wholeNameOf(name))) {
      addName(holder, name.strong === false ? 'weakAlias' : 'alias', name);
    }
    addPersonalFacts(holder, name);
  }
  if (strong.length === 0) {
    list.issue('drift', 'no-strong-name', 'An entity without a strong name', { line: record.line });
  }
}

function wholeNameOf(name: FsfName): string {
  const whole = name.whole || [name.first, name.middle, name.last].filter(Boolean).join(' ');
  return whole.replace(/\s+/g, ' ').trim();
}

function addName(holder: EntityDraft, property: string, name: FsfName): void {
  const quality = name.strong === undefined ? undefined : name.strong ? 'strong' : 'weak';
  const note: ValueNote = {
    element: name.element,
    ...(quality && { quality }),
    ...(name.language && { lang: name.language.toLowerCase() }),
  };
  holder.add(property, wholeNameOf(name), note);
  if (holder.schema !== 'Person' || name.strong === false) return;
  holder.add('firstName', name.first, note);
  holder.add('middleName', name.middle, note);
  holder.add('lastName', name.last, note);
}

function addPersonalFacts(holder: EntityDraft, name: FsfName): void {
  const { element } = name;
  const person = holder.schema === 'Person';
  for (const remark of name.remarks) holder.add('notes', remark, { element });
  holder.add(person ? 'position' : 'notes', name.function, { element, kind: 'function' });
  holder.add(person ? 'title' : 'notes', name.title, { element, kind: 'title' });
  const gender = name.gender === 'M' ? 'male' : name.gender === 'F' ? 'female' : undefined;
  if (person && gender) holder.add('gender', gender, { element, original: name.gender });
}

const CONTACT_KINDS: ReadonlyMap<string, ContactKind> = new Map([
  ['PHONE', 'phone'],
  ['FAX', 'phone'],
  ['EMAIL', 'email'],
  ['WEB', 'website'],
]);

function addAddress(list: ListDraft, holder: EntityDraft, address: FsfAddress, line: number): void {
  const remarks = [...address.remarks, ...(address.asAtListingTime ? ['as at listing time'] : [])];
  addPostalAddress(
    list,
    holder,
    {
      streets: [address.street, address.place],
      postOfficeBox: address.postOfficeBox,
      postalCode: address.postalCode,
      city: address.city,
      region: address.region,
      country: address.country,
      remarks,
      element: address.element,
    },
    { line },
  );
  for (const { key, value } of address.contacts) {
    const kind = CONTACT_KINDS.get(key.toUpperCase());
    const note = { element: `${address.element}/contactInfo`, kind: key };
    if (kind !== undefined) addContacts(holder, kind, value, note);
    else {
      list.issueOnce('drift', 'unknown-contact', `Contact "${key}" is not known`, { line });
      holder.add('notes', `${key}: ${value}`, note);
    }
  }
}

/** Identification type codes of the EU. */
const NUMBER_KINDS: Readonly<Record<string, NumberKind>> = {
  passport: 'passport',
  id: 'id',
  ssn: 'social-security',
  fiscalcode: 'tax',
  taxid: 'tax',
  regnumber: 'registration',
  tradelic: 'registration',
  swiftbic: 'swift',
  imo: 'imo',
  electoralcard: 'id',
  birthcert: 'other',
  drivinglicence: 'other',
  travelcardid: 'other',
  travelid: 'other',
  residentperm: 'other',
  vesselid: 'other',
  other: 'other',
  '': 'other',
};

function addDocument(list: ListDraft, holder: EntityDraft, found: FsfIdentification, line: number): void {
  const kind = Object.hasOwn(NUMBER_KINDS, found.typeCode) ? NUMBER_KINDS[found.typeCode] : undefined;
  if (kind === undefined) {
    const message = `Identification type "${found.typeCode}" is not known`;
    list.issueOnce('drift', 'unknown-identification-type', message, { line });
  }
  const document = {
    kind: kind ?? 'other',
    type: found.typeDescription || found.typeCode,
    country: found.country,
    authority: [found.issuedBy, found.region].filter(Boolean).join(', '),
    startDate: found.issueDate || found.validFrom,
    endDate: found.validTo,
    remarks: [
      ...found.states,
      ...(found.nameOnDocument ? [`name on document: ${found.nameOnDocument}`] : []),
      ...(found.issueDate && found.validFrom ? [`valid from ${found.validFrom}`] : []),
      ...found.remarks,
    ],
    element: found.element,
  } as const;
  addIdentityDocument(list, holder, { ...document, number: found.number }, { line });
  if (found.latinNumber !== '' && found.latinNumber !== found.number) {
    addIdentityDocument(list, holder, { ...document, number: found.latinNumber }, { line });
  }
}

function addSanction(list: ListDraft, holder: EntityDraft, record: FsfRecord): void {
  const { regulation, line } = record;
  const [title, ...regimes] = programmeOf(regulation.programme);
  addRegimes(list, holder, regulation.programme, regimes, 'regulation/programme', { line });
  const acts = new Map<string, string>();
  for (const { act } of [
    ...record.names,
    ...record.births,
    ...record.citizenships,
    ...record.addresses,
    ...record.identifications,
  ]) {
    if (act.numberTitle !== '') acts.set(act.numberTitle, act.url);
  }
  const organisation = [regulation.organisation, regulation.type].filter(Boolean).join(' ');
  const facts: SanctionFacts = {
    programId: [[regulation.programme, { element: 'regulation/programme' }]],
    program: [[title, { element: 'regulation/programme', original: regulation.programme }]],
    authorityId: [[record.euReference, { element: 'euReferenceNumber' }]],
    unscId: [[record.unitedNationsId, { element: 'unitedNationId' }]],
    listingDate: [[record.designationDate, { element: 'designationDate' }]],
    startDate: [[regulation.entryIntoForceDate, { element: 'regulation/entryIntoForceDate' }]],
    endDate: [[record.delistingDate, { element: 'delistingDate' }]],
    date: [[regulation.publicationDate, { element: 'regulation/publicationDate' }]],
    reason: [[record.designationDetails, { element: 'designationDetails' }]],
    provisions: [
      [
        regulation.numberTitle,
        { element: 'regulation/numberTitle', ...(organisation && { kind: organisation }) },
      ],
    ],
    sourceUrl: [[regulation.url, { element: 'regulation/publicationUrl' }]],
    summary: [...acts].map(([act, url]) => [act, { element: 'regulationSummary', original: url }]),
  };
  list.sanction(holder, `${regulation.programme} ${regulation.numberTitle}`, facts);
  addOtherRegimes(list, holder, record);
}

const OTHER_REGIME = /\bin regime (\S+(?: \(OJ [^)]*\))?) of programme ([A-Z]+)/g;

/** The XML of before 2018 names an entity once and its other regimes in a remark. */
function addOtherRegimes(list: ListDraft, holder: EntityDraft, record: FsfRecord): void {
  for (const [, act, code] of record.remarks.join('\n').matchAll(OTHER_REGIME)) {
    if (act === undefined || code === undefined || code === record.regulation.programme) continue;
    const [title, ...regimes] = programmeOf(code);
    const note = { element: 'remark', original: code };
    addRegimes(list, holder, code, regimes, 'remark', { line: record.line });
    list.sanction(holder, `${code} ${act}`, {
      programId: [[code, { element: 'remark' }]],
      program: [[title, note]],
      provisions: [[act, { element: 'remark' }]],
    });
  }
}

/** Title and regimes of a programme code; an unknown code is its own title and belongs to no regime. */
function programmeOf(code: string): readonly [title: string, ...regimes: Regime[]] {
  return (Object.hasOwn(EU_PROGRAMMES, code) ? EU_PROGRAMMES[code] : undefined) ?? [code];
}
