import { RiegelError } from '../entity/index.ts';

/** Who does something. */
export interface Actor {
  /** The person's lasting id, or the name of a machine. */
  readonly user: string;
  /** The API key through which the person acts. */
  readonly key?: string;
  /** Nobody stands behind it: a service, a schedule. It may ask and bring, but decides nothing about a person. */
  readonly machine?: boolean;
}

/** The casework itself, where something follows from a screening or from the time. */
export const CASEWORK: Actor = Object.freeze({ user: 'riegel:casework', machine: true });

/** As the journal writes it. */
export function actorText({ user, key }: Actor): string {
  return key === undefined ? user : `${user} (key ${key})`;
}

/** Whether two ids are one person's: letters of another size or width are no other eyes. */
export function isSamePerson(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

function folded(user: string): string {
  return user.normalize('NFKC').trim().toLowerCase();
}

/** Throws `casework/not-a-person`: a machine refers, a person decides (GDPR Art. 22). */
export function checkPerson({ user, machine }: Actor): void {
  if (machine !== true && user.trim() !== '') return;
  throw new RiegelError('casework/not-a-person', 'Only a person decides', { expected: 'a person’s user id' });
}
