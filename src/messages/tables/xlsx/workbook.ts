import { RiegelError } from '../../../entity/index.ts';
import type { Archive } from './archive.ts';
import { isDateFormat } from './number-format.ts';
import { readXml, type XmlListener } from './xml.ts';

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Days are counted from 1904. */
  readonly from1904: boolean;
  /** Texts that cells name by number. */
  readonly texts: readonly string[];
  /** By cell style: it shows a date. */
  readonly dateStyles: readonly boolean[];
}

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** Texts are kept in memory, so they are bounded. */
const MAX_TEXTS_BYTES = 512 * 1024 * 1024;
const MAX_SHEETS = 1000;

/** Reads what stands beside the sheets. @throws RiegelError `messages/bad-xlsx`, `messages/too-large`. */
export async function readWorkbook(archive: Archive, file: string): Promise<Workbook> {
  const main = (await relations(archive, file, '_rels/.rels', '')).find(
    ({ type }) => type === 'officeDocument',
  );
  const part = main?.target ?? 'xl/workbook.xml';
  if (!archive.has(part)) {
    throw new RiegelError('messages/bad-xlsx', `${file} is an archive, but no workbook`, {
      place: { file, path: part },
    });
  }
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const links = await relations(archive, file, `${folder}_rels/${part.slice(folder.length)}.rels`, folder);
  const found: { name: string; id: string; hidden: boolean }[] = [];
  let from1904 = false;
  await read(archive, file, part, {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 = ['1', 'true', 'on'].includes(attribute('date1904') ?? '');
      if (name !== 'sheet' || found.length >= MAX_SHEETS) return;
      const hidden = (attribute('state') ?? 'visible') !== 'visible';
      found.push({ name: attribute('name') ?? '', id: attribute('id') ?? '', hidden });
    },
  });
  const sheets = found.flatMap(({ name, id, hidden }) => {
    const link = links.find((candidate) => candidate.id === id);
    return link?.type === 'worksheet' && archive.has(link.target)
      ? [{ name, part: link.target, hidden }]
      : [];
  });
  if (sheets.length === 0) {
    throw new RiegelError('messages/bad-xlsx', `${file} has no sheet that can be read`, {
      place: { file, path: part },
    });
  }
  const linked = (type: string) =>
    links.find((link) => link.type === type && archive.has(link.target))?.target;
  return {
    sheets,
    from1904,
    texts: await readTexts(archive, file, linked('sharedStrings')),
    dateStyles: await readDateStyles(archive, file, linked('styles')),
  };
}

interface Relation {
  readonly id: string;
  /** Last word of the relation's type. */
  readonly type: string;
  readonly target: string;
}

async function relations(archive: Archive, file: string, part: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = [];
  if (!archive.has(part)) return found;
  await read(archive, file, part, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const target = attribute('Target') ?? '';
      const path = target.startsWith('/')
        ? target.slice(1)
        : new URL(folder + target, 'zip:///').pathname.slice(1);
      found.push({
        id: attribute('Id') ?? '',
        type: attribute('Type')?.split('/').at(-1) ?? '',
        target: path,
      });
    },
  });
  return found;
}

async function readTexts(archive: Archive, file: string, part: string | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (part === undefined) return texts;
  if (archive.size(part) > MAX_TEXTS_BYTES) {
    const message = `${file} holds more than ${MAX_TEXTS_BYTES} bytes of texts`;
    throw new RiegelError('messages/too-large', message, {
      place: { file, path: part },
      expected: 'a CSV file',
    });
  }
  const text = new TextCollector();
  await read(archive, file, part, {
    open: (name) => text.open(name),
    text: (piece) => text.add(piece),
    close(name) {
      text.close(name);
      if (name === 'si') texts.push(text.take());
    },
  });
  return texts;
}

/** Gathers the text of a rich text: its `t` elements, without the phonetic guide (`rPh`) of East Asian text. */
export class TextCollector {
  private text = '';
  private inText = false;
  private inGuide = false;

  open(name: string): void {
    if (name === 'rPh') this.inGuide = true;
    if (name === 't') this.inText = true;
  }

  add(piece: string): void {
    if (this.inText && !this.inGuide) this.text += piece;
  }

  close(name: string): void {
    if (name === 'rPh') this.inGuide = false;
    if (name === 't') this.inText = false;
  }

  take(): string {
    const text = unescapeText(this.text);
    this.text = '';
    return text;
  }
}

/** Letters that XML cannot hold are written `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}

async function readDateStyles(archive: Archive, file: string, part: string | undefined): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (part === undefined) return styles;
  const codes = new Map<number, string>();
  let inCellStyles = false;
  await read(archive, file, part, {
    open(name, attribute) {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      const id = Number(attribute('numFmtId') ?? 0);
      styles.push(isDateFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles;
}

async function read(archive: Archive, file: string, part: string, listener: XmlListener): Promise<void> {
  for await (const _ of readXml(archive.pieces(part), file, part, listener));
}
