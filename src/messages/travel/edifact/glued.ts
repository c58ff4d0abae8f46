import type { EdifactIssue, Segment } from './segments.ts';

/** What the first element behind a tag looks like: by it a glued segment is known from a value that ends in its letters. */
export type TagShapes = Readonly<Record<string, RegExp>>;

/**
 * Parts segments that stand in one because the terminator between them is missing: `RPI+1+HKIFT+4:19`. A tag at the
 * end of a value begins a segment where what follows it is what the tag is followed by. Both parts stand where the
 * whole stood.
 */
export function* partGlued(
  segments: Iterable<Segment>,
  shapes: TagShapes,
  onIssue: (issue: EdifactIssue) => void,
): Generator<Segment, void> {
  for (const segment of segments) yield* parted(segment, shapes, onIssue);
}

function* parted(
  segment: Segment,
  shapes: TagShapes,
  onIssue: (issue: EdifactIssue) => void,
): Generator<Segment, void> {
  const at = gluedAt(segment, shapes);
  if (at < 0) {
    yield segment;
    return;
  }
  const { elements, line } = segment;
  const last = elements[at]!.at(-1)!;
  const tag = last.slice(-3);
  onIssue({ code: 'edifact/no-terminator', message: `A ${tag} is glued to what stands before it`, line });
  const before = last.slice(0, -3).replace(/['’\s]+$/, '');
  yield { ...segment, elements: [...elements.slice(0, at), [...elements[at]!.slice(0, -1), before]] };
  yield* parted({ ...segment, tag, elements: elements.slice(at + 1) }, shapes, onIssue);
}

function gluedAt({ elements }: Segment, shapes: TagShapes): number {
  for (let i = 0; i + 1 < elements.length; i++) {
    const last = elements[i]!.at(-1)!;
    const end = last.charCodeAt(last.length - 1);
    // Tags of these shapes end in a letter; most values do not.
    if (last.length < 3 || end < 0x41 || end > 0x5a) continue;
    const tag = last.slice(-3);
    if (
      Object.hasOwn(shapes, tag) &&
      shapes[tag]!.test(
        elements
          .slice(i + 1)
          .map((each) => each.join(':'))
          .join('+'),
      )
    )
      return i;
  }
  return -1;
}
