import type { TextDocument, TextOffset } from './text-document.ts';

/** Takes the lines of a plain text. Gives the text, its line ends made LF, with the place of each line. */
export function plainText(lines: readonly string[], document: string): TextDocument {
  const offsets: TextOffset[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    offsets.push({ start, line: index + 1, column: 1 });
    start += line.length + 1;
  }
  return { text: lines.join('\n'), origin: { document, format: 'txt' }, offsets };
}
