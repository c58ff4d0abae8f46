import type { PolicyDocument } from './document.ts';

/** One setting that differs. A side that has no such setting is undefined. */
export interface ChangedSetting {
  /** JSON pointer. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Settings in which two policies differ, in the order of the first. What `sources` says of them is left out. */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): ChangedSetting[] {
  const { sources: _before, ...first } = before;
  const { sources: _after, ...second } = after;
  return [...differing('', first, second)];
}

function* differing(path: string, before: unknown, after: unknown): Generator<ChangedSetting> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* differing(`${path}/${key}`, before[key], after[key]);
    }
    return;
  }
  yield { path, before, after };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
