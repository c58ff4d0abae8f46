import { join } from 'node:path';
import { RiegelError } from '../../entity/index.ts';

/** Ids become folder names, so nothing that could leave the folder or collide with the store's own files. */
const SOURCE_ID = /^[a-z0-9][a-z0-9_-]{0,99}$/;
const VERSION_ID = /^\d{4}-\d{2}-\d{2}-[0-9a-f]{16}$/;

/** Where everything about one source lies on disk. */
export interface SourcePlace {
  readonly sourceId: string;
  readonly folder: string;
  readonly quarantine: string;
  /** The pointer to the version in force; replaced atomically. */
  readonly current: string;
  /** One JSON line for each thing that happened; only ever appended to. */
  readonly history: string;
  /** What the server said beside the files in force (ETag, Last-Modified), for the next conditional request. */
  readonly validators: string;
  readonly lock: string;
}

/** Folder of all lists under the data directory. */
export function listsFolder(dataDir: string): string {
  return join(dataDir, 'lists');
}

/** Throws `lists/bad-source-id` when the id cannot be a folder name. */
export function placeOf(dataDir: string, sourceId: string): SourcePlace {
  if (!SOURCE_ID.test(sourceId)) {
    throw new RiegelError('lists/bad-source-id', `Not a source id: ${JSON.stringify(sourceId)}`, {
      expected: 'lower-case letters, digits, _ and -',
    });
  }
  const folder = join(listsFolder(dataDir), sourceId);
  return {
    sourceId,
    folder,
    quarantine: join(folder, 'quarantine'),
    current: join(folder, 'current.json'),
    history: join(folder, 'history.jsonl'),
    validators: join(folder, 'validators.json'),
    lock: join(folder, 'lock'),
  };
}

export function isSourceId(text: string): boolean {
  return SOURCE_ID.test(text);
}

export function isVersionId(text: string): boolean {
  return VERSION_ID.test(text);
}

/** Throws `lists/bad-version-id` when the id is none of ours. */
export function versionFolder(parent: string, versionId: string): string {
  if (!isVersionId(versionId)) {
    throw new RiegelError('lists/bad-version-id', `Not a version id: ${JSON.stringify(versionId)}`, {
      expected: '<date>-<16 hexadecimal digits>',
    });
  }
  return join(parent, versionId);
}
