/** A line of a SWIFT message, in characters. */
const LINE = 35;

/** True for a name of just the length of a line: it may go on where the line ended. */
export function fillsLine(name: string): boolean {
  return name.length === LINE;
}
