import { type EntityDraft, singleSpaced, stableKey } from '../../entity-draft.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { addRegimes, regimesOf } from '../../regime.ts';
import { readXml, textOf, type XmlElement } from '../../xml.ts';
import { reportOutside, reportUnknown } from '../../xml-drift.ts';
import { splitAliases } from './aliases.ts';

/** Elements of the list: those of 2022, and those that later publications write instead or besides. */
const SHAPE: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['record', 'Country', 'LastName', 'GivenName', 'Entity', 'EntityOrShip', 'Title', 'TitleOrShip'],
    ...['ShipIMONumber', 'DateOfBirth', 'DateOfBirthOrShipBuildDate', 'Schedule', 'Item', 'Aliases'],
    ...['DateOfListing'],
  ].map((name) => [name, '']),
);

/** Reads the Canadian list. It states no date of publication. */
export function readSema(
  bytes: Uint8Array,
  list: ListDraft,
  onRecord: (record: XmlElement) => void,
): string | undefined {
  const reading = readXml(bytes, { file: list.file, roots: ['data-set'], records: ['record'] }, (record) => {
    reportUnknown(list, record, SHAPE);
    onRecord(record);
  });
  reportOutside(list, reading);
  list.take(reading.issues);
  return reading.root.attributes.date;
}

/**
 * Turns a record into FtM. The list has no ids: an id is made of what an amendment does not change, the
 * country's regulations, schedule, item and name.
 */
export function addSemaRecord(list: ListDraft, record: XmlElement): void {
  const place = { line: record.line };
  const lastName = singleSpaced(textOf(record, 'LastName'));
  const givenName = singleSpaced(textOf(record, 'GivenName'));
  const imo = textOf(record, 'ShipIMONumber');
  const organisation = singleSpaced(textOf(record, 'Entity') || textOf(record, 'EntityOrShip'));
  const name = organisation || [givenName, lastName].filter((part) => part !== '').join(' ');
  if (name === '') {
    list.issue('rejected', 'empty-name', 'A record without a name', place);
    return;
  }
  const regime = singleSpaced(textOf(record, 'Country'));
  const key = stableKey(regime, textOf(record, 'Schedule'), textOf(record, 'Item'), name);
  const id = `ca-sema-${key}`;
  if (list.find(id) !== undefined) {
    list.issue(
      'mended',
      'repeated-record',
      `Record ${regimeItem(record)} comes twice; both are merged`,
      place,
    );
  }
  const holder = list.designated(id, organisation === '' ? 'Person' : imo === '' ? 'Organization' : 'Vessel');
  holder.add('name', name, {
    element: organisation === '' ? 'GivenName LastName' : 'Entity',
    quality: 'primary',
  });
  if (organisation === '') {
    holder.add('firstName', givenName, { element: 'GivenName' });
    holder.add('lastName', lastName, { element: 'LastName' });
  } else {
    holder.add('alias', [givenName, lastName].filter((part) => part !== '').join(' '), {
      element: 'LastName',
    });
  }
  addTitle(holder, record);
  holder.add(holder.schema === 'Vessel' ? 'imoNumber' : 'notes', imo, { element: 'ShipIMONumber' });
  addDates(list, holder, record, place);
  for (const alias of splitAliases(textOf(record, 'Aliases'))) addAlias(holder, alias);
  addSanction(list, holder, record, regime, place);
}

/**
 * Many persons have one more spelling of their given name as "alias". A single word would meet everybody of
 * that name, so it is held as a weak alias, though the list does not call it so.
 */
function addAlias(holder: EntityDraft, alias: string): void {
  const single = holder.schema === 'Person' && !/[\s-]/.test(alias);
  const note = { element: 'Aliases', ...(single && { kind: 'single word' }) };
  if (!holder.valuesOf('name').includes(alias)) holder.add(single ? 'weakAlias' : 'alias', alias, note);
}

function regimeItem(record: XmlElement): string {
  const schedule = textOf(record, 'Schedule');
  const item = textOf(record, 'Item');
  return (
    [schedule && `schedule ${schedule}`, item && `item ${item}`].filter(Boolean).join(', ') || 'without item'
  );
}

/** Titles stand in English and French: `Major General/major-général`. */
function addTitle(holder: EntityDraft, record: XmlElement): void {
  const element = textOf(record, 'Title') === '' ? 'TitleOrShip' : 'Title';
  for (const [index, title] of textOf(record, element).split('/').entries()) {
    const note = { element, ...(index === 1 && { lang: 'fr' }) };
    holder.add(holder.schema === 'Person' ? 'title' : 'notes', title, note);
  }
}

function addDates(list: ListDraft, holder: EntityDraft, record: XmlElement, place: IssuePlace): void {
  const element = textOf(record, 'DateOfBirth') === '' ? 'DateOfBirthOrShipBuildDate' : 'DateOfBirth';
  const text = textOf(record, element);
  if (text === '') return;
  const property =
    holder.schema === 'Person' ? 'birthDate' : holder.schema === 'Vessel' ? 'buildDate' : 'incorporationDate';
  list.date(holder, property, text, { element }, place);
}

function addSanction(
  list: ListDraft,
  holder: EntityDraft,
  record: XmlElement,
  regime: string,
  place: IssuePlace,
): void {
  addRegimes(list, holder, regime, regimesOf(regime), 'Country', place);
  const act = /corrupt foreign officials|JVCFOA?R?/i.test(regime)
    ? 'Justice for Victims of Corrupt Foreign Officials Act (Sergei Magnitsky Law)'
    : 'Special Economic Measures Act';
  const sanction = list.sanction(holder, `${regime} ${regimeItem(record)}`, {
    program: [[regime, { element: 'Country' }]],
    provisions: [[act, { element: 'Country' }]],
    authorityId: [[regimeItem(record), { element: 'Schedule/Item' }]],
  });
  list.date(sanction, 'listingDate', textOf(record, 'DateOfListing'), { element: 'DateOfListing' }, place);
}
