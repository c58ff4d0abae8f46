import { type Entity, valuesOf } from '../../entity/index.ts';
import { REFERENCE_PLACES } from './references.data.ts';

/** A number that an authority gave. */
export interface Reference {
  readonly scheme: string;
  /** In the one form in which equal ones are equal. */
  readonly number: string;
  /** As the list writes it. */
  readonly written: string;
}

/** Entry → the numbers that are its own, each once. */
export function referencesOf(entities: Iterable<Entity>): Map<string, Reference[]> {
  const found = new Map<string, Map<string, Reference>>();
  for (const entity of entities) {
    const on = entity.schema === 'Sanction' ? 'sanction' : 'entry';
    const holders = on === 'entry' ? [entity.id] : valuesOf(entity, 'entity');
    for (const place of REFERENCE_PLACES) {
      if (place.on !== on || !(place.lists?.includes(entity.datasets[0] ?? '') ?? true)) continue;
      for (const value of valuesOf(entity, place.property)) {
        for (const [, number = ''] of value.matchAll(place.pattern)) {
          const reference = { scheme: place.scheme, number: plain(number), written: number };
          for (const holder of holders) {
            if (place.ids?.test(holder) === false) continue;
            const known = found.get(holder) ?? new Map<string, Reference>();
            known.set(`${reference.scheme}:${reference.number}`, reference);
            found.set(holder, known);
          }
        }
      }
    }
  }
  return new Map([...found].map(([holder, references]) => [holder, [...references.values()]]));
}

/** `QDE.145`, `QDe.145` and `QDe145` are one number. */
function plain(number: string): string {
  return number.toUpperCase().replace(/[^A-Z\d]/gu, '');
}
