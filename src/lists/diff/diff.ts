import type { Entity } from '../../entity/index.ts';
import { type FieldKind, fieldKind } from '../fields.ts';
import { type ComparedField, fieldsOf } from './fields-of.ts';

/** One entity as a difference names it. */
export interface DiffedEntity {
  readonly id: string;
  readonly schema: string;
  readonly caption: string;
  readonly target: boolean;
  /** Ids of the entities it points at: whose passport, sanction or company it is. */
  readonly concerns: readonly string[];
}

/** One property that changed. Values in code-unit order; a mere change of order is no change. */
export interface FieldChange {
  /** FtM property; `schema`, `target`, or `<property> quality`, `<property> precision` for what the source says beside a value. */
  readonly field: string;
  readonly kind: FieldKind;
  /** Whether the change can alter who matches. */
  readonly matters: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface ChangedEntity extends DiffedEntity {
  /** The id it had before, where that changed. */
  readonly previousId?: string;
  readonly fields: readonly FieldChange[];
  /** Whether any of the changes matters for matching. */
  readonly matters: boolean;
}

/** What became of a list from one version to another. Everything sorted by id: equal input gives equal bytes. */
export interface ListDiff {
  readonly added: readonly DiffedEntity[];
  readonly removed: readonly DiffedEntity[];
  readonly changed: readonly ChangedEntity[];
  readonly unchanged: number;
}

/**
 * The difference between two sets of entities. The same entity is the one with the same id, or, where an id is
 * gone, the one that names it among its `referents` (or was named so before). Pure.
 */
export function diffEntities(before: Iterable<Entity>, after: Iterable<Entity>): ListDiff {
  const old = byId(before);
  const fresh = byId(after);
  const previous = renamed(old, fresh);
  const added: DiffedEntity[] = [];
  const changed: ChangedEntity[] = [];
  const met = new Set<string>();
  for (const id of [...fresh.keys()].sort()) {
    const now = fresh.get(id)!;
    const oldId = old.has(id) ? id : previous.get(id);
    const was = oldId === undefined ? undefined : old.get(oldId);
    if (oldId === undefined || was === undefined) {
      added.push(summary(now));
      continue;
    }
    met.add(oldId);
    const fields = changesBetween(was, now);
    if (fields.length === 0 && oldId === id) continue;
    changed.push({
      ...summary(now),
      ...(oldId === id ? {} : { previousId: oldId }),
      fields,
      matters: fields.some((field) => field.matters),
    });
  }
  const removed = [...old.keys()].filter((id) => !met.has(id)).sort();
  return {
    added,
    removed: removed.map((id) => summary(old.get(id)!)),
    changed,
    unchanged: met.size - changed.length,
  };
}

/** Two records under one id are read as one, so that none is lost from the comparison. */
function byId(entities: Iterable<Entity>): Map<string, Entity[]> {
  const map = new Map<string, Entity[]>();
  for (const entity of entities) {
    const same = map.get(entity.id);
    if (same === undefined) map.set(entity.id, [entity]);
    else same.push(entity);
  }
  return map;
}

/** New id to old id, for entities whose id changed. Each old id is given once, to the first new id in order. */
function renamed(
  old: ReadonlyMap<string, Entity[]>,
  fresh: ReadonlyMap<string, Entity[]>,
): Map<string, string> {
  const orphans = new Map<string, string>();
  for (const [id, entities] of old) {
    if (fresh.has(id)) continue;
    orphans.set(id, id);
    for (const referent of entities.flatMap((entity) => entity.referents ?? [])) {
      if (!orphans.has(referent) && !old.has(referent)) orphans.set(referent, id);
    }
  }
  const previous = new Map<string, string>();
  const given = new Set<string>();
  for (const id of [...fresh.keys()].sort()) {
    if (old.has(id)) continue;
    const names = [id, ...fresh.get(id)!.flatMap((entity) => entity.referents ?? [])];
    const oldId = names
      .map((name) => orphans.get(name))
      .find((found) => found !== undefined && !given.has(found));
    if (oldId === undefined) continue;
    previous.set(id, oldId);
    given.add(oldId);
  }
  return previous;
}

function changesBetween(was: readonly Entity[], now: readonly Entity[]): FieldChange[] {
  // Most of a list does not change; comparing its text first is several times faster.
  if (JSON.stringify(was) === JSON.stringify(now)) return [];
  const before = fieldsOf(was);
  const after = fieldsOf(now);
  const changes: FieldChange[] = [];
  for (const field of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const added = missing(after.get(field), before.get(field));
    const removed = missing(before.get(field), after.get(field));
    if (added.length === 0 && removed.length === 0) continue;
    const { kind, matters } = (after.get(field) ?? before.get(field))!;
    changes.push({ field, kind, matters, added, removed });
  }
  return changes;
}

function missing(from: ComparedField | undefined, other: ComparedField | undefined): string[] {
  return [...(from?.values ?? [])].filter((value) => other?.values.has(value) !== true).sort();
}

function summary(entities: readonly Entity[]): DiffedEntity {
  const [first] = entities;
  const concerns = new Set<string>();
  for (const { schema, properties } of entities) {
    for (const [property, values] of Object.entries(properties)) {
      // An address is part of its owner; what lives there is told by the owner's own record.
      if (property === 'addressEntity' || property === 'percentage' || fieldKind(schema, property) !== 'link')
        continue;
      for (const value of values) concerns.add(value);
    }
  }
  return {
    id: first!.id,
    schema: first!.schema,
    caption: first!.caption,
    target: entities.some((entity) => entity.target === true),
    concerns: [...concerns].sort(),
  };
}
