import { CommanderError } from 'commander';
import { type ErrorPlace, RiegelError } from '../entity/index.ts';
import { printable } from './output/printable.ts';

/** An error in one line: code, message, place, what was expected. */
function errorLine(error: unknown): string {
  if (!(error instanceof RiegelError)) {
    const { code, message } = error as NodeJS.ErrnoException;
    return `riegel: ${code === undefined ? 'error' : `system/${code}`}: ${printable(message ?? String(error))}`;
  }
  const place = placeText(error.place);
  const parts = [
    `riegel: ${error.code}: ${error.message}`,
    ...(place === '' ? [] : [`at ${place}`]),
    ...(error.expected === undefined ? [] : [`expected ${error.expected}`]),
  ];
  return printable(parts.join('; '));
}

/** Writes the error to stderr, with its stack where RIEGEL_DEBUG is set. What commander has said already is not said again. */
export function reportError(error: unknown): void {
  if (error instanceof CommanderError) return;
  process.stderr.write(`${errorLine(error)}\n`);
  if (process.env.RIEGEL_DEBUG === '1' && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
    if (error.cause instanceof Error) process.stderr.write(`cause: ${error.cause.stack}\n`);
  }
}

/** `customers.csv, row 4, line 5`. */
export function placeText({ file, path, row, line, column, offset }: ErrorPlace): string {
  return [
    file,
    path,
    row === undefined ? undefined : `row ${row}`,
    line === undefined ? undefined : `line ${line}`,
    column === undefined ? undefined : `column ${column}`,
    offset === undefined ? undefined : `byte ${offset}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
