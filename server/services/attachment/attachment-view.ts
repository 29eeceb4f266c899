import type { KeptAttachment } from '@/db/queries/attachment';
import { type Actor, actorRef } from '@/server/domain/permission/actor';
import type { AttachmentSide, AttachmentType } from '@/server/domain/referral/attachments';
import type { AttachedTo } from './attached-to';

export interface AttachmentView {
  readonly id: string;
  readonly fileName: string;
  readonly type: AttachmentType;
  readonly bytes: number;
  readonly side: AttachmentSide;
  readonly addedAt: number;
  readonly addedByName: string;
  /** It came with the referral that this one follows. */
  readonly inherited: boolean;
  /** Whether the actor may take it back: their own, and not sent yet. */
  readonly mayRemove: boolean;
}

export function viewOf({ id, fileName, type, bytes, side, addedAt, addedBy, addedByName, referralId }: KeptAttachment, to: AttachedTo, actor: Actor): AttachmentView {
  return { id, fileName, type, bytes, side, addedAt, addedByName, inherited: referralId !== to.id, mayRemove: to.status === 'draft' && addedBy === actorRef(actor) };
}
