/** What may stand between the separators of a written segment. */
export type WrittenElement = string | readonly string[];

/** A segment with the standard service characters; characters that part others are released. */
export function writeSegment(tag: string, ...elements: readonly WrittenElement[]): string {
  const written = elements.map((element) =>
    trimmed((typeof element === 'string' ? [element] : element).map(released), ':'),
  );
  return `${trimmed([tag, ...written], '+')}'`;
}

/** Empty values at the end are left out (ISO 9735-1, 7). */
function trimmed(values: readonly string[], separator: string): string {
  let length = values.length;
  while (length > 1 && values[length - 1] === '') length--;
  return values.slice(0, length).join(separator);
}

function released(value: string): string {
  return value.replace(/[\r\n]+/g, ' ').replace(/['+:?]/g, '?$&');
}
