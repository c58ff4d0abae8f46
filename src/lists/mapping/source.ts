import { decodeText } from '../decode.ts';
import type { Source, SourceFile } from '../source.ts';
import { applyMapping } from './apply.ts';
import { compileMapping } from './compile.ts';
import type { ListMapping } from './mapping.ts';
import { columnKey, readRows } from './rows.ts';

/** The source that a mapping describes. Several mappings are alternative formats of one list, the newest first. */
export function mappedSource(first: ListMapping, ...older: readonly ListMapping[]): Source {
  return {
    id: first.id,
    title: first.title,
    authority: first.authority,
    jurisdiction: first.jurisdiction,
    regimes: first.regimes,
    homepage: first.homepage,
    licence: first.licence,
    rhythm: first.rhythm,
    formats: [first, ...older].map((mapping, index) => {
      const compiled = compileMapping(mapping);
      return {
        id: index === 0 ? mapping.file.format : `${mapping.file.format}-${index + 1}`,
        files: mapping.file.names.map((name, i) => ({
          name,
          required: true,
          ...(mapping.file.urls?.[i] === undefined ? {} : { url: mapping.file.urls[i] }),
        })),
        detects: (files) => files.length > 0 && files.every((file) => isTableOf(mapping, file)),
        parse: (files, source) => applyMapping(compiled, files, source),
      };
    }),
  };
}

/** The bytes of a table's beginning that hold its header with certainty. */
const HEAD = 65_536;

function isTableOf(mapping: ListMapping, file: SourceFile): boolean {
  try {
    const { columns } = readRows([beginningOf(mapping, file)], mapping.file);
    const wanted = mapping.columns.filter((column) => !column.optional);
    const found = wanted.filter((column) =>
      [column.column].flat().some((name) => name.startsWith('$') || columns.has(columnKey(name))),
    );
    return found.length >= Math.max(1, Math.ceil(wanted.length * 0.8));
  } catch {
    return false;
  }
}

function beginningOf(mapping: ListMapping, file: SourceFile): SourceFile {
  if (/^xlsx?$/.test(mapping.file.format)) return file;
  const text = decodeText(file.bytes, file.name, mapping.file.encoding);
  const end = text.length <= HEAD ? text.length : text.lastIndexOf('\n', HEAD) + 1;
  return { name: file.name, bytes: new TextEncoder().encode(text.slice(0, end)) };
}
