import { gunzipSync } from 'node:zlib';
import { read, utils } from '@e965/xlsx';

/** Cells of a delimited text, by a reading of quotes of its own: nothing of the parser's is used. */
export function rawRows(bytes: Uint8Array, delimiter = ','): string[][] {
  const plain = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
  const text = new TextDecoder().decode(plain).replace(/^\uFEFF/, '');
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (quoted && sign === '"' && text[at + 1] === '"') {
      cell += text[++at];
    } else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === delimiter || sign === '\n')) {
      rows.at(-1)!.push(cell.replace(/\r$/, ''));
      cell = '';
      if (sign === '\n') rows.push([]);
    } else cell += sign;
  }
  rows.at(-1)!.push(cell);
  return rows.filter((row) => row.some((each) => each.trim() !== ''));
}

/** Records of a delimited text by the names of its first row. */
export function rawRecords(bytes: Uint8Array, delimiter = ','): Record<string, string>[] {
  const [header, ...rows] = rawRows(bytes, delimiter);
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, (row[i] ?? '').trim()])));
}

/** Sheets of a workbook as rows of texts. */
export function rawSheets(bytes: Uint8Array): { name: string; rows: string[][] }[] {
  const workbook = read(Buffer.from(bytes), { type: 'buffer' });
  return workbook.SheetNames.map((name) => ({
    name,
    rows: utils
      .sheet_to_json<unknown[]>(workbook.Sheets[name]!, { header: 1, raw: false, defval: '' })
      .map((row) => row.map((cell) => String(cell).trim())),
  }));
}
