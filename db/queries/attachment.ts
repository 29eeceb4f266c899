import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { referralAttachment, referralAttachmentChunk } from '@/db/schema';
import { seal, sealBytes, unseal, unsealBytes } from '@/db/sealed';

type AttachmentRow = typeof referralAttachment.$inferSelect;

export interface KeptAttachment extends Omit<AttachmentRow, 'fileNameSealed'> {
  readonly fileName: string;
}

/** Of the content in one row, before it is sealed. */
const chunkBytes = 256 * 1024;

export async function insertAttachment(tx: Tx, { fileName, ...plain }: KeptAttachment, content: Uint8Array): Promise<void> {
  await tx.append(referralAttachment, [{ ...plain, fileNameSealed: seal(fileName) }]);
  for (let at = 0, seq = 0; at < content.length; at += chunkBytes, seq += 1) {
    const sealed = sealBytes(content.subarray(at, at + chunkBytes));
    await tx.append(referralAttachmentChunk, [{ regionCode: plain.regionCode, attachmentId: plain.id, seq, sealed }]);
  }
}

/** What goes with these referrals or drafts, in the order in which it was added. */
export async function listAttachmentsOf(q: Queryable, regionCode: string, referralIds: readonly string[]): Promise<KeptAttachment[]> {
  if (referralIds.length === 0) return [];
  const rows = await q
    .select()
    .from(referralAttachment)
    .where(and(eq(referralAttachment.regionCode, regionCode), inArray(referralAttachment.referralId, [...referralIds])))
    .orderBy(asc(referralAttachment.addedAt), asc(referralAttachment.id));
  return rows.map(attachmentOf);
}

/** The content, piece by piece; each piece is asked for when the one before was taken. */
export async function* readAttachment(q: Queryable, regionCode: string, attachmentId: string): AsyncGenerator<Buffer> {
  for (let seq = 0; ; seq += 1) {
    const [row] = await q
      .select({ sealed: referralAttachmentChunk.sealed })
      .from(referralAttachmentChunk)
      .where(and(eq(referralAttachmentChunk.regionCode, regionCode), eq(referralAttachmentChunk.attachmentId, attachmentId), eq(referralAttachmentChunk.seq, seq)));
    if (!row) return;
    yield unsealBytes(row.sealed);
  }
}

export async function deleteAttachment(tx: Tx, regionCode: string, id: string): Promise<void> {
  await tx.delete(referralAttachmentChunk).where(and(eq(referralAttachmentChunk.regionCode, regionCode), eq(referralAttachmentChunk.attachmentId, id)));
  await tx.delete(referralAttachment).where(and(eq(referralAttachment.regionCode, regionCode), eq(referralAttachment.id, id)));
}

/** With a draft that is thrown away goes what was attached to it. */
export async function deleteAttachmentsOf(tx: Tx, regionCode: string, draftId: string): Promise<void> {
  for (const { id } of await listAttachmentsOf(tx, regionCode, [draftId])) await deleteAttachment(tx, regionCode, id);
}

function attachmentOf({ fileNameSealed, ...plain }: AttachmentRow): KeptAttachment {
  return { ...plain, fileName: unseal(fileNameSealed) };
}
