import PDFDocument from 'pdfkit';
import type { Json } from '../canonical-json.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Certificate } from './certificate.ts';
import type { FontSlice } from './fonts.ts';
import { visualRuns } from './visual-runs.ts';

const MARGIN = 50;
const LABEL_WIDTH = 120;
const SIZE = 9;
const LINE = 13;
/** So that one page holds everything; what is left out is said, and is in the attachment. */
const MAX_LINES = 44;
const MAX_VALUES = 8;
/** Outlines of the variable font are of its thinnest weight; a line of this width (per size) makes them regular. */
const STROKE = 0.035;

type Row = readonly [label: string, value: string];

/** The certificate as one page of PDF, with its JSON attached: `riegel verify` reads either. */
export async function certificatePdf(certificate: Certificate): Promise<Buffer> {
  const at = new Date(certificate.record.at);
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: {
      Title: `Certificate of screening ${certificate.record.id}`,
      Producer: 'Riegel',
      CreationDate: at,
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve, reject) => document.on('end', resolve).on('error', reject));
  const json = Buffer.from(`${JSON.stringify(certificate, undefined, 2)}\n`);
  document.file(json, { name: ATTACHMENT, type: 'application/json', creationDate: at, modifiedDate: at });
  new Page(document).write(certificate);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

const ATTACHMENT = 'certificate.json';

class Page {
  private readonly document: PDFKit.PDFDocument;
  private y = MARGIN;
  private lines = 0;
  private romanised = false;

  constructor(document: PDFKit.PDFDocument) {
    this.document = document;
  }

  write(certificate: Certificate): void {
    this.line('Certificate of screening', MARGIN, 18);
    this.y += 32;
    for (const [label, value] of rowsOf(certificate)) this.row(label, value);
    this.y += LINE;
    const notes = [
      'This page is a rendering. The attached certificate.json is the evidence; `riegel verify FILE` checks it, or this file, offline with the journal’s public key.',
      ...(this.romanised
        ? ['Characters this page has no letters for are romanised; the attachment has them.']
        : []),
    ];
    for (const note of notes) for (const line of wrapped(note, 105)) this.next(line, MARGIN);
  }

  private row(label: string, value: string): void {
    const lines = wrapped(value, 78);
    if (this.lines + lines.length > MAX_LINES) {
      if (this.lines <= MAX_LINES) this.next('… the rest is in the attachment', MARGIN);
      this.lines = MAX_LINES + 1;
      return;
    }
    this.line(label, MARGIN, SIZE);
    for (const line of lines) this.next(line, MARGIN + LABEL_WIDTH);
  }

  private next(text: string, x: number): void {
    this.line(text, x, SIZE);
    this.y += LINE;
    this.lines++;
  }

  private line(text: string, x: number, size: number): void {
    const { runs, romanised } = visualRuns(text);
    this.romanised ||= romanised;
    let at = x;
    for (const { font, text: piece } of runs) {
      at += font.outline ? this.drawn(font, piece, at, size) : this.set(font, piece, at, size);
    }
  }

  private set(font: FontSlice, text: string, x: number, size: number): number {
    this.document.registerFont(font.id, font.bytes).font(font.id).fontSize(size);
    // With features named, pdfkit shapes the run as a whole; without, word by word, which turns Arabic round.
    const options = { lineBreak: false, features: ['calt', 'liga'] } as const;
    const width = this.document.widthOfString(text, options as never);
    this.document.text(text, x, this.y + size, { ...options, baseline: 'alphabetic' } as never);
    return width;
  }

  private drawn(slice: FontSlice, text: string, x: number, size: number): number {
    const { font } = slice;
    const scale = size / font.unitsPerEm;
    let width = 0;
    for (const glyph of font.glyphsForString(text)) {
      this.document
        .save()
        .translate(x + width, this.y + size)
        .scale(scale, -scale)
        .lineWidth(STROKE * font.unitsPerEm)
        .path(glyph.path.toSVG())
        .fillAndStroke('black', 'black')
        .restore();
      width += glyph.advanceWidth * scale;
    }
    return width;
  }
}

function rowsOf({ record, opened, inclusion, journal, key }: Certificate): Row[] {
  const [, size = '', root = ''] = inclusion.checkpoint.split('\n');
  return [
    ['record', `${record.seq} (${record.id})`],
    ['time', record.at],
    ...(record.clock === undefined ? [] : [['clock at that time', record.clock] as const]),
    ['kind', record.kind],
    ['by', record.actor],
    ['journal', journal],
    ['public key', key],
    ['signed journal', `${size} records, root ${root}`],
    ...(opened === undefined
      ? []
      : 'erased' in opened
        ? [['subject', `erased ${opened.erased}`] as const]
        : rowsOfJson('subject', opened.personal)),
    ...rowsOfJson('result', record.result),
    ...rowsOfJson('', record.references),
  ];
}

/** A row for each value; a member of a member is named `subject name`. */
function rowsOfJson(label: string, value: Json): Row[] {
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null)) {
    if (value.length === 0) return [[label, '–']];
    const shown = value.slice(0, MAX_VALUES).map((one, i) => [i === 0 ? label : '', textOf(one)] as const);
    const more = value.length - shown.length;
    return more === 0 ? shown : [...shown, ['', `… and ${more} more`]];
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[label, textOf(value)]];
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .flatMap(([name, member]) =>
      rowsOfJson(name === 'properties' ? label : `${label} ${name}`.trim(), member!),
    );
}

function textOf(value: Json): string {
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > 300 ? `${text.slice(0, 300).toWellFormed()} …` : text;
}

/** Lines of at most `width` characters, broken at blanks where there are some. */
function wrapped(text: string, width: number): string[] {
  const lines = text.match(new RegExp(`.{1,${width}}(?:\\s|$)|.{1,${width}}`, 'gsu')) ?? [''];
  return lines.map((line) => line.trimEnd());
}
