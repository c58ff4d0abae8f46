import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Source, type SourceFile, type SourceFormat, sourceById } from '../../src/lists/index.ts';
import { corpusFile } from './corpus.ts';
import type { ListFiles } from './list-files.data.ts';

/** The files of a publication as the source declares them; undefined where one is absent from the corpus. */
export function filesOf(list: ListFiles): SourceFile[] | undefined {
  const files: SourceFile[] = [];
  for (const [path, name] of list.files) {
    const whole = corpusFile('lists', path);
    if (whole === undefined) return undefined;
    if (statSync(whole).isDirectory()) {
      for (const entry of readdirSync(whole).sort())
        files.push({ name: name + entry, bytes: readFileSync(join(whole, entry)) });
    } else {
      const bytes = readFileSync(whole);
      files.push({ name, bytes: path.endsWith('.gz') ? gunzipSync(bytes) : bytes });
    }
  }
  return files;
}

/** The source of a list, and the first of its formats that the files look like. Throws where nothing reads them. */
export function readerOf(
  list: ListFiles,
  files: readonly SourceFile[],
): { source: Source; format: SourceFormat; files: SourceFile[] } {
  const source = sourceById(list.source);
  for (const format of source?.formats ?? []) {
    // A folder may hold the same publication in several formats: only the files this format declares are its own.
    const own = files.filter(({ name }) => format.files.some((declared) => isDeclared(declared.name, name)));
    if (own.length > 0 && format.detects(own)) return { source: source!, format, files: own };
  }
  throw new Error(`No format of ${list.source} reads ${files.map(({ name }) => name).join(', ')}`);
}

function isDeclared(declared: string, name: string): boolean {
  const star = declared.indexOf('*');
  if (star < 0) return declared === name;
  return name.startsWith(declared.slice(0, star)) && name.endsWith(declared.slice(star + 1));
}
