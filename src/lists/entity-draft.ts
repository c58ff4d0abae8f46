import { createHash } from 'node:crypto';
import type { Entity, ValueNote } from '../entity/index.ts';

/** An entity while a parser is still collecting what the source says of it. */
export class EntityDraft {
  readonly id: string;
  schema: string;
  readonly dataset: string;
  readonly target: boolean;
  readonly #values = new Map<string, Map<string, ValueNote | null>>();

  constructor(id: string, schema: string, dataset: string, target: boolean) {
    this.id = id;
    this.schema = schema;
    this.dataset = dataset;
    this.target = target;
  }

  /**
   * Adds a value, spaces made single; an empty one is ignored. The same value twice is one value: it keeps
   * its first note, and the better of the two alias qualities.
   */
  add(property: string, value: string | undefined, note?: ValueNote): void {
    const text = value === undefined ? '' : singleSpaced(value);
    if (text === '') return;
    let values = this.#values.get(property);
    if (values === undefined) {
      values = new Map();
      this.#values.set(property, values);
    }
    const before = values.get(text);
    if (before === undefined) values.set(text, note ?? null);
    else if (before !== null && note !== undefined) values.set(text, merged(before, note));
  }

  has(property: string): boolean {
    return this.#values.has(property);
  }

  valuesOf(property: string): readonly string[] {
    return [...(this.#values.get(property)?.keys() ?? [])];
  }

  build(): Entity {
    const properties: Record<string, readonly string[]> = {};
    const notes: Record<string, readonly (ValueNote | null)[]> = {};
    for (const [property, values] of this.#values) {
      properties[property] = Object.freeze([...values.keys()]);
      const all = [...values.values()];
      if (all.some((note) => note !== null)) notes[property] = Object.freeze(all);
    }
    return Object.freeze({
      id: this.id,
      schema: this.schema,
      caption: this.#caption(),
      properties: Object.freeze(properties),
      datasets: Object.freeze([this.dataset]),
      ...(this.target && { target: true }),
      notes: Object.freeze(notes),
    });
  }

  #caption(): string {
    for (const property of ['name', 'alias', 'previousName', 'weakAlias', 'full', 'number', 'program']) {
      const [first] = this.#values.get(property)?.keys() ?? [];
      if (first !== undefined) return first;
    }
    return this.id;
  }
}

const QUALITIES = ['weak', 'strong', 'primary'] as const;

function merged(before: ValueNote, after: ValueNote): ValueNote {
  if (before.quality === undefined || after.quality === undefined) return before;
  const better = QUALITIES.indexOf(after.quality) > QUALITIES.indexOf(before.quality);
  return better ? { ...before, quality: after.quality } : before;
}

export function singleSpaced(text: string): string {
  return text.replace(/[\s\u00a0\ufeff]+/gu, ' ').trim();
}

/** A short key that is the same in every version of the list in which the parts are the same. */
export function stableKey(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 12);
}
