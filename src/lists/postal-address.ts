import { countryName, parseCountry } from '../entity/index.ts';
import { type EntityDraft, stableKey } from './entity-draft.ts';
import type { IssuePlace, ListDraft } from './list-draft.ts';

/** Parts of an address in the source's own words; the country is a name or code. */
export interface PostalAddress {
  readonly streets?: readonly string[];
  readonly postOfficeBox?: string;
  readonly postalCode?: string;
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
  readonly remarks?: readonly string[];
  readonly element: string;
}

/** Adds an address as one line and a country on its holder, and as a linked `Address` that keeps the parts. */
export function addPostalAddress(
  list: ListDraft,
  holder: EntityDraft,
  address: PostalAddress,
  place: IssuePlace,
): void {
  const { element } = address;
  const streets = (address.streets ?? []).map((street) => street.trim()).filter((street) => street !== '');
  const box = address.postOfficeBox?.trim() ?? '';
  const parts = [
    ...streets,
    box === '' || /box/i.test(box) ? box : `P.O. Box ${box}`,
    [address.postalCode?.trim(), address.city?.trim()].filter(Boolean).join(' '),
    address.region?.trim() ?? '',
  ].filter((part) => part !== '');
  const country = address.country?.trim() ?? '';
  const remarks = address.remarks ?? [];
  if (country !== '') list.country(holder, 'country', country, { element }, place);
  if (parts.length === 0 && remarks.length === 0) return;

  const full = [...parts, spelledOut(country)].filter((part) => part !== '').join(', ');
  holder.add('address', full, { element });
  const linked = list.linked(`${holder.id}-address-${stableKey(full, ...remarks)}`, 'Address');
  linked.add('full', full, { element });
  linked.add('street', streets[0], { element });
  linked.add('street2', streets.slice(1).join(', '), { element });
  linked.add('postOfficeBox', box, { element });
  linked.add('postalCode', address.postalCode, { element });
  linked.add('city', address.city, { element });
  linked.add('region', address.region, { element });
  if (country !== '') list.country(linked, 'country', country, { element }, place);
  for (const remark of remarks) linked.add('remarks', remark, { element });
  holder.add('addressEntity', linked.id, { element });
}

/** A code is no part of an address line: its English name is. */
function spelledOut(country: string): string {
  if (!/^[A-Za-z]{2,3}$/.test(country)) return country;
  const code = parseCountry(country)?.code;
  return (code && countryName(code)) ?? country;
}
