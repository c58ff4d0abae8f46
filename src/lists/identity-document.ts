import type { ValueNote } from '../entity/index.ts';
import { type EntityDraft, stableKey } from './entity-draft.ts';
import type { IssuePlace, ListDraft } from './list-draft.ts';

/** What a number identifies: a person's document, a registration, a vessel or a bank. */
export type NumberKind =
  | 'passport'
  | 'id'
  | 'social-security'
  | 'tax'
  | 'registration'
  | 'swift'
  | 'imo'
  | 'other';

/** A document or number as the source describes it. Dates are ISO 8601, countries the source's own text. */
export interface IdentityDocument {
  readonly kind: NumberKind;
  readonly number: string;
  /** The source's own words for the type. */
  readonly type?: string | undefined;
  readonly country?: string | undefined;
  readonly authority?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  /** Remarks and states such as "known false", one by one. */
  readonly remarks?: readonly string[];
  readonly element: string;
}

/** FtM property of the holder for each kind, by what the holder is. */
const FLAT: Record<NumberKind, { Person: string; Vessel: string; other: string }> = {
  passport: { Person: 'passportNumber', Vessel: 'registrationNumber', other: 'idNumber' },
  id: { Person: 'idNumber', Vessel: 'registrationNumber', other: 'idNumber' },
  'social-security': { Person: 'socialSecurityNumber', Vessel: 'registrationNumber', other: 'idNumber' },
  tax: { Person: 'taxNumber', Vessel: 'registrationNumber', other: 'taxNumber' },
  registration: { Person: 'registrationNumber', Vessel: 'registrationNumber', other: 'registrationNumber' },
  swift: { Person: 'swiftBic', Vessel: 'registrationNumber', other: 'swiftBic' },
  imo: { Person: 'idNumber', Vessel: 'imoNumber', other: 'imoNumber' },
  other: { Person: 'idNumber', Vessel: 'registrationNumber', other: 'idNumber' },
};

/** Adds the number to its holder and, for a person's papers, as a linked `Passport` or `Identification`. */
export function addIdentityDocument(
  list: ListDraft,
  holder: EntityDraft,
  document: IdentityDocument,
  place: IssuePlace,
): void {
  const { kind, number, element } = document;
  if (number.trim() === '') return;
  const note: ValueNote = { element, ...(document.type && { kind: document.type }) };
  const column = holder.schema === 'Person' || holder.schema === 'Vessel' ? holder.schema : 'other';
  holder.add(FLAT[kind][column], number, note);

  const schema = kind === 'passport' ? 'Passport' : 'Identification';
  const key = stableKey(kind, number, document.type ?? '', document.country ?? '');
  const linked = list.linked(`${holder.id}-document-${key}`, schema);
  linked.add('holder', holder.id);
  linked.add('number', number, { element });
  if (kind === 'passport') linked.add('passportNumber', number, { element });
  linked.add('type', document.type, { element });
  if (document.country) list.country(linked, 'country', document.country, { element }, place);
  linked.add('authority', document.authority, { element });
  linked.add('startDate', document.startDate, { element });
  linked.add('endDate', document.endDate, { element });
  for (const remark of document.remarks ?? []) linked.add('summary', remark, { element });
}
