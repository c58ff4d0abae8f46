import { type Age, ageOf } from './health/age.ts';
import type { ListCounts } from './health/counts.ts';
import { DEFAULT_HEALTH_POLICY, type HealthFinding, type HealthPolicy } from './health/policy.ts';
import type { Source } from './source.ts';
import { readCurrent } from './store/current.ts';
import { type HistoryEvent, lastConfirmed, type RefusedEvent, readHistory } from './store/history.ts';
import { placeOf } from './store/place.ts';
import { openVersion } from './store/read.ts';

/** How it stands with one list. */
export interface ListStatus extends Age {
  readonly sourceId: string;
  /** The version in force, with its three times (ISO 8601); absent when there is none. */
  readonly version?: string;
  readonly publishedAt?: string;
  readonly fetchedAt?: string;
  readonly inForceAt?: string;
  readonly counts?: ListCounts;
  /** When the source last gave or confirmed what is in force. */
  readonly confirmedAt?: string;
  /** What was refused since the source last gave something good: the operator must look. */
  readonly refused?: RefusedEvent;
  /** Set where the version in force was let in, or put back, by a person. */
  readonly release?: { readonly by: string; readonly reason: string };
  /** Set where the stored version cannot be read as it was written. */
  readonly damage?: string;
}

/** The state of one list: what is in force, how old it is, whether something was refused since. Never throws for damage: it says so. */
export async function statusOf(
  dataDir: string,
  source: Pick<Source, 'id' | 'rhythm' | 'formats'>,
  { now = new Date(), policy = DEFAULT_HEALTH_POLICY }: { now?: Date; policy?: HealthPolicy } = {},
): Promise<ListStatus> {
  const place = placeOf(dataDir, source.id);
  const current = await readCurrent(place);
  const history = await readHistory(place);
  const last = history.at(-1);
  const refused = last?.event === 'refused' ? { refused: last } : {};
  if (current === undefined) return { sourceId: source.id, state: 'absent', alarms: [], ...refused };
  const confirmedAt = lastConfirmed(history, current.version) ?? current.confirmedAt;
  const stored = await openVersion(dataDir, source.id, current.version).then(
    ({ counts }) => ({ counts }),
    (error: Error) => ({ damage: error.message }),
  );
  return {
    sourceId: source.id,
    ...ageOf(
      {
        confirmedAt,
        publishedAt: current.publishedAt ?? earliest(current.fetchedAt, current.confirmedAt),
        maxAgeHours: source.rhythm.maxAgeHours,
        canBeAsked: source.formats.some(({ files }) => files.some(({ url }) => url !== undefined)),
      },
      now,
      policy,
    ),
    version: current.version,
    ...(current.publishedAt === undefined ? {} : { publishedAt: current.publishedAt }),
    fetchedAt: current.fetchedAt,
    inForceAt: current.at,
    confirmedAt,
    ...stored,
    ...refused,
    ...(current.release === undefined ? {} : { release: current.release }),
  };
}

function earliest(a: string, b: string): string {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

/** One version of a list, or one refusal, in the list's history. */
export interface HistoryEntry {
  readonly outcome: 'in-force' | 'refused';
  /** The version; absent where nothing whole arrived. */
  readonly version?: string;
  /** ISO 8601: published (where stated), obtained, in force from and until; `until` is absent for what still holds. */
  readonly publishedAt?: string;
  readonly fetchedAt: string;
  readonly inForceAt?: string;
  readonly inForceUntil?: string;
  /** How often the source was asked since and still published the same, and when last. */
  readonly confirmations?: number;
  readonly confirmedAt?: string;
  readonly release?: { readonly by: string; readonly reason: string };
  /** Why it was refused, or what was told when it came into force. */
  readonly findings: readonly HealthFinding[];
}

/** Everything that came of a source, oldest first, refusals with their reasons. */
export async function historyOf(dataDir: string, sourceId: string): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  let holding = -1;
  for (const event of await readHistory(placeOf(dataDir, sourceId))) {
    const held = entries[holding];
    if (event.event === 'unchanged') {
      if (held === undefined) continue;
      const confirmations = (held.confirmations ?? 0) + 1;
      entries[holding] = { ...held, confirmations, confirmedAt: event.confirmedAt };
      continue;
    }
    if (event.event === 'in-force') {
      if (held !== undefined) entries[holding] = { ...held, inForceUntil: event.at };
      holding = entries.length;
    }
    entries.push(entryOf(event));
  }
  return entries;
}

function entryOf(event: Exclude<HistoryEvent, { event: 'unchanged' }>): HistoryEntry {
  const { fetchedAt } = event;
  const published = event.publishedAt === undefined ? {} : { publishedAt: event.publishedAt };
  if (event.event === 'refused') {
    const version = event.version === undefined ? {} : { version: event.version };
    return { outcome: 'refused', ...version, ...published, fetchedAt, findings: event.findings };
  }
  return {
    outcome: 'in-force',
    version: event.version,
    ...published,
    fetchedAt,
    inForceAt: event.at,
    confirmedAt: event.confirmedAt,
    ...(event.release === undefined ? {} : { release: event.release }),
    findings: event.warnings ?? [],
  };
}
