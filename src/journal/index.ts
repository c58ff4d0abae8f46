/** The append-only, hash-chained record of every screening and decision. */
export { accompanied, companionHere } from './append/companion.ts';
export type { Json } from './canonical-json.ts';
export { type Certificate, certificateOf, verifyCertificate } from './certificate/certificate.ts';
export { certificatePdf } from './certificate/pdf.ts';
export { attachedCertificate } from './certificate/read-pdf.ts';
export { openCheckpoint } from './checkpoint.ts';
export type { JournalEvent, Receipt } from './event.ts';
export { type InclusionProof, type Journal, openJournal } from './journal.ts';
export { openApart, sealApart } from './keep.ts';
export { type JournalKeys, openKeys, publicKeyFile } from './keys/keys.ts';
export { readVerifierKey } from './keys/signing-key.ts';
export { verifyConsistency } from './merkle/proof.ts';
export type { JournalPage } from './read.ts';
export type { JournalRecord } from './record.ts';
export type { Fault } from './verify/fault.ts';
export type { Verification } from './verify/verify.ts';
