import { childrenOf, type XmlElement } from '../../xml.ts';

/** What the modifications of a target say of its listing. */
export interface SecoListing {
  readonly delisted: boolean;
  readonly firstPublished: string | undefined;
  readonly firstEffective: string | undefined;
  readonly lastPublished: string | undefined;
}

/**
 * The modification with the latest date of effect decides whether a target is listed; of several on one day,
 * the first in the file, which goes from new to old. The list keeps de-listed targets for good.
 */
export function listingOf(target: XmlElement): SecoListing {
  const modifications = childrenOf(target, 'modification').map(({ attributes }, order) => ({
    type: attributes['modification-type'] ?? '',
    effective: attributes['effective-date'] ?? '',
    published: attributes['publication-date'] ?? '',
    date:
      attributes['effective-date'] ?? attributes['enactment-date'] ?? attributes['publication-date'] ?? '',
    order,
  }));
  const latest = [...modifications].sort((a, b) =>
    a.date === b.date ? a.order - b.order : a.date < b.date ? 1 : -1,
  )[0];
  const listed = modifications.filter(({ type }) => type === 'listed');
  const published = sorted((listed.length > 0 ? listed : modifications).map((one) => one.published));
  const effective = sorted((listed.length > 0 ? listed : modifications).map((one) => one.effective));
  return {
    delisted: latest?.type === 'de-listed',
    firstPublished: published[0],
    firstEffective: effective[0],
    lastPublished: sorted(modifications.map((one) => one.published)).at(-1),
  };
}

function sorted(dates: readonly string[]): readonly string[] {
  return dates.filter((date) => date !== '').sort();
}
