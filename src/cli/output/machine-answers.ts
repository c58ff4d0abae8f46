import { type Subject, valuesOf } from '../../entity/index.ts';
import type { BatchAnswer } from '../../screening/index.ts';
import type { AnswerWriter } from './answers.ts';
import { csvLine } from './csv.ts';
import type { Sink } from './sink.ts';

const nothing = async () => {};

/** One JSON object on each line, for each subject screened, in the order of the input. */
export function ndjsonAnswers(sink: Sink): AnswerWriter {
  return {
    begin: nothing,
    document: nothing,
    emptyText: nothing,
    answer: async (answer) => {
      if ('screening' in answer) await sink.write(`${answerJson(answer)}\n`);
    },
    end: nothing,
  };
}

/** The same objects as one JSON array. */
export function jsonAnswers(sink: Sink): AnswerWriter {
  let first = true;
  return {
    begin: () => sink.write('['),
    document: nothing,
    emptyText: nothing,
    answer: async (answer) => {
      if (!('screening' in answer)) return;
      await sink.write(`${first ? '\n' : ',\n'}${answerJson(answer)}`);
      first = false;
    },
    end: () => sink.write('\n]\n'),
  };
}

function answerJson({ screening, issues }: Extract<BatchAnswer, { screening: unknown }>): string {
  return JSON.stringify(issues === undefined ? screening : { ...screening, issues });
}

const CSV_HEADER = [
  'subject_id',
  'subject',
  'birth_date',
  'country',
  'document',
  'path',
  'row',
  'line',
  'outcome',
  'rank',
  'match_id',
  'match',
  'schema',
  'lists',
  'score',
  'probability',
  'reason',
  'reason_de',
];

/** A row for each match; one without a match for a subject that is clear. */
export function csvAnswers(sink: Sink): AnswerWriter {
  return {
    begin: () => sink.write(csvLine(CSV_HEADER)),
    document: nothing,
    emptyText: nothing,
    answer: async (answer) => {
      if (!('screening' in answer)) return;
      const { subject, outcome, matches } = answer.screening;
      const known = subjectCells(subject);
      if (matches.length === 0) {
        await sink.write(csvLine([...known, outcome, ...Array(9).fill('')]));
        return;
      }
      const lines = matches.map((match, index) =>
        csvLine([
          ...known,
          outcome,
          index + 1,
          match.id,
          match.caption,
          match.schema,
          match.lists.join(';'),
          match.score,
          match.probability,
          match.explanation.sentence.en,
          match.explanation.sentence.de,
        ]),
      );
      await sink.write(lines.join(''));
    },
    end: nothing,
  };
}

function subjectCells(subject: Subject): (string | number)[] {
  const { document, path, row, line } = subject.origin ?? {};
  const countries = ['nationality', 'citizenship', 'country', 'jurisdiction', 'flag'];
  return [
    subject.id ?? '',
    valuesOf(subject, 'name').join('; '),
    valuesOf(subject, 'birthDate').join('; '),
    countries.flatMap((property) => valuesOf(subject, property)).join('; '),
    document ?? '',
    path ?? '',
    row ?? '',
    line ?? '',
  ];
}
