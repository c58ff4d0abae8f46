/** A Latin word folded to a–z and 0–9: lower case, no diacritics, everything else dropped. */
export function latinWord(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]/g, '');
}
