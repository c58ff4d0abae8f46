import { momentOf } from '../common/dates.ts';
import { envelopeOf } from '../common/message.ts';
import { type Envelope, writeInterchange } from '../edifact/envelope.ts';
import type { EdifactMessage } from '../edifact/read.ts';
import { valueAt } from '../edifact/segments.ts';
import { writeSegment } from '../edifact/write.ts';
import type { Leg, Manifest, ManifestOptions, TravelIssue, Traveller } from '../manifest.ts';
import codes from './codes.data.json' with { type: 'json' };

/** What a carrier is told of a traveller. There is no refusal: a person decides, and not by a message of a machine. */
export type TravelAnswer = 'clear' | 'refer' | 'no decision yet';

interface AnswerCode {
  readonly code: string;
  readonly text: string;
}

const ANSWERS: Readonly<Record<TravelAnswer, AnswerCode>> = codes.answers;

/** The answer to one traveller of a list, by the references that the list gave. */
interface TravellerAnswer {
  readonly locator?: string;
  /** The carrier's own reference of the traveller (`RFF+ABO`). */
  readonly reference?: string;
  readonly answer: TravelAnswer;
}

/** An answer message as it was read. */
export interface AnswerMessage {
  readonly format: string;
  readonly reference?: string;
  readonly transaction?: string;
  readonly flight?: string;
  readonly departure?: string;
  readonly arrival?: string;
  readonly departs?: string;
  readonly arrives?: string;
  /** `answer` is missing where the code is not one of Riegel's. */
  readonly answers: readonly (Omit<TravellerAnswer, 'answer'> & {
    readonly answer?: TravelAnswer;
    readonly code: string;
    readonly text?: string;
  })[];
  readonly issues: readonly TravelIssue[];
}

/**
 * The answer to a passenger list (CUSRES by the WCO/IATA/ICAO guide), a status for each traveller in the order of the
 * list. Whoever is not in `answers` has no decision yet: silence is never a clearance.
 */
export function writeCusres(
  manifest: Manifest,
  answers: ReadonlyMap<Traveller, TravelAnswer>,
  envelope: Envelope,
): string {
  const { transaction, reference, flights, travellers } = manifest;
  const [first, last] = [flights[0], flights.at(-1)];
  const segments = [
    writeSegment('BGM', '962'),
    writeSegment('RFF', ['TN', transaction ?? reference ?? '']),
    ...(first === undefined
      ? []
      : [writeSegment('RFF', ['AF', `${first.carrier ?? ''}${first.number ?? ''}`])]),
    ...moment('189', first?.departs),
    ...moment('232', last?.arrives),
    ...(first?.departure === undefined ? [] : [writeSegment('LOC', '125', first.departure)]),
    ...(last?.arrival === undefined ? [] : [writeSegment('LOC', '87', last.arrival)]),
    ...travellers.flatMap((traveller) => {
      const { code, text } = ANSWERS[answers.get(traveller) ?? 'no decision yet'];
      const locator = traveller.locators[0]?.locator;
      return [
        writeSegment('ERP', '2'),
        ...(locator === undefined ? [] : [writeSegment('RFF', ['AVF', locator])]),
        ...(traveller.reference === undefined ? [] : [writeSegment('RFF', ['ABO', traveller.reference])]),
        writeSegment('ERC', code),
        writeSegment('FTX', 'AAP', '', '', text),
      ];
    }),
  ];
  return writeInterchange(envelope, 'CUSRES', ['D', '05B', 'UN', 'IATA'], segments);
}

function moment(meaning: string, time: Leg['departs']): string[] {
  const digits = time?.replace(/\D/g, '') ?? '';
  return digits.length === 12 ? [writeSegment('DTM', [meaning, digits.slice(2), '201'])] : [];
}

/** Reads an answer message, of Riegel or of another authority. */
export function readCusres(message: EdifactMessage, options: ManifestOptions): AnswerMessage {
  const { asOf, sender: _sender, prepared: _prepared, ...envelope } = envelopeOf(message, options);
  const issues: TravelIssue[] = [...message.issues];
  const head: Record<string, string> = {};
  const answers: {
    locator?: string;
    reference?: string;
    answer?: TravelAnswer;
    code: string;
    text?: string;
  }[] = [];
  let isTravellers = false;
  for (const segment of message.segments) {
    const [first, second] = [valueAt(segment, 0), valueAt(segment, 0, 1)];
    const open = answers.at(-1);
    switch (segment.tag) {
      case 'ERP':
        isTravellers = first === '2';
        if (isTravellers) answers.push({ code: '' });
        break;
      case 'RFF':
        if (isTravellers && open !== undefined) {
          if (first === 'AVF') open.locator = second;
          if (first === 'ABO') open.reference = second;
        } else if (first === 'TN') head.transaction = second;
        else if (first === 'AF') head.flight = second;
        break;
      case 'LOC':
        if (first === '125') head.departure = valueAt(segment, 1);
        else if (first === '87') head.arrival = valueAt(segment, 1);
        break;
      case 'DTM': {
        const time = momentOf(second, asOf);
        if (time === undefined)
          issues.push({
            code: 'travel/bad-date',
            message: 'A time of the flight is none',
            line: segment.line,
          });
        else if (first === '189') head.departs = time;
        else if (first === '232') head.arrives = time;
        break;
      }
      case 'ERC':
        if (isTravellers && open !== undefined) {
          open.code = first;
          const known = Object.entries(ANSWERS).find(([, { code }]) => code[0] === first[0]);
          if (known === undefined) {
            issues.push({
              code: 'travel/unknown-answer',
              message: `The answer ${first} is not known`,
              line: segment.line,
            });
          } else open.answer = known[0] as TravelAnswer;
        } else
          issues.push({
            code: 'travel/rejected',
            message: `The message was answered with ${first} as a whole`,
            line: segment.line,
          });
        break;
      case 'FTX':
        if (open !== undefined) open.text = (segment.elements[3] ?? []).join(' ').trim();
        break;
      default:
    }
  }
  return { ...envelope, ...head, answers, issues };
}
