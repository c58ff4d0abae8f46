import { RiegelError } from '../../entity/index.ts';
import { looksLikeBcbp, readBcbp } from './bcbp/read.ts';
import { decodeEdifact } from './edifact/decode.ts';
import { readEdifact } from './edifact/read.ts';
import type { Manifest, ManifestOptions, TravelIssue } from './manifest.ts';
import { readPaxlst } from './paxlst/read.ts';
import { readPnrgov } from './pnrgov/read.ts';
import { readPnrgovXml } from './pnrgov/read-xml.ts';

/** What a file or transmission of a carrier holds. */
export interface TravelDocuments {
  readonly manifests: readonly Manifest[];
  /** What does not hold outside of messages, and messages of types that are not read. */
  readonly issues: readonly TravelIssue[];
}

const READERS: Readonly<Record<string, typeof readPaxlst>> = { PAXLST: readPaxlst, PNRGOV: readPnrgov };
/** Segments by which a message is known whose head does not say what it is. */
const MARKS: readonly (readonly [tags: RegExp, type: string])[] = [
  [/^(?:SRC|TIF)$/, 'PNRGOV'],
  [/^(?:NAD|TDT)$/, 'PAXLST'],
];
/** What carriers and authorities send each other beside lists and reservations. */
const OTHERS = /^(?:CUSRES|CONTRL|ACKRES|GOVREQ|APERAK)$/;

/** Issues by which somebody may be missing: what they are of was not read as a whole. */
const LOSSES =
  /^(?:edifact\/(?:cut|no-segment|too-long|outside)|travel\/(?:bad-xml|unread-message|missing-travellers)|bcbp\/)/;

/** Whether an issue means that a traveller may not have been read. */
export function isLoss({ code }: TravelIssue): boolean {
  return LOSSES.test(code);
}

function isEdifact(start: string): boolean {
  return /(?:^|[\s\S]{0,2000}?[^A-Z0-9])(?:UNA.{5,6}\s*UN[BH]|UNB[^A-Z0-9\s](?:UNO|IAT|SIR)|UNH[^A-Z0-9\s][^\s]{1,40}(?:PAXLST|PNRGOV))/.test(
    start,
  );
}

function isXml(start: string): boolean {
  return /^\s*(?:\uFEFF|ï»¿)?\s*</.test(start) && /<(?:\w+:)?PNR[\s>]|PNRGOV/.test(start);
}

/**
 * Reads what carriers send: PAXLST and PNRGOV in EDIFACT, PNRGOV XML, bar codes of boarding passes (one on each line).
 * Throws `travel/unknown-format`, and what the readers throw where nothing can be read.
 */
export function readTravel(bytes: Uint8Array, options: ManifestOptions): TravelDocuments {
  const { text, isDoubtful, encoding } = decodeEdifact(bytes);
  const start = text.slice(0, 20_000);
  if (isEdifact(start)) {
    const { messages, issues } = readEdifact(text);
    const told: TravelIssue[] = [...issues];
    if (isDoubtful) {
      const message = `The letters are not of the character set that the message names; they were read as ${encoding}`;
      told.push({ code: 'travel/character-set', message, line: 1 });
    }
    const manifests = messages.flatMap((message) => {
      const read = READERS[message.type];
      if (read !== undefined) return [read(message, options)];
      const line = message.segments[0]?.line ?? 1;
      const [, type] = MARKS.find(([tags]) => message.segments.some(({ tag }) => tags.test(tag))) ?? [];
      if (type !== undefined && !OTHERS.test(message.type)) {
        const issue = { code: 'travel/no-type', message: `By what it holds the message is a ${type}`, line };
        return [READERS[type]!({ ...message, type, issues: [...message.issues, issue] }, options)];
      }
      told.push({
        code: 'travel/unread-message',
        message: `A message of type ${message.type} is not read`,
        line,
      });
      return [];
    });
    return { manifests, issues: told };
  }
  if (isXml(start)) return { manifests: [readPnrgovXml(text, options)], issues: [] };
  if (looksLikeBcbp(text)) return barCodes(text, options);
  throw new RiegelError('travel/unknown-format', 'This is nothing that carriers send', {
    expected: 'PAXLST or PNRGOV (EDIFACT), PNRGOV XML, or bar codes of boarding passes',
  });
}

/** One bar code on each line; those that cannot be read are told, unless there is but one. */
function barCodes(text: string, options: ManifestOptions): TravelDocuments {
  const lines = text.split('\n');
  const issues: TravelIssue[] = [];
  const filled = lines.filter((line) => line.trim() !== '').length;
  let offset = 0;
  const manifests = lines.flatMap((line, i) => {
    const start = { line: i + 1, offset };
    offset += line.length + 1;
    if (line.trim() === '') return [];
    try {
      return [readBcbp(line, options, start)];
    } catch (error) {
      if (!(error instanceof RiegelError) || filled === 1) throw error;
      issues.push({
        code: error.code,
        message: `${error.message}, at column ${error.place.column ?? 1}`,
        line: i + 1,
      });
      return [];
    }
  });
  return { manifests, issues };
}
