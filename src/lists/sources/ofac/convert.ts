import { isA, schemaOf } from '../../../entity/index.ts';
import { type EntityDraft, stableKey } from '../../entity-draft.ts';
import type { ListDraft } from '../../list-draft.ts';
import { addRegimes } from '../../regime.ts';
import { addAddress } from './address.ts';
import { addFact } from './facts.ts';
import { meaningOf } from './labels.data.ts';
import { RELATIONS } from './links.data.ts';
import { addName } from './names.ts';
import { regimesOfProgramme } from './programmes.data.ts';
import { joined, type OfacLink, type OfacRecord } from './record.ts';

/** Words that stand in the names of companies and not in those of other organisations. */
const COMPANY =
  /\b(LTD|LIMITED|LLC|L\.L\.C|INC|CORP|CORPORATION|COMPANY|CO\.|PLC|GMBH|A\.?G|S\.?A\.?S?|S\.?R\.?L|S\.? DE R\.?L|B\.?V|N\.?V|LTDA|OOO|OAO|ZAO|PAO|AO|PJSC|OJSC|CJSC|JSC|FZE|FZCO|FZC|LLP|SARL|S\.?P\.?A|PTE|PTY|SDN BHD|D\.?O\.?O|EOOD|OOD|A\.?S|JOINT STOCK|BANK)\b/iu;
const COMPANY_LABEL =
  /^(ISIN|Equity Ticker|MICEX Code|BIK \(RU\)|Company Number|UK Company Number|Chamber of Commerce Number|Commercial Registry Number|C\.R\. No\.|Folio Mercantil No\.|Matricula Mercantil No\.?|Certificate of Incorporation Number|Unified Social Credit Code \(USCC\))$/u;

/** Turns OFAC's records into entities: the parties first, then what points from one to another. */
export function addRecords(list: ListDraft, records: readonly OfacRecord[]): void {
  const taken = new Set<string>();
  const good = records.filter((record) => {
    const [primary] = record.names;
    if (
      !/^\d+$/.test(record.uid) ||
      primary === undefined ||
      joined(' ', primary.last, primary.first) === ''
    ) {
      list.issue('rejected', 'missing-name', `Entry "${record.uid}" has no number or no name`, record.place);
      return false;
    }
    if (taken.has(record.uid)) {
      list.issue('rejected', 'duplicate-id', `Number ${record.uid} comes twice`, record.place);
      return false;
    }
    taken.add(record.uid);
    return true;
  });
  for (const record of good) list.designated(idOf(record.uid), schemaOfRecord(record));
  const mention = mentions(list, good);
  let unread = 0;
  for (const record of good) {
    addParty(list, record, mention);
    unread += record.remarks.filter(({ text }) => meaningOf(text) === undefined).length;
  }
  if (unread > 0) {
    list.issue(
      'drift',
      'unread-remark',
      `${unread} remarks state no fact we know and are kept among the notes`,
    );
  }
}

function idOf(uid: string): string {
  return `ofac-${uid}`;
}

function schemaOfRecord(record: OfacRecord): string {
  if (record.type === 'individual') return 'Person';
  if (record.type === 'vessel') return 'Vessel';
  if (record.type === 'aircraft') return 'Airplane';
  const named = record.names.some(
    ({ role, weak, last }) => (role === 'primary' || !weak) && COMPANY.test(last),
  );
  return named || record.facts.some(({ label }) => COMPANY_LABEL.test(label)) ? 'Company' : 'Organization';
}

type Mention = (name: string, element: string) => string;

/** Finds a listed party by its name as OFAC writes it; a name that none or several bear becomes an entity of its own. */
function mentions(list: ListDraft, records: readonly OfacRecord[]): Mention {
  const byName = new Map<string, string | undefined>();
  for (const primary of [true, false]) {
    const found = new Map<string, string | undefined>();
    for (const { uid, names } of records) {
      for (const { role, last, first } of names) {
        if ((role === 'primary') !== primary) continue;
        const key = keyOf(joined(', ', last, first));
        found.set(key, found.has(key) && found.get(key) !== uid ? undefined : uid);
      }
    }
    for (const [key, uid] of found) if (!byName.has(key)) byName.set(key, uid);
  }
  return (name, element) => {
    const uid = byName.get(keyOf(name));
    if (uid !== undefined) return idOf(uid);
    const mentioned = list.linked(`ofac-name-${stableKey(keyOf(name))}`, 'LegalEntity');
    mentioned.add('name', name, { element, kind: 'mentioned by a listed party' });
    return mentioned.id;
  };
}

function keyOf(name: string): string {
  return name.replace(/\s+/g, ' ').trim().toUpperCase();
}

function addParty(list: ListDraft, record: OfacRecord, mention: Mention): void {
  const { place } = record;
  const holder = list.designated(idOf(record.uid), schemaOfRecord(record));
  for (const name of record.names) addName(holder, name);
  const element = 'program';
  const sanction = list.sanction(holder, 'ofac', {
    program: record.programs.map((program) => [program, { element }] as const),
    programId: record.programs.map((program) => [`US-${program.replace(/\s+/g, '')}`, { element }] as const),
    authorityId: [[record.uid, { element: 'uid' }]],
    listingDate: (record.listedOn ?? []).map((day) => [day, { element: 'EntryEvent/Date' }] as const),
    reason: (record.legalBases ?? []).map((basis) => [basis, { element: 'LegalBasis' }] as const),
    provisions: (record.measures ?? []).map((measure) => [measure, { element: 'SanctionsType' }] as const),
  });
  for (const program of record.programs) {
    holder.add('program', program, { element });
    addRegimes(list, holder, program, regimesOfProgramme(program), element, place);
  }
  for (const address of record.addresses) addAddress(list, holder, address, place);
  for (const fact of record.facts) addFact({ list, holder, sanction, place, mention }, fact);
  for (const { text, element } of record.remarks) holder.add('notes', text, { element });
  for (const link of record.links) addLink(list, holder, link, mention);
}

function addLink(list: ListDraft, holder: EntityDraft, link: OfacLink, mention: Mention): void {
  const { element, remark } = link;
  const relation = link.relation.replace(/:$/, '').trim();
  const listed = link.uid === undefined ? undefined : list.find(idOf(link.uid))?.id;
  const other = listed ?? mention(link.name || `OFAC ${link.uid}`, element);
  const known = RELATIONS.find(
    ({ words, schema, self, other: end }) =>
      words.test(relation) &&
      fits(schema, self, holder.schema) &&
      fits(schema, end, list.find(other)?.schema),
  );
  const id = `${holder.id}-link-${stableKey(relation, other)}`;
  const entity = list.linked(id, known?.schema ?? 'UnknownLink');
  const note = { element, ...(link.name && { original: link.name }) };
  entity.add(known?.self ?? 'subject', holder.id, { element });
  entity.add(known?.other ?? 'object', other, note);
  entity.add(known?.schema === 'Family' ? 'relationship' : 'role', relation, { element });
  entity.add('summary', remark, { element });
}

/** Whether FtM allows an entity of that schema at that end of the link. */
function fits(link: string, end: string, schema: string | undefined): boolean {
  const range = schemaOf(link)?.properties.get(end)?.range;
  return schema !== undefined && range !== undefined && isA(schema, range);
}
