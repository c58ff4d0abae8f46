import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { RiegelError } from '../../entity/index.ts';
import { sha256 } from '../merkle/hash.ts';

/** Signature type of Ed25519 in C2SP signed-note. */
const ED25519 = 1;
const SEED_BYTES = 32;
const ID_BYTES = 4;
const PREFIX = 'PRIVATE+KEY+';

/** The public half of a journal's key. */
export interface VerifierKey {
  /** Name of the journal and of its key. */
  readonly name: string;
  /** The first four bytes of its digest, in hexadecimal: what a signature line quotes. */
  readonly id: string;
  /** `name+id+base64`, as C2SP signed-note writes it. */
  readonly text: string;
  readonly publicKey: KeyObject;
}

/** The key with which a journal signs. */
export interface SigningKey {
  readonly verifier: VerifierKey;
  readonly privateKey: KeyObject;
}

/** A new key, as text: `PRIVATE+KEY+name+id+base64`, the form of C2SP's note tools. */
export function newSigningKey(): string {
  const name = `riegel/journal-${randomBytes(8).toString('hex')}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d, x } = privateKey.export({ format: 'jwk' });
  const id = keyId(name, Buffer.from(x!, 'base64url')).toString('hex');
  return `${PREFIX}${name}+${id}+${typed(Buffer.from(d!, 'base64url')).toString('base64')}`;
}

/** Reads what `newSigningKey` gave. Throws `journal/bad-key`. */
export function readSigningKey(text: string): SigningKey {
  const parts = text.trim().startsWith(PREFIX) ? keyParts(text.trim().slice(PREFIX.length)) : undefined;
  if (parts === undefined) {
    throw new RiegelError('journal/bad-key', 'The signing key of the journal cannot be read', {
      expected: `${PREFIX}name+id+base64`,
    });
  }
  // RFC 8410, 7: an Ed25519 private key in PKCS #8 is this prefix and the seed.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), parts.bytes]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicBytes = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x!, 'base64url');
  const id = keyId(parts.name, publicBytes).toString('hex');
  if (id !== parts.id) {
    throw new RiegelError('journal/bad-key', 'The signing key of the journal is not the one its id says');
  }
  const verifier = readVerifierKey(`${parts.name}+${id}+${typed(publicBytes).toString('base64')}`);
  return { verifier, privateKey };
}

/** Reads a public key, `name+id+base64`. Throws `journal/bad-key`. */
export function readVerifierKey(text: string): VerifierKey {
  const trimmed = text.trim();
  const parts = keyParts(trimmed);
  if (parts === undefined || keyId(parts.name, parts.bytes).toString('hex') !== parts.id) {
    throw new RiegelError('journal/bad-key', 'The public key of the journal cannot be read', {
      expected: 'name+id+base64, as in keys/journal.pub',
    });
  }
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: parts.bytes.toString('base64url') },
    format: 'jwk',
  });
  return { name: parts.name, id: parts.id, text: trimmed, publicKey };
}

/** C2SP signed-note: the text, a blank line, and the signature. */
export function signNote(text: string, { verifier, privateKey }: SigningKey): string {
  const signature = sign(null, Buffer.from(text), privateKey);
  const line = Buffer.concat([Buffer.from(verifier.id, 'hex'), signature]).toString('base64');
  return `${text}\n— ${verifier.name} ${line}\n`;
}

/** The text of a signed note. Undefined when the key has not signed it, or it is no note. */
export function openNote(note: string, verifier: VerifierKey): string | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(base64 ?? '', 'base64');
    if (name !== verifier.name || bytes.subarray(0, ID_BYTES).toString('hex') !== verifier.id) continue;
    if (verify(null, Buffer.from(text), verifier.publicKey, bytes.subarray(ID_BYTES))) return text;
  }
  return undefined;
}

function keyParts(text: string): { name: string; id: string; bytes: Buffer } | undefined {
  const [, name, id, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (name === undefined || id === undefined) return undefined;
  if (bytes.length !== SEED_BYTES + 1 || bytes[0] !== ED25519) return undefined;
  return { name, id, bytes: bytes.subarray(1) };
}

/** C2SP signed-note: `SHA-256(name || 0x0A || type || public key)`, the first four bytes. */
function keyId(name: string, publicBytes: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), typed(publicBytes)])).subarray(0, ID_BYTES);
}

function typed(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.of(ED25519), bytes]);
}
