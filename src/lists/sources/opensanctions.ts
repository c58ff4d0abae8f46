import { createHash } from 'node:crypto';
import { type Entity, RiegelError } from '../../entity/index.ts';
import { unpack } from '../decode.ts';
import type { ParsedList, ParseIssue, Source, SourceFile, SourceFormat } from '../source.ts';
import { readFtmEntity } from './opensanctions-entity.ts';
import type { OpenSanctionsDataset } from './opensanctions-index.ts';
import { readJsonLines } from './opensanctions-lines.ts';
import { parseSenzing } from './opensanctions-senzing.ts';
import { parseSimple } from './opensanctions-simple.ts';

const ADDRESS = 'https://data.opensanctions.org/datasets/latest';

/** A source for any dataset of OpenSanctions, as its index describes it, e.g. of the collection `sanctions`. */
export function openSanctionsSource(dataset: OpenSanctionsDataset): Source {
  const urlOf = (name: string) =>
    dataset.resources.find((resource) => resource.name === name)?.url ?? `${ADDRESS}/${dataset.name}/${name}`;
  const format = (
    id: string,
    name: string,
    detects: (head: string) => boolean,
    parse: SourceFormat['parse'],
  ): SourceFormat => ({
    id,
    files: [{ name, url: urlOf(name), required: true }],
    detects: (files) => files.length === 1 && detects(headOf(files[0]!)),
    parse: (files, source) => {
      for (const file of files) verifyChecksum(file, dataset);
      return parse(files, source);
    },
  });
  const isEntity = (head: string) =>
    /^\s*\{.*"schema"\s*:\s*"/s.test(head) && !/"op"\s*:/.test(head.slice(0, 20));
  return {
    id: dataset.name,
    title: dataset.title,
    authority: dataset.publisher?.name ?? 'OpenSanctions',
    jurisdiction: dataset.publisher?.country?.toLowerCase() ?? 'zz',
    regimes: ['terrorism', 'proliferation', 'country', 'crime', 'export-control'],
    homepage: `https://www.opensanctions.org/datasets/${dataset.name}/`,
    licence: 'CC BY-NC 4.0, or a licence of OpenSanctions for business use',
    rhythm: { text: 'several times a day', maxAgeHours: 48 },
    formats: [
      format('ftm', 'entities.ftm.json', (head) => isEntity(head) && !NESTED.test(head), parseFtm),
      format('nested', 'targets.nested.json', (head) => isEntity(head) && NESTED.test(head), parseFtm),
      format(
        'simple-csv',
        'targets.simple.csv',
        (head) => /^"?id"?,"?schema"?,"?name"?,/.test(head),
        parseSimple,
      ),
      format('senzing', 'senzing.json', (head) => /"RECORD_ID"\s*:/.test(head), parseSenzing),
    ],
  };
}

/** An entity within the properties of another. */
const NESTED = /"properties"\s*:\s*\{.*\{\s*"(?:id|schema|caption)"\s*:.*?\}/s;

function headOf(file: SourceFile): string {
  const head = new TextDecoder().decode(unpackHead(file)).replace(/^\uFEFF/, '');
  return head.split('\n', 1)[0]!;
}

function unpackHead(file: SourceFile): Uint8Array {
  try {
    return unpack(file.bytes, file.name).subarray(0, 262_144);
  } catch {
    return new Uint8Array();
  }
}

/** The index states the SHA-1 of each file: another one is a damaged or foreign file. */
function verifyChecksum(file: SourceFile, dataset: OpenSanctionsDataset): void {
  const stated = dataset.resources.find((resource) => resource.name === file.name)?.checksum;
  if (stated === undefined) return;
  const actual = createHash('sha1').update(file.bytes).digest('hex');
  if (actual === stated) return;
  throw new RiegelError('lists/checksum', `The file has the SHA-1 ${actual}, its index states ${stated}`, {
    place: { file: file.name },
    expected: stated,
  });
}

function parseFtm(files: readonly SourceFile[], source: Source): ParsedList {
  const entities = new Map<string, Entity>();
  const issues: ParseIssue[] = [];
  const reported = new Set<string>();
  const whole = new Set<string>();
  for (const file of files) {
    const place = (line: number) => ({ file: file.name, line });
    readJsonLines(file, issues, (value, line) => {
      const read = readFtmEntity(value, source.id);
      for (const what of read.unknown) {
        if (reported.has(what)) continue;
        reported.add(what);
        issues.push({
          severity: 'drift',
          code: 'unknown-element',
          message: `The ${what} is not known`,
          ...place(line),
        });
      }
      read.entities.forEach((entity, nesting) => {
        // An entity may first be met nested in another, and cut down: its own record stands above that.
        if (nesting === 0 && whole.has(entity.id)) {
          const message = `The entity ${entity.id} is repeated; the first is kept`;
          issues.push({ severity: 'rejected', code: 'repeated-id', message, ...place(line) });
        } else if (nesting === 0 || !entities.has(entity.id)) entities.set(entity.id, entity);
        if (nesting === 0) whole.add(entity.id);
      });
    });
  }
  return { entities: [...entities.values()], issues };
}
