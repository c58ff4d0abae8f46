import { RiegelError } from '../../../entity/index.ts';
import type { PersonRow, Tables } from '../../../store/index.ts';
import type { Actor } from '../actor.ts';
import { type AccessEvent, withRecord } from '../audit.ts';
import type { AccessContext } from '../context.ts';
import { newId } from '../credentials/secret.ts';
import { fromProvider, noSuch } from '../errors.ts';
import { isRole, type Role } from '../permissions/permissions.ts';
import { newLink, type SignInLink } from './links.ts';
import { checkedLogin } from './login.ts';
import { canSignIn, managersAmong } from './managers.ts';

/** Somebody who is to come in. */
export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface PersonEdit {
  readonly name?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

const NAME = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u;

export function newPersonId(): string {
  return `p-${newId(12)}`;
}

/** Throws `access/bad-login`, `access/bad-role`, `access/login-taken`. */
export async function addPerson(
  ctx: AccessContext,
  { login: typed, name, roles }: NewPerson,
  by: AccessEvent['by'],
): Promise<{ readonly person: PersonRow; readonly link: SignInLink }> {
  const [id, login, fresh] = [newPersonId(), checkedLogin(typed), newLink(ctx)];
  const person: PersonRow = {
    id,
    login,
    name: checkedName(name),
    roles: checkedRoles(roles),
    provider: undefined,
    enrolled: false,
    madeAt: ctx.now(),
    disabledAt: undefined,
  };
  const event: AccessEvent = {
    what: 'person-made',
    by,
    person: id,
    result: { roles: person.roles },
    personal: { login, name: person.name },
  };
  await withRecord(ctx.journal, event, async ({ people, signIns }) => {
    if ((await people.findLogin(login)) !== undefined) {
      throw new RiegelError('access/login-taken', 'Somebody has this login already');
    }
    await people.add(person);
    await signIns.setLink(id, fresh.hash, fresh.expiresAt);
  });
  await ctx.directory.refresh();
  return { person, link: fresh.link };
}

/**
 * Changes name, roles or whether a person may come in. Where rights change, the person’s sessions end. Throws
 * `access/no-such`, `access/bad-role`, `access/from-provider`, `access/last-administrator`.
 */
export async function editPerson(
  ctx: AccessContext,
  id: string,
  edit: PersonEdit,
  by: Actor,
): Promise<PersonRow> {
  const roles = edit.roles === undefined ? undefined : checkedRoles(edit.roles);
  const name = edit.name === undefined ? undefined : checkedName(edit.name);
  const event: AccessEvent = {
    what: 'person-changed',
    by,
    person: id,
    result: {
      ...(roles === undefined ? {} : { roles }),
      ...(edit.disabled === undefined ? {} : { disabled: edit.disabled }),
    },
    ...(name === undefined ? {} : { personal: { name } }),
  };
  const now = ctx.now();
  const changed = await withRecord(ctx.journal, event, async (tables) => {
    const before = await tables.people.find(id);
    if (before === undefined) throw noSuch('person');
    if (roles !== undefined && before.provider !== undefined) throw fromProvider();
    const disabledAt =
      edit.disabled === undefined ? undefined : edit.disabled ? (before.disabledAt ?? now) : null;
    await tables.people.change(id, { name, roles, disabledAt });
    if (roles !== undefined || edit.disabled === true) await tables.sessions.end(id);
    await checkSomebodyManages(ctx, tables);
    return (await tables.people.find(id))!;
  });
  await ctx.directory.refresh();
  return changed;
}

/** Ends all sessions of a person. Throws `access/no-such`. */
export async function endSessions(ctx: AccessContext, person: string, by: Actor): Promise<void> {
  const event = { what: 'sessions-ended', by, person };
  await withRecord(ctx.journal, event, async ({ people, sessions }) => {
    if ((await people.find(person)) === undefined) throw noSuch('person');
    await sessions.end(person);
  });
  await ctx.directory.refresh();
}

/**
 * Two administrators who take the role from each other at once come one after the other, and the second is refused.
 * Throws `access/last-administrator`.
 */
async function checkSomebodyManages(ctx: AccessContext, { people }: Tables): Promise<void> {
  if (managersAmong(await people.readAll()).some((person) => canSignIn(ctx, person))) return;
  throw new RiegelError('access/last-administrator', 'Nobody would be left to manage people', {
    expected: 'another administrator who can sign in',
  });
}

function checkedRoles(roles: readonly string[]): readonly Role[] {
  const known = [...new Set(roles)].filter(isRole);
  if (known.length === new Set(roles).size) return known;
  throw new RiegelError('access/bad-role', 'There is no such role', { place: { path: '/roles' } });
}

function checkedName(name: string): string {
  const trimmed = name.trim().normalize('NFC');
  if (NAME.test(trimmed)) return trimmed;
  throw new RiegelError('access/bad-login', 'This cannot be a name', {
    place: { path: '/name' },
    expected: 'one line of 1 to 200 characters',
  });
}
