import { code, foreignKey, index, instant, primaryKey, table, text } from '@/db/columns';
import { consultSpeakers } from '@/server/domain/consult/conversation';
import { referral } from './referral';

/** What was said between the two ends of an e-consult. Nothing is taken back: it is part of the record. */
export const consultMessage = table(
  'consult_message',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    referralId: text().notNull(),
    at: instant().notNull(),
    side: code(consultSpeakers).notNull(),
    authorId: text().notNull(),
    authorName: text().notNull(),
    text: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('consult_message_of_referral').on(t.regionCode, t.referralId, t.at),
    foreignKey({ columns: [t.regionCode, t.referralId], foreignColumns: [referral.regionCode, referral.id] }),
  ],
);
