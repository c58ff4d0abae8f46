import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RiegelError } from '../entity/index.ts';
import {
  allSources,
  type ListMapping,
  mappedSource,
  type OpenSanctionsDataset,
  openSanctionsSource,
  readOpenSanctionsIndex,
  type Source,
  sourceById,
  validateMapping,
} from '../lists/index.ts';

/** What is kept in the data directory of a source that is none of the official ones. */
type OwnSource =
  | { readonly kind: 'mapping'; readonly mapping: ListMapping }
  | { readonly kind: 'opensanctions'; readonly dataset: OpenSanctionsDataset };

const SOURCE_ID = /^[a-z][a-z0-9_]{0,99}$/;

/**
 * The source with this id: an official one, or one of the operator's own, kept in the data directory when it was
 * first imported. Throws `lists/unknown-source`, `lists/mapping`.
 */
export async function findSource(dataDir: string, id: string): Promise<Source> {
  const source = sourceById(id) ?? (await ownSource(dataDir, id));
  if (source !== undefined) return source;
  throw new RiegelError('lists/unknown-source', `There is no source ${JSON.stringify(id)}`, {
    expected: `one of ${allSources()
      .map((known) => known.id)
      .join(', ')}, or a list of your own with its mapping`,
  });
}

/** Takes a mapping as JSON, checks it and keeps it. Throws `lists/mapping`, `lists/source-taken`. */
export async function keepMappedSource(dataDir: string, json: string, file: string): Promise<Source> {
  const mapping = validateMapping(parsed(json, file));
  await keep(dataDir, mapping.id, { kind: 'mapping', mapping }, file);
  return mappedSource(mapping);
}

/**
 * Takes the `index.json` of OpenSanctions and keeps what it says of one data set.
 * @param name which, where the file describes several
 * Throws `lists/index`, `lists/truncated`, `lists/unknown-source`, `lists/source-taken`.
 */
export async function keepOpenSanctionsSource(
  dataDir: string,
  bytes: Uint8Array,
  file: string,
  name?: string,
): Promise<Source> {
  const datasets = readOpenSanctionsIndex(bytes, file);
  const dataset =
    name === undefined && datasets.length === 1 ? datasets[0] : datasets.find((each) => each.name === name);
  if (dataset === undefined) {
    throw new RiegelError(
      'lists/unknown-source',
      `The index describes ${datasets.length} data sets, none chosen`,
      {
        place: { file },
        expected: `one of ${datasets
          .slice(0, 20)
          .map((each) => each.name)
          .join(', ')}`,
      },
    );
  }
  await keep(dataDir, dataset.name, { kind: 'opensanctions', dataset }, file);
  return openSanctionsSource(dataset);
}

async function keep(dataDir: string, id: string, own: OwnSource, file: string): Promise<void> {
  if (!SOURCE_ID.test(id)) {
    throw new RiegelError('lists/bad-source-id', `Not a source id: ${JSON.stringify(id)}`, {
      place: { file },
    });
  }
  if (sourceById(id) !== undefined) {
    throw new RiegelError('lists/source-taken', `${id} is the id of an official source`, {
      place: { file },
      expected: `another id, or --source ${id}`,
    });
  }
  await mkdir(join(dataDir, 'sources'), { recursive: true });
  const path = pathOf(dataDir, id);
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(own, null, 2)}\n`);
  await rename(draft, path);
}

async function ownSource(dataDir: string, id: string): Promise<Source | undefined> {
  if (!SOURCE_ID.test(id)) return undefined;
  const path = pathOf(dataDir, id);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const own = parsed(text, path) as OwnSource;
  return own.kind === 'mapping'
    ? mappedSource(validateMapping(own.mapping))
    : openSanctionsSource(own.dataset);
}

function pathOf(dataDir: string, id: string): string {
  return join(dataDir, 'sources', `${id}.json`);
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new RiegelError('lists/mapping', `The description of the list is no JSON: ${message}`, {
      place: { file },
      cause,
    });
  }
}
