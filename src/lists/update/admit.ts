import type { RiegelError } from '../../entity/index.ts';
import { checkParsed } from '../health/comparison.ts';
import { checkContent } from '../health/content.ts';
import { DEFAULT_HEALTH_POLICY, type HealthFinding } from '../health/policy.ts';
import type { ParsedList, Source, SourceFormat } from '../source.ts';
import { putInForce, readCurrent } from '../store/current.ts';
import { appendHistory, type InForceEvent } from '../store/history.ts';
import type { SourcePlace } from '../store/place.ts';
import type { ListVersion } from '../store/read.ts';
import { quarantine, shelve, soundBaseline, supersededWithContentOf } from '../store/shelve.ts';
import { digestPart } from '../store/version.ts';
import { discard, type ObtainedFile, type StagedVersion, stageVersion } from '../store/write.ts';
import { measuredToday } from './baseline.ts';
import { duplicateIds, findingOf } from './findings.ts';
import type { UpdateOptions, UpdateResult } from './result.ts';

/** A publication that has arrived whole and wants to come into force. */
export interface Offer {
  readonly format: SourceFormat;
  readonly files: readonly ObtainedFile[];
  /** ISO 8601: when the files were obtained. */
  readonly fetchedAt: string;
  /**
   * ISO 8601: when the source was known to publish exactly this. Absent where nobody knows: then the
   * publication date counts, which errs towards an alarm, and without one `fallbackAt`.
   */
  readonly confirmedAt?: string;
  readonly fallbackAt?: string;
}

/**
 * The one way into force: content guards, parser, guards against the version in force, store, swap.
 * Only within `withSource`. What is wrong with the publication is not thrown: it is refused, recorded and kept
 * in quarantine.
 */
export async function admit(
  dataDir: string,
  place: SourcePlace,
  source: Source,
  offer: Offer,
  options: UpdateOptions,
): Promise<UpdateResult> {
  const current = await readCurrent(place);
  const { baseline, findings } = await soundBaseline(dataDir, place);
  options.onProgress?.({ step: 'parse' });
  const reading = read(source, offer, baseline);
  findings.push(...reading.findings);
  options.signal?.throwIfAborted();
  options.onProgress?.({ step: 'store' });
  const staged = await stageVersion(place, {
    format: offer.format.id,
    files: offer.files,
    fetchedAt: offer.fetchedAt,
    ...(reading.parsed === undefined ? {} : { parsed: reading.parsed }),
  });
  try {
    return await decide(place, source, offer, options, { current, baseline, staged, findings });
  } finally {
    // Nothing is left there where the version has found its place.
    await discard(staged);
  }
}

interface Case {
  readonly current: InForceEvent | undefined;
  readonly baseline: ListVersion | undefined;
  readonly staged: StagedVersion;
  readonly findings: HealthFinding[];
}

async function decide(
  place: SourcePlace,
  source: Source,
  offer: Offer,
  options: UpdateOptions,
  { current, baseline, staged, findings }: Case,
): Promise<UpdateResult> {
  const { record } = staged;
  const at = (options.now?.() ?? new Date()).toISOString();
  const published = record?.publishedAt === undefined ? {} : { publishedAt: record.publishedAt };
  const counts = record === undefined ? {} : { counts: record.counts };
  const confirmedAt = offer.confirmedAt ?? record?.publishedAt ?? offer.fallbackAt ?? offer.fetchedAt;

  const identical =
    record !== undefined && current !== undefined && haveSameContent(staged.id, current.version);
  if (identical) {
    // Puts it back where the stored one was damaged and set aside.
    const version = await shelve(place, staged);
    await appendHistory(place, { event: 'unchanged', at, version, confirmedAt, how: 'identical' });
    return { sourceId: source.id, outcome: 'unchanged', version, inForce: version, ...counts, findings };
  }

  if (record !== undefined) {
    const before = await measuredToday(source, baseline);
    findings.push(...checkParsed(record, before, offer.fetchedAt, options.policy ?? DEFAULT_HEALTH_POLICY));
    findings.push(...superseded(await supersededWithContentOf(place, staged.id)));
  }
  if (findings.some((finding) => finding.severity === 'refuse')) {
    const worthKeeping = offer.files.some((file) => file.bytes.length > 0);
    const kept = current === undefined ? {} : { kept: current.version };
    const version = worthKeeping ? { version: await quarantine(place, staged, findings) } : {};
    await appendHistory(place, {
      event: 'refused',
      at,
      fetchedAt: offer.fetchedAt,
      ...published,
      confirmedAt,
      findings,
      ...version,
      ...kept,
    });
    const inForce = current === undefined ? {} : { inForce: current.version };
    return { sourceId: source.id, outcome: 'refused', ...version, ...inForce, ...counts, findings };
  }

  options.signal?.throwIfAborted();
  const version = await shelve(place, staged);
  await putInForce(place, {
    event: 'in-force',
    at,
    version,
    ...published,
    fetchedAt: offer.fetchedAt,
    confirmedAt,
    ...(current === undefined ? {} : { replaced: current.version }),
    ...(findings.length === 0 ? {} : { warnings: findings }),
  });
  return { sourceId: source.id, outcome: 'in-force', version, inForce: version, ...counts, findings };
}

/** Records that nothing whole arrived. Only within `withSource`. */
export async function recordFailure(
  place: SourcePlace,
  source: Source,
  error: RiegelError,
  at: string,
): Promise<UpdateResult> {
  const current = await readCurrent(place);
  const findings = [findingOf(error)];
  const kept = current === undefined ? {} : { kept: current.version };
  await appendHistory(place, { event: 'refused', at, fetchedAt: at, findings, ...kept });
  const inForce = current === undefined ? {} : { inForce: current.version };
  return { sourceId: source.id, outcome: 'refused', ...inForce, findings };
}

function read(
  source: Source,
  { format, files }: Offer,
  baseline: ListVersion | undefined,
): { parsed?: ParsedList; findings: HealthFinding[] } {
  const namesBefore = baseline?.format === format.id ? baseline.raw.map((file) => file.name) : undefined;
  const findings = checkContent(format, files, namesBefore);
  if (findings.some(({ releasable }) => !releasable)) return { findings };
  try {
    const parsed = format.parse(files, source);
    return { parsed, findings: [...findings, ...duplicateIds(parsed)] };
  } catch (error) {
    return { findings: [...findings, findingOf(error)] };
  }
}

function haveSameContent(a: string, b: string): boolean {
  return digestPart(a) === digestPart(b);
}

/** An old copy served again, seen also where no publication date tells. */
function superseded(earlier: string | undefined): HealthFinding[] {
  if (earlier === undefined) return [];
  const message = `The same content as ${earlier}, which a later version replaced`;
  return [{ code: 'lists/rollback', message, severity: 'refuse', releasable: true }];
}
