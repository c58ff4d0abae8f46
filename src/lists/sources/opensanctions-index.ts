import { RiegelError } from '../../entity/index.ts';
import { decodeText } from '../decode.ts';

/** One dataset of OpenSanctions as its `index.json` or the catalogue describes it. */
export interface OpenSanctionsDataset {
  readonly name: string;
  readonly title: string;
  readonly type?: string;
  readonly summary?: string;
  readonly version?: string;
  /** ISO 8601 times: of the last export, and of the last change in the data. */
  readonly updatedAt?: string;
  readonly lastChange?: string;
  readonly entityCount?: number;
  readonly targetCount?: number;
  readonly deltaUrl?: string;
  readonly publisher?: {
    readonly name: string;
    readonly country?: string;
    readonly url?: string;
    readonly official?: boolean;
  };
  readonly coverage?: {
    readonly start?: string;
    readonly end?: string;
    readonly countries?: readonly string[];
    readonly frequency?: string;
  };
  readonly resources: readonly OpenSanctionsResource[];
  /** Datasets that this collection holds. */
  readonly children: readonly string[];
  /** Collections that hold this dataset. */
  readonly collections: readonly string[];
}

interface OpenSanctionsResource {
  readonly name: string;
  readonly url: string;
  /** SHA-1 in hexadecimal. */
  readonly checksum?: string;
  readonly size?: number;
  readonly mimeType?: string;
}

/**
 * The datasets of an OpenSanctions `index.json`, of one dataset or of the whole catalogue.
 * Throws `lists/truncated` for JSON that does not end, `lists/index` naming the field that is not as it should be.
 */
export function readOpenSanctionsIndex(bytes: Uint8Array, file: string): readonly OpenSanctionsDataset[] {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(bytes, file, 'utf-8'));
  } catch (cause) {
    if (cause instanceof RiegelError) throw cause;
    throw new RiegelError('lists/truncated', 'The index is damaged or cut', { place: { file }, cause });
  }
  const top = fieldsOf(value, '', file);
  const datasets = top.datasets;
  // A collection's own index lists its members by name; the catalogue holds them whole.
  if (Array.isArray(datasets) && datasets.every((each) => typeof each === 'object')) {
    return datasets.map((each, i) => datasetOf(each, `/datasets/${i}`, file));
  }
  return [datasetOf(value, '', file)];
}

type Fields = Readonly<Record<string, unknown>>;

function datasetOf(value: unknown, path: string, file: string): OpenSanctionsDataset {
  const fields = fieldsOf(value, path, file);
  const text = (name: string) => optional(fields, name, 'string', path, file) as string | undefined;
  const number = (name: string) => optional(fields, name, 'number', path, file) as number | undefined;
  const resources = list(fields, 'resources', path, file);
  return {
    name: text('name') ?? wrong(`${path}/name`, 'a text', file),
    title: text('title') ?? wrong(`${path}/title`, 'a text', file),
    ...defined({
      type: text('type'),
      summary: text('summary'),
      version: text('version'),
      updatedAt: text('updated_at'),
      lastChange: text('last_change'),
      entityCount: number('entity_count'),
      targetCount: number('target_count'),
      deltaUrl: text('delta_url'),
      publisher: publisherOf(fields.publisher, `${path}/publisher`, file),
      coverage: coverageOf(fields.coverage, `${path}/coverage`, file),
    }),
    resources: resources.map((each, i) => resourceOf(each, `${path}/resources/${i}`, file)),
    children: names(fields, 'children', path, file),
    collections: names(fields, 'collections', path, file),
  };
}

function publisherOf(value: unknown, path: string, file: string): OpenSanctionsDataset['publisher'] {
  if (value === undefined || value === null) return undefined;
  const fields = fieldsOf(value, path, file);
  const text = (name: string) => optional(fields, name, 'string', path, file) as string | undefined;
  return {
    name: text('name') ?? wrong(`${path}/name`, 'a text', file),
    ...defined({
      country: text('country'),
      url: text('url'),
      official: optional(fields, 'official', 'boolean', path, file) as boolean | undefined,
    }),
  };
}

function coverageOf(value: unknown, path: string, file: string): OpenSanctionsDataset['coverage'] {
  if (value === undefined || value === null) return undefined;
  const fields = fieldsOf(value, path, file);
  const text = (name: string) => optional(fields, name, 'string', path, file) as string | undefined;
  return defined({
    start: text('start'),
    end: text('end'),
    frequency: text('frequency'),
    countries: fields.countries === undefined ? undefined : names(fields, 'countries', path, file),
  });
}

function resourceOf(value: unknown, path: string, file: string): OpenSanctionsResource {
  const fields = fieldsOf(value, path, file);
  const text = (name: string) => optional(fields, name, 'string', path, file) as string | undefined;
  const checksum = text('checksum');
  if (checksum !== undefined && !/^[0-9a-f]{40}$/.test(checksum)) wrong(`${path}/checksum`, 'a SHA-1', file);
  return {
    name: text('name') ?? wrong(`${path}/name`, 'a text', file),
    url: text('url') ?? wrong(`${path}/url`, 'a text', file),
    ...defined({
      checksum,
      size: optional(fields, 'size', 'number', path, file) as number | undefined,
      mimeType: text('mime_type'),
    }),
  };
}

function fieldsOf(value: unknown, path: string, file: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    wrong(path || '/', 'an object', file);
  return value as Fields;
}

function optional(fields: Fields, name: string, type: string, path: string, file: string): unknown {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === type ? value : wrong(`${path}/${name}`, `a ${type}`, file);
}

function list(fields: Fields, name: string, path: string, file: string): readonly unknown[] {
  const value = fields[name] ?? [];
  return Array.isArray(value) ? value : wrong(`${path}/${name}`, 'a list', file);
}

function names(fields: Fields, name: string, path: string, file: string): readonly string[] {
  return list(fields, name, path, file).map((each, i) =>
    typeof each === 'string' ? each : wrong(`${path}/${name}/${i}`, 'a text', file),
  );
}

function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}

function wrong(path: string, expected: string, file: string): never {
  throw new RiegelError('lists/index', `The index has at ${path} not ${expected}`, {
    place: { file, path },
    expected,
  });
}
