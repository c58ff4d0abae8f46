import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RiegelError } from '../../entity/index.ts';
import type { HealthFinding } from '../health/policy.ts';
import { writeDurably } from './durable.ts';
import { readHistory } from './history.ts';
import { type SourcePlace, versionFolder } from './place.ts';
import { type ListVersion, openVersion, verifyVersion, versionIdsIn } from './read.ts';
import { digestPart } from './version.ts';
import { isThere, moveFolder, type StagedVersion, settle } from './write.ts';

const KEPT_UNREAD = 50;

interface Shelved {
  readonly id: string;
  readonly quarantined: boolean;
}

/** Puts a version among the stored ones, or takes it out of quarantine where the same content was refused before. Gives its id. */
export async function shelve(place: SourcePlace, staged: StagedVersion): Promise<string> {
  const known = await shelvedWithContentOf(place, staged.id);
  if (known === undefined) {
    await settle(staged, place.folder);
    return staged.id;
  }
  if (known.quarantined) await unquarantine(place, known.id);
  return known.id;
}

/** Keeps refused files, once for each content. Gives the id they are kept under. */
export async function quarantine(
  place: SourcePlace,
  staged: StagedVersion,
  findings: readonly HealthFinding[],
): Promise<string> {
  const known = await shelvedWithContentOf(place, staged.id);
  if (known !== undefined) return known.id;
  await writeDurably(join(staged.folder, 'refusal.json'), `${JSON.stringify({ findings }, null, 2)}\n`);
  await settle(staged, place.quarantine);
  if (staged.record === undefined) await forgetOldestUnread(place);
  return staged.id;
}

/**
 * A server that is down for weeks may send another error page every hour. Of what could not be read the newest are
 * kept; the history still tells of the others. What could be read, and so be released, is never dropped.
 */
async function forgetOldestUnread(place: SourcePlace): Promise<void> {
  const unread: { folder: string; since: number }[] = [];
  for (const id of await versionIdsIn(place.quarantine)) {
    const folder = versionFolder(place.quarantine, id);
    if (await isThere(join(folder, 'version.json'))) continue;
    unread.push({ folder, since: (await stat(folder)).mtimeMs });
  }
  unread.sort((a, b) => b.since - a.since);
  for (const { folder } of unread.slice(KEPT_UNREAD)) await rm(folder, { recursive: true, force: true });
}

/** Moves a refused version among the stored ones. */
export async function unquarantine(place: SourcePlace, versionId: string): Promise<void> {
  const target = versionFolder(place.folder, versionId);
  if (!(await isThere(target))) await moveFolder(versionFolder(place.quarantine, versionId), target);
}

/** The earlier version with this content that was in force and then replaced, or undefined. */
export async function supersededWithContentOf(
  place: SourcePlace,
  versionId: string,
): Promise<string | undefined> {
  const known = await shelvedWithContentOf(place, versionId);
  if (known === undefined || known.quarantined) return undefined;
  const history = await readHistory(place);
  const replaced = history.some((event) => event.event === 'in-force' && event.replaced === known.id);
  return replaced ? known.id : undefined;
}

async function shelvedWithContentOf(place: SourcePlace, versionId: string): Promise<Shelved | undefined> {
  for (const parent of [place.folder, place.quarantine]) {
    const id = (await versionIdsIn(parent)).find((other) => digestPart(other) === digestPart(versionId));
    if (id !== undefined) return { id, quarantined: parent === place.quarantine };
  }
  return undefined;
}

/**
 * The version that a new one is held against: the one in force, or, where its files are damaged, the last one
 * before it that is sound. A damaged folder is set aside, so that the same content can be stored afresh.
 */
export async function soundBaseline(
  dataDir: string,
  place: SourcePlace,
): Promise<{ baseline?: ListVersion; findings: HealthFinding[] }> {
  const findings: HealthFinding[] = [];
  const inForce = (await readHistory(place)).filter((event) => event.event === 'in-force');
  const tried = new Set<string>();
  for (const { version } of inForce.reverse()) {
    if (tried.has(version)) continue;
    tried.add(version);
    try {
      const baseline = await openVersion(dataDir, place.sourceId, version);
      await verifyVersion(baseline);
      return { baseline, findings };
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      findings.push({ code: 'lists/damaged', message: error.message, severity: 'warn', releasable: true });
      await setAside(place, version);
    }
  }
  return { findings };
}

async function setAside(place: SourcePlace, versionId: string): Promise<void> {
  const folder = versionFolder(place.folder, versionId);
  if (!(await isThere(folder))) return;
  await moveFolder(folder, join(place.folder, `damaged-${versionId}-${randomBytes(4).toString('hex')}`));
}
