import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ReferralSide, ReferralStatus } from './codes';

/** What may go with a referral; each is told by the first bytes of its content. */
export const attachmentTypes = ['pdf', 'jpg', 'png'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];

export const attachmentSides = ['sender', 'receiver'] as const satisfies readonly ReferralSide[];
export type AttachmentSide = (typeof attachmentSides)[number];

export const attachmentLimitBytes = 10 * 1024 * 1024;
/** Of each side of one referral. */
export const attachmentLimit = 5;
export const attachmentNameLimit = 120;

export type AttachmentRefusal =
  | Refusal<'attachment.wrong_side', object>
  | Refusal<'attachment.wrong_status', { status: ReferralStatus }>
  | Refusal<'attachment.empty', object>
  | Refusal<'attachment.too_large', { limitBytes: number }>
  | Refusal<'attachment.unknown_type', object>
  | Refusal<'attachment.too_many', { limit: number }>
  | Refusal<'attachment.already_there', { fileName: string }>;

/** The bytes that are needed to tell what a file is. */
export const signatureBytes = 8;

const signatures: readonly (readonly [AttachmentType, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** What a file is by how it begins; null for anything else, whatever it is called. */
export function typeOfContent(head: Uint8Array): AttachmentType | null {
  return signatures.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0] ?? null;
}

/**
 * The name a file is kept and handed out by: the last part of a path, without control characters, without signs that turn the direction
 * of writing, of at most 120 characters, and with the ending its content has. Everything else in it is only text.
 */
export function fileNameOf(given: string, type: AttachmentType): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '').trim();
  const stem = clean.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/^\.+/, '');
  return `${[...stem].slice(0, attachmentNameLimit).join('') || 'attachment'}.${type}`;
}

/** While each side may add to a referral: the sender until the patient is there, the receiver from then on. */
const mayAdd: Readonly<Record<AttachmentSide, readonly ReferralStatus[]>> = {
  sender: ['draft', 'awaiting_consent', 'sent', 'info_wanted', 'waiting', 'accepted'],
  receiver: ['sent', 'info_wanted', 'waiting', 'accepted', 'arrived', 'in_treatment', 'completed', 'returned'],
};

export interface AttachmentFacts {
  /** On which sides the actor stands. */
  readonly sides: readonly ReferralSide[];
  readonly status: ReferralStatus;
  readonly bytes: number;
  readonly head: Uint8Array;
  readonly digest: string;
  /** What is there already. */
  readonly present: readonly { readonly side: AttachmentSide; readonly digest: string; readonly fileName: string }[];
}

/** For which side an actor who stands on these would add; null for neither. */
export function sideAdding(sides: readonly ReferralSide[], status: ReferralStatus): AttachmentSide | null {
  const own = attachmentSides.filter((side) => sides.includes(side));
  return own.find((side) => mayAdd[side].includes(status)) ?? own[0] ?? null;
}

/** Why a file cannot be added, in the order of `AttachmentRefusal`. */
export function refusalsOfAttachment({ sides, status, bytes, head, digest, present }: AttachmentFacts): AttachmentRefusal[] {
  const side = sideAdding(sides, status);
  const refusals: AttachmentRefusal[] = [];
  if (side === null) refusals.push({ code: 'attachment.wrong_side', facts: {} });
  else if (!mayAdd[side].includes(status)) refusals.push({ code: 'attachment.wrong_status', facts: { status } });
  if (bytes === 0) refusals.push({ code: 'attachment.empty', facts: {} });
  if (bytes > attachmentLimitBytes) refusals.push({ code: 'attachment.too_large', facts: { limitBytes: attachmentLimitBytes } });
  if (bytes > 0 && typeOfContent(head) === null) refusals.push({ code: 'attachment.unknown_type', facts: {} });
  if (present.filter((other) => other.side === side).length >= attachmentLimit) refusals.push({ code: 'attachment.too_many', facts: { limit: attachmentLimit } });
  const same = present.find((other) => other.digest === digest);
  if (same) refusals.push({ code: 'attachment.already_there', facts: { fileName: same.fileName } });
  return refusals;
}
