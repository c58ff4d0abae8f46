import { RiegelError } from '../../entity/index.ts';
import type { Json } from '../canonical-json.ts';
import { canonicalJson } from '../canonical-json.ts';
import { openCheckpoint } from '../checkpoint.ts';
import type { Journal } from '../journal.ts';
import { readVerifierKey } from '../keys/signing-key.ts';
import { leafHash } from '../merkle/hash.ts';
import { verifyInclusion } from '../merkle/proof.ts';
import { type RecordBody, readBody } from '../record.ts';
import { commitmentTo } from '../seal.ts';

const TYPE = 'riegel/certificate-of-screening';

/** That a screening took place as stated: complete in itself, and verified with the journal's public key alone. */
export interface Certificate {
  readonly type: typeof TYPE;
  readonly version: 1;
  /** Name of the journal. */
  readonly journal: string;
  /** Id of the public key, eight hexadecimal digits. */
  readonly key: string;
  /** The record as it was hashed. */
  readonly record: RecordBody;
  /** The personal part and the salt of its commitment; `erased` where it is gone for ever. */
  readonly opened?: { readonly personal: Json; readonly salt: string } | { readonly erased: string };
  readonly inclusion: {
    /** Hashes, base64, the lowest first (RFC 9162, 2.1.3). */
    readonly proof: readonly string[];
    /** Signed checkpoint (C2SP tlog-checkpoint). */
    readonly checkpoint: string;
  };
}

/** Throws `journal/no-record`, `journal/damaged-seal`, `journal/damaged`. */
export async function certificateOf(journal: Journal, seq: number): Promise<Certificate> {
  const { row, part } = await journal.open(seq);
  const { proof, checkpoint } = await journal.prove(seq);
  const opened =
    part === undefined
      ? undefined
      : 'erasedAt' in part
        ? { erased: part.erasedAt }
        : { personal: JSON.parse(part.text) as Json, salt: part.salt.toString('base64') };
  const certificate: Certificate = {
    type: TYPE,
    version: 1,
    journal: journal.verifier.name,
    key: journal.verifier.id,
    record: readBody(row.body)!,
    ...(opened === undefined ? {} : { opened }),
    inclusion: { proof, checkpoint },
  };
  // What does not hold is never handed out.
  verifyCertificate(certificate, journal.verifier.text);
  return certificate;
}

/** What a certificate that holds says. */
export interface VerifiedCertificate {
  readonly record: RecordBody;
  /** The personal part, shown to be that of the record; none where the record has none or its key is erased. */
  readonly personal: Json | undefined;
  readonly erasedAt: string | undefined;
  /** Size of the signed journal. */
  readonly size: number;
}

/**
 * Whether the journal whose public key this is (`name+id+base64`) holds the record, with this personal part.
 * Throws `journal/bad-key`, `certificate/unreadable`, `certificate/other-journal`, `certificate/not-signed`,
 * `certificate/not-included`, `certificate/other-subject`, `journal/not-json` (nested too deep).
 */
export function verifyCertificate(json: unknown, publicKey: string): VerifiedCertificate {
  const verifier = readVerifierKey(publicKey);
  const { journal, key, record, opened, inclusion } = readCertificate(json);
  if (journal !== verifier.name || key !== verifier.id) {
    throw new RiegelError(
      'certificate/other-journal',
      `The certificate is of journal ${journal}, key ${key}`,
      {
        expected: `${verifier.name}, key ${verifier.id}`,
      },
    );
  }
  const checkpoint = openCheckpoint(inclusion.checkpoint, verifier);
  if (checkpoint === undefined) {
    throw new RiegelError(
      'certificate/not-signed',
      'The checkpoint of the certificate is not signed with this key',
    );
  }
  const leaf = leafHash(canonicalJson(record as unknown as Json));
  const proof = inclusion.proof.map((hash) => Buffer.from(hash, 'base64'));
  if (!verifyInclusion(leaf, record.seq, checkpoint.size, proof, checkpoint.root)) {
    throw new RiegelError(
      'certificate/not-included',
      'The record of the certificate is not in the signed journal',
    );
  }
  const size = checkpoint.size;
  if (opened === undefined || 'erased' in opened) {
    return { record, personal: undefined, erasedAt: opened?.erased, size };
  }
  const commitment = commitmentTo(canonicalJson(opened.personal), Buffer.from(opened.salt, 'base64'));
  if (commitment.toString('base64url') !== record.sealed?.commitment) {
    throw new RiegelError(
      'certificate/other-subject',
      'The personal part of the certificate is not that of the record',
    );
  }
  return { record, personal: opened.personal, erasedAt: undefined, size };
}

/** The shape alone; what it says is for the caller to check. Throws `certificate/unreadable`. */
function readCertificate(json: unknown): Certificate {
  const certificate = json as Partial<Certificate> | null | undefined;
  const { inclusion, opened } = certificate ?? {};
  const isCertificate =
    certificate?.type === TYPE &&
    certificate.version === 1 &&
    typeof certificate.journal === 'string' &&
    typeof certificate.key === 'string' &&
    readBody(JSON.stringify(certificate.record ?? null)) !== undefined &&
    Array.isArray(inclusion?.proof) &&
    inclusion.proof.every((hash: unknown) => typeof hash === 'string') &&
    typeof inclusion.checkpoint === 'string' &&
    (opened === undefined || isOpened(opened));
  if (isCertificate) return certificate as Certificate;
  throw new RiegelError('certificate/unreadable', 'This is no certificate of screening', {
    expected: `JSON of type ${TYPE}, version 1`,
  });
}

function isOpened(opened: unknown): boolean {
  if (typeof opened !== 'object' || opened === null) return false;
  if ('erased' in opened) return typeof opened.erased === 'string';
  return 'personal' in opened && 'salt' in opened && typeof opened.salt === 'string';
}
