import { createHash } from 'node:crypto';
import { insertAttachment, listAttachmentsOf } from '@/db/queries/attachment';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef, allows } from '@/server/domain/permission/actor';
import { fileNameOf, refusalsOfAttachment, sideAdding, signatureBytes, typeOfContent } from '@/server/domain/referral/attachments';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor } from '../context';
import { PermissionDenied, permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { findAttachedTo } from './attached-to';
import { type AttachmentView, viewOf } from './attachment-view';

export interface AddAttachmentInput {
  /** Of a referral, or of the actor's own draft. */
  readonly referralId: string;
  /** As the browser says; only a name to show. */
  readonly fileName: string;
  readonly content: Uint8Array;
}

/**
 * Puts a file to a referral, for the side on which the actor stands. What it is, is told by its content; it is kept sealed in the database,
 * and is never run or shown by the server.
 */
export function addAttachment(context: ServiceContext, { referralId, fileName, content }: AddAttachmentInput): Promise<Outcome<AttachmentView, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  if (!allows(context.actor, 'referral:create') && !allows(context.actor, 'referral:accept')) throw new PermissionDenied('referral:create');
  const digest = createHash('sha256').update(content).digest('hex');
  const head = content.subarray(0, signatureBytes);
  return unitOfWork<AttachmentView, AnyRefusal>(context, async ({ tx, audit }) => {
    const to = await findAttachedTo(tx, context, reach, referralId);
    if (!to) return refuse({ code: 'not_found', facts: { what: 'referral' } });
    const present = await listAttachmentsOf(tx, reach.regionCode, [to.id]);
    const [first, ...others] = refusalsOfAttachment({ sides: to.sides, status: to.status, bytes: content.length, head, digest, present });
    if (first) return refuse(first, ...others);
    const [type, side] = [typeOfContent(head), sideAdding(to.sides, to.status)];
    if (type === null || side === null) throw new Error('an attachment that is none was let through');
    const made = {
      ...{ regionCode: reach.regionCode, id: context.newId(), referralId: to.id, side, type, digest },
      ...{ fileName: fileNameOf(fileName, type), bytes: content.length },
      ...{ addedAt: context.now(), addedBy: actorRef(context.actor), addedByName: nameOfActor(context.actor) },
    };
    await insertAttachment(tx, made, content);
    await audit({ action: 'referral.attachment_added', subject: { kind: 'resident', id: to.residentId }, facts: { attachmentId: made.id, number: to.number, type, bytes: content.length, digest } });
    return accept(viewOf(made, to, context.actor));
  });
}
