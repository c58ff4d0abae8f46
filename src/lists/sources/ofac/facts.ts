import { parseDate, schemaOf, type ValueNote } from '../../../entity/index.ts';
import { type EntityDraft, stableKey } from '../../entity-draft.ts';
import { addIdentityDocument, type NumberKind } from '../../identity-document.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { meaningOf } from './labels.data.ts';
import { addName } from './names.ts';
import { joined, type OfacFact } from './record.ts';

/** Text facts that are numbers too and may have a country behind them. */
const NUMBERED: ReadonlySet<string> = new Set([
  ...['leiCode', 'uscCode', 'dunsCode', 'swiftBic', 'bikCode', 'mmsi', 'serialNumber', 'isinCode'],
]);
const TONNAGES: ReadonlySet<string> = new Set(['tonnage', 'deadweightTonnage', 'grossRegisteredTonnage']);

const DAY = String.raw`(?:\d{1,2} [A-Z][a-z]{2} |[A-Z][a-z]{2} )?\d{4}`;
const DATE = `(?:circa )?${DAY}(?: to ${DAY})?`;
const DOCUMENT = new RegExp(
  String.raw`^(?<number>.*?)(?: \((?<country>[^()]*(?:\([^()]*\)[^()]*)*)\))?(?: issued (?<issued>${DATE}))?(?: expires (?<expires>${DATE}))?$`,
);

/** `A123 (Iran) issued 2001 expires 2006` taken apart, where the format has not done it. */
function withDetails(fact: OfacFact): OfacFact {
  if (fact.country !== undefined || fact.issued !== undefined || fact.expires !== undefined) return fact;
  const found = DOCUMENT.exec(fact.value)?.groups;
  if (!found?.number) return fact;
  const { number, country, issued, expires } = found;
  return {
    ...fact,
    value: number,
    ...(country && { country }),
    ...(issued && { issued }),
    ...(expires && { expires }),
  };
}

/** What a fact may need beyond its holder: the sanction that carries restrictions, and parties by name. */
export interface FactContext {
  readonly list: ListDraft;
  readonly holder: EntityDraft;
  readonly sanction: EntityDraft;
  readonly place: IssuePlace;
  /** Id of the entity of that name: a listed one, or one made for the mention. */
  readonly mention: (name: string, element: string) => string;
}

/** Adds one labelled fact. A label that we do not know is reported once, and its facts are kept among the notes. */
export function addFact(context: FactContext, fact: OfacFact): void {
  const { list, holder, sanction, place } = context;
  const { label, value, element } = fact;
  if (value.trim() === '') return;
  const meaning = meaningOf(label);
  const whole = joined(' ', label, value, fact.country && `(${fact.country})`);
  if (meaning === undefined) {
    list.issueOnce(
      'drift',
      'unknown-label',
      `"${label}" is no label we know; its facts are kept among the notes`,
      place,
    );
    holder.add('notes', wholeText(fact), { element });
  } else if ('document' in meaning) {
    addDocument(context, withDetails(fact), meaning.document);
  } else if ('text' in meaning) {
    addText(context, NUMBERED.has(meaning.text) ? withDetails(fact) : fact, meaning.text, meaning.kind);
  } else if ('date' in meaning) {
    if (has(holder, meaning.date)) list.date(holder, meaning.date, value, { element }, place);
    else holder.add('notes', whole, { element });
  } else if ('country' in meaning) {
    addCountry(context, fact, meaning.country, meaning.kind);
  } else if ('party' in meaning) {
    addParty(context, fact, meaning.party);
  } else if ('wallet' in meaning) {
    addWallet(context, fact);
  } else if ('name' in meaning) {
    addName(holder, { role: 'aka', weak: false, last: value, element });
  } else {
    (('provision' in meaning && sanction) || holder).add(
      'provision' in meaning ? 'provisions' : 'notes',
      whole,
      { element },
    );
  }
}

function has(holder: EntityDraft, property: string): boolean {
  return schemaOf(holder.schema)?.properties.has(property) === true;
}

function wholeText(fact: OfacFact): string {
  const { label, value, country, issued, expires, remark } = fact;
  return joined(
    ' ',
    ...[
      label,
      value,
      country && `(${country})`,
      issued && `issued ${issued}`,
      expires && `expires ${expires}`,
      remark,
    ],
  );
}

/** What FtM has no place for on this schema stays readable among the notes. */
function addText({ holder }: FactContext, fact: OfacFact, property: string, kind?: string): void {
  const note: ValueNote = { element: fact.element, ...(kind && { kind }) };
  if (property === 'position') {
    for (const post of fact.value.split(/;\s+/))
      holder.add(has(holder, property) ? property : 'notes', post, note);
  } else if (property === 'gender') {
    const gender = fact.value.toLowerCase();
    holder.add(has(holder, 'gender') ? 'gender' : 'notes', gender, { ...note, original: fact.value });
  } else if (has(holder, property)) {
    const value = TONNAGES.has(property) ? fact.value.replaceAll(',', '') : fact.value;
    const original = value !== fact.value ? fact.value : fact.country && wholeText(fact);
    holder.add(property, value, { ...note, ...(original && { original }) });
    if (fact.remark) holder.add('notes', wholeText(fact), note);
  } else {
    holder.add('notes', wholeText(fact), note);
  }
}

function addCountry(context: FactContext, fact: OfacFact, property: string, kind?: string): void {
  const { list, holder, place } = context;
  const own = [property, 'jurisdiction', 'country'].find((name) => has(holder, name)) ?? 'notes';
  const note: ValueNote = { element: fact.element, ...(kind && { kind }) };
  if (own === 'notes' || /^(none|not|unknown|other)\b/i.test(fact.value)) {
    holder.add('notes', wholeText(fact), note);
  } else {
    list.country(holder, own, fact.value, note, place);
  }
}

const IMO = /^IMO\s*(?:NO\.?|NUMBER)?\s*:?\s*(\d{7})\b/i;
/** Russian registers that FtM has own properties for, by label and form of the number. */
const RUSSIAN: readonly (readonly [label: RegExp, form: RegExp, property: string])[] = [
  [/^Tax ID No\.$/, /^(\d{10}|\d{12})$/, 'innCode'],
  [/^(Business )?Registration (ID|Number)$/, /^(\d{13}|\d{15})$/, 'ogrnCode'],
  [/^Government Gazette Number$/, /^(\d{8}|\d{10})$/, 'okpoCode'],
];

function addDocument(context: FactContext, fact: OfacFact, kind: NumberKind): void {
  const { list, holder, place } = context;
  const { label, value, element } = fact;
  if (!/\d/.test(value)) {
    // `Passport issued in Sarajevo`: a document without a number.
    holder.add('notes', wholeText(fact), { element });
    return;
  }
  const imo = IMO.exec(value)?.[1];
  if (imo !== undefined && has(holder, 'imoNumber')) {
    holder.add('imoNumber', imo, { element, kind: label, original: value });
    return;
  }
  if (label === 'V.A.T. Number' && has(holder, 'vatCode')) {
    holder.add('vatCode', value, { element, kind: label });
  }
  for (const [known, form, property] of RUSSIAN) {
    if (!known.test(label) || !form.test(value) || !/^russia/i.test(fact.country ?? 'Russia')) continue;
    if (fact.country !== undefined && has(holder, property))
      holder.add(property, value, { element, kind: label });
  }
  const remarks = fact.remark ? [fact.remark] : [];
  const day = (text: string | undefined): string | undefined => {
    if (text === undefined) return undefined;
    const read = parseDate(text);
    if (read.ok) return read.dates[0]?.value;
    list.issue('drift', 'bad-date', `"${text}" of a ${label} is no date: ${read.detail}`, place);
    remarks.push(text);
    return undefined;
  };
  addIdentityDocument(
    list,
    holder,
    {
      kind,
      number: value,
      type: label,
      country: fact.country,
      authority: fact.authority,
      startDate: day(fact.issued),
      endDate: day(fact.expires),
      remarks,
      element,
    },
    place,
  );
}

function addParty(context: FactContext, fact: OfacFact, property: 'owner' | 'operator'): void {
  const { list, holder, mention } = context;
  const { value, element } = fact;
  if (!has(holder, property)) {
    holder.add('notes', wholeText(fact), { element });
    return;
  }
  const party = mention(value, element);
  holder.add(property, party, { element, original: value });
  if (property === 'operator') return;
  const link = list.linked(`${holder.id}-link-${stableKey(property, party)}`, 'Ownership');
  link.add('owner', party, { element });
  link.add('asset', holder.id, { element });
  link.add('role', fact.label, { element });
}

/** The wallet as an entity of its own, its holder on it, and a link by which it is found from the holder. */
function addWallet(context: FactContext, fact: OfacFact): void {
  const { list, holder } = context;
  const { label, value, element } = fact;
  const currency = label.replace(/^.*-\s*/, '');
  const wallet = list.linked(`${holder.id}-wallet-${stableKey(currency, value)}`, 'CryptoWallet');
  wallet.add('publicKey', value, { element });
  wallet.add('currency', currency, { element });
  wallet.add('holder', holder.id, { element });
  wallet.add('topics', 'sanction', { element });
  const link = list.linked(`${wallet.id}-link`, 'UnknownLink');
  link.add('subject', holder.id, { element });
  link.add('object', wallet.id, { element });
  link.add('role', 'holder of the wallet', { element });
}
