import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours on a terminal only, and never where NO_COLOR is set or the terminal has none. */
export function styleOf(stream: NodeJS.WriteStream): (format: Format, text: string) => string {
  const coloured = stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return (format, text) => (coloured ? styleText(format, text, { validateStream: false }) : text);
}

/** Columns to write in: the terminal's, within reason; 100 where there is none. */
export function columnsOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY ? Math.max(60, Math.min(stream.columns ?? 100, 140)) : 100;
}
