import { count, foreignKey, index, instant, json, primaryKey, table, text } from '@/db/columns';
import { institution, resident } from './registry';

/**
 * A referral while it is being written: its writer's own, and nobody else's to see. It keeps the id under which it will be sent, so that
 * places and attachments are the referral's from the start; sending takes the row away.
 */
export const referralDraft = table(
  'referral_draft',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    residentId: text().notNull(),
    institutionCode: text().notNull(),
    writerId: text().notNull(),
    /** The form as it stands, sealed: it tells of somebody's health. */
    bodySealed: text().notNull(),
    slotId: text(),
    bedSlotIds: json<string[]>().notNull(),
    createdAt: instant().notNull(),
    savedAt: instant().notNull(),
    version: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('referral_draft_of_writer').on(t.regionCode, t.writerId, t.savedAt),
    index('referral_draft_of_resident').on(t.regionCode, t.residentId),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);
