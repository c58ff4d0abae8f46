import { RiegelError } from '../../../entity/index.ts';
import type { AccessContext } from '../context.ts';
import { newId } from '../credentials/secret.ts';
import { makeLink, type SignInLink } from './links.ts';
import { canSignIn, managersAmong } from './managers.ts';
import { addPerson } from './people.ts';

const LOGIN = 'admin';

/**
 * While nobody can sign in who manages people: a link for the first administrator, made anew at every start so that
 * one that was lost is void. Undefined once somebody can.
 */
export async function inviteFirstAdministrator(ctx: AccessContext): Promise<SignInLink | undefined> {
  const people = await ctx.store.tables.people.readAll();
  const managers = managersAmong(people);
  if (managers.some((person) => canSignIn(ctx, person))) return undefined;
  const waiting = managers.find(({ provider }) => provider === undefined);
  if (waiting !== undefined) return await makeLink(ctx, waiting.id, 'riegel:server');
  const login = people.some((person) => person.login === LOGIN) ? `${LOGIN}-${newId(6)}` : LOGIN;
  const first = { login, name: 'First administrator', roles: ['administrator'] };
  try {
    return (await addPerson(ctx, first, 'riegel:server')).link;
  } catch (error) {
    // Another process that starts at the same time was faster: the link is for whom it has made.
    if (error instanceof RiegelError && error.code === 'access/login-taken') {
      return await inviteFirstAdministrator(ctx);
    }
    throw error;
  }
}
