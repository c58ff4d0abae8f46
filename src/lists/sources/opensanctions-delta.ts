import { type Entity, RiegelError } from '../../entity/index.ts';
import type { ParseIssue, SourceFile } from '../source.ts';
import { readFtmEntity } from './opensanctions-entity.ts';
import { BadLine, readJsonLines } from './opensanctions-lines.ts';

/** One line of `entities.delta.json`: an entity that is new, that has changed, or that is gone. */
export type DeltaOperation = { readonly line: number } & (
  | { readonly op: 'ADD' | 'MOD'; readonly id: string; readonly entity: Entity }
  | { readonly op: 'DEL'; readonly id: string }
);

/**
 * The operations of an OpenSanctions delta file. Unlike a list, a delta with one unreadable line is of no use:
 * throws `lists/delta` with the line, and `lists/truncated` when the last line breaks off.
 */
export function readDelta(file: SourceFile, dataset: string): readonly DeltaOperation[] {
  const issues: ParseIssue[] = [];
  const operations: DeltaOperation[] = [];
  readJsonLines(file, issues, (value, line) => {
    operations.push(operationOf(value, line, dataset));
  });
  const [bad] = issues;
  if (bad) {
    throw new RiegelError('lists/delta', `The delta cannot be applied: ${bad.message}`, {
      place: { file: file.name, ...(bad.line !== undefined && { line: bad.line }) },
      expected: '{"op": "ADD" | "MOD" | "DEL", "entity": { … }}',
    });
  }
  return operations;
}

function operationOf(value: unknown, line: number, dataset: string): DeltaOperation {
  const { op, entity } = (value ?? {}) as { op?: unknown; entity?: unknown };
  if (op === 'DEL') {
    const id = (entity as { id?: unknown } | undefined)?.id;
    if (typeof id !== 'string' || id === '') throw new BadLine('DEL names no entity');
    return { op, id, line };
  }
  if (op !== 'ADD' && op !== 'MOD') throw new BadLine('The operation is none of ADD, MOD, DEL');
  const [read] = readFtmEntity(entity, dataset).entities;
  return { op, id: read!.id, entity: read!, line };
}

/**
 * The entities after the operations, in the order of the list with new ones at its end. All or nothing: throws
 * `lists/delta-conflict` with the line when an entity to add is there already, one to change or delete is not, or
 * one entity stands in two operations: then the delta belongs to another version and the whole list must be fetched.
 */
export function applyDelta(entities: Iterable<Entity>, delta: readonly DeltaOperation[]): readonly Entity[] {
  const byId = new Map<string, Entity>();
  for (const entity of entities) byId.set(entity.id, entity);
  const touched = new Set<string>();
  for (const operation of delta) {
    const { op, id, line } = operation;
    if (touched.has(id)) conflict(line, `The entity ${id} stands in two operations`);
    touched.add(id);
    if (op === 'ADD' && byId.has(id)) conflict(line, `The entity ${id} to add is in the list already`);
    if (op !== 'ADD' && !byId.has(id))
      conflict(line, `The entity ${id} to ${op === 'MOD' ? 'change' : 'delete'} is not in the list`);
    if (op === 'DEL') byId.delete(id);
    else byId.set(id, operation.entity);
  }
  return [...byId.values()];
}

function conflict(line: number, message: string): never {
  throw new RiegelError('lists/delta-conflict', message, {
    place: { line },
    expected: 'the list version that the delta was made from',
  });
}
