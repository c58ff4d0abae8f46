import type { AccessContext } from '../context.ts';
import { isRole, permissionsOf } from '../permissions/permissions.ts';
import { makeLink, type SignInLink } from './links.ts';
import { addPerson } from './people.ts';

const LOGIN = 'admin';

/**
 * While nobody can sign in who manages people: a link for the first administrator, made anew at every start so that
 * one that was lost is void. Undefined once somebody can.
 */
export async function inviteFirstAdministrator(ctx: AccessContext): Promise<SignInLink | undefined> {
  const people = await ctx.store.tables.people.readAll();
  const managers = people.filter(
    ({ roles, disabledAt }) =>
      disabledAt === undefined && permissionsOf(roles.filter(isRole)).has('people.manage'),
  );
  if (managers.some(({ enrolled, provider }) => enrolled || provider !== undefined)) return undefined;
  const waiting = managers[0];
  if (waiting !== undefined) return await makeLink(ctx, waiting.id, 'riegel:server');
  const first = { login: LOGIN, name: 'First administrator', roles: ['administrator'] };
  return (await addPerson(ctx, first, 'riegel:server')).link;
}
