import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Entity, RiegelError } from '../entity/index.ts';
import { sha256 } from './store/version.ts';

/** Beside the code in a checkout as in the published package. */
const FOLDER = fileURLToPath(new URL('../../data/starter/', import.meta.url));

/** What `starter.json` says of the embedded list. */
export interface StarterAbout {
  /** To be shown wherever the starter is used: it is dated, it is a part, it must be replaced. */
  readonly notice: string;
  readonly sourceId: string;
  readonly source: string;
  readonly authority: string;
  readonly url: string;
  readonly licence: string;
  /** ISO 8601 */
  readonly publishedAt: string;
  /** SHA-256 of the publication it was made from. */
  readonly publicationSha256: string;
  /** Programmes whose designations it holds. */
  readonly programmes: readonly string[];
  /** Designations, and all entities with their addresses, documents and sanctions. */
  readonly designations: number;
  readonly entities: number;
  /** File of FtM JSON lines beside it, and its SHA-256. */
  readonly file: string;
  readonly sha256: string;
}

export interface Starter {
  readonly about: StarterAbout;
  readonly entities: readonly Entity[];
}

/**
 * The list that comes with Riegel, so that it can be tried at once: facts of the UN's terrorism designations at
 * one past day. Never a substitute for the lists in force.
 * Throws `lists/damaged` when it is not the file its digest was made of.
 */
export async function loadStarter(folder: string = FOLDER): Promise<Starter> {
  const about = JSON.parse(await readFile(join(folder, 'starter.json'), 'utf8')) as StarterAbout;
  const path = join(folder, about.file);
  const text = await readFile(path, 'utf8');
  if (sha256(text) !== about.sha256) {
    throw new RiegelError('lists/damaged', `${path} does not have the digest that starter.json states`, {
      place: { file: path },
      expected: about.sha256,
    });
  }
  const lines = text.split('\n').filter((line) => line !== '');
  return { about, entities: lines.map((line) => JSON.parse(line) as Entity) };
}
