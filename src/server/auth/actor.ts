import type { Permission, Role } from './permissions/permissions.ts';

/** Who asks. */
export interface Actor {
  readonly kind: 'user' | 'key';
  /** The person's id, or the key's. */
  readonly id: string;
  /** The person who acts, or who answers for the key: what four eyes are told apart by. */
  readonly person: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Of a person only. */
  readonly session?: ActorSession;
}

export interface ActorSession {
  /** By which it is named to people. */
  readonly id: string;
  readonly hash: Buffer;
  /** `enrolling`: may set password and second factor, and nothing else. */
  readonly level: 'enrolling' | 'full';
  /** How it was begun: `password`, `passkey`, `provider`, `link`. */
  readonly way: string;
}

/** Whom the directory knows: a person who may come in. */
export interface KnownPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** As the journal names who did it. No name of a person: it stays readable for ever. */
export function journalActor({ kind, id, person }: Pick<Actor, 'kind' | 'id' | 'person'>): string {
  return kind === 'user' ? person : `${person} (key ${id})`;
}

/** The lasting reference of a person, under whose key the journal seals what is personal about them. */
export function journalSubject(person: string): string {
  return `person:${person}`;
}
