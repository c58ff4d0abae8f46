import type {
  Leg,
  Manifest,
  ManifestSubject,
  TravelAnswer,
  TravelIssue,
  Traveller,
} from '../../messages/index.ts';
import type { BatchAnswer } from '../../screening/index.ts';
import { cutTo, fit } from './columns.ts';
import { printable } from './printable.ts';
import type { Sink } from './sink.ts';
import { type TableOptions, tableAnswers } from './table-answers.ts';

/** A subject of a manifest with what the lists say. */
export interface AnsweredSubject extends ManifestSubject {
  readonly screening: BatchAnswer;
  readonly answer: TravelAnswer;
}

export interface AnsweredManifest {
  readonly manifest: Manifest;
  /** In the order of the manifest's subjects. */
  readonly subjects: readonly AnsweredSubject[];
}

/** One object for each file: its messages as understood, each traveller with matches and answer. */
export function travelJson(
  file: string,
  issues: readonly TravelIssue[],
  answered: readonly AnsweredManifest[],
): unknown {
  return {
    file,
    issues,
    manifests: answered.map(({ manifest: { travellers, ...manifest }, subjects }) => ({
      ...manifest,
      travellers: subjects
        .filter(({ as }) => as === 'traveller')
        .map((each) => ({ ...travellers[each.traveller!], ...answerOf(each) })),
      others: subjects
        .filter(({ as }) => as !== 'traveller')
        .map((each) => ({ as: each.as, booking: each.booking, subject: each.subject, ...answerOf(each) })),
    })),
  };
}

function answerOf({ answer, screening }: AnsweredSubject) {
  if ('reject' in screening) {
    const { code, message } = screening.reject;
    return { answer, matches: [], reject: { code, message } };
  }
  return { answer, matches: screening.screening.matches };
}

/** For people: flights, then one line for each traveller, with the reasons where one is to be referred. */
export function travelTable(
  sink: Sink,
  options: TableOptions,
): (file: string, issues: readonly TravelIssue[], answered: readonly AnsweredManifest[]) => Promise<void> {
  const { style, columns } = options;
  const answers = tableAnswers(sink, options);
  const line = (text: string) => sink.write(`${cutTo(printable(text), columns)}\n`);
  const note = (text: string) => sink.write(`  ${style('yellow', cutTo(printable(text), columns - 2))}\n`);
  const tellIssues = async (issues: readonly TravelIssue[]) => {
    for (const { line: at, message, code } of issues) await note(`line ${at}: ${message} (${code})`);
  };
  return async (file, issues, answered) => {
    await tellIssues(issues);
    for (const { manifest, subjects } of answered) {
      const { format, version, travellers, flights, bookings } = manifest;
      const parts = [
        `${travellers.length} travellers`,
        ...(bookings.length > 0 ? [`${bookings.length} bookings`] : []),
      ];
      await sink.write(
        `\n${style('bold', printable(file))} (${printable(format)}, ${version}): ${parts.join(', ')}\n`,
      );
      for (const leg of flights) await line(`  ${legText(leg)}`);
      await tellIssues(manifest.issues);
      const dropped = Object.entries(manifest.dropped).map(([kind, count]) => `${kind} ${count}`);
      if (dropped.length > 0) await note(`sensitive data dropped: ${dropped.join(', ')}`);
      for (const each of subjects) {
        const traveller = each.traveller === undefined ? undefined : travellers[each.traveller];
        const who =
          traveller === undefined
            ? `${each.as}: ${each.subject.properties.name?.[0] ?? ''}`
            : travellerText(traveller);
        const at = each.subject.origin?.line;
        const text = `${who}${at === undefined ? '' : `  (line ${at})`}`;
        const colours = {
          clear: 'green',
          refer: ['bold', 'red'],
          'no decision yet': ['bold', 'yellow'],
        } as const;
        await sink.write(
          `${style([...[colours[each.answer]].flat()], fit(each.answer, 16))}${cutTo(printable(text), columns - 16)}\n`,
        );
        if (each.answer !== 'clear') await answers.answer(each.screening);
      }
      const referred = subjects.filter(({ answer }) => answer === 'refer').length;
      await sink.write(
        `\n${subjects.length} screened, ${style(referred > 0 ? ['bold', 'red'] : 'green', `${referred} to be referred`)}\n`,
      );
    }
  };
}

function legText({ carrier, number, departure = '?', arrival = '?', departs, arrives }: Leg): string {
  const flight = [carrier, number].filter((part) => part !== undefined).join(' ');
  const from = [departure, departs].filter((part) => part !== undefined).join(' ');
  const to = [arrival, arrives].filter((part) => part !== undefined).join(' ');
  return `${flight}  ${from} - ${to}`;
}

function travellerText({ names, role, birthDates, sex, nationalities, documents, seats }: Traveller): string {
  const [name] = names;
  const papers = documents.map(({ type = '', number = '', issuer = '', expires, isFormer }) =>
    [type, number, issuer, expires === undefined ? '' : `to ${expires}`, isFormer ? '(former)' : '']
      .filter((part) => part !== '')
      .join(' '),
  );
  return [
    name === undefined ? '(no name)' : [name.surname, name.given].filter((part) => part !== '').join(' / '),
    role === 'passenger' ? '' : role,
    birthDates.map(({ value }) => value).join(' or '),
    sex?.value ?? '',
    nationalities.map(({ value }) => value.toUpperCase()).join(' '),
    papers.join(', '),
    seats.map(({ seat }) => seat).join(' '),
  ]
    .filter((part) => part !== '')
    .join('  ');
}
