/**
 * What a word stands for besides its letters: a concept (`bank = банк = مصرف`), a group of equivalent given names
 * (`Yusuf = Joseph`), a number (`II = 2`). Two words that share a symbol meet, at the cost of the symbol's class.
 * A symbol is 32 bits: 29 of a hash, and the class in the lowest three.
 */
export const SYMBOL_CLASSES = [
  { name: 'same', cost: 0 },
  { name: 'spelling', cost: 12 },
  { name: 'translation', cost: 15 },
  { name: 'equivalent', cost: 45 },
  { name: 'nickname', cost: 60 },
  { name: 'weak-equivalent', cost: 90 },
] as const;

export type SymbolClass = (typeof SYMBOL_CLASSES)[number]['name'];

/** Takes the class and a text that names what is stood for; gives the 32-bit symbol. */
export function symbolOf(symbolClass: SymbolClass, text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h ^= h >>> 12;
  const index = SYMBOL_CLASSES.findIndex((c) => c.name === symbolClass);
  return ((h & ~7) | index) >>> 0;
}

/** Cost in hundredths of a typing error when two words meet in this symbol. */
export function symbolCost(symbol: number): number {
  return SYMBOL_CLASSES[symbol & 7]!.cost;
}
