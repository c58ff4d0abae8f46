import { RiegelError, type Subject } from '../../entity/index.ts';
import { type AskedName, AskedNames } from '../asked-names.ts';
import type { ExplainedName } from '../explain/name.ts';
import { MOST_ADDED } from '../facts/facts.ts';
import { factsOf } from '../facts/subject-facts.ts';
import type { Match } from '../match.ts';
import { DEFAULT_THRESHOLD, type ScreenOptions } from '../screen-options.ts';
import { type NameMatch, NameSearcher } from '../search/searcher.ts';
import { namesOfSubject } from '../subject-names.ts';
import { EntityLeads } from '../subjects/entity-leads.ts';
import { LikeWords } from '../text/like-words.ts';
import type { ScoredSubject } from '../text/places.ts';
import { scanText, type TextMatch } from '../text/scan.ts';
import { SCHEMA_OF_KIND } from '../text/spans.ts';
import { type UnspacedName, UnspacedNames } from '../text/unspaced.ts';
import { matchOf, round, scoreWith, type Weighed, type WeighedSubject } from '../weighed.ts';
import { columnsOf } from './columns.ts';
import { identifiersOf } from './identifiers.ts';
import { readSections, type Sections } from './layout.ts';
import { type EntityRecord, ListedEntities } from './listed-entities.ts';
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

/** What a search needs to be told how good a name must be. */
type Search = (name: AskedName, least: number) => readonly NameMatch[];

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
  private readonly searcher: NameSearcher;
  private readonly likeWords: LikeWords;
  private unspacedNames: UnspacedNames | undefined;
  private readonly entities: ListedEntities;
  private readonly asked = new AskedNames();

  constructor(buffer: SharedArrayBuffer, sections: Sections) {
    this.buffer = buffer;
    // TextDecoder refuses views of shared memory.
    const text = new TextDecoder().decode((sections.meta as Uint8Array).slice());
    const meta = JSON.parse(text) as IndexInfo & {
      listNames: string[];
      wordTerms: number;
    };
    const { listNames, wordTerms, ...info } = meta;
    this.info = Object.freeze({ ...info, bytes: buffer.byteLength });
    this.entities = new ListedEntities(sections, listNames);
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

  private readonly search: Search = (name, least) => {
    if (name.found?.least !== least)
      name.found = { least, matches: this.searcher.search(name.flat, name.kind, least) };
    return name.found.matches;
  };

  /** As `screen`, by scoring every name of the index against every word by its definition: slow, for tests. */
  fullScan(subject: Subject, options: ScreenOptions = {}): readonly Match[] {
    const searchAll: Search = ({ flat, kind }, least) => this.searcher.searchAll(flat, kind, least);
    return this.matches(this.weigh(subject, options, searchAll), options);
  }

  /** The comparison of a subject with one entity, whatever its score; undefined where the index has no such entity. */
  explain(subject: Subject, entityId: string): Match | undefined {
    const entity = this.entities.entityById(entityId);
    if (entity === undefined) return undefined;
    const names = this.namesOf(subject);
    const facts = factsOf(subject);
    let best: Weighed | undefined;
    names.forEach((name, subjectName) => {
      for (const found of this.searcher.scoreEntity(name.flat, name.kind, entity)) {
        if (best === undefined || better(found, best.name)) {
          best = { entity, name: found, subjectName, score: found.score, identifiers: [] };
        }
      }
    });
    const identifiers = this.entities.sharedIdentifiers(subject).get(entity) ?? [];
    best ??= { entity, name: undefined, subjectName: 0, score: 0, identifiers };
    const weighed = {
      ...best,
      identifiers,
      score: scoreWith(this.entities, best.score, identifiers, facts, entity),
    };
    return matchOf(this.entities, this.searcher, weighed, { subject, names, facts }, new Map());
  }

  /** Whether the index has an entity of this id. */
  has(entityId: string): boolean {
    return this.entities.entityById(entityId) !== undefined;
  }

  /** Forgets the words and names it has looked up; answers stay the same, the next ones take longer. For measuring. */
  forgetWords(): void {
    this.searcher.like.clear();
    this.asked.clear();
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

  /** What leads from subjects to the entities of this index, for `SubjectIndex`. */
  leads(): EntityLeads {
    return new EntityLeads(this.searcher, this.entities.keyHashes());
  }

  /** What the index keeps of an entity, by its number. */
  record(entity: number): EntityRecord {
    return this.entities.record(entity);
  }

  private *listedNames(): Generator<UnspacedName> {
    for (let name = 0; name < this.info.names; name++) {
      yield { text: this.entities.nameText(name), schema: SCHEMA_OF_KIND[this.searcher.kindOf(name)]! };
    }
  }

  private namesOf(subject: Subject): AskedName[] {
    return namesOfSubject(subject, (text, kind, cut) => this.asked.read(text, kind, cut));
  }

  private weigh(subject: Subject, options: ScreenOptions, search: Search): WeighedSubject {
    const threshold = options.threshold ?? DEFAULT_THRESHOLD;
    const names = this.namesOf(subject);
    const shared = this.entities.sharedIdentifiers(subject);
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
    const { regimes, leastOfNames, leaveOut } = options;
    const best = new Map<number, Weighed>();
    names.forEach((name, subjectName) => {
      for (const found of search(name, threshold - MOST_ADDED)) {
        if (leastOfNames !== undefined && found.score < this.leastOfName(found.name, leastOfNames)) continue;
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
      if (wanted !== undefined && !this.entities.isOnAny(one.entity, wanted)) continue;
      const score = scoreWith(this.entities, one.score, one.identifiers, facts, one.entity);
      if (score < threshold) continue;
      if (regimes !== undefined && !this.entities.isUnder(one.entity, wanted, regimes)) continue;
      if (leaveOut !== undefined && this.entities.isOnlyOn(one.entity, leaveOut)) continue;
      if (options.only !== undefined && !options.only(this.entities.record(one.entity).id)) continue;
      weighed.push({ ...one, score });
    }
    return { subject, names, facts, weighed };
  }

  private leastOfName(name: number, leastOfNames: NonNullable<ScreenOptions['leastOfNames']>): number {
    return leastOfNames[this.entities.propertyOfName(name)] ?? 0;
  }

  private matches(all: WeighedSubject, options: ScreenOptions): readonly Match[] {
    const known = new Map<string, ExplainedName>();
    const matches = all.weighed.map((one) => matchOf(this.entities, this.searcher, one, all, known));
    matches.sort((a, b) => b.score - a.score || b.probability - a.probability || (a.id < b.id ? -1 : 1));
    return matches.slice(0, options.limit ?? 100);
  }
}

function better(found: NameMatch, known: NameMatch | undefined): boolean {
  return (
    known === undefined ||
    found.score > known.score ||
    (found.score === known.score && found.name < known.name)
  );
}

function pick(origin: NonNullable<Subject['origin']>) {
  return {
    ...(origin.row === undefined ? {} : { row: origin.row }),
    ...(origin.line === undefined ? {} : { line: origin.line }),
  };
}
