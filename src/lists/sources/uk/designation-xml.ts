import type { ListDraft } from '../../list-draft.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import { reportOutside } from '../../xml-drift.ts';
import { UK_FACTS, type UkDesignation, type UkFact } from './designation.ts';

/** Reads the XML of the UK Sanctions List. Returns the day it was generated. */
export function readUkXml(
  bytes: Uint8Array,
  list: ListDraft,
  onDesignation: (designation: UkDesignation) => void,
): string | undefined {
  let generated = '';
  const reading = readXml(
    bytes,
    { file: list.file, roots: ['Designations'], records: ['Designation', 'DateGenerated'] },
    (element) => {
      if (element.name === 'DateGenerated') generated = element.text;
      else onDesignation(designationOf(element, list));
    },
  );
  reportOutside(list, reading);
  list.take(reading.issues);
  return generated;
}

const HEAD = {
  LastUpdated: 'lastUpdated',
  DateDesignated: 'dateDesignated',
  UniqueID: 'uniqueId',
  OFSIGroupID: 'ofsiGroupId',
  UNReferenceNumber: 'unReference',
  RegimeName: 'regime',
  IndividualEntityShip: 'type',
  DesignationSource: 'designationSource',
  SanctionsImposed: 'sanctionsImposed',
  OtherInformation: 'otherInformation',
  UKStatementofReasons: 'statementOfReasons',
} as const;

const FACT_BY_LEAF = new Map<string, UkFact>(
  (Object.keys(UK_FACTS) as UkFact[]).map((fact) => [UK_FACTS[fact][0].split('/')[1]!, fact]),
);

/** Elements that are read part by part, and those that only hold others or repeat what another says. */
const READ_APART = new Set([
  'Names',
  'NonLatinNames',
  'Addresses',
  'PassportDetails',
  'NationalIdentifierDetails',
  'BirthDetails',
]);
const REPEATS = new Set(['SanctionsImposedIndicators']);

function designationOf(element: XmlElement, list: ListDraft): UkDesignation {
  const head = Object.fromEntries(
    Object.entries(HEAD).map(([name, key]) => [key, textOf(element, name)]),
  ) as Record<(typeof HEAD)[keyof typeof HEAD], string>;
  const facts = new Map<UkFact, string[]>();
  const unknown: [string, string][] = [];
  for (const child of element.children) {
    if (!Object.hasOwn(HEAD, child.name)) collectFacts(child, facts, unknown, list);
  }
  const individuals = childrenOf(childOf(element, 'IndividualDetails'), 'Individual');
  const inside = (holder: string, name: string) =>
    individuals.flatMap((one) => childrenOf(childOf(one, holder), name));
  return {
    ...head,
    names: childrenOf(childOf(element, 'Names'), 'Name').map((name) => ({
      parts: [1, 2, 3, 4, 5, 6].map((part) => textOf(name, `Name${part}`)),
      type: textOf(name, 'NameType'),
      strength: textOf(name, 'AliasStrength'),
      element: 'Names/Name',
    })),
    originalNames: childrenOf(childOf(element, 'NonLatinNames'), 'NonLatinName').map((name) => ({
      name: textOf(name, 'NameNonLatinScript'),
      scriptType: textOf(name, 'NonLatinScriptType'),
      language: textOf(name, 'NonLatinScriptLanguage'),
    })),
    addresses: childrenOf(childOf(element, 'Addresses'), 'Address').map((address) => ({
      lines: [1, 2, 3, 4, 5, 6].map((line) => textOf(address, `AddressLine${line}`)),
      postalCode: textOf(address, 'AddressPostalCode'),
      country: textOf(address, 'AddressCountry'),
    })),
    births: inside('BirthDetails', 'Location').map((location) => ({
      town: textOf(location, 'TownOfBirth'),
      country: textOf(location, 'CountryOfBirth'),
    })),
    passports: inside('PassportDetails', 'Passport').map((passport) => ({
      number: textOf(passport, 'PassportNumber'),
      details: textOf(passport, 'PassportAdditionalInformation'),
    })),
    nationalIds: inside('NationalIdentifierDetails', 'NationalIdentifier').map((id) => ({
      number: textOf(id, 'NationalIdentifierNumber'),
      details: textOf(id, 'NationalIdentifierAdditionalInformation'),
    })),
    facts,
    unknown,
    line: element.line,
  };
}

/** Goes down to the leaves; a leaf that is no known fact is kept and reported. */
function collectFacts(
  element: XmlElement,
  facts: Map<UkFact, string[]>,
  unknown: [string, string][],
  list: ListDraft,
): void {
  if (READ_APART.has(element.name) || REPEATS.has(element.name)) return;
  for (const child of element.children) collectFacts(child, facts, unknown, list);
  if (element.text === '') return;
  const fact = FACT_BY_LEAF.get(element.name);
  if (fact === undefined) {
    unknown.push([element.name, element.text]);
    const message = `Element "${element.name}" is not known; its text is kept as a note`;
    list.issueOnce('drift', 'unknown-element', message, { line: element.line });
    return;
  }
  const texts = facts.get(fact);
  if (texts === undefined) facts.set(fact, [element.text]);
  else texts.push(element.text);
}
