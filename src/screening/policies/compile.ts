import { RiegelError } from '../../entity/index.ts';
import { allSources, sourceById } from '../../lists/index.ts';
import type { IndexInfo } from '../../match/index.ts';
import { FACTS } from '../facts.ts';
import type { AppliedOwnership } from '../ownership/findings.ts';
import type { Policy } from '../policy.ts';
import type { Door, Party, ScreeningBasis } from '../record.ts';
import type { ListRule, PolicyDocument } from './document.ts';
import { MEMBER_STATES } from './member-states.data.ts';
import { OFAC_YEARS, yearsOf } from './retention.ts';

/** Where and of whom a policy is applied. */
export interface PolicyContext {
  readonly door: Door;
  /** Country under whose law is screened, ISO 3166-1 alpha-2 lower case. */
  readonly jurisdiction?: string;
  /** Of a payment: which party the subject is. Left out, the parties are payer and payee. */
  readonly party?: Party;
}

/** The context that a recorded screening had. */
export function contextOf(door: Door, { jurisdiction, party }: ScreeningBasis): PolicyContext {
  return {
    door,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(party === undefined ? {} : { party }),
  };
}

/** Above any score: such a name does not count. */
const NEVER = 2;
const EVERY_LIST = '*';
const AUTHORITY = 'authority:';

/**
 * The policy under which the engine answers, for one door in one country with one index. Throws `policy/wrong-door`,
 * `policy/jurisdiction-needed`, `policy/bad-jurisdiction`, `policy/retention-too-short`, and `policy/missing-list` where
 * a list that the policy asks is not in the index, or none is left to ask: what is not screened is never clear.
 */
export function compilePolicy(
  document: PolicyDocument,
  context: PolicyContext,
  info: Pick<IndexInfo, 'lists'>,
): Policy {
  const { name, doors, threshold, names, facts, limit } = document;
  const ownership = ownershipRulesOf(document, info);
  const { door, jurisdiction } = context;
  if (!doors.includes(door)) {
    throw new RiegelError('policy/wrong-door', `${name} is no policy for the door ${door}`, {
      expected: doors.join(', '),
    });
  }
  checkJurisdiction(document, jurisdiction);
  const { lists, regimes, leaveOut } = listsAsked(document, context, info);
  const leastOfNames = Object.entries(names).flatMap(([property, counts]) =>
    counts === true ? [] : [[property, counts === false ? NEVER : counts] as const],
  );
  const counted = FACTS.filter((fact) => facts[fact]);
  const { schemata } = threshold;
  return Object.freeze({
    threshold: threshold.doors?.[door] ?? threshold.default,
    limit,
    lists,
    ...(leaveOut.lists.length === 0 ? {} : { leaveOut }),
    ...(Object.keys(regimes).length === 0 ? {} : { regimes }),
    ...(schemata === undefined || Object.keys(schemata).length === 0 ? {} : { thresholds: schemata }),
    ...(counted.length === FACTS.length ? {} : { facts: counted }),
    ...(ownership.length === 0 ? {} : { ownership }),
    ...(leastOfNames.length === 0 ? {} : { names: Object.fromEntries(leastOfNames) }),
  });
}

/** The rules of ownership of a policy, with those lists of an index that they go with. */
export function ownershipRulesOf(
  { ownership = [] }: PolicyDocument,
  { lists: held }: Pick<IndexInfo, 'lists'>,
): readonly AppliedOwnership[] {
  return ownership.map(({ rules, lists }) => ({
    rules,
    lists: lists.flatMap((each) => meant(each, Object.keys(held))),
  }));
}

/** The policies that a document compiles to, at each of its doors in each country that it names. Throws as `compilePolicy`. */
export function checkAgainstLists(
  document: PolicyDocument,
  info: Pick<IndexInfo, 'lists'>,
): { readonly context: PolicyContext; readonly policy: Policy }[] {
  return contextsOf(document).map((context) => ({
    context,
    policy: compilePolicy(document, context, info),
  }));
}

/** All contexts that a document tells apart: each of its doors, in each country that it names. */
export function contextsOf({ doors, lists }: PolicyDocument): PolicyContext[] {
  const named = new Set(lists.flatMap(({ jurisdictions = [] }) => jurisdictions));
  const [memberState] = MEMBER_STATES;
  const countries = [...named].map((code) => (code === 'eu' ? memberState! : code));
  return doors.flatMap((door) =>
    countries.length === 0 ? [{ door }] : countries.map((jurisdiction) => ({ door, jurisdiction })),
  );
}

function checkJurisdiction(
  { name, lists, retention }: PolicyDocument,
  jurisdiction: string | undefined,
): void {
  if (jurisdiction === undefined) {
    if (lists.every((rule) => rule.jurisdictions === undefined)) return;
    throw new RiegelError('policy/jurisdiction-needed', `${name} has rules for single countries`, {
      expected: 'the country under whose law is screened',
    });
  }
  if (!/^[a-z]{2}$/.test(jurisdiction)) {
    throw new RiegelError('policy/bad-jurisdiction', `${JSON.stringify(jurisdiction)} is no country`, {
      expected: 'ISO 3166-1 alpha-2 in small letters',
    });
  }
  if (jurisdiction === 'us' && Math.min(yearsOf(retention.clear), yearsOf(retention.alerts)) < OFAC_YEARS) {
    throw new RiegelError('policy/retention-too-short', `${name} keeps records shorter than OFAC demands`, {
      expected: `P${OFAC_YEARS}Y or more under United States law (31 CFR 501.601)`,
    });
  }
}

interface AskedLists {
  readonly leaveOut: NonNullable<Policy['leaveOut']>;
  readonly lists: readonly string[];
  readonly regimes: Readonly<Record<string, readonly string[]>>;
}

function listsAsked(
  { name, lists: rules }: PolicyDocument,
  context: PolicyContext,
  { lists: held }: Pick<IndexInfo, 'lists'>,
): AskedLists {
  const inForce = rules.filter((rule) => holds(rule, context));
  // Of lists that are not held the entities may stand on one that gathers others.
  const known = [...Object.keys(held), ...allSources().map(({ id }) => id)];
  const leftOut = new Set(
    inForce.flatMap(({ leaveOut = [] }) => leaveOut).flatMap((each) => meant(each, known)),
  );
  /** List → its regimes, or undefined for all of it. */
  const asked = new Map<string, ReadonlySet<string> | undefined>();
  for (const { ask = [], regimes } of inForce) {
    for (const each of ask) {
      const lists = meant(each, Object.keys(held));
      if (lists.length === 0) throw missing(name, each, held);
      for (const list of lists) {
        if (leftOut.has(list)) continue;
        const before = asked.get(list);
        const whole = regimes === undefined || (asked.has(list) && before === undefined);
        asked.set(list, whole ? undefined : new Set([...(before ?? []), ...regimes]));
      }
    }
  }
  if (asked.size === 0) throw missing(name, EVERY_LIST, held);
  const lists = [...asked.keys()].sort();
  const restricted = lists.flatMap((list) => {
    const regimes = asked.get(list);
    return regimes === undefined ? [] : [[list, [...regimes].sort()] as const];
  });
  // An operator's own list bears its own id alone, and is not touched by this.
  const gatherers = lists.filter((list) => sourceById(list) === undefined);
  return {
    lists,
    regimes: Object.fromEntries(restricted),
    leaveOut: { lists: [...leftOut].sort(), gatherers },
  };
}

function holds(
  { doors, parties, jurisdictions }: ListRule,
  { door, jurisdiction, party = 'payer' }: PolicyContext,
): boolean {
  if (doors !== undefined && !doors.includes(door)) return false;
  if (parties !== undefined && !(door === 'payment' && parties.includes(party))) return false;
  if (jurisdictions === undefined) return true;
  const inUnion = MEMBER_STATES.has(jurisdiction!) && jurisdictions.includes('eu');
  return inUnion || jurisdictions.includes(jurisdiction!);
}

/** Those of the lists that an entry of `ask` or `leaveOut` means. */
function meant(entry: string, lists: readonly string[]): readonly string[] {
  if (entry === EVERY_LIST) return lists;
  if (!entry.startsWith(AUTHORITY)) return lists.includes(entry) ? [entry] : [];
  const authority = entry.slice(AUTHORITY.length);
  return lists.filter((list) => sourceById(list)?.jurisdiction === authority);
}

function missing(name: string, entry: string, held: Readonly<Record<string, string>>): RiegelError {
  const what = entry === EVERY_LIST ? 'any list' : entry;
  return new RiegelError('policy/missing-list', `${name} asks ${what}, and no such list is in force`, {
    expected: `its update or import first; in force: ${Object.keys(held).sort().join(', ') || 'none'}`,
  });
}
