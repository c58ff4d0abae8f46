import type { FreeText } from '../../messages/index.ts';

/** Texts put together for one search, and which of them stands where. */
export interface OneText {
  readonly text: string;
  readonly pieces: readonly { readonly start: number; readonly end: number; readonly of: FreeText }[];
}

/** A name may go over the end of a line, and not over that of a paragraph. */
const LINE = '\n';
const PARAGRAPH = '\n\n';

/**
 * Puts texts together: lines of one text, as of remittance in several elements, so that a name that goes on in the next
 * is found; all others so that none is made of two.
 */
export function oneText(texts: readonly FreeText[]): OneText {
  const pieces: OneText['pieces'][number][] = [];
  let text = '';
  let last: FreeText | undefined;
  for (const of of texts) {
    if (last !== undefined) text += goesOn(last, of) ? LINE : PARAGRAPH;
    pieces.push({ start: text.length, end: text.length + of.text.length, of });
    text += of.text;
    last = of;
  }
  return { text, pieces };
}

function goesOn(one: FreeText, next: FreeText): boolean {
  return one.kind === next.kind && one.element === next.element && parentOf(one.path) === parentOf(next.path);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
