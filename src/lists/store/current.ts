import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RiegelError } from '../../entity/index.ts';
import { makeFolder, readTextIfThere, replaceAtomically } from './durable.ts';
import { appendHistory, type InForceEvent, mendHistory, readHistory } from './history.ts';
import { withLock } from './lock.ts';
import type { SourcePlace } from './place.ts';

/** Begins the name of a folder that is being written and is no version yet. */
export const STAGING = '.incoming-';

/** The version in force, or undefined before the first. Throws `lists/damaged` when the pointer cannot be read. */
export async function readCurrent(place: SourcePlace): Promise<InForceEvent | undefined> {
  const text = await readTextIfThere(place.current);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as InForceEvent;
  } catch (cause) {
    throw new RiegelError('lists/damaged', 'The pointer to the version in force is damaged', {
      place: { file: place.current },
      cause,
    });
  }
}

/**
 * Puts a stored version in force. The swap of the pointer is the one moment at which it happens: before it the
 * old version holds, after it the new, whatever crashes. The history follows; `withSource` completes it if not.
 */
export async function putInForce(place: SourcePlace, event: InForceEvent): Promise<void> {
  await replaceAtomically(place.current, `${JSON.stringify(event)}\n`);
  await appendHistory(place, event);
}

/** Runs `work` as the only writer of the source, with what an earlier crash may have left tidied up. */
export async function withSource<T>(
  place: SourcePlace,
  work: () => Promise<T>,
  options: { waitMs?: number; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  await makeFolder(place.folder);
  return await withLock(
    place.lock,
    async () => {
      await recover(place);
      return await work();
    },
    options,
  );
}

async function recover(place: SourcePlace): Promise<void> {
  for (const name of await readdir(place.folder)) {
    if (name.startsWith(STAGING) || name.includes('.json.new-')) {
      await rm(join(place.folder, name), { recursive: true, force: true });
    }
  }
  await mendHistory(place);
  const current = await readCurrent(place);
  if (current === undefined) return;
  const recorded = (await readHistory(place)).findLast((event) => event.event === 'in-force');
  if (recorded?.version !== current.version || recorded.at !== current.at)
    await appendHistory(place, current);
}
