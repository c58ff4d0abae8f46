import type { SharedNumbers } from './shared.ts';

/**
 * Names to numbers in one array: open-addressed, each slot holds a number and one more (0 is empty). It keeps no
 * name, so who looks one up has to see whether the number's name is the one asked for.
 */
export function tableOf(
  names: Iterable<readonly [name: string, number: number]>,
  count: number,
): SharedNumbers {
  let size = 16;
  while (size < count * 2) size *= 2;
  const table = new Uint32Array(new SharedArrayBuffer(size * 4));
  for (const [name, number] of names) {
    let slot = hash(name) & (size - 1);
    while (table[slot] !== 0) slot = (slot + 1) & (size - 1);
    table[slot] = number + 1;
  }
  return table;
}

/** Numbers that a name may have; each is to be looked at. */
export function* numbersFor(table: SharedNumbers, name: string): Generator<number> {
  const mask = table.length - 1;
  for (let slot = hash(name) & mask; table[slot] !== 0; slot = (slot + 1) & mask) yield table[slot]! - 1;
}

/** FNV-1a over UTF-16 units, with its bits mixed once more: ids of a list differ in their last digits only. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
