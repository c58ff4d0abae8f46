import type { RecordRow } from '../../store/index.ts';
import type { MasterKey } from '../keys/master-key.ts';
import { leafHash, sha256 } from '../merkle/hash.ts';
import { isoTime, readBody } from '../record.ts';
import type { Faults } from './fault.ts';

/** Whether the record's leaf is beyond doubt: where it is not, the tree is taken from its kept hashes. */
export interface CheckedRecord {
  readonly leaf: Buffer;
  readonly doubtful: boolean;
}

/** Compares one stored record with its own hashes, and tells of the first thing that is wrong. */
export function checkRecord(row: RecordRow, master: MasterKey, faults: Faults): CheckedRecord {
  const { seq, leaf } = row;
  const computed = leafHash(row.body);
  const body = readBody(row.body);
  if (body !== undefined && body.seq !== seq && isAuthentic(body.seq, computed, row.mac, master)) {
    faults.add('moved', `In the place of record ${seq} stands record ${body.seq}`, seq);
    return { leaf, doubtful: true };
  }
  if (!isAuthentic(seq, leaf, row.mac, master)) {
    const known = isAuthentic(seq, computed, row.mac, master);
    faults.add('altered', `Record ${seq}: its hash was changed${known ? '' : ', or all of it'}`, seq);
    return known ? { leaf: computed, doubtful: false } : { leaf: computed, doubtful: true };
  }
  const difference = computed.equals(leaf) ? columnDifference(row) : 'its body was changed';
  if (difference !== undefined) faults.add('altered', `Record ${seq}: ${difference}`, seq);
  return { leaf, doubtful: false };
}

function isAuthentic(seq: number, leaf: Buffer, mac: Buffer, master: MasterKey): boolean {
  return Number.isSafeInteger(seq) && seq >= 0 && master.macOf(seq, leaf).equals(mac);
}

/** The columns beside the body repeat it, and the sealed bytes have their digest in it. */
function columnDifference({ seq, at, kind, actor, key, body: text, sealed }: RecordRow): string | undefined {
  const body = readBody(text);
  if (body === undefined || body.seq !== seq) return 'its body is not that of a record in this place';
  if (body.kind !== kind) return 'its kind was changed';
  if (body.actor !== actor) return 'its actor was changed';
  if (body.at !== isoTime(at)) return 'its time was changed';
  if (body.sealed?.key !== key) return 'the number of its key was changed';
  if ((sealed && sha256(sealed).toString('base64url')) !== body.sealed?.digest) {
    return 'its sealed part was changed';
  }
  return undefined;
}
