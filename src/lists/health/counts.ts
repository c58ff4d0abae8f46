import type { Entity } from '../../entity/index.ts';
import { type FieldKind, fieldKind, WHOLE_NAMES } from '../fields.ts';
import type { ParseIssue } from '../source.ts';

const COUNTED_IDENTIFIERS: ReadonlySet<FieldKind> = new Set(['identifier', 'wallet']);

/** How much a list holds: what one version is held against the next by. */
export interface ListCounts {
  readonly entities: number;
  /** Entities the list designates itself, where its parser says so. */
  readonly targets: number;
  /** Whole names: primary names and aliases of every quality. */
  readonly names: number;
  /** Numbers of documents, companies, ships, accounts, wallets. */
  readonly identifiers: number;
  readonly bySchema: Readonly<Record<string, number>>;
  /** Values of each property. A renamed column shows here as a property that falls to nothing. */
  readonly byProperty: Readonly<Record<string, number>>;
}

/** What the parser could not read, had to mend, or did not know. */
export interface IssueCounts {
  readonly rejected: number;
  readonly mended: number;
  readonly drift: number;
  readonly byCode: Readonly<Record<string, number>>;
}

export function countEntities(entities: readonly Entity[]): ListCounts {
  const bySchema = new Map<string, number>();
  const byProperty = new Map<string, number>();
  let targets = 0;
  let names = 0;
  let identifiers = 0;
  for (const { schema, target, properties } of entities) {
    increase(bySchema, schema, 1);
    if (target === true) targets += 1;
    for (const [property, values] of Object.entries(properties)) {
      increase(byProperty, property, values.length);
      if (WHOLE_NAMES.has(property)) names += values.length;
      if (COUNTED_IDENTIFIERS.has(fieldKind(schema, property))) identifiers += values.length;
    }
  }
  return {
    entities: entities.length,
    targets,
    names,
    identifiers,
    bySchema: sorted(bySchema),
    byProperty: sorted(byProperty),
  };
}

export function countIssues(issues: readonly ParseIssue[]): IssueCounts {
  const bySeverity = { rejected: 0, mended: 0, drift: 0 };
  const byCode = new Map<string, number>();
  for (const issue of issues) {
    bySeverity[issue.severity] += 1;
    increase(byCode, issue.code, 1);
  }
  return { ...bySeverity, byCode: sorted(byCode) };
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** By key in code-unit order, so that equal content is written as equal bytes. */
function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
