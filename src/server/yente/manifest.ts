import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { RiegelError } from '../../entity/index.ts';

/** A dataset that a manifest declares. */
interface ManifestDataset {
  readonly name: string;
  readonly title: string;
  readonly summary?: string;
  /** Members of a collection. */
  readonly children: readonly string[];
  /** File of FtM entities that it is read from. */
  readonly file?: string;
}

/** yente's manifest as far as it concerns files on this machine. */
export interface Manifest {
  readonly datasets: readonly ManifestDataset[];
}

const MAX_BYTES = 4 * 1024 * 1024;
const NAME = /^[a-z][a-z0-9_]{0,99}$/;

/**
 * Reads a manifest in yente's form: `datasets` with `name`, `title`, `path` or `entities_url` (a file), or `datasets`/
 * `children` of a collection; and `catalogs` that are files, with `scope` or `scopes`. Nothing is fetched from
 * elsewhere: an address is refused, because official lists are fetched by `riegel lists update`.
 * Throws `server/manifest` with the file and the place in it.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const { datasets, catalogs } = fieldsOf(await readYaml(path), path, '');
  const found = listOf(datasets, path, 'datasets').map((entry, i) =>
    datasetOf(entry, path, `datasets[${i}]`),
  );
  for (const [i, entry] of listOf(catalogs, path, 'catalogs').entries()) {
    found.push(...(await catalogDatasets(entry, path, `catalogs[${i}]`)));
  }
  const names = new Set<string>();
  for (const { name } of found) {
    if (names.has(name)) throw wrong(path, name, 'is declared twice', 'each dataset once');
    names.add(name);
  }
  return { datasets: found };
}

async function readYaml(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new RiegelError('server/manifest', `The manifest cannot be read (${cause.code})`, {
      place: { file: path },
      cause,
    });
  });
  if (text.length > MAX_BYTES) throw wrong(path, '', 'is too large', `at most ${MAX_BYTES} bytes`);
  try {
    // JSON is YAML. Aliases could make little text into very much.
    return parse(text, { maxAliasCount: 100, merge: false }) ?? {};
  } catch (cause) {
    throw new RiegelError('server/manifest', 'The manifest is no YAML', { place: { file: path }, cause });
  }
}

async function catalogDatasets(entry: unknown, file: string, at: string): Promise<ManifestDataset[]> {
  const { url, scope, scopes } = fieldsOf(entry, file, at);
  const catalog = localFile(textOf(url, file, `${at}.url`), file, `${at}.url`);
  const { datasets } = fieldsOf(await readYaml(catalog), catalog, '');
  const wanted = new Set([
    ...(scope === undefined || scope === null ? [] : [textOf(scope, file, `${at}.scope`)]),
    ...listOf(scopes, file, `${at}.scopes`).map((each) => textOf(each, file, `${at}.scopes`)),
  ]);
  const found = listOf(datasets, catalog, 'datasets').map((each, i) =>
    datasetOf(each, catalog, `datasets[${i}]`),
  );
  for (const name of wanted) {
    if (!found.some((dataset) => dataset.name === name)) {
      throw wrong(
        file,
        at,
        `names the scope ${name}, which the catalogue has not`,
        'a dataset of the catalogue',
      );
    }
  }
  if (wanted.size === 0) return found;
  // Outside the scope a dataset is known and not loaded.
  return found.map(({ file: source, ...dataset }) => ({
    ...dataset,
    ...(source !== undefined && wanted.has(dataset.name) ? { file: source } : {}),
  }));
}

function datasetOf(entry: unknown, file: string, at: string): ManifestDataset {
  const fields = fieldsOf(entry, file, at);
  const name = textOf(fields.name, file, `${at}.name`);
  if (!NAME.test(name))
    throw wrong(file, `${at}.name`, 'is no name of a dataset', 'small letters, digits and _');
  const children = listOf(fields.children ?? fields.datasets, file, `${at}.datasets`).map((child) =>
    textOf(child, file, `${at}.datasets`),
  );
  const source = fields.path ?? fields.entities_url;
  const loads = fields.load !== false && source !== undefined && source !== null;
  return {
    name,
    title: fields.title === undefined ? name : textOf(fields.title, file, `${at}.title`),
    ...(typeof fields.summary === 'string' ? { summary: fields.summary.slice(0, 10_000) } : {}),
    children,
    ...(loads ? { file: localFile(textOf(source, file, `${at}.path`), file, `${at}.path`) } : {}),
  };
}

/** A path beside the manifest, or a `file:` address. */
function localFile(text: string, manifest: string, at: string): string {
  if (text.startsWith('file:')) {
    try {
      return fileURLToPath(text);
    } catch {
      throw wrong(manifest, at, 'is no address of a file', 'file:///path');
    }
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    throw wrong(
      manifest,
      at,
      'is an address elsewhere',
      'a file here; "riegel lists update" and "import" fetch lists',
    );
  }
  return resolve(dirname(manifest), text);
}

function fieldsOf(value: unknown, file: string, at: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw wrong(file, at, 'is no mapping', 'fields with values');
}

function listOf(value: unknown, file: string, at: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw wrong(file, at, 'is no list', 'a list');
}

function textOf(value: unknown, file: string, at: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw wrong(file, at, 'is no text', 'a text');
}

function wrong(file: string, path: string, what: string, expected: string): RiegelError {
  return new RiegelError('server/manifest', `${path === '' ? 'The manifest' : path} ${what}`, {
    place: { file, ...(path === '' ? {} : { path }) },
    expected,
  });
}
