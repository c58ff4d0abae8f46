import { RiegelError } from '../../entity/index.ts';
import { putInForce, readCurrent, withSource } from '../store/current.ts';
import { type HistoryEvent, lastConfirmed, readHistory } from '../store/history.ts';
import { placeOf } from '../store/place.ts';
import { openVersion, verifyVersion } from '../store/read.ts';
import { unquarantine } from '../store/shelve.ts';

/**
 * Puts a stored version in force by a person's decision: one that the guards refused, or an earlier one.
 * Throws `lists/release-without-author` when name or reason is missing, `lists/no-version` when there is no such
 * version or its files could not be read, `lists/damaged` when they are not what was written,
 * `lists/already-in-force`, `lists/other-in-force` when it is not `replaces` that it would replace,
 * `lists/not-releasable` when it names nobody.
 */
export async function releaseVersion(
  dataDir: string,
  sourceId: string,
  versionId: string,
  release: {
    readonly by: string;
    readonly reason: string;
    /** The version that was in force when the person looked, `null` for none. Absent: whichever is. */
    readonly replaces?: string | null;
    readonly now?: Date;
  },
): Promise<void> {
  const by = release.by.trim();
  const reason = release.reason.trim();
  if (by === '' || reason === '') {
    throw new RiegelError(
      'lists/release-without-author',
      'A release needs the name of a person and a reason',
    );
  }
  const place = placeOf(dataDir, sourceId);
  await withSource(place, async () => {
    const current = await readCurrent(place);
    if (current?.version === versionId) {
      throw new RiegelError('lists/already-in-force', `${versionId} is in force already`);
    }
    if (release.replaces !== undefined && release.replaces !== (current?.version ?? null)) {
      throw new RiegelError('lists/other-in-force', 'Another version has come into force since', {
        expected: current?.version ?? 'none in force',
      });
    }
    const version = await openVersion(dataDir, sourceId, versionId);
    await verifyVersion(version);
    const history = await readHistory(place);
    refuseUnreleasable(history, versionId);
    if (version.quarantined) await unquarantine(place, versionId);
    await putInForce(place, {
      event: 'in-force',
      at: (release.now ?? new Date()).toISOString(),
      version: versionId,
      ...(version.publishedAt === undefined ? {} : { publishedAt: version.publishedAt }),
      fetchedAt: version.fetchedAt,
      confirmedAt: lastConfirmed(history, versionId) ?? version.fetchedAt,
      ...(current === undefined ? {} : { replaced: current.version }),
      release: { by, reason },
    });
  });
}

/** A list that names nobody passes the parser and is still nothing to screen against. */
function refuseUnreleasable(history: readonly HistoryEvent[], versionId: string): void {
  const refused = history.findLast((event) => event.event === 'refused' && event.version === versionId);
  if (refused?.event !== 'refused') return;
  const barrier = refused.findings.find((finding) => finding.severity === 'refuse' && !finding.releasable);
  if (barrier !== undefined) {
    throw new RiegelError('lists/not-releasable', `${versionId} cannot be released: ${barrier.message}`);
  }
}
