import { RiegelError } from '../../entity/index.ts';
import type { Measured } from '../health/comparison.ts';
import { countEntities, countIssues } from '../health/counts.ts';
import type { Source } from '../source.ts';
import { ENGINE_VERSION } from '../store/engine.ts';
import { type ListVersion, rawFilesOf } from '../store/read.ts';

/**
 * What the version in force holds, as the parsers of today read it. Another version of Riegel may have read it
 * differently; compared with those counts, its own progress would look like a broken publication.
 */
export async function measuredToday(
  source: Source,
  version: ListVersion | undefined,
): Promise<Measured | undefined> {
  if (version === undefined || version.engine === ENGINE_VERSION) return version;
  const format = source.formats.find(({ id }) => id === version.format);
  if (format === undefined) return version;
  try {
    const { entities, issues } = format.parse(await rawFilesOf(version), source);
    return { ...version, counts: countEntities(entities), issues: countIssues(issues) };
  } catch (error) {
    // No longer readable: what was counted then is the best there is.
    if (error instanceof RiegelError) return version;
    throw error;
  }
}
