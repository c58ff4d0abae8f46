import type { ValueNote } from '../../../entity/index.ts';
import { type EntityDraft, singleSpaced } from '../../entity-draft.ts';
import { addIdentityDocument } from '../../identity-document.ts';
import type { IssuePlace, ListDraft } from '../../list-draft.ts';
import { addPostalAddress } from '../../postal-address.ts';
import { addRegimes } from '../../regime.ts';
import { childrenOf, textOf, type XmlElement } from '../../xml.ts';
import { aliasParts, isLatin, splitNames } from './alias.ts';
import { birthDate, remarkDate } from './birth.ts';
import { COMMITTEES } from './committees.data.ts';
import { readDocument } from './document.ts';
import { LANGUAGES } from './languages.data.ts';

const REFERENCE = /\b([A-Z]{2})[ie]\.\d+/u;
const INTERPOL = /https?:\/\/[^\s<>"]*interpol[^\s<>"]*/giu;
const FORMER_REFERENCE = /\[Old Reference ?#? ?([^\]]+)\]/giu;

/** Adds one INDIVIDUAL or ENTITY to the list, with its documents, addresses and sanction. */
export function addDesignation(list: ListDraft, record: XmlElement): void {
  const place: IssuePlace = { line: record.line, path: record.name };
  const dataId = textOf(record, 'DATAID');
  const reference = textOf(record, 'REFERENCE_NUMBER');
  if (!/^\d+$/u.test(dataId)) {
    list.issue('rejected', 'missing-id', `${record.name} ${reference} has no number in DATAID`, place);
    return;
  }
  if (list.find(`un-sc-${dataId}`) !== undefined) {
    list.issue('mended', 'duplicate-id', `DATAID ${dataId} comes twice; the records are joined`, place);
  }
  const delisted = dateOf(record, 'DELISTED_ON');
  const schema = record.name === 'INDIVIDUAL' ? 'Person' : 'Organization';
  const holder =
    delisted === undefined
      ? list.designated(`un-sc-${dataId}`, schema)
      : list.linked(`un-sc-${dataId}`, schema);

  addNames(holder, record);
  if (!holder.has('name') && !holder.has('alias')) {
    list.issue('drift', 'missing-name', `${record.name} ${reference || dataId} has no name`, place);
  }
  for (const alias of childrenOf(record, `${record.name}_ALIAS`)) addAlias(list, holder, alias, place);
  addFacts(list, holder, record, place);
  for (const address of childrenOf(record, `${record.name}_ADDRESS`))
    addAddress(list, holder, address, place);
  for (const document of childrenOf(record, 'INDIVIDUAL_DOCUMENT'))
    addDocument(list, holder, document, place);
  addSanction(list, holder, record, reference, delisted, place);
}

function addNames(holder: EntityDraft, record: XmlElement): void {
  const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map((name) =>
    published(textOf(record, name)),
  );
  const whole = singleSpaced(parts.join(' '));
  const names = record.name === 'ENTITY' ? splitNames(whole) : [whole];
  for (const name of names) {
    const original = name === whole ? {} : { original: whole };
    holder.add('name', name, { element: 'FIRST_NAME', quality: 'primary', ...original });
  }
  if (record.name === 'INDIVIDUAL') {
    const [first, second] = parts;
    holder.add('firstName', first, { element: 'FIRST_NAME' });
    holder.add('secondName', second, { element: 'SECOND_NAME' });
  }
  const script = singleSpaced(textOf(record, 'NAME_ORIGINAL_SCRIPT'));
  for (const name of splitNames(script)) {
    const [, bare = name, language = ''] = /^(.*\S)\s*\((\p{Script=Latin}+)\)$/u.exec(name) ?? [];
    const own = isLatin(bare) ? name : bare;
    const lang = LANGUAGES[language.toLowerCase()];
    const note: ValueNote = { element: 'NAME_ORIGINAL_SCRIPT', quality: 'primary', kind: 'original script' };
    holder.add('name', own, { ...note, ...(own !== script && { original: script }), ...(lang && { lang }) });
  }
}

/** The schema's default for a name that is not there is `na`; the export of 2024 writes `null`. */
function published(text: string): string {
  return text === 'na' || text === 'null' ? '' : text;
}

const ALIAS_QUALITIES: Readonly<Record<string, { property: string; note: ValueNote }>> = {
  good: { property: 'alias', note: { quality: 'strong' } },
  low: { property: 'weakAlias', note: { quality: 'weak' } },
  'a.k.a.': { property: 'alias', note: { kind: 'a.k.a.' } },
  'f.k.a.': { property: 'previousName', note: { kind: 'f.k.a.' } },
  '': { property: 'alias', note: {} },
};

function addAlias(list: ListDraft, holder: EntityDraft, alias: XmlElement, place: IssuePlace): void {
  const text = singleSpaced(published(textOf(alias, 'ALIAS_NAME')));
  const stated = textOf(alias, 'QUALITY');
  const quality = ALIAS_QUALITIES[stated.toLowerCase()];
  if (quality === undefined) {
    list.issueOnce('drift', 'unknown-quality', `Alias quality "${stated}" is not known`, place);
  }
  const remark = singleSpaced(textOf(alias, 'NOTE'));
  const element = `${alias.name}/ALIAS_NAME`;
  const { property, note } = quality ?? { property: 'alias', note: { kind: stated } };
  const parts = aliasParts(text);
  for (const part of parts) {
    const kind = part.kind ?? (remark || note.kind);
    const original = part.name === text ? {} : { original: text };
    holder.add(property, part.name, { element, ...note, ...(kind && { kind }), ...original });
  }
  if (text !== '' && parts.length === 0) holder.add('notes', `Alias: ${text}`, { element });
  if (remark !== '') holder.add('notes', `${text}: ${remark}`, { element: `${alias.name}/NOTE` });

  const kind = text === '' ? {} : { kind: `used with the alias ${text}` };
  const birth = published(textOf(alias, 'DATE_OF_BIRTH'));
  list.date(holder, 'birthDate', birth, { element: `${alias.name}/DATE_OF_BIRTH`, ...kind }, place);
  const city = published(textOf(alias, 'CITY_OF_BIRTH'));
  const country = published(textOf(alias, 'COUNTRY_OF_BIRTH'));
  holder.add('birthPlace', [city, country].filter(Boolean).join(', '), {
    element: `${alias.name}/CITY_OF_BIRTH`,
    ...kind,
  });
  list.country(
    holder,
    'birthCountry',
    country,
    { element: `${alias.name}/COUNTRY_OF_BIRTH`, ...kind },
    place,
  );
}

function addFacts(list: ListDraft, holder: EntityDraft, record: XmlElement, place: IssuePlace): void {
  const values = (name: string) =>
    childrenOf(record, name).flatMap((list) => [list, ...childrenOf(list, 'VALUE')]);
  for (const { text } of values('TITLE')) holder.add('title', text, { element: 'TITLE/VALUE' });
  const post = record.name === 'INDIVIDUAL' ? 'position' : 'description';
  for (const { text } of values('DESIGNATION')) holder.add(post, text, { element: 'DESIGNATION/VALUE' });
  for (const name of ['NATIONALITY', 'NATIONALITY2']) {
    for (const { text } of values(name))
      list.country(holder, 'nationality', published(text), { element: `${name}/VALUE` }, place);
  }
  const gender = textOf(record, 'GENDER');
  if (/^(fe)?male$/iu.test(gender))
    holder.add('gender', gender.toLowerCase(), { element: 'GENDER', original: gender });

  for (const birth of childrenOf(record, 'INDIVIDUAL_DATE_OF_BIRTH')) {
    const date = birthDate(birth);
    if (date !== undefined) holder.add('birthDate', date.value, date.note);
    else {
      const text = birth.children.filter(({ name }) => name !== 'TYPE_OF_DATE').map((child) => child.text);
      const said = text.filter(Boolean).join('; ');
      list.date(holder, 'birthDate', said, { element: birth.name }, place);
    }
  }
  for (const birth of childrenOf(record, 'INDIVIDUAL_PLACE_OF_BIRTH')) {
    const words = ['STREET', 'CITY', 'STATE_PROVINCE', 'COUNTRY']
      .map((name) => textOf(birth, name))
      .filter(Boolean);
    const remark = textOf(birth, 'NOTE');
    holder.add('birthPlace', words.join(', '), { element: birth.name, ...(remark && { kind: remark }) });
    list.country(
      holder,
      'birthCountry',
      textOf(birth, 'COUNTRY'),
      { element: `${birth.name}/COUNTRY` },
      place,
    );
    if (words.length === 0) holder.add('birthPlace', remark, { element: `${birth.name}/NOTE` });
  }

  const comments = textOf(record, 'COMMENTS1');
  holder.add('notes', comments, { element: 'COMMENTS1' });
  for (const [link] of comments.matchAll(INTERPOL)) {
    holder.add('sourceUrl', link.replace(/[.,;)]+$/u, ''), {
      element: 'COMMENTS1',
      kind: 'INTERPOL-UN Security Council Special Notice',
    });
  }
}

function addAddress(list: ListDraft, holder: EntityDraft, address: XmlElement, place: IssuePlace): void {
  const remark = textOf(address, 'NOTE');
  addPostalAddress(
    list,
    holder,
    {
      streets: [textOf(address, 'STREET')],
      city: textOf(address, 'CITY'),
      region: textOf(address, 'STATE_PROVINCE'),
      postalCode: textOf(address, 'ZIP_CODE'),
      country: published(textOf(address, 'COUNTRY')),
      remarks: remark === '' ? [] : [remark],
      element: address.name,
    },
    place,
  );
}

function addDocument(list: ListDraft, holder: EntityDraft, element: XmlElement, place: IssuePlace): void {
  const document = readDocument(element);
  if (document !== undefined) {
    addIdentityDocument(list, holder, document, place);
    return;
  }
  const said = element.children.filter(({ text }) => text !== '' && text !== 'None');
  if (said.length < 2) return; // the type alone names no document
  holder.add('notes', said.map(({ name, text }) => `${name}: ${text}`).join('; '), { element: element.name });
}

function addSanction(
  list: ListDraft,
  holder: EntityDraft,
  record: XmlElement,
  reference: string,
  delisted: string | undefined,
  place: IssuePlace,
): void {
  const type = textOf(record, 'UN_LIST_TYPE');
  const committee = COMMITTEES[REFERENCE.exec(reference)?.[1] ?? ''];
  const element = 'REFERENCE_NUMBER';
  addRegimes(list, holder, reference.slice(0, 2) || type, committee?.regimes ?? [], element, place);
  holder.add('programId', committee?.programId, { element, original: reference });
  holder.add('program', committee?.title ?? type, { element: 'UN_LIST_TYPE', original: type });

  const comments = textOf(record, 'COMMENTS1');
  const former = [...comments.matchAll(FORMER_REFERENCE)].map(
    ([text, old = '']) => [old, { element: 'COMMENTS1', original: text, kind: 'former reference' }] as const,
  );
  const listed = dateOf(record, 'LISTED_ON');
  const listedNote = { element: 'LISTED_ON', original: textOf(record, 'LISTED_ON') };
  const updates = childrenOf(record, 'LAST_DAY_UPDATED').flatMap((list) => childrenOf(list, 'VALUE'));
  const submitted = [textOf(record, 'SUBMITTED_BY'), dateOf(record, 'SUBMITTED_ON')]
    .filter(Boolean)
    .join(', ');
  const sanction = list.sanction(holder, 'un-sc', {
    unscId: [[reference, { element }]],
    authorityId: [[reference, { element }], ...former],
    programId: [[committee?.programId]],
    program: [[committee?.title ?? type, { element: 'UN_LIST_TYPE', original: type }]],
    listingDate: [[listed, listedNote]],
    startDate: [[listed, listedNote]],
    endDate: [[delisted, { element: 'DELISTED_ON' }]],
    modifiedAt: updates.map(({ text }) => [remarkDate(text), { element: 'LAST_DAY_UPDATED/VALUE' }] as const),
    recordId: [[textOf(record, 'DATAID'), { element: 'DATAID' }]],
    status: [[delisted === undefined ? undefined : 'delisted']],
    summary: [[submitted && `Submitted by ${submitted}`, { element: 'SUBMITTED_BY' }]],
  });
  if (listed === undefined) {
    list.issue('drift', 'bad-date', `LISTED_ON "${listedNote.original}" of ${holder.id} is no date`, place);
    sanction.add('summary', listedNote.original, { element: 'LISTED_ON' });
  }
}

function dateOf(record: XmlElement, name: string): string | undefined {
  return remarkDate(textOf(record, name));
}
