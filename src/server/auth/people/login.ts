import { RiegelError } from '../../../entity/index.ts';

const LOGIN = /^[a-z0-9][a-z0-9._@+-]{1,63}$/;

/** One spelling for a login, however it was typed. */
export function loginOf(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase();
}

/** Throws `access/bad-login`. */
export function checkedLogin(text: string): string {
  const login = loginOf(text);
  if (LOGIN.test(login)) return login;
  throw new RiegelError('access/bad-login', 'This cannot be a login', {
    expected: '2 to 64 of a to z, 0 to 9, and . _ @ + -',
  });
}
