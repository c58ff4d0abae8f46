import type { ApiKeyRow, PersonRow, SessionRow, Store } from '../../../store/index.ts';
import type { Actor, KnownPerson } from '../actor.ts';
import { readKeyText } from '../credentials/key-text.ts';
import { digestOf, sameBytes } from '../credentials/secret.ts';
import { isRole, type Permission, permissionsOf, permissionsOfKey } from '../permissions/permissions.ts';
import { LastUse } from './last-use.ts';

/** After how long without a request a session ends: NIST SP 800-63B-4, 2.2.3 (an hour at most). */
const IDLE_MS = 30 * 60_000;
/** With a server, another process may take a right away; it is asked no less often than this. */
const CHECK_MS = 1_000;
const SESSIONS_KEPT = 10_000;

interface LiveKey {
  readonly row: ApiKeyRow;
  readonly actor: Actor;
}

interface LiveSession {
  readonly row: SessionRow;
  readonly actor: Actor;
  seenAt: number;
}

/**
 * Who may come in, kept in memory: a request costs no query. What is taken away is gone at once in the process that
 * took it, and in every other at its next look at the version, a second later at most; where the version cannot be
 * read, nobody comes in.
 */
export class Directory {
  private readonly store: Store;
  private readonly now: () => number;
  private readonly lastUse: LastUse;
  private people = new Map<string, KnownPerson>();
  private keys = new Map<string, LiveKey>();
  private sessions = new Map<string, LiveSession>();
  private version = -1;
  private checkedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private checking: Promise<void> | undefined;

  constructor(store: Store, now: () => number) {
    this.store = store;
    this.now = now;
    this.lastUse = new LastUse(store);
  }

  /** Undefined where no such key is in force. Throws `store/…` where that cannot be known. */
  keyActor(text: string): Actor | undefined | Promise<Actor | undefined> {
    if (this.isFresh()) return this.knownKey(text);
    return this.check().then(() => this.knownKey(text));
  }

  /** Undefined where no such session is in force. Throws `store/…` where that cannot be known. */
  async sessionActor(secret: string): Promise<Actor | undefined> {
    if (!this.isFresh()) await this.check();
    const hash = digestOf(secret);
    const now = this.now();
    const session = await this.liveSession(hash, now);
    if (session === undefined) return undefined;
    session.seenAt = now;
    this.lastUse.session(session.row.hash, hash.toString('base64'), now);
    return session.actor;
  }

  /**
   * Who asks, as they are now; undefined where they may not come in any more. It does not count as a use: whoever only
   * listens is not there. Throws `store/…` where that cannot be known.
   */
  async stillIn({ kind, id, session }: Actor): Promise<Actor | undefined> {
    if (!this.isFresh()) await this.check();
    const now = this.now();
    if (kind === 'key') {
      const key = this.keys.get(id);
      return key !== undefined && now < key.row.expiresAt ? key.actor : undefined;
    }
    if (session === undefined) return undefined;
    const found = await this.liveSession(session.hash, now);
    return found?.actor;
  }

  /** A person who is not disabled. */
  person(id: string): KnownPerson | undefined {
    return this.people.get(id);
  }

  /** Reads everything anew. After a change it is awaited before the change is answered. */
  refresh(): Promise<void> {
    if (this.loading === undefined) {
      this.loading = this.load()
        .catch((error: unknown) => {
          // What is known may be out of date: nobody comes in before it has been read anew.
          this.version = -1;
          throw error;
        })
        .finally(() => {
          this.loading = undefined;
        });
      return this.loading;
    }
    // One that is under way may have read before the change: another follows it, for all who ask meanwhile.
    this.next ??= this.loading
      .catch(() => {})
      .then(() => {
        this.next = undefined;
        return this.refresh();
      });
    return this.next;
  }

  /** Waits for what is still to be written. */
  async close(): Promise<void> {
    await this.lastUse.idle();
  }

  private async liveSession(hash: Buffer, now: number): Promise<LiveSession | undefined> {
    const name = hash.toString('base64');
    let session = this.sessions.get(name);
    // Another process may have seen the session later than this one.
    if (session === undefined || now - session.seenAt >= IDLE_MS)
      session = await this.readSession(hash, name);
    const ended = session === undefined || now >= session.row.expiresAt || now - session.seenAt >= IDLE_MS;
    return ended ? undefined : session;
  }

  private knownKey(text: string): Actor | undefined {
    const read = readKeyText(text);
    if (read === undefined) return undefined;
    const key = this.keys.get(read.id);
    const now = this.now();
    if (key === undefined || !sameBytes(digestOf(read.secret), key.row.hash) || now >= key.row.expiresAt) {
      return undefined;
    }
    this.lastUse.key(read.id, now);
    return key.actor;
  }

  /** Only this process writes to an embedded database, and after its own changes it reads. */
  private isFresh(): boolean {
    // A clock that was set back is no reason to believe for longer.
    const age = Math.abs(this.now() - this.checkedAt);
    return this.version >= 0 && (this.store.kind === 'embedded' || age < CHECK_MS);
  }

  private check(): Promise<void> {
    this.checking ??= this.compareVersion().finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }

  private async compareVersion(): Promise<void> {
    const asked = this.now();
    if ((await this.store.tables.apiKeys.version()) !== this.version) await this.refresh();
    this.checkedAt = asked;
  }

  private async load(): Promise<void> {
    // The version first: what changes while the rest is read will show as a newer one.
    const { apiKeys, people } = this.store.tables;
    const version = await apiKeys.version();
    const [persons, keys] = [await people.readAll(), await apiKeys.readLive(this.now())];
    this.people = new Map(
      persons.filter(({ disabledAt }) => disabledAt === undefined).map((row) => [row.id, known(row)]),
    );
    this.keys = new Map(keys.flatMap((row) => this.liveKey(row)));
    this.sessions = new Map();
    this.version = version;
  }

  private liveKey(row: ApiKeyRow): [string, LiveKey][] {
    const owner = this.people.get(row.owner);
    if (owner === undefined) return [];
    const permissions = permissionsOfKey(row.scopes, owner.roles);
    return [[row.id, { row, actor: { kind: 'key', id: row.id, person: owner.id, permissions } }]];
  }

  private async readSession(hash: Buffer, name: string): Promise<LiveSession | undefined> {
    const { version } = this;
    const row = await this.store.tables.sessions.find(hash);
    const person = row && this.people.get(row.person);
    if (row === undefined || person === undefined) return undefined;
    const full = row.level === 'full';
    const permissions: ReadonlySet<Permission> = full ? permissionsOf(person.roles) : new Set();
    const actor: Actor = {
      kind: 'user',
      id: person.id,
      person: person.id,
      permissions,
      session: { id: row.id, hash: row.hash, level: row.level, way: row.way },
    };
    const session = { row, actor, seenAt: row.seenAt };
    // Read before a change and kept after it, it would outlive what the change took away.
    if (version === this.version) {
      if (this.sessions.size >= SESSIONS_KEPT) this.sessions.delete(this.sessions.keys().next().value!);
      this.sessions.set(name, session);
    }
    return session;
  }
}

function known({ id, login, name, roles }: PersonRow): KnownPerson {
  return { id, login, name, roles: roles.filter(isRole) };
}
