import { RiegelError } from '../../entity/index.ts';
import type { PolicyVersionRow } from '../../store/index.ts';
import type { PolicyDocument } from './document.ts';
import type { PolicyEvaluation } from './evaluation.ts';

/** A policy as it was stored once and for all. */
export interface PolicyVersion {
  readonly name: string;
  /** Counts from 1. */
  readonly version: number;
  readonly document: PolicyDocument;
  readonly author: string;
  readonly reason: string;
  /** What it would have changed when it was written. */
  readonly evaluation: PolicyEvaluation;
  /** Record of the journal that tells of it. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
}

/** As screenings and journal name a policy: `STANDARD@1`. */
export function referenceOf({ name, version }: Pick<PolicyVersion, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

/** Name and version of a reference; without `@`, no version. Throws `policy/bad-reference`. */
export function readReference(reference: string): { readonly name: string; readonly version?: number } {
  const [, name, version] = /^([A-Z][A-Z0-9_]{1,39})(?:@([1-9]\d{0,8}))?$/.exec(reference) ?? [];
  if (name === undefined) {
    throw new RiegelError('policy/bad-reference', `${JSON.stringify(reference)} names no policy`, {
      expected: 'NAME or NAME@VERSION: STANDARD@1',
    });
  }
  return version === undefined ? { name } : { name, version: Number(version) };
}

export function versionOf(row: PolicyVersionRow): PolicyVersion {
  return {
    ...row,
    document: JSON.parse(row.document) as PolicyDocument,
    evaluation: JSON.parse(row.evaluation) as PolicyEvaluation,
    at: row.at.toISOString(),
  };
}
