import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { RiegelError } from '../../entity/index.ts';
import type { AttachmentRow } from '../../store/index.ts';
import { newId } from '../desk.ts';
import type { Room } from '../room.ts';
import { type AnyVersion, type CaseOrder, changeCase } from './change-case.ts';

/** Kinds of files that an officer reads and that run nothing: no macros, no pages with scripts. */
export const ATTACHMENT_TYPES: readonly string[] = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'image/webp',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'text/plain',
];

export interface AttachOrder extends Omit<CaseOrder, 'version'> {
  /** As its sender calls it; sealed, and never used as a path. */
  readonly name: string;
  readonly content: Uint8Array;
}

const FILE_NAME = /^[^\p{Cc}\p{Zl}\p{Zp}/\\]{1,200}$/u;

/**
 * Keeps a file with a case. Its type is what its bytes say. Throws `casework/empty-attachment`,
 * `casework/attachment-too-large`, `casework/attachment-type`, `casework/bad-file-name`,
 * `casework/too-many-attachments`, `casework/no-case`, `casework/erased`.
 */
export async function attach(room: Room, order: AttachOrder): Promise<AttachmentRow> {
  const { name, content, actor, text } = order;
  const { mostBytes, mostOfCase } = room.policy.attachment;
  if (content.length === 0) throw new RiegelError('casework/empty-attachment', 'The file is empty');
  if (content.length > mostBytes) {
    throw new RiegelError('casework/attachment-too-large', `A file of ${content.length} bytes`, {
      expected: `${mostBytes} at most`,
    });
  }
  if (!FILE_NAME.test(name) || !name.isWellFormed()) {
    throw new RiegelError('casework/bad-file-name', 'The file’s name cannot be used', {
      expected: 'one line of 1 to 200 characters without slashes',
    });
  }
  const type = await attachmentType(content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const anyVersion: AnyVersion<CaseOrder> = { ...order, version: 'any' };
  let kept: AttachmentRow | undefined;
  await changeCase(room, anyVersion, async (desk, row) => {
    const { casework } = desk.tables;
    if ((await casework.attachmentsOf([row.id])).length >= mostOfCase) {
      throw new RiegelError('casework/too-many-attachments', 'The case holds as many files as it may', {
        expected: `${mostOfCase} at most`,
      });
    }
    const id = newId();
    const seq = desk.tell({
      kind: 'case.attached',
      actor,
      about: row,
      references: { case: row.id, attachment: id },
      result: { type, size: content.length, sha256 },
      personal: { name, text },
    });
    kept = {
      id,
      caseId: row.id,
      type,
      size: content.length,
      sha256,
      seq,
      addedBy: actor.user,
      addedAt: desk.at,
    };
    const [sealed] = await room.journal.sealKept(desk.tables, [{ subject: row.subjectKey!, text: content }]);
    await casework.addAttachment(kept, sealed!);
    return row;
  });
  return kept!;
}

/** The type that a file's bytes say. Throws `casework/attachment-type`. */
async function attachmentType(content: Uint8Array): Promise<string> {
  const found =
    (await fileTypeFromBuffer(content))?.mime ?? (isPlainText(content) ? 'text/plain' : undefined);
  if (found !== undefined && ATTACHMENT_TYPES.includes(found)) return found;
  throw new RiegelError('casework/attachment-type', `A file of the type ${found ?? 'unknown'}`, {
    expected: `one of ${ATTACHMENT_TYPES.join(', ')}`,
  });
}

function isPlainText(content: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return !/[^\P{Cc}\t\n\r\f]/u.test(text);
  } catch {
    return false;
  }
}

/** A file as it was brought; its bytes are what their digest says. Throws `casework/no-attachment`, `casework/damaged-attachment`. */
export async function readAttachment(
  { store, journal }: Room,
  id: string,
): Promise<{ readonly row: AttachmentRow; readonly content: Buffer }> {
  const found = await store.tables.casework.attachment(id);
  if (found === undefined) throw new RiegelError('casework/no-attachment', 'There is no such file');
  const { row, sealed } = found;
  const content =
    sealed === undefined ? found.content : journal.openKept(found.content, sealed.wrapped, sealed.subjectKey);
  if (createHash('sha256').update(content).digest('hex') !== row.sha256) {
    throw new RiegelError('casework/damaged-attachment', 'The file is not what was brought');
  }
  return { row, content };
}
