/** ISO code of a country; undefined when the text is none. */
export function readCountry(text: string): string | undefined {
  return /^[a-z]{2}$/i.test(text) ? text.toLowerCase() : undefined;
}
