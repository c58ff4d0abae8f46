import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RiegelError } from '../../entity/index.ts';
import { type MasterKey, masterKey } from './master-key.ts';
import { newSigningKey, readSigningKey, type SigningKey } from './signing-key.ts';

/** What a journal needs to seal, sign and check. */
export interface JournalKeys {
  readonly master: MasterKey;
  readonly signing: SigningKey;
}

export interface KeyOptions {
  /** The folder of the installation; the keys lie in its `keys`. */
  readonly dataDir: string;
  /** The master key instead of its file: 32 bytes in base64. */
  readonly masterKey?: string | undefined;
  /** The signing key instead of its file: `PRIVATE+KEY+…`. */
  readonly signingKey?: string | undefined;
}

const MASTER_FILE = 'master.key';
const SIGNING_FILE = 'journal.key';
/** Where the public key lies, for whoever verifies. */
export function publicKeyFile(dataDir: string): string {
  return join(dataDir, 'keys', 'journal.pub');
}

/**
 * The keys of the installation, made at the first start with mode 0600. Throws `journal/bad-key` for a key that
 * cannot be read, `journal/open-key-file` for a file that others may read.
 */
export function openKeys({ dataDir, masterKey: master, signingKey }: KeyOptions): JournalKeys {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = {
    master: masterKey(master ?? keptIn(join(folder, MASTER_FILE), () => randomBytes(32).toString('base64'))),
    signing: readSigningKey(signingKey ?? keptIn(join(folder, SIGNING_FILE), newSigningKey)),
  };
  const { text } = keys.signing.verifier;
  // The signing key may have come from elsewhere since.
  if (keptIn(publicKeyFile(dataDir), () => text, 0o644) !== text) {
    writeFileSync(publicKeyFile(dataDir), `${text}\n`, { flush: true });
  }
  return keys;
}

/** The line in a file, which is made where there is none. Of several processes that make it at once one wins. */
function keptIn(path: string, make: () => string, mode = 0o600): string {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    const fresh = `${path}.new-${randomBytes(6).toString('hex')}`;
    writeFileSync(fresh, `${make()}\n`, { mode, flag: 'wx', flush: true });
    try {
      linkSync(fresh, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(fresh, { force: true });
    }
  }
  if (mode === 0o600 && process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new RiegelError('journal/open-key-file', 'Others may read this key', {
      place: { file: path },
      expected: 'mode 0600',
    });
  }
  return readFileSync(path, 'utf8').trim();
}
