import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Entity } from '../../src/entity/index.ts';
import { loadStarter } from '../../src/lists/index.ts';
import { digestOfRooms, keep } from './cache.ts';
import { corpusFile, OUT } from './corpus.ts';
import { filesOf, readerOf } from './list-bytes.ts';
import { LIST_FILES, type ListFiles } from './list-files.data.ts';

export interface Lists {
  readonly entities: readonly Entity[];
  /** List id → version, as the index tells it. */
  readonly versions: Readonly<Record<string, string>>;
  /** Digest of the list files and of the parsers. */
  readonly digest: string;
  /** False where the corpus is absent and the starter list stands for it. */
  readonly fromCorpus: boolean;
  /** What has to be said beside the figures. */
  readonly remarks: readonly string[];
}

/** Properties that neither the index nor the evaluation reads are left out of the cache: it loads in half the time. */
const UNREAD = new Set(['notes', 'summary', 'description']);

/**
 * All newest lists, in a fixed order. What was parsed is kept under `out/cache`, named by the digest of the list
 * files and of the parsers, so that neither a new file nor a changed parser is overlooked.
 * @param kept `whole`: with the texts and notes that neither the index nor most of the evaluation reads
 */
export async function loadLists(
  onProgress: (step: string) => void = () => {},
  kept: 'slim' | 'whole' = 'slim',
): Promise<Lists> {
  if (corpusFile('lists') === undefined) return starterOnly();
  const parsers = digestOfRooms(['lists', 'entity']);
  const entities: Entity[] = [];
  const versions: Record<string, string> = {};
  const remarks: string[] = [];
  const digest = createHash('sha256');
  for (const list of LIST_FILES) {
    const parsed = parsedList(list, parsers, onProgress, kept);
    if (typeof parsed === 'string') {
      remarks.push(parsed);
      continue;
    }
    for (const entity of parsed.entities) entities.push(entity);
    digest.update(parsed.digest);
    versions[list.source] = list.version;
  }
  return { entities, versions, digest: digest.digest('hex'), fromCorpus: true, remarks };
}

function parsedList(
  list: ListFiles,
  parsers: string,
  onProgress: (step: string) => void,
  kept: 'slim' | 'whole',
): { readonly entities: Entity[]; readonly digest: string } | string {
  const files = filesOf(list);
  if (files === undefined) return `${list.source} is absent from the corpus: it is in no figure.`;
  const content = createHash('sha256').update(parsers);
  for (const { name, bytes } of files) content.update(name).update(bytes);
  const digest = content.digest('hex').slice(0, 16);
  const cached = join(OUT, 'cache', `${list.source}-${digest}${kept === 'whole' ? '-whole' : ''}.v8`);
  if (existsSync(cached)) return { entities: deserialize(readFileSync(cached)) as Entity[], digest };
  onProgress(`reading ${list.source}`);
  const { source, format, files: own } = readerOf(list, files);
  const parsed = format.parse(own, source).entities;
  const entities = kept === 'whole' ? [...parsed] : parsed.map(slim);
  keep(cached, serialize(entities));
  return { entities, digest };
}

function slim(entity: Entity): Entity {
  const properties: Record<string, readonly string[]> = {};
  for (const [property, values] of Object.entries(entity.properties))
    if (!UNREAD.has(property)) properties[property] = values;
  // Of the notes only those of the birth dates reach the index (circa, ranges).
  const dates = entity.notes?.birthDate;
  const { notes: _, ...rest } = entity;
  return { ...rest, properties, ...(dates === undefined ? {} : { notes: { birthDate: dates } }) };
}

async function starterOnly(): Promise<Lists> {
  const { about, entities } = await loadStarter();
  return {
    entities,
    versions: { [about.sourceId]: `starter of ${about.publishedAt}` },
    digest: about.sha256,
    fromCorpus: false,
    remarks: [
      'NO CORPUS: the figures are of the embedded starter list and of variants generated from it. They are not comparable with figures of the real lists.',
    ],
  };
}
