import { RiegelError } from '../../../entity/index.ts';
import type { ListDraft } from '../../list-draft.ts';
import { childrenOf, readXml, textOf, type XmlElement } from '../../xml.ts';
import { reportOutside, reportUnknown } from '../../xml-drift.ts';
import { listingOf, type SecoListing } from './status.ts';

/** One ordinance and one of the sets of persons (annexes) it names. */
interface SecoProgramme {
  /** E.g. `Belarus`. */
  readonly key: string;
  /** Title of the ordinance. */
  readonly name: string;
  readonly set: string;
  /** Who decided first: `EU`, `UN`, `OSCE` … */
  readonly origin: string;
}

export interface SecoPlace {
  readonly location: string;
  readonly area: string;
  readonly country: string;
  readonly variants: readonly string[];
}

export interface SecoTarget {
  readonly element: XmlElement;
  readonly programmes: readonly { readonly id: string; readonly programme: SecoProgramme | undefined }[];
  readonly places: ReadonlyMap<string, SecoPlace>;
  readonly listing: SecoListing;
}

const SHAPE: Readonly<Record<string, string>> = {
  target: 'ssid sanctions-set-id',
  'sanctions-set-id': '',
  'foreign-identifier': '',
  individual: 'sex',
  entity: '',
  object: 'object-type',
  identity: 'ssid main',
  name: 'ssid name-type quality lang',
  'name-part': 'order name-part-type',
  value: '',
  'spelling-variant': 'lang script spelling-variant-type',
  'day-month-year': 'ssid day month year calendar quality',
  'place-of-birth': 'ssid place-id quality',
  nationality: 'ssid quality',
  country: 'iso-code',
  address: 'ssid place-id quality main',
  'c-o': '',
  'address-details': '',
  'p-o-box': '',
  'zip-code': '',
  remarks: '',
  'identification-document': 'ssid document-type quality',
  number: '',
  issuer: 'code iso-code',
  'date-of-issue': '',
  'expiry-date': '',
  'place-of-issue': 'place-id',
  remark: '',
  justification: 'ssid',
  relation: 'ssid target-id relation-type',
  'other-information': 'ssid',
  'generic-attribute': 'ssid name',
  modification: 'modification-type enactment-date publication-date effective-date',
};

/**
 * Reads the whole Swiss list. Targets come before the places they point to, so they are held until the end,
 * without the former states that their modifications repeat. De-listed ones, which the list keeps for good, are
 * counted and left out. Returns the list's date.
 *
 * Throws `lists/partial` for a list that is not whole (a search result, a list of changes).
 */
export function readSeco(
  bytes: Uint8Array,
  list: ListDraft,
  onTarget: (target: SecoTarget) => void,
): string | undefined {
  const programmes = new Map<string, SecoProgramme>();
  const places = new Map<string, SecoPlace>();
  const targets: XmlElement[] = [];
  const reading = readXml(
    bytes,
    {
      file: list.file,
      roots: ['swiss-sanctions-list'],
      records: ['sanctions-program', 'target', 'place'],
    },
    (element) => {
      if (element.name === 'target') targets.push(withoutHistory(element));
      else if (element.name === 'place') places.set(element.attributes.ssid ?? '', placeOf(element));
      else addProgrammes(programmes, element);
    },
  );
  reportOutside(list, reading);
  list.take(reading.issues);
  const type = reading.root.attributes['list-type'];
  if (type !== undefined && type !== 'whole-list') {
    throw new RiegelError('lists/partial', `The list is a "${type}"`, {
      place: { file: list.file },
      expected: 'whole-list',
    });
  }
  let delisted = 0;
  for (const element of targets) {
    const listing = listingOf(element);
    if (listing.delisted) {
      delisted++;
      continue;
    }
    reportUnknown(list, element, SHAPE);
    const ids = [
      ...childrenOf(element, 'sanctions-set-id').map((set) => set.text),
      ...(element.attributes['sanctions-set-id']?.split(/\s+/) ?? []),
    ].filter((id) => id !== '');
    onTarget({
      element,
      programmes: ids.map((id) => ({ id, programme: programmes.get(id) })),
      places,
      listing,
    });
  }
  if (delisted > 0) list.issue('mended', 'de-listed', `${delisted} targets are de-listed and left out`);
  return reading.root.attributes.date ?? '';
}

function withoutHistory(target: XmlElement): XmlElement {
  const children = target.children.map((child) =>
    child.name === 'modification' ? { ...child, children: [], text: '' } : child,
  );
  return { ...target, children };
}

function placeOf(element: XmlElement): SecoPlace {
  const country = element.children.find((child) => child.name === 'country');
  return {
    location: textOf(element, 'location'),
    area: textOf(element, 'area'),
    country: country?.attributes['iso-code'] || country?.text || '',
    variants: element.children
      .filter(({ name }) => name === 'location-variant' || name === 'area-variant')
      .map(({ text }) => text)
      .filter((text) => text !== ''),
  };
}

function addProgrammes(programmes: Map<string, SecoProgramme>, element: XmlElement): void {
  const english = (name: string) => {
    const all = childrenOf(element, name);
    return (all.find(({ attributes }) => attributes.lang === 'eng') ?? all[0])?.text ?? '';
  };
  for (const set of childrenOf(element, 'sanctions-set')) {
    const ssid = set.attributes.ssid ?? '';
    if (programmes.has(ssid) && set.attributes.lang !== 'eng') continue;
    programmes.set(ssid, {
      key: english('program-key'),
      name: english('program-name'),
      set: set.text,
      origin: textOf(element, 'origin'),
    });
  }
}
