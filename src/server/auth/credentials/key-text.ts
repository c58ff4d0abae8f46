import { newId, newSecret } from './secret.ts';

/**
 * An API key as text: `riegel_<id>_<secret>`. The prefix lets secret scanners recognise it, the id lets people; both
 * may be shown, the secret is shown once.
 */
export interface KeyText {
  readonly id: string;
  readonly secret: string;
}

const ID_LENGTH = 12;
const PREFIX = 'riegel_';
const KEY = /^riegel_([a-z2-7]{12})_([A-Za-z0-9_-]{43})$/;

export function newKeyText(): KeyText {
  return { id: newId(ID_LENGTH), secret: newSecret() };
}

export function keyText({ id, secret }: KeyText): string {
  return `${PREFIX}${id}_${secret}`;
}

/** Undefined where the text is no key. */
export function readKeyText(text: string): KeyText | undefined {
  const [, id, secret] = KEY.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
