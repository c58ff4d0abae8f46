import type { Entity } from '../../entity/index.ts';
import type { BookData, KeywordName, MomentName } from './build-book.ts';
import { Keywords } from './keywords.ts';
import { numbersFor } from './name-table.ts';

/** An entity as the book holds it: what is not known of it is null or empty. */
export interface BookEntity extends Omit<Entity, 'first_seen' | 'last_seen' | 'last_change' | 'notes'> {
  readonly referents: readonly string[];
  readonly target: boolean;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly last_change: string | null;
}

/** Bytes in which id and caption nearly always end. */
const HEAD = 1000;

/** The whole entities of the lists in force, by number, by id, and by who points at whom. */
export class EntityBook {
  readonly data: BookData;
  readonly keywords: Readonly<Record<KeywordName, Keywords>>;
  private readonly texts: Buffer;

  constructor(data: BookData) {
    this.data = data;
    this.texts = Buffer.from(data.texts.buffer);
    this.keywords = Object.fromEntries(
      Object.entries(data.keywords).map(([name, column]) => [name, new Keywords(column)]),
    ) as Record<KeywordName, Keywords>;
  }

  get count(): number {
    return this.data.count;
  }

  /** The entity as JSON in yente's fields, without the closing brace, so that more can follow. */
  openText(number: number): string {
    return this.texts.toString('utf8', this.data.starts[number]!, this.data.starts[number + 1]!);
  }

  entity(number: number): BookEntity {
    return JSON.parse(`${this.openText(number)}}`) as BookEntity;
  }

  /** Id and caption, without reading the rest. */
  head(number: number): { readonly id: string; readonly caption: string } {
    const start = this.data.starts[number]!;
    const end = this.data.starts[number + 1]!;
    const text = this.texts.toString('utf8', start, Math.min(end, start + HEAD));
    const found = /^\{"id":("(?:[^"\\]|\\.)*"),"caption":("(?:[^"\\]|\\.)*"),/.exec(text);
    if (found === null) return this.entity(number);
    return { id: JSON.parse(found[1]!) as string, caption: JSON.parse(found[2]!) as string };
  }

  /** Numbers of the entities with this id: several where several lists give it. */
  numbersOf(id: string): number[] {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},`);
    const found: number[] = [];
    for (const number of numbersFor(this.data.ids, id)) {
      const start = this.data.starts[number]!;
      if (this.texts.compare(head, 0, head.length, start, start + head.length) === 0) found.push(number);
    }
    return found.sort((a, b) => a - b);
  }

  /** Numbers of the entities that this id has become; empty where it is nobody's earlier id. */
  numbersOfReferent(id: string): number[] {
    const found = new Set<number>();
    for (const number of numbersFor(this.data.referents, id)) {
      if (this.entity(number).referents.includes(id)) found.add(number);
    }
    return [...found].sort((a, b) => a - b);
  }

  /** Numbers of the entities that point at this one. */
  pointersTo(number: number): readonly number[] {
    const { pointedStarts, pointedBy } = this.data;
    return [...pointedBy.subarray(pointedStarts[number]!, pointedStarts[number + 1]!)];
  }

  isTarget(number: number): boolean {
    return this.data.targets[number] === 1;
  }

  /** Seconds since 1970; 0 where it is not known. */
  moment(name: MomentName, number: number): number {
    return this.data.moments[name][number]!;
  }
}
