import { type EntityDraft, stableKey } from '../../entity-draft.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { joined, type OfacAddress } from './record.ts';

/**
 * Adds an address as one line, composed alike from every format, with its country, and as a linked `Address` that
 * keeps the parts where the format tells them apart (the delimited files do not).
 */
export function addAddress(
  list: ListDraft,
  holder: EntityDraft,
  address: OfacAddress,
  place: IssuePlace,
): void {
  const { element, remark } = address;
  const [, region] = /^Region: (.*)$/.exec(address.country) ?? [];
  const country = region === undefined ? address.country : '';
  const zone = address.region ?? region;
  if (country !== '') list.country(holder, 'country', country, { element }, place);
  const local = joined(', ', ...address.streets, address.cityLine, zone);
  if (local === '' && remark === undefined) return;

  const full = joined(', ', local, country);
  holder.add('address', full, { element });
  const linked = list.linked(`${holder.id}-address-${stableKey(full)}`, 'Address');
  linked.add('full', full, { element });
  linked.add('street', address.streets.join(', '), { element });
  linked.add('city', address.city, { element });
  linked.add('state', address.state, { element });
  linked.add('postalCode', address.postalCode, { element });
  linked.add('region', zone, { element });
  linked.add('remarks', remark, { element });
  if (country !== '') list.country(linked, 'country', country, { element }, place);
  holder.add('addressEntity', linked.id, { element });
}
