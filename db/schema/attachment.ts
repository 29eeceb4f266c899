import { code, count, foreignKey, index, instant, primaryKey, table, text } from '@/db/columns';
import { attachmentSides, attachmentTypes } from '@/server/domain/referral/attachments';

/** A paper, picture or report that goes with a referral, or with the draft that will become it under the same id. */
export const referralAttachment = table(
  'referral_attachment',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    /** Of the referral or its draft. */
    referralId: text().notNull(),
    side: code(attachmentSides).notNull(),
    /** Sealed: people name files after patients. */
    fileNameSealed: text().notNull(),
    /** Told by the content, never by the name. */
    type: code(attachmentTypes).notNull(),
    bytes: count().notNull(),
    /** SHA-256 of the content, in hexadecimal. */
    digest: text().notNull(),
    addedAt: instant().notNull(),
    addedBy: text().notNull(),
    addedByName: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.id] }), index('referral_attachment_of').on(t.regionCode, t.referralId, t.addedAt)],
);

/** The content, sealed piece by piece, so that no row and no memory has to hold the whole of it twice. */
export const referralAttachmentChunk = table(
  'referral_attachment_chunk',
  {
    regionCode: text().notNull(),
    attachmentId: text().notNull(),
    seq: count().notNull(),
    sealed: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.attachmentId, t.seq] }),
    foreignKey({ columns: [t.regionCode, t.attachmentId], foreignColumns: [referralAttachment.regionCode, referralAttachment.id] }),
  ],
);
