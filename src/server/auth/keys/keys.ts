import { RiegelError } from '../../../entity/index.ts';
import type { ApiKeyRow } from '../../../store/index.ts';
import type { Actor } from '../actor.ts';
import { type AccessEvent, withRecord } from '../audit.ts';
import type { AccessContext } from '../context.ts';
import { keyText, newKeyText } from '../credentials/key-text.ts';
import { digestOf } from '../credentials/secret.ts';
import { noSuch } from '../errors.ts';
import { KEY_PERMISSIONS } from '../permissions/permissions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LONGEST_DAYS = 400;
const LONGEST_OVERLAP_HOURS = 24 * 14;

/** What a key is to be. It belongs to who makes it: nobody makes keys in another’s name. */
export interface NewKey {
  readonly name: string;
  /** Permissions, as far as its maker has them and a key may have them. */
  readonly scopes: readonly string[];
  /** 1 to 400. */
  readonly days: number;
}

export interface MadeKey {
  readonly key: ApiKeyRow;
  /** The key itself. It is shown here and never again. */
  readonly secret: string;
}

/** Throws `access/bad-scope`, `access/bad-expiry`. */
export async function makeKey(ctx: AccessContext, wish: NewKey, by: Actor): Promise<MadeKey> {
  const { days, scopes } = wish;
  if (!(Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS)) {
    throw new RiegelError('access/bad-expiry', 'A key lives for whole days', {
      expected: `1 to ${LONGEST_DAYS} days`,
    });
  }
  const allowed = KEY_PERMISSIONS.filter((name) => by.permissions.has(name));
  const beyond = scopes.filter((scope) => !(allowed as readonly string[]).includes(scope));
  if (scopes.length === 0 || beyond.length > 0) {
    throw new RiegelError('access/bad-scope', `A key cannot have ${beyond.join(', ') || 'no scope'}`, {
      expected: `some of ${allowed.join(', ')}`,
    });
  }
  const now = ctx.now();
  const made = freshKey({ ...wish, owner: by.person, now, expiresAt: now + days * DAY });
  const { id, expiresAt } = made.key;
  const event: AccessEvent = {
    what: 'key-made',
    by,
    references: { key: id },
    result: { scopes: [...scopes], expires: new Date(expiresAt).toISOString() },
  };
  await withRecord(ctx.journal, event, ({ apiKeys }) => apiKeys.add(made.key));
  await ctx.directory.refresh();
  return made;
}

/**
 * A successor with the same scopes and the same length of life, owned by who rotates; the old key works for
 * `overlapHours` more. A successor has no more than its maker may give. Throws `access/no-such`, `access/not-in-force`,
 * `access/bad-scope`, `access/bad-expiry`.
 */
export async function rotateKey(
  ctx: AccessContext,
  { id, overlapHours }: { readonly id: string; readonly overlapHours: number },
  by: Actor,
): Promise<MadeKey> {
  if (!(overlapHours >= 0 && overlapHours <= LONGEST_OVERLAP_HOURS)) {
    throw new RiegelError('access/bad-expiry', 'A rotated key cannot live on for so long', {
      expected: `0 to ${LONGEST_OVERLAP_HOURS} hours`,
    });
  }
  const old = await ctx.store.tables.apiKeys.find(id);
  if (old === undefined) throw noSuch('key');
  const beyond = old.scopes.filter((scope) => !(by.permissions as ReadonlySet<string>).has(scope));
  if (beyond.length > 0) {
    throw new RiegelError('access/bad-scope', `Who has not ${beyond.join(', ')} cannot rotate this key`);
  }
  const now = ctx.now();
  const expiresAt = now + Math.max(DAY, old.expiresAt - old.madeAt);
  const made = freshKey({ ...old, owner: by.person, replaces: id, now, expiresAt });
  const ends = Math.min(old.expiresAt, now + overlapHours * HOUR);
  const event: AccessEvent = {
    what: 'key-rotated',
    by,
    references: { key: made.key.id, replaces: id },
    result: { expires: new Date(expiresAt).toISOString(), 'old-expires': new Date(ends).toISOString() },
  };
  await withRecord(ctx.journal, event, async ({ apiKeys }) => {
    const current = await apiKeys.find(id);
    if (current === undefined || current.revokedAt !== undefined || current.expiresAt <= now) {
      throw new RiegelError('access/not-in-force', 'This key is revoked or has expired');
    }
    await apiKeys.add(made.key);
    await apiKeys.setExpiry(id, ends);
  });
  await ctx.directory.refresh();
  return made;
}

/** At once. Throws `access/no-such`. */
export async function revokeKey(ctx: AccessContext, id: string, by: Actor): Promise<void> {
  const event = { what: 'key-revoked', by, references: { key: id } };
  await withRecord(ctx.journal, event, async ({ apiKeys }) => {
    if (!(await apiKeys.revoke(id, ctx.now()))) throw noSuch('key in force');
  });
  await ctx.directory.refresh();
}

interface KeyWish extends Pick<ApiKeyRow, 'name' | 'scopes' | 'owner' | 'expiresAt'> {
  readonly replaces?: string | undefined;
  readonly now: number;
}

function freshKey({ name, scopes, owner, expiresAt, replaces, now }: KeyWish): MadeKey {
  const text = newKeyText();
  const key: ApiKeyRow = {
    id: text.id,
    owner,
    name,
    hash: digestOf(text.secret),
    scopes: [...new Set(scopes)],
    replaces,
    madeAt: now,
    expiresAt,
    usedAt: undefined,
    revokedAt: undefined,
  };
  return { key, secret: keyText(text) };
}
