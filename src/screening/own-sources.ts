import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RiegelError } from '../entity/index.ts';
import {
  allSources,
  type ListMapping,
  mappedSource,
  type Source,
  sourceById,
  validateMapping,
} from '../lists/index.ts';

/**
 * The source with this id: an official one, or a list of the operator's own, whose mapping was kept in the data
 * directory when it was first imported. Throws `lists/unknown-source`.
 */
export async function findSource(dataDir: string, id: string): Promise<Source> {
  const own = sourceById(id) ?? (await ownSource(dataDir, id));
  if (own !== undefined) return own;
  throw new RiegelError('lists/unknown-source', `There is no source ${JSON.stringify(id)}`, {
    expected: `a mapping for a list of your own, or one of ${allSources()
      .map((source) => source.id)
      .join(', ')}`,
  });
}

/** Takes a mapping's JSON text, checks it and keeps it for the next import. Throws `lists/mapping`, `lists/source-taken`. */
export async function keepOwnSource(dataDir: string, json: string, file: string): Promise<Source> {
  const mapping = parseMapping(json, file);
  if (sourceById(mapping.id) !== undefined) {
    throw new RiegelError('lists/source-taken', `${mapping.id} is the id of an official source`, {
      place: { file },
      expected: 'another id',
    });
  }
  const source = mappedSource(mapping);
  const path = mappingPath(dataDir, mapping.id);
  await mkdir(join(dataDir, 'mappings'), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(mapping, null, 2)}\n`);
  await rename(draft, path);
  return source;
}

async function ownSource(dataDir: string, id: string): Promise<Source | undefined> {
  if (!/^[a-z][a-z0-9_]*$/.test(id)) return undefined;
  const path = mappingPath(dataDir, id);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : mappedSource(parseMapping(text, path));
}

function mappingPath(dataDir: string, id: string): string {
  return join(dataDir, 'mappings', `${id}.json`);
}

function parseMapping(json: string, file: string): ListMapping {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new RiegelError('lists/mapping', `The mapping is no JSON: ${message}`, { place: { file }, cause });
  }
  return validateMapping(value);
}
