import { deleteAttachment, listAttachmentsOf, readAttachment } from '@/db/queries/attachment';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import type { AttachmentSide, AttachmentType } from '@/server/domain/referral/attachments';
import { refusalsOfAttachment, sideAdding } from '@/server/domain/referral/attachments';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { PermissionDenied, permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { findAttachedTo } from './attached-to';
import { type AttachmentView, viewOf } from './attachment-view';

export interface AttachmentList {
  readonly rows: readonly AttachmentView[];
  /** For which side the actor may add now; null: not now, or not at all. */
  readonly mayAddAs: AttachmentSide | null;
}

/** What goes with a referral or the actor's own draft, and with the referrals it follows; for those who may see patients. */
export async function listAttachments(context: ServiceContext, input: { readonly referralId: string }): Promise<Outcome<AttachmentList, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const to = await findAttachedTo(q, context, reach, input.referralId);
  if (!to) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  if (!allows(context.actor, 'resident:read')) return accept({ rows: [], mayAddAs: null });
  const rows = await listAttachmentsOf(q, reach.regionCode, to.chain);
  const side = sideAdding(to.sides, to.status);
  const isWriter = allows(context.actor, 'referral:create') || allows(context.actor, 'referral:accept');
  // A file that is as it should be: what is left to refuse is the side, the status and the number of files.
  const refused = refusalsOfAttachment({ sides: to.sides, status: to.status, bytes: 1, head: new TextEncoder().encode('%PDF-'), digest: '', present: rows.filter(({ referralId }) => referralId === to.id) });
  return accept({ rows: rows.map((row) => viewOf(row, to, context.actor)), mayAddAs: isWriter && refused.length === 0 ? side : null });
}

export interface OpenedAttachment {
  readonly fileName: string;
  readonly type: AttachmentType;
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

/** Hands an attachment out; the resident sees who looked. */
export async function openAttachment(context: ServiceContext, input: { readonly referralId: string; readonly attachmentId: string }): Promise<Outcome<OpenedAttachment, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  if (!allows(context.actor, 'resident:read')) throw new PermissionDenied('resident:read');
  return unitOfWork<OpenedAttachment, AnyRefusal>(context, async ({ tx, audit }) => {
    const to = await findAttachedTo(tx, context, reach, input.referralId);
    const found = to && (await listAttachmentsOf(tx, reach.regionCode, to.chain)).find(({ id }) => id === input.attachmentId);
    if (!to || !found) return refuse({ code: 'not_found', facts: { what: 'attachment' } });
    await audit({ action: 'resident.attachment_viewed', subject: { kind: 'resident', id: to.residentId }, facts: { attachmentId: found.id, number: to.number } });
    const { fileName, type, bytes } = found;
    return accept({ fileName, type, bytes, content: readAttachment(context.store.reads, reach.regionCode, found.id) });
  });
}

/** Takes an attachment of one's own draft back; what was sent stays. */
export function removeAttachment(context: ServiceContext, input: { readonly referralId: string; readonly attachmentId: string }): Promise<Outcome<null, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  return unitOfWork<null, AnyRefusal>(context, async ({ tx, audit }) => {
    const to = await findAttachedTo(tx, context, reach, input.referralId);
    const found = to && (await listAttachmentsOf(tx, reach.regionCode, [to.id])).find(({ id }) => id === input.attachmentId);
    if (!to || !found) return refuse({ code: 'not_found', facts: { what: 'attachment' } });
    if (!viewOf(found, to, context.actor).mayRemove) return refuse({ code: 'attachment.wrong_status', facts: { status: to.status } });
    await deleteAttachment(tx, reach.regionCode, found.id);
    await audit({ action: 'referral.attachment_removed', subject: { kind: 'resident', id: to.residentId }, facts: { attachmentId: found.id, digest: found.digest } });
    return accept(null);
  });
}
