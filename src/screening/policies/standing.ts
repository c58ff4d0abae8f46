import type { PolicyStepRow } from '../../store/index.ts';
import type { Door } from '../record.ts';
import type { PolicyDocument } from './document.ts';
import { referenceOf } from './version.ts';

/** Which versions are in force. */
export interface PolicyStanding {
  /** Name → version. */
  readonly inForce: ReadonlyMap<string, number>;
  /** Door → `NAME@VERSION`. */
  readonly atDoors: ReadonlyMap<Door, string>;
  /** `NAME@VERSION` → its proposal. A proposal lapses when a later version of its name comes. */
  readonly waiting: ReadonlyMap<string, PolicyStepRow>;
}

/** How policies stand after steps, given in their order. */
export function standingOf(steps: readonly PolicyStepRow[]): PolicyStanding {
  const inForce = new Map<string, number>();
  const atDoors = new Map<Door, string>();
  const waiting = new Map<string, PolicyStepRow>();
  for (const step of steps) {
    const { name, version } = step;
    for (const [reference, { name: other }] of waiting) if (other === name) waiting.delete(reference);
    const reference = referenceOf(step);
    if (step.step === 'proposed') {
      waiting.set(reference, step);
      continue;
    }
    inForce.set(name, version);
    for (const door of step.doors as readonly Door[]) atDoors.set(door, reference);
  }
  return { inForce, atDoors, waiting };
}

/** Whether a second person has to put a policy in force: it says so, or one that it replaces does. */
export function needsSecondPerson(document: PolicyDocument, replaced: readonly PolicyDocument[]): boolean {
  return [document, ...replaced].some(({ fourEyes }) => fourEyes.activation);
}
