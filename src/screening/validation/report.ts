import { type Entity, isA, type Subject } from '../../entity/index.ts';
import { type AgeState, type ListStatus, openVersion, statusOf } from '../../lists/index.ts';
import type { MatchIndex } from '../../match/index.ts';
import { FACTS, type Fact } from '../facts.ts';
import { keptInputs } from '../list-index.ts';
import { findSource } from '../own-sources.ts';
import type { Policy } from '../policy.ts';
import { screenSubject } from '../screen-subject.ts';
import { type FoundCounts, FoundTally } from './found.ts';
import { MANIPULATIONS } from './manipulations.ts';
import { FAMILY_NAMES, GIVEN_NAMES } from './ordinary-people.data.ts';
import { asSubject, isLongEnough, isPerson, NAME_QUALITIES, tellsOf, withOneFact } from './probes.ts';

/** What one list in force gives, and whether it is found. */
interface ValidatedList {
  readonly id: string;
  readonly version: string;
  /** `starter`: the dated list that comes with Riegel; never current. */
  readonly age: AgeState | 'starter';
  readonly publishedAt?: string;
  readonly confirmedAt?: string;
  readonly entities: number;
  /** What the parser could not read, had to mend, or did not know; fields that are not mapped are among these. */
  readonly issues: Readonly<Record<'rejected' | 'mended' | 'drift', number>>;
  /** Exact records, by the quality of their name. */
  readonly exact: Readonly<Record<string, FoundCounts>>;
  /** Entities whose exact name was missed, the first of them. */
  readonly missed: readonly string[];
}

/** The validation report of a live configuration. */
export interface ValidationReport {
  readonly policy: string;
  readonly at: string;
  readonly index: string;
  readonly engine: string;
  readonly lists: readonly ValidatedList[];
  /** Whether a fact of a subject reaches the comparison; `off`: the policy says that it does not count. */
  readonly fields: Readonly<Record<Fact, 'off' | { readonly asked: number; readonly reached: number }>>;
  /** Manipulated records. */
  readonly manipulated: Readonly<Record<string, FoundCounts & { readonly what: string }>>;
  /** Ordinary people: how many stay quiet. */
  readonly clean: { readonly asked: number; readonly alerted: number };
  /** What somebody must look at; empty where all is as it should be. */
  readonly findings: readonly string[];
}

export interface ValidationOptions {
  readonly dataDir: string;
  readonly index: MatchIndex;
  /** `NAME@VERSION`, for the report. */
  readonly reference: string;
  readonly policy: Policy;
  /** Entities that are taken of each list. */
  readonly perList?: number;
  readonly now?: Date;
}

const PER_LIST = 200;
const CLEAN_PEOPLE = 500;
/** Beyond this share of ordinary people alerted the configuration is told of as noisy. */
const NOISY = 0.02;
/** Numbers of fewer than five signs are not compared: a few of a list may be such. */
const REACHED = 0.9;
/** Below this share of manipulated records found it is told of as blind. */
const BLIND = 0.9;

/**
 * Tries a live configuration as a tester would: lists current, fields mapped, exact records found, manipulated records
 * found, clean records quiet (NYDFS Part 504, EBA/GL/2024/15). Entities are taken evenly of each list that the policy
 * asks. Takes seconds to a minute; the same configuration gives the same report but for the ages.
 */
export async function validateConfiguration(options: ValidationOptions): Promise<ValidationReport> {
  const { dataDir, index, reference, policy, perList = PER_LIST, now = new Date() } = options;
  const tried = new Tried(index, policy);
  const lists: ValidatedList[] = [];
  for (const id of policy.lists ?? Object.keys(index.info.lists)) {
    const version = index.info.lists[id]!;
    const all = await (await keptInputs(dataDir, { [id]: version })).entities();
    const entities = all.filter((entity) => isAsked(policy, id, entity));
    const state = await stateOf(dataDir, id, version, now);
    lists.push({ ...state, entities: entities.length, ...tried.list(id, evenly(entities, perList)) });
  }
  const clean = cleanPeople(index, policy);
  return {
    policy: reference,
    at: now.toISOString(),
    index: index.info.id,
    engine: index.info.engine,
    lists,
    fields: tried.fields(),
    manipulated: tried.manipulated(),
    clean,
    findings: [...findingsOf(lists, tried.fields(), clean), ...manipulatedFindings(tried.manipulated())],
  };
}

/** Whether the policy has this entity of the list found: it is designated, and under a regime that is asked. */
function isAsked({ regimes, leaveOut }: Policy, list: string, entity: Entity): boolean {
  const { schema, caption, properties, target, datasets } = entity;
  const asked = regimes?.[list];
  const own = properties.keywords;
  const isUnder = asked === undefined || own === undefined || own.some((regime) => asked.includes(regime));
  // Addresses, documents and links are found through the entity they belong to.
  const hasName = caption !== '' && (isA(schema, 'LegalEntity') || isA(schema, 'Vehicle'));
  const isLeft = (dataset: string) => leaveOut?.lists.includes(dataset) === true;
  const isLeftOut = datasets.some(isLeft) && datasets.every((each) => each === list || isLeft(each));
  return target !== false && isUnder && hasName && !isLeftOut;
}

async function stateOf(dataDir: string, id: string, version: string, now: Date) {
  if (version.startsWith('starter-')) {
    return {
      id,
      version,
      age: 'starter' as const,
      issues: { rejected: 0, mended: 0, drift: 0 },
    };
  }
  const status: ListStatus = await statusOf(dataDir, await findSource(dataDir, id), { now });
  const { issues } = await openVersion(dataDir, id, version);
  const { rejected, mended, drift } = issues;
  const { publishedAt, confirmedAt, state } = status;
  return {
    id,
    version,
    age: state,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    issues: { rejected, mended, drift },
  };
}

/** What was tried over all lists. */
class Tried {
  private readonly altered = new Map(MANIPULATIONS.map(({ id }) => [id, new FoundTally()]));
  private readonly facts = new Map(FACTS.map((fact) => [fact, { asked: 0, reached: 0 }]));
  private readonly index: MatchIndex;
  private readonly policy: Policy;

  constructor(index: MatchIndex, policy: Policy) {
    this.index = index;
    this.policy = policy;
  }

  list(list: string, entities: readonly Entity[]): Pick<ValidatedList, 'exact' | 'missed'> {
    const policy = { ...this.policy, lists: [list] };
    const exact = new Map<string, FoundTally>();
    entities.forEach((entity, number) => {
      for (const quality of NAME_QUALITIES) {
        const [name] = entity.properties[quality] ?? [];
        // A name that does not count is not expected to be found.
        if (name === undefined || (policy.names?.[quality] ?? 0) > 1) continue;
        const tally = exact.get(quality) ?? new FoundTally();
        exact.set(quality, tally);
        tally.ask(this.index, policy, entity, asSubject(entity, name));
      }
      this.tryFacts(policy, entity);
      this.manipulate(policy, entity, number);
    });
    return {
      exact: Object.fromEntries([...exact].map(([quality, tally]) => [quality, tally.counts()])),
      missed: [...new Set([...exact.values()].flatMap(({ missed }) => missed))],
    };
  }

  private tryFacts(policy: Policy, entity: Entity): void {
    for (const [fact, counts] of this.facts) {
      const subject = withOneFact(entity, fact);
      const match = subject && new FoundTally().ask(this.index, policy, entity, subject);
      if (match === undefined) continue;
      counts.asked++;
      if (tellsOf(match, fact)) counts.reached++;
    }
  }

  private manipulate(policy: Policy, entity: Entity, number: number): void {
    const { caption, schema } = entity;
    if (!isLongEnough(caption)) return;
    for (const { id, of, alter } of MANIPULATIONS) {
      if (of !== 'both' && (of === 'person') !== isPerson(entity)) continue;
      const altered = alter(caption, number);
      if (altered === undefined || altered === caption) continue;
      const subject: Subject = { schema, properties: { name: [altered] } };
      this.altered.get(id)!.ask(this.index, policy, entity, subject);
    }
  }

  fields(): ValidationReport['fields'] {
    const counted = this.policy.facts ?? FACTS;
    const told = [...this.facts].map(([fact, counts]) => [fact, counted.includes(fact) ? counts : 'off']);
    return Object.fromEntries(told) as ValidationReport['fields'];
  }

  manipulated(): ValidationReport['manipulated'] {
    return Object.fromEntries(
      MANIPULATIONS.map(({ id, what }) => [id, { what, ...this.altered.get(id)!.counts() }]),
    );
  }
}

/** That many of them, evenly from the first to the last. */
function evenly<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]!);
}

function cleanPeople(index: MatchIndex, policy: Policy): ValidationReport['clean'] {
  let alerted = 0;
  for (let person = 0; person < CLEAN_PEOPLE; person++) {
    const given = GIVEN_NAMES[person % GIVEN_NAMES.length]!;
    // The step has no divisor in common with either list: every pair is another.
    const family =
      FAMILY_NAMES[(person * 7 + Math.floor(person / GIVEN_NAMES.length)) % FAMILY_NAMES.length]!;
    const properties = { name: [`${given} ${family}`], birthDate: [`${1950 + (person % 55)}-06-15`] };
    if (screenSubject(index, { schema: 'Person', properties }, policy).outcome === 'alert') alerted++;
  }
  return { asked: CLEAN_PEOPLE, alerted };
}

function findingsOf(
  lists: readonly ValidatedList[],
  fields: ValidationReport['fields'],
  clean: ValidationReport['clean'],
): string[] {
  const findings = lists.flatMap(({ id, age, issues, missed, exact }) => [
    ...(age === 'fresh' ? [] : [`${id} is ${age}: update it before relying on "clear"`]),
    ...(issues.rejected === 0 ? [] : [`${id}: ${issues.rejected} records could not be read`]),
    ...(issues.drift === 0 ? [] : [`${id}: ${issues.drift} fields or values are not mapped`]),
    ...(missed.length === 0
      ? []
      : [`${id}: ${missedCount(exact)} exact names not found, first ${missed.slice(0, 5).join(', ')}`]),
    ...(Object.keys(exact).length === 0 ? [`${id}: no record could be tried`] : []),
  ]);
  for (const [fact, counts] of Object.entries(fields)) {
    if (counts === 'off' || counts.reached >= counts.asked * REACHED) continue;
    findings.push(`${fact}: not compared for ${counts.asked - counts.reached} of ${counts.asked} records`);
  }
  if (clean.alerted > clean.asked * NOISY) {
    findings.push(`${clean.alerted} of ${clean.asked} ordinary people are alerted`);
  }
  return findings;
}

function missedCount(exact: ValidatedList['exact']): number {
  return Object.values(exact).reduce((sum, { missed }) => sum + missed, 0);
}

function manipulatedFindings(manipulated: ValidationReport['manipulated']): string[] {
  return Object.values(manipulated)
    .filter(({ asked, missed }) => missed > asked * (1 - BLIND))
    .map(({ what, asked, missed }) => `${missed} of ${asked} records missed with ${what}`);
}
