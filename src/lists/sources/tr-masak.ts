import { RiegelError } from '../../entity/index.ts';
import { decodeText } from '../decode.ts';
import { type EntityDraft, stableKey } from '../entity-draft.ts';
import { ListDraft } from '../list-draft.ts';
import { addDates } from '../mapping/date-values.ts';
import { cellReader } from '../mapping/values.ts';
import type { ParsedList, Source, SourceFile } from '../source.ts';

type Field =
  | 'person'
  | 'body'
  | 'script'
  | 'title'
  | 'position'
  | 'birthDate'
  | 'birthPlace'
  | 'alias'
  | 'weakAlias'
  | 'previousName'
  | 'nationality'
  | 'passportNumber'
  | 'idNumber'
  | 'address'
  | 'notes'
  | 'listingDate'
  | 'appearance';

/** Labels of the annex. Those marked `inline` follow the field before on its line; the others open a line. */
const LABELS: readonly (readonly [field: Field, label: string, inline?: 'inline'])[] = [
  ['person', 'Adı Soyadı', 'inline'],
  ['body', 'Adı'],
  ['script', '(?:Adının|İsminin) Ori?jinal [Dd]ilde Yazımı', 'inline'],
  ['title', 'Unvanı?', 'inline'],
  ['position', 'Görevi'],
  ['birthDate', 'Doğum Tarih[iİ]'],
  ['birthPlace', 'Doğum Yeri'],
  ['weakAlias', 'Kullandığı Diğer Adlar\\s*\\(Düşük İhtimal\\)', 'inline'],
  ['alias', 'Kullandığı (?:veya Bilinen )?Diğer Adları?', 'inline'],
  ['previousName', 'Bilinen Eski Adı', 'inline'],
  ['nationality', 'Uyruğu', 'inline'],
  ['passportNumber', 'Pasaport Numarası'],
  ['idNumber', 'Ulusal Kimlik Numarası'],
  ['address', 'Adres'],
  ['notes', 'Diğer [Bb]ilgiler[i]?'],
  ['listingDate', 'Listelenme Tarihi'],
  ['appearance', 'Fiziksel özellikler'],
];
const LABEL = new RegExp(
  LABELS.map(
    ([field, label, inline]) => `(?<${field}>${inline ? '(?<![\\p{L}])' : '(?<=^\\s*•?\\s*)'}${label})`,
  )
    .join('|')
    .replace(/^(.*)$/s, '(?:$1)\\s*:'),
  'gmu',
);

/** `a) … b) …`; the Turkish alphabet has `ı` and others between. */
const LETTERED = '(?:^|\\s)[a-zçğıöşü]{1,2}\\)\\s*';
const values = cellReader({ column: '', property: '', split: LETTERED });
const NEXT_LABEL = /(?:Adının|İsminin|Unvanı|Görevi|Doğum)/u;

/** Nationalities and countries in Turkish that the names of CLDR do not have. */
const COUNTRIES: Readonly<Record<string, string>> = {
  Alman: 'de',
  Çin: 'cn',
  Fas: 'ma',
  Fransız: 'fr',
  İngiliz: 'gb',
  'Suriye Arap Cumhuriyeti': 'sy',
  'SSCB (1991’e kadar)': 'suhh',
  Britanya: 'gb',
  Britanyalı: 'gb',
  Rus: 'ru',
  'Rusya Federasyonu': 'ru',
  'Filistin Devleti': 'ps',
  'Kuzey İrlanda ve Büyük Britanya Birleşik Krallığı': 'gb',
};

const ORIGINAL = /\(\s*ori?jinal yazımı?\s*:?\s*([^()]+)\)?/gi;

/**
 * Türkiye: the annex to the Presidential decisions that freeze assets under UNSCR 1267, 1988, 1989 and 2253, as
 * plain text. Each entry is a run of labelled fields; there is no reference number.
 */
export const trMasak: Source = {
  id: 'tr_fcib',
  title: 'Türkiye asset freezes under UN Security Council resolutions',
  authority: 'Financial Crimes Investigation Board (MASAK)',
  jurisdiction: 'tr',
  regimes: ['terrorism'],
  homepage: 'https://en.hmb.gov.tr/fcib-legislation-financing-of-terrorism',
  licence: 'Official Gazette of Türkiye; text: CC BY-NC 4.0 (OpenSanctions)',
  rhythm: { text: 'after each decision, several times a year', maxAgeHours: 24 * 180 },
  formats: [
    {
      id: 'text',
      files: [{ name: 'plain.txt', required: true }],
      detects: (files) => files.length === 1 && /Adı Soyadı\s*:/u.test(headOf(files[0]!)),
      parse: ([file], source) => parseAnnex(file!, source),
    },
  ],
};

function headOf(file: SourceFile): string {
  return new TextDecoder().decode(file.bytes.subarray(0, 4096));
}

function parseAnnex(file: SourceFile, source: Source): ParsedList {
  const text = decodeText(file.bytes, file.name, 'utf-8');
  const list = new ListDraft(source, file.name);
  let entry: [field: Field, text: string][] = [];
  let line = 1;
  let started = 1;
  let at = 0;
  const labels = [...text.matchAll(LABEL)];
  labels.forEach((label, index) => {
    line += text.slice(at, label.index).split('\n').length - 1;
    at = label.index;
    const field = LABELS.find(([name]) => label.groups?.[name] !== undefined)![0];
    if (field === 'person' || field === 'body') {
      addEntry(entry, list, started);
      entry = [];
      started = line;
    }
    const end = labels[index + 1]?.index ?? text.length;
    entry.push([field, text.slice(label.index + label[0].length, end)]);
  });
  addEntry(entry, list, started);
  if (labels.length === 0) {
    throw new RiegelError('lists/header', 'The text has no entry', {
      place: { file: file.name },
      expected: 'Adı Soyadı: …',
    });
  }
  return list.build();
}

function addEntry(entry: readonly (readonly [Field, string])[], list: ListDraft, line: number): void {
  if (entry.length === 0) return;
  const [[field, printed]] = entry as [readonly [Field, string]];
  // Some entries print all labels first and the values behind them: what stands before the next label is the name.
  const first = printed.split(NEXT_LABEL, 1)[0]!;
  if (first !== printed) {
    list.issue('mended', 'broken-entry', 'Labels of the entry do not stand beside their values', { line });
  }
  const numbered = /(?:^|\s)[1-4]\s*:/.test(first);
  const alias = entry.find(([each]) => each === 'alias')?.[1] ?? '';
  const name =
    (numbered ? joinedName(first) : plain(first)) || (values(plain(alias))[0]?.value.replace(/,$/, '') ?? '');
  if (!/\p{L}/u.test(name) || !/^(?:person|body)$/.test(field)) {
    list.issue('rejected', 'no-name', 'The entry has no name', { line });
    return;
  }
  const born = entry.find(([each]) => each === 'birthDate')?.[1] ?? '';
  // A body may be printed under the label of persons, but has no birth, rank or nationality among its labels.
  const personal = entry.some(([each]) => /^(?:birth|nationality|position)/.test(each));
  const schema = numbered || personal ? 'Person' : 'Organization';
  const id = `tr-masak-${stableKey(schema, name.toLowerCase(), plain(born))}`;
  if (list.find(id)) list.issue('mended', 'repeated-id', `The entry repeats ${name}`, { line });
  const entity = list.designated(id, schema);
  entity.add('name', name, {
    element: 'Adı Soyadı',
    quality: 'primary',
    ...(numbered && { original: plain(first) }),
  });
  for (const [each, text] of entry.slice(1)) addField(each, text, entity, list, line);
  entity.add('topics', 'sanction');
  entity.add('topics', 'crime.terror');
  entity.add('keywords', 'terrorism');
  const sanction = list.linked(`${id}-sanction`, 'Sanction');
  sanction.add('entity', id);
  sanction.add('authority', list.source.authority);
  sanction.add('country', 'tr');
}

/** `1: NASHWAN 2: ABD AL-RAZZAQ 3: -` as one name. */
function joinedName(text: string): string {
  const parts = text.split(/\s*[1-9]\s*:\s*/u).map(plain);
  return parts.filter((part) => /\p{L}/u.test(part)).join(' ');
}

/** Text on one line, without the bullet of the next entry or its number, and without headings in capitals. */
function plain(text: string): string {
  return text
    .replace(/\n\s*•[^\n]*KİŞİ[^\n]*/gu, '')
    .replace(/[•\s]*(?:\n\s*\d{1,3}[.-])?\s*$/u, '')
    .replace(/^[\s:]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function addField(field: Field, text: string, entity: EntityDraft, list: ListDraft, line: number): void {
  const person = entity.schema === 'Person';
  const place = { line };
  for (const { value } of values(plain(text))) {
    const note = { element: field };
    // Dates behind an alias are lettered too: a) … b) … inside its brackets.
    if (/alias/i.test(field) && /^\d{1,2} \p{L}+ \d{4}/u.test(value)) {
      entity.add('notes', value, { ...note, kind: 'of an alias' });
      continue;
    }
    if (field === 'alias' || field === 'weakAlias' || field === 'previousName') {
      for (const [, script] of value.matchAll(ORIGINAL))
        entity.add(field, script, { ...note, kind: 'original script' });
      // "…, doğum 1972, (sahte pasaport …)": what is said of the alias stays in the note.
      const alias = value
        .replace(ORIGINAL, ' ')
        .replace(/[,;]\s*$/, '')
        .replace(
          /\s*[,(]\s*(?:doğum|sahte|daha önce|eski adı|eskiden)\b.*$|,\s*[^,]*\d{4}\S*\s+doğdu.*$/iu,
          '',
        );
      const quality = field === 'weakAlias' ? ({ quality: 'weak' } as const) : {};
      entity.add(field, alias, { ...note, ...quality, ...(alias.trim() !== value && { original: value }) });
    } else if (field === 'script') entity.add('name', value, { ...note, kind: 'original script' });
    else if (field === 'birthDate' && person)
      addDates(list, entity, 'birthDate', dateText(value), { order: 'day-month' }, note, place);
    else if (field === 'nationality')
      list.country(entity, person ? 'nationality' : 'country', COUNTRIES[value] ?? value, note, place);
    else if (field === 'passportNumber' && person) addNumbers(entity, 'passportNumber', value);
    else if (field === 'idNumber') addNumbers(entity, 'idNumber', value);
    else if (field === 'address' || field === 'notes') entity.add(field, value, note);
    else if (person && field !== 'listingDate') entity.add(field, value, note);
    else entity.add('notes', value, { ...note, kind: field });
  }
}

/** "1963-1968 Arası" is a range, "Tahmini olarak" and "Yaklaşık olarak" mean about. */
function dateText(text: string): string {
  return text
    .replace(/\s*aras[ıi](?:nda|ı)?$/iu, '')
    .replace(/^(?:tahmin[iî]|yaklaşık)(?: olarak)?\s*/iu, 'circa ');
}

/** Numbers stand in prose ("Irak pasaport numarası G4352, 2003'te verildi"); the prose is kept as a note. */
function addNumbers(entity: EntityDraft, property: string, text: string): void {
  const number = /(?:numarası|no\.?|^)\s*:?\s*([A-ZÇĞİÖŞÜ]{0,4}[- ]?\d[\dA-Z/-]{3,})/iu.exec(text)?.[1];
  if (number !== undefined)
    entity.add(property, number, { element: property, ...(number !== text && { original: text }) });
  if (number !== text) entity.add('notes', text, { element: property, kind: property });
}
