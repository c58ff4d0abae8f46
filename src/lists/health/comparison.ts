import type { IssueCounts, ListCounts } from './counts.ts';
import type { HealthCode, HealthFinding, HealthPolicy } from './policy.ts';

/** The measures of a version by which the guards judge it. */
export interface Measured {
  readonly counts: ListCounts;
  readonly issues: IssueCounts;
  readonly publishedAt?: string;
  readonly claimedRecords?: number;
  /** Format the version was read from: counts of properties are compared within one format only. */
  readonly format: string;
}

/**
 * Holds a parsed publication against itself and against the version in force (`before`; absent the first time).
 * Pure. Every finding that says `refuse` here can be released by a named person, except a list that names nobody.
 * @param fetchedAt ISO 8601, when the publication was obtained
 */
export function checkParsed(
  after: Measured,
  before: Measured | undefined,
  fetchedAt: string,
  policy: HealthPolicy,
): HealthFinding[] {
  if (after.counts.entities === 0) {
    return [
      { code: 'lists/no-entities', message: 'The list names nobody', severity: 'refuse', releasable: false },
    ];
  }
  return [
    ...checkClaim(after),
    ...checkRejected(after, policy),
    ...checkFuture(after, fetchedAt, policy),
    ...(before === undefined
      ? []
      : [
          ...checkRollback(after, before),
          ...checkShrink(after, before, policy),
          ...checkParts(after, before, policy),
          ...checkIssueGrowth(after, before, policy),
        ]),
  ];
}

/** A record read is an entity, a target, or a record the parser said it rejected; which of them a publication counts differs. */
function checkClaim(after: Measured): HealthFinding[] {
  const { claimedRecords: claimed, counts, issues } = after;
  if (claimed === undefined) return [];
  const candidates = [counts.entities, counts.targets];
  if (candidates.some((count) => claimed >= count && claimed <= count + issues.rejected)) return [];
  const read = counts.targets > 0 ? counts.targets : counts.entities;
  return [
    refuse(
      'lists/record-count',
      `The publication says it holds ${claimed} records; ${read} were read and ${issues.rejected} rejected`,
      read,
      claimed,
    ),
  ];
}

function checkRejected({ counts, issues }: Measured, policy: HealthPolicy): HealthFinding[] {
  const limit = Math.max(policy.issueAllowance, policy.maxRejectedShare * counts.entities);
  if (issues.rejected <= limit) return [];
  const message = `${issues.rejected} records could not be read, beside ${counts.entities} entities that could`;
  return [refuse('lists/too-many-rejected', message, issues.rejected, limit)];
}

function checkFuture({ publishedAt }: Measured, fetchedAt: string, policy: HealthPolicy): HealthFinding[] {
  if (publishedAt === undefined) return [];
  const stated = /^\d{4}-\d{2}-\d{2}/.test(publishedAt) ? Date.parse(publishedAt) : Number.NaN;
  const ahead = (stated - Date.parse(fetchedAt)) / 3_600_000;
  if (Number.isFinite(ahead) && ahead <= policy.maxFutureHours) return [];
  const message = `The publication date ${publishedAt} is ${Number.isFinite(ahead) ? 'in the future' : 'not a date'}`;
  return [refuse('lists/future-date', message)];
}

function checkRollback(after: Measured, before: Measured): HealthFinding[] {
  if (after.publishedAt === undefined || before.publishedAt === undefined) return [];
  if (!isEarlier(after.publishedAt, before.publishedAt)) return [];
  const message = `Published ${after.publishedAt}, older than the version in force (${before.publishedAt})`;
  return [refuse('lists/rollback', message)];
}

/** Compares by day where one of the two states no time. */
function isEarlier(a: string, b: string): boolean {
  if (a.length <= 10 || b.length <= 10) return a.slice(0, 10) < b.slice(0, 10);
  return Date.parse(a) < Date.parse(b);
}

function checkShrink(after: Measured, before: Measured, policy: HealthPolicy): HealthFinding[] {
  const findings: HealthFinding[] = [];
  for (const measure of ['entities', 'targets', 'names'] as const) {
    const was = before.counts[measure];
    const is = after.counts[measure];
    const limit = Math.max(policy.shrinkAllowance, policy.maxShrinkShare * was);
    if (was - is <= limit) continue;
    const message = `${was - is} of ${was} ${measure} are gone (${percent((was - is) / was)}); at most ${percent(policy.maxShrinkShare)} may go at once`;
    findings.push(refuse('lists/shrunk', message, (was - is) / was, policy.maxShrinkShare));
  }
  return findings;
}

/** Properties are compared within one format: another format may well fill other properties. */
function checkParts(after: Measured, before: Measured, policy: HealthPolicy): HealthFinding[] {
  const schemata = fallen(before.counts.bySchema, after.counts.bySchema, policy).map(({ key, was, is }) =>
    refuse(
      'lists/part-shrunk',
      `Of ${was} entities of schema ${key}, ${is} are left`,
      (was - is) / was,
      policy.maxPartShrinkShare,
    ),
  );
  if (after.format !== before.format) return schemata;
  const properties = fallen(before.counts.byProperty, after.counts.byProperty, policy).map(
    ({ key, was, is }) =>
      refuse(
        'lists/schema-drift',
        `Of ${was} values of ${key}, ${is} are left: has a column or element been renamed?`,
        (was - is) / was,
        policy.maxPartShrinkShare,
      ),
  );
  return [...schemata, ...properties];
}

function fallen(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  policy: HealthPolicy,
): { key: string; was: number; is: number }[] {
  return Object.entries(before)
    .map(([key, was]) => ({ key, was, is: after[key] ?? 0 }))
    .filter(({ was, is }) => was >= policy.smallestPart && was - is > policy.maxPartShrinkShare * was);
}

function checkIssueGrowth(after: Measured, before: Measured, policy: HealthPolicy): HealthFinding[] {
  if (after.format !== before.format) return [];
  const floor = Math.max(policy.issueAllowance, policy.issueGrowthShare * after.counts.entities);
  const findings: HealthFinding[] = [];
  for (const severity of ['drift', 'rejected'] as const) {
    const was = before.issues[severity];
    const is = after.issues[severity];
    const limit = Math.max(floor, policy.maxIssueGrowth * was);
    const code = severity === 'drift' ? 'lists/schema-drift' : 'lists/too-many-rejected';
    const what = severity === 'drift' ? 'unknown elements or columns' : 'rejected records';
    if (is > limit)
      findings.push(refuse(code, `${is} ${what}, against ${was} in the version in force`, is, limit));
    else if (severity === 'drift' && is > was) {
      findings.push({
        code,
        message: `${is} ${what}, against ${was}`,
        severity: 'warn',
        releasable: true,
        measured: is,
        limit,
      });
    }
  }
  return findings;
}

function refuse(code: HealthCode, message: string, measured?: number, limit?: number): HealthFinding {
  return {
    code,
    message,
    severity: 'refuse',
    releasable: true,
    ...(measured === undefined ? {} : { measured }),
    ...(limit === undefined ? {} : { limit }),
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
