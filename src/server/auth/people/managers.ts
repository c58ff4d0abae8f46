import type { PersonRow } from '../../../store/index.ts';
import type { AccessContext } from '../context.ts';
import { isRole, permissionsOf } from '../permissions/permissions.ts';

/** Those who manage people and are not shut out, whether or not they have ever signed in. */
export function managersAmong(people: readonly PersonRow[]): readonly PersonRow[] {
  return people.filter(
    ({ roles, disabledAt }) =>
      disabledAt === undefined && permissionsOf(roles.filter(isRole)).has('people.manage'),
  );
}

/** Whether a person has what is needed to sign in, here or with the provider that is configured. */
export function canSignIn({ provider: own }: AccessContext, { enrolled, provider }: PersonRow): boolean {
  return provider === undefined ? enrolled : provider.issuer === own?.issuer;
}
