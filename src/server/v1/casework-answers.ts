import type { Casework } from '../../casework/index.ts';
import { RiegelError } from '../../entity/index.ts';
import type { CaseFilter } from '../../store/index.ts';

type CaseView = Awaited<ReturnType<Casework['case']>>;

/** Members of the casework's rows that are times, milliseconds since 1970. */
const TIMES = new Set(
  'openedAt changedAt closedAt retainUntil erasedAt deadline lastAt decidedAt approvedAt effectiveAt endedAt createdAt expiresAt addedAt doneAt'.split(
    ' ',
  ),
);
/** What the casework knows subjects and facts by: digests that say nothing to anybody else. */
const KEPT_BACK = new Set(['subjectKey', 'views']);

/** A row as it is answered: times in ISO 8601, and without what is for the casework alone. */
export function shown(row: object): Record<string, unknown> {
  const members = Object.entries(row as Record<string, unknown>).filter(
    ([name, value]) => value !== undefined && !KEPT_BACK.has(name),
  );
  return Object.fromEntries(
    members.map(([name, value]) => [
      name,
      TIMES.has(name) && typeof value === 'number' ? new Date(value).toISOString() : value,
    ]),
  );
}

export function shownView({ alerts, persons, exemptions, attachments, releases, ...row }: CaseView) {
  return {
    ...shown(row),
    alerts: alerts.map(({ decisions, screened, ...alert }) => ({
      ...shown(alert),
      decisions: decisions.map(shown),
      ...(screened === undefined ? {} : { screened }),
    })),
    persons,
    exemptions: exemptions.map(shown),
    attachments: attachments.map(shown),
    releases: releases.map(shown),
  };
}

/** Milliseconds since 1970. Throws `server/bad-time`: a schema lets a leap second through. */
export function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isSafeInteger(time)) return time;
  throw new RiegelError('server/bad-time', 'A time cannot be read', { expected: 'YYYY-MM-DDThh:mm:ssZ' });
}

/** Which cases are asked for. */
export interface AskedFilter extends Omit<CaseFilter, 'assignee' | 'dueBy'> {
  readonly assignee?: string;
  readonly unassigned?: boolean;
  readonly dueBy?: string;
}

/** Throws `server/bad-time`. */
export function filterOf({ unassigned, dueBy, ...rest }: AskedFilter): CaseFilter {
  return {
    ...rest,
    ...(unassigned === true ? { assignee: null } : {}),
    ...(dueBy === undefined ? {} : { dueBy: timeOf(dueBy) }),
  };
}
