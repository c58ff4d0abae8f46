import { type DateHints, parseCountries, parseDate, type ValueNote } from '../entity/index.ts';
import { EntityDraft, stableKey } from './entity-draft.ts';
import type { ParsedList, ParseIssue, Source } from './source.ts';

/** Where in a file something stands. */
export type IssuePlace = Pick<ParseIssue, 'line' | 'row' | 'path'>;

/** Facts of a designation, as FtM's `Sanction` names them. */
export type SanctionFacts = Partial<
  Record<
    | 'programId'
    | 'program'
    | 'authorityId'
    | 'unscId'
    | 'listingDate'
    | 'startDate'
    | 'endDate'
    | 'date'
    | 'modifiedAt'
    | 'status'
    | 'reason'
    | 'provisions'
    | 'summary'
    | 'sourceUrl'
    | 'recordId',
    readonly (readonly [value: string | undefined, note?: ValueNote])[]
  >
>;

/** A list while its file is being read: entities by id, in the order of the file, and what was found wrong. */
export class ListDraft {
  readonly source: Source;
  readonly file: string;
  readonly #entities = new Map<string, EntityDraft>();
  readonly #issues: ParseIssue[] = [];
  readonly #reported = new Set<string>();
  /** Lists name the same few countries thousands of times. */
  readonly #countries = new Map<string, ReturnType<typeof parseCountries>>();

  constructor(source: Source, file: string) {
    this.source = source;
    this.file = file;
  }

  /** The designated entity of that id: a new one, or the one begun earlier in the file. */
  designated(id: string, schema: string): EntityDraft {
    return this.#draft(id, schema, true);
  }

  /** An entity that belongs to a designated one: document, address, sanction, link, mere mention. */
  linked(id: string, schema: string): EntityDraft {
    return this.#draft(id, schema, false);
  }

  get designatesAnyone(): boolean {
    return [...this.#entities.values()].some(({ target }) => target);
  }

  find(id: string): EntityDraft | undefined {
    return this.#entities.get(id);
  }

  #draft(id: string, schema: string, target: boolean): EntityDraft {
    const known = this.#entities.get(id);
    if (known !== undefined) return known;
    const draft = new EntityDraft(id, schema, this.source.id, target);
    this.#entities.set(id, draft);
    return draft;
  }

  /** Takes up issues of a reader below. */
  take(issues: readonly ParseIssue[]): void {
    this.#issues.push(...issues);
  }

  issue(severity: ParseIssue['severity'], code: string, message: string, place: IssuePlace = {}): void {
    this.#issues.push({ severity, code, message, file: this.file, ...place });
  }

  /** An issue that would come a thousand times in a file is reported at its first place only. */
  issueOnce(severity: ParseIssue['severity'], code: string, message: string, place: IssuePlace = {}): void {
    const key = `${code} ${message}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.issue(severity, code, message, place);
  }

  /**
   * Adds the country or countries that a text names, as codes. A text that names none we know is kept word
   * for word and reported as drift.
   */
  country(draft: EntityDraft, property: string, text: string, note: ValueNote, place: IssuePlace): void {
    const trimmed = text.replace(/[\s.,;]+$/, '').trim();
    if (trimmed === '') return;
    let found = this.#countries.get(trimmed);
    if (found === undefined) {
      found = countriesIn(trimmed);
      this.#countries.set(trimmed, found);
    }
    const { countries, unread } = found;
    for (const { code } of countries) {
      draft.add(property, code, code === text ? note : { ...note, original: text.trim() });
    }
    if (countries.length > 0 && unread.length === 0) return;
    this.issueOnce('drift', 'unknown-country', `"${trimmed}" is no country we know`, place);
    if (countries.length === 0) draft.add(property, trimmed, note);
  }

  /**
   * Adds the date or dates that a text states, with their precision. One that cannot be read is reported and
   * kept word for word among the notes.
   */
  date(
    draft: EntityDraft,
    property: string,
    text: string,
    note: ValueNote,
    place: IssuePlace,
    hints: DateHints = {},
  ): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    const answer = parseDate(trimmed, hints);
    if (!answer.ok) {
      this.issue('rejected', 'bad-date', `"${trimmed}" is no date: ${answer.detail}`, place);
      draft.add('notes', `Date: ${trimmed}`, note);
      return;
    }
    for (const { value, circa, until, normalised } of answer.dates) {
      const precision = until !== undefined ? 'range' : circa ? 'circa' : note.precision;
      draft.add(property, value, {
        ...note,
        ...(value !== trimmed && note.original === undefined && { original: trimmed }),
        ...(precision && { precision }),
        ...(until !== undefined && { until }),
        ...(normalised !== undefined && note.kind === undefined && { kind: normalised }),
      });
    }
  }

  /** The linked `Sanction`; `key` tells several designations of one entity apart. */
  sanction(holder: EntityDraft, key: string, facts: SanctionFacts): EntityDraft {
    const sanction = this.linked(`${holder.id}-sanction-${stableKey(key)}`, 'Sanction');
    sanction.add('entity', holder.id);
    sanction.add('authority', this.source.authority);
    sanction.add('country', this.source.jurisdiction);
    for (const [property, values] of Object.entries(facts)) {
      for (const [value, note] of values) sanction.add(property, value, note);
    }
    holder.add('topics', 'sanction');
    return sanction;
  }

  build(facts: Pick<ParsedList, 'publishedAt' | 'claimedRecords'> = {}): ParsedList {
    const entities = [...this.#entities.values()].map((draft) => draft.build());
    return { entities, issues: this.#issues, ...facts };
  }
}

/** Countries in a text as it stands or, where that is none, without the words that lists put around them. */
function countriesIn(text: string): ReturnType<typeof parseCountries> {
  const plain = parseCountries(text);
  if (plain.countries.length > 0) return plain;
  return parseCountries(
    text
      .replace(/^(?:possibly|in|former|now)\s+/i, '')
      .replace(/\s+as (?:at|of)\b.*$/i, '')
      .replace(/\.\s+|[\s,]*\b(?:now|currently)\b\s*/gi, '; '),
  );
}
