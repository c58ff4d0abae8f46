import { type Entity, RiegelError, type Subject, valuesOf } from '../../entity/index.ts';
import { type AnalysedName, analyseName, type FlatName, flatten, type NameKind } from '../../names/index.ts';
import { fillsLine } from '../cut-names.ts';
import { type ExplainedName, explainAligned } from '../explain/name.ts';
import { sentenceOf } from '../explain/sentence.ts';
import {
  bestDateRelation,
  COUNTRY_AGREES,
  COUNTRY_DIFFERS,
  countryRelation,
  DATE_EFFECT,
  GENDER_DIFFERS,
  MOST_ADDED,
  MOST_TAKEN,
  type PackedFacts,
} from '../facts/facts.ts';
import { factsOf } from '../facts/subject-facts.ts';
import type { Explanation, FactExplanation, IdentifierExplanation, Match } from '../match.ts';
import { probabilityOf } from '../probability/probability.ts';
import { DEFAULT_THRESHOLD, type ScreenOptions } from '../screen-options.ts';
import { type NameMatch, NameSearcher } from '../search/searcher.ts';
import { LikeWords } from '../text/like-words.ts';
import type { ScoredSubject } from '../text/places.ts';
import { scanText, type TextMatch } from '../text/scan.ts';
import { SCHEMA_OF_KIND } from '../text/spans.ts';
import { type UnspacedName, UnspacedNames } from '../text/unspaced.ts';
import { columnsOf } from './columns.ts';
import { entityKey, hashKey, identifiersOf, type KeyedIdentifier, kinship } from './identifiers.ts';
import { PROPERTY_CODE } from './kinds.ts';
import { type Column, readSections, type Sections } from './layout.ts';
import { kindsOf } from './names-of.ts';
import { readyAnswersOf } from './ready-answers.ts';

export interface IndexInfo {
  readonly id: string;
  readonly engine: string;
  /** List id → version. */
  readonly lists: Readonly<Record<string, string>>;
  readonly entities: number;
  readonly names: number;
  readonly terms: number;
  readonly bytes: number;
}

/** What the index keeps of an entity for showing it. */
interface EntityRecord {
  readonly id: string;
  readonly caption: string;
  readonly schema: string;
  readonly lists: readonly string[];
  readonly properties: Entity['properties'];
  readonly identifiers: readonly KeyedIdentifier[];
}

/** A candidate entity while it is weighed. */
interface Weighed {
  readonly entity: number;
  readonly name: NameMatch | undefined;
  readonly subjectName: number;
  readonly score: number;
  readonly identifiers: readonly IdentifierExplanation[];
}

/** One reading of one of the subject's names. */
interface SubjectName {
  readonly text: string;
  readonly kind: NameKind;
  readonly analysed: AnalysedName;
  readonly flat: FlatName;
}

/** What a search needs to be told how good a name must be. */
type Search = (flat: FlatName, kind: NameKind, least: number) => readonly NameMatch[];

/** A subject with the entities that reach the threshold, not yet explained. */
interface WeighedSubject {
  readonly subject: Subject;
  readonly names: readonly SubjectName[];
  readonly facts: PackedFacts;
  readonly weighed: readonly Weighed[];
}

/** Score of equal numbers of which one does not say what it is: another series may hold the same number. */
const KIND_UNKNOWN_SCORE = 0.9;

const SUBJECT_NAME_PROPERTIES = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation'] as const;

/**
 * Opens index bytes. A SharedArrayBuffer is used as it is, so that threads share it; other bytes are copied into
 * one. Throws RiegelError `index/not-an-index`, `index/version`, `index/truncated` or `index/damaged` with the
 * offset (and the file, when given). `verify: false` skips the checksums: for a second thread over the same bytes.
 */
export function openIndex(
  bytes: SharedArrayBuffer | ArrayBuffer | Uint8Array,
  options: { readonly file?: string; readonly verify?: boolean } = {},
): MatchIndex {
  let buffer: SharedArrayBuffer;
  if (bytes instanceof SharedArrayBuffer) buffer = bytes;
  else {
    buffer = new SharedArrayBuffer(bytes.byteLength);
    new Uint8Array(buffer).set(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
  }
  return new MatchIndex(buffer, readSections(buffer, options.file, options.verify ?? true));
}

/** An open index. Immutable; holds one thread's working space, so a thread opens its own over the shared buffer. */
export class MatchIndex {
  readonly buffer: SharedArrayBuffer;
  readonly info: IndexInfo;
  private readonly sections: Sections;
  private readonly searcher: NameSearcher;
  private readonly likeWords: LikeWords;
  private unspacedNames: UnspacedNames | undefined;
  private readonly listNames: readonly string[];
  private readonly decoder = new TextDecoder();

  constructor(buffer: SharedArrayBuffer, sections: Sections) {
    this.buffer = buffer;
    this.sections = sections;
    const meta = JSON.parse(this.text(sections.meta as Uint8Array)) as IndexInfo & {
      listNames: string[];
      wordTerms: number;
    };
    const { listNames, wordTerms, ...info } = meta;
    this.info = Object.freeze({ ...info, bytes: buffer.byteLength });
    this.listNames = listNames;
    this.searcher = new NameSearcher(columnsOf(sections, wordTerms), {
      ready: readyAnswersOf(sections),
    });
    this.likeWords = new LikeWords(this.searcher);
  }

  /**
   * Compares a subject with every entity of the index. Gives the matches whose score reaches the threshold, best
   * first. Throws RiegelError `match/nothing-to-compare` where the subject has neither a name nor an identifier
   * that can be read: what was not compared is not clear.
   */
  screen(subject: Subject, options: ScreenOptions = {}): readonly Match[] {
    return this.matches(this.weigh(subject, options, this.search), options);
  }

  /** Score of the best match that `screen` would give, 0 where there is none, and the matches once they are wanted. */
  private scored(subject: Subject, options: ScreenOptions): ScoredSubject {
    const all = this.weigh(subject, options, this.search);
    let matches: readonly Match[] | undefined;
    return {
      score: all.weighed.reduce((highest, { score }) => Math.max(highest, round(score)), 0),
      matches: () => {
        matches ??= this.matches(all, options);
        return matches;
      },
    };
  }

  private readonly search: Search = (flat, kind, least) => this.searcher.search(flat, kind, least);

  /** As `screen`, by scoring every name of the index against every word by its definition: slow, for tests. */
  fullScan(subject: Subject, options: ScreenOptions = {}): readonly Match[] {
    const searchAll: Search = (flat, kind, least) => this.searcher.searchAll(flat, kind, least);
    return this.matches(this.weigh(subject, options, searchAll), options);
  }

  /** The comparison of a subject with one entity, whatever its score; undefined where the index has no such entity. */
  explain(subject: Subject, entityId: string): Match | undefined {
    const entity = this.entityById(entityId);
    if (entity === undefined) return undefined;
    const names = this.namesOfSubject(subject);
    const facts = factsOf(subject);
    let best: Weighed | undefined;
    names.forEach((name, subjectName) => {
      for (const found of this.searcher.scoreEntity(name.flat, name.kind, entity)) {
        if (best === undefined || better(found, best.name)) {
          best = { entity, name: found, subjectName, score: found.score, identifiers: [] };
        }
      }
    });
    const identifiers = this.sharedIdentifiers(subject).get(entity) ?? [];
    best ??= { entity, name: undefined, subjectName: 0, score: 0, identifiers };
    const weighed = { ...best, identifiers, score: this.scoreWith(best.score, identifiers, facts, entity) };
    return this.matchOf(weighed, names, facts, subject, new Map());
  }

  /** Forgets the words it has looked up; answers stay the same, the next ones take longer. For measuring. */
  forgetWords(): void {
    this.searcher.like.clear();
    this.likeWords.clear();
  }

  /** All designated names in a text of any length, in one pass, with their places (UTF-16 offsets). */
  scanText(text: string, options: ScreenOptions = {}): TextMatch[] {
    const unspaced = () => {
      this.unspacedNames ??= new UnspacedNames(this.listedNames());
      return this.unspacedNames;
    };
    return scanText((subject) => this.scored(subject, options), this.likeWords, unspaced, text);
  }

  private *listedNames(): Generator<UnspacedName> {
    for (let name = 0; name < this.info.names; name++) {
      yield { text: this.nameText(name), schema: SCHEMA_OF_KIND[this.searcher.kindOf(name)]! };
    }
  }

  /** Caption and properties of an entity by its number, as the index keeps them. */
  record(entity: number): EntityRecord {
    const start = this.column('entityRecord') as Uint32Array;
    const records = this.sections.records as Uint8Array;
    return JSON.parse(this.text(records.subarray(start[entity]!, start[entity + 1]!)));
  }

  nameText(name: number): string {
    const start = this.column('nameText') as Uint32Array;
    return this.text((this.sections.texts as Uint8Array).subarray(start[name]!, start[name + 1]!));
  }

  private weigh(subject: Subject, options: ScreenOptions, search: Search): WeighedSubject {
    const threshold = options.threshold ?? DEFAULT_THRESHOLD;
    const names = this.namesOfSubject(subject);
    const shared = this.sharedIdentifiers(subject);
    if (names.length === 0 && identifiersOf(subject.properties).length === 0) {
      throw new RiegelError(
        'match/nothing-to-compare',
        'The subject has no name and no identifier that can be read.',
        {
          ...(subject.origin === undefined
            ? {}
            : { place: { file: subject.origin.document, ...pick(subject.origin) } }),
          expected: 'a name with at least one letter, or an identifier',
        },
      );
    }
    const facts = factsOf(subject);
    const wanted = options.lists === undefined ? undefined : new Set(options.lists);
    const best = new Map<number, Weighed>();
    names.forEach((name, subjectName) => {
      for (const found of search(name.flat, name.kind, threshold - MOST_ADDED)) {
        const known = best.get(found.entity);
        if (known !== undefined && !better(found, known.name)) continue;
        best.set(found.entity, {
          entity: found.entity,
          name: found,
          subjectName,
          score: found.score,
          identifiers: [],
        });
      }
    });
    for (const [entity, identifiers] of shared) {
      const known = best.get(entity);
      best.set(entity, {
        entity,
        name: known?.name,
        subjectName: known?.subjectName ?? 0,
        score: known?.score ?? 0,
        identifiers,
      });
    }
    const weighed: Weighed[] = [];
    for (const one of best.values()) {
      if (wanted !== undefined && !this.isOnAny(one.entity, wanted)) continue;
      const score = this.scoreWith(one.score, one.identifiers, facts, one.entity);
      if (score >= threshold) weighed.push({ ...one, score });
    }
    return { subject, names, facts, weighed };
  }

  private matches(
    { subject, names, facts, weighed }: WeighedSubject,
    options: ScreenOptions,
  ): readonly Match[] {
    const known = new Map<string, ExplainedName>();
    const matches = weighed.map((one) => this.matchOf(one, names, facts, subject, known));
    matches.sort((a, b) => b.score - a.score || b.probability - a.probability || (a.id < b.id ? -1 : 1));
    return matches.slice(0, options.limit ?? 100);
  }

  private namesOfSubject(subject: Subject): SubjectName[] {
    const texts = new Set<string>();
    for (const property of SUBJECT_NAME_PROPERTIES)
      for (const text of valuesOf(subject, property)) texts.add(text);
    if (texts.size === 0) {
      const parts = ['firstName', 'secondName', 'middleName', 'fatherName', 'lastName'].flatMap((p) =>
        valuesOf(subject, p),
      );
      if (parts.length > 0) texts.add(parts.join(' '));
    }
    const kinds = kindsOf(subject.schema);
    const truncated = subject.carried?.truncated === true;
    const names: SubjectName[] = [];
    for (const text of texts) {
      for (const kind of kinds.length === 0 ? (['person', 'organisation', 'vessel'] as const) : kinds) {
        const analysed = analyseName(text, kind);
        const flat = flatten(analysed, truncated || fillsLine(text));
        if (flat.wordCount > 0) names.push({ text, kind, analysed, flat });
      }
    }
    return names;
  }

  private sharedIdentifiers(subject: Subject): Map<number, IdentifierExplanation[]> {
    const shared = new Map<number, IdentifierExplanation[]>();
    for (const { property, value, key } of identifiersOf(subject.properties)) {
      for (const entity of this.entitiesByKey(key)) {
        const { identifiers, schema } = this.record(entity);
        const kinships = identifiers.map((listed) =>
          listed.key === key ? kinship(property, listed.property, schema) : undefined,
        );
        const kind = kinships.includes('same') ? 'same' : kinships.find((one) => one !== undefined);
        if (kind === undefined) continue;
        const listedProperty = identifiers[kinships.indexOf(kind)]!.property;
        shared.set(entity, [...(shared.get(entity) ?? []), { property, value, listedProperty, kind }]);
      }
    }
    return shared;
  }

  /** Entities whose key has this hash: the caller checks that it is the key. */
  private *entitiesByKey(key: string): Generator<number> {
    const high = this.column('keyHigh') as Uint32Array;
    const low = this.column('keyLow') as Uint32Array;
    const entities = this.column('keyEntity') as Uint32Array;
    const [h, l] = hashKey(key);
    for (let slot = l & (high.length - 1); high[slot] !== 0; slot = (slot + 1) & (high.length - 1)) {
      if (high[slot] === h && low[slot] === l) yield entities[slot]!;
    }
  }

  private scoreWith(
    nameScore: number,
    identifiers: readonly IdentifierExplanation[],
    facts: PackedFacts,
    entity: number,
  ): number {
    if (identifiers.some(({ kind }) => kind === 'same')) return 1;
    const { date, country, genderDiffers } = this.relations(facts, entity);
    let effect = DATE_EFFECT[date];
    effect += country > 0 ? COUNTRY_AGREES : country < 0 ? COUNTRY_DIFFERS : 0;
    if (genderDiffers) effect += GENDER_DIFFERS;
    const score = Math.max(0, Math.min(1, nameScore + Math.max(effect, -MOST_TAKEN)));
    return identifiers.length > 0 ? Math.max(KIND_UNKNOWN_SCORE, score) : score;
  }

  private relations(facts: PackedFacts, entity: number) {
    const dates = this.column('entityDates') as Uint32Array;
    const countries = this.column('entityCountries') as Uint32Array;
    const gender = (this.sections.entityGender as Uint8Array)[entity]!;
    return {
      date: bestDateRelation(
        facts.dates,
        this.sections.dates as Uint32Array,
        dates[entity]!,
        dates[entity + 1]!,
      ),
      country: countryRelation(
        facts.countries,
        this.sections.countries as Uint32Array,
        countries[entity]!,
        countries[entity + 1]!,
      ),
      genderDiffers: facts.gender !== 0 && gender !== 0 && facts.gender !== gender,
    };
  }

  private matchOf(
    weighed: Weighed,
    names: readonly SubjectName[],
    facts: PackedFacts,
    subject: Subject,
    known: Map<string, ExplainedName>,
  ): Match {
    const record = this.record(weighed.entity);
    const { date, country, genderDiffers } = this.relations(facts, weighed.entity);
    let explained: ExplainedName | undefined;
    if (weighed.name !== undefined) {
      const subjectName = names[weighed.subjectName]!;
      const property = PROPERTY_CODE[(this.sections.nameProperty as Uint8Array)[weighed.name.name]!]!;
      const { text, kind, analysed, flat } = subjectName;
      const listed = this.nameText(weighed.name.name);
      // Many lists write one name alike.
      const key = `${weighed.subjectName} ${kind} ${property} ${listed}`;
      explained =
        known.get(key) ??
        explainAligned(
          { text, analysed },
          { text: listed, property },
          this.searcher.align(flat, kind, weighed.name.name),
        );
      known.set(key, explained);
    }
    const factExplanations: FactExplanation[] = [];
    if (date !== 'unknown') {
      factExplanations.push({
        fact: 'birthDate',
        relation: date,
        subject: [...valuesOf(subject, 'birthDate'), ...valuesOf(subject, 'incorporationDate')],
        listed: record.properties.birthDate ?? record.properties.incorporationDate ?? [],
        effect: DATE_EFFECT[date],
      });
    }
    if (country !== 0) {
      factExplanations.push({
        fact: 'country',
        relation: country > 0 ? 'agrees' : 'differs',
        subject: facts.countries.map(countryCode),
        listed: this.countriesOf(weighed.entity),
        effect: country > 0 ? COUNTRY_AGREES : COUNTRY_DIFFERS,
      });
    }
    if (genderDiffers) {
      factExplanations.push({
        fact: 'gender',
        relation: 'differs',
        subject: valuesOf(subject, 'gender'),
        listed: [facts.gender === 1 ? 'female' : 'male'],
        effect: GENDER_DIFFERS,
      });
    }
    const parts: Omit<Explanation, 'sentence'> = {
      ...(explained === undefined ? {} : { name: explained.explanation }),
      facts: factExplanations,
      identifiers: weighed.identifiers,
    };
    return {
      id: record.id,
      caption: record.caption,
      schema: record.schema,
      lists: record.lists,
      score: round(weighed.score),
      probability: round(
        probabilityOf({
          nameScore: explained?.explanation.score ?? 0,
          bits: explained?.bits ?? 0,
          weak: explained?.explanation.property === 'weakAlias',
          date,
          country,
          genderDiffers,
          identifiers: weighed.identifiers.reduce((sum, { kind }) => sum + (kind === 'same' ? 1 : 0.5), 0),
          otherNumber: explained?.otherNumber ?? false,
        }),
      ),
      explanation: {
        ...parts,
        sentence: sentenceOf(
          {
            asked: SUBJECT_NAME_PROPERTIES.flatMap((property) => valuesOf(subject, property)),
            readable: [...new Set(names.map(({ text }) => text))],
            caption: record.caption,
            schema: record.schema,
            lists: record.lists,
          },
          parts,
        ),
      },
    };
  }

  private countriesOf(entity: number): string[] {
    const start = this.column('entityCountries') as Uint32Array;
    return [...(this.sections.countries as Uint32Array).subarray(start[entity]!, start[entity + 1]!)].map(
      countryCode,
    );
  }

  private isOnAny(entity: number, wanted: ReadonlySet<string>): boolean {
    const start = this.column('entityLists') as Uint32Array;
    const ids = this.sections.listIds as Uint32Array;
    for (let i = start[entity]!; i < start[entity + 1]!; i++)
      if (wanted.has(this.listNames[ids[i]!]!)) return true;
    return false;
  }

  private entityById(id: string): number | undefined {
    for (const entity of this.entitiesByKey(entityKey(id))) if (this.record(entity).id === id) return entity;
    return undefined;
  }

  private column(name: string): Column {
    return this.sections[name]!;
  }

  private text(bytes: Uint8Array): string {
    // TextDecoder refuses views of shared memory.
    return this.decoder.decode(bytes.slice());
  }
}

function better(found: NameMatch, known: NameMatch | undefined): boolean {
  return (
    known === undefined ||
    found.score > known.score ||
    (found.score === known.score && found.name < known.name)
  );
}

function countryCode(packed: number): string {
  return String.fromCharCode(packed >> 8, packed & 255);
}

function pick(origin: NonNullable<Subject['origin']>) {
  return {
    ...(origin.row === undefined ? {} : { row: origin.row }),
    ...(origin.line === undefined ? {} : { line: origin.line }),
  };
}

/** Four decimals: more would promise an exactness that the number does not have. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
