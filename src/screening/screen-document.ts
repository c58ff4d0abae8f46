import type { Subject } from '../entity/index.ts';
import { type MatchIndex, openIndex, type TextMatch } from '../match/index.ts';
import { type OpenedDocument, placeInSource, type TextDocument } from '../messages/index.ts';
import type { BatchAnswer } from './answer.ts';
import { type BatchOptions, screenBatch } from './batch.ts';
import { admitted, checkPolicy, DEFAULT_POLICY, type Policy, screenOptionsOf } from './policy.ts';
import { type Screening, screeningOf } from './screen-subject.ts';

/**
 * Screens whatever a document is: the subjects of a table or list of names, or the listed names in running text.
 * Answers come in the order of the document.
 */
export async function* screenDocument(
  index: SharedArrayBuffer,
  document: OpenedDocument,
  options: BatchOptions = {},
): AsyncGenerator<BatchAnswer> {
  if (document.text === undefined) {
    yield* screenBatch(index, document.subjects(), options);
    return;
  }
  const opened = openIndex(index, { verify: false });
  for (const screening of screenText(opened, document.text, options.policy)) yield { screening };
}

/**
 * Finds the listed names in a running text. Each place where one stands is a subject, with line and column of the
 * source and its span in the text; all entities that bear it are its matches. Throws what `checkPolicy` throws.
 */
export function screenText(
  index: MatchIndex,
  document: TextDocument,
  policy: Policy = DEFAULT_POLICY,
): readonly Screening[] {
  checkPolicy(policy, index.info);
  const found = index.scanText(document.text, screenOptionsOf(policy));
  const bySpan = new Map<string, TextMatch[]>();
  for (const each of found) {
    const span = `${each.start}-${each.end}`;
    bySpan.set(span, [...(bySpan.get(span) ?? []), each]);
  }
  return [...bySpan.values()]
    .map((matches) => matches.toSorted((a, b) => b.match.score - a.match.score))
    .sort(([a], [b]) => a!.start - b!.start || a!.end - b!.end)
    .flatMap((matches) => {
      const reached = admitted(
        matches.map(({ match }) => match),
        policy,
      );
      return reached.length === 0 ? [] : [screeningOf(subjectAt(matches[0]!, document), reached, policy)];
    });
}

function subjectAt({ start, end, text, match }: TextMatch, document: TextDocument): Subject {
  return Object.freeze({
    schema: match.schema,
    properties: Object.freeze({ name: Object.freeze([text]) }),
    origin: Object.freeze({
      ...document.origin,
      ...placeInSource(document, start),
      span: Object.freeze([start, end] as const),
    }),
  });
}
