import { code, count, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { addresseeKinds, noticeChannels } from '@/server/domain/notice/notice';
import { region } from './registry';

/**
 * The outbox: what somebody is to be told. It is written with the news it tells, in one transaction, and sent by the clock. The facts hold
 * no identity number, phone or full name; the phone and a code's digits are sealed, and the digits go when they have been sent.
 */
export const notice = table(
  'notice',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    toKind: code(addresseeKinds).notNull(),
    toId: text().notNull(),
    /** Whose staff may look after it: the resident's home, the team's or the account's institution. */
    institutionCode: text(),
    channel: code(noticeChannels).notNull(),
    template: text().notNull(),
    facts: json<object>().notNull(),
    /** What it is about, which a reader may open. */
    subjectKind: text(),
    subjectId: text(),
    /** Given by whoever must not tell the same thing twice. */
    onceKey: text(),
    phoneSealed: text(),
    secretSealed: text(),
    createdAt: instant().notNull(),
    /** Not before this moment; while an attempt is at work, the moment from which another may take over. */
    dueAt: instant().notNull(),
    /** From here on it is of no use any more. */
    uselessAt: instant(),
    sentAt: instant(),
    failedAt: instant(),
    attempts: count().notNull(),
    error: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('notice_once').on(t.regionCode, t.onceKey),
    index('notice_to').on(t.regionCode, t.toKind, t.toId, t.createdAt),
    index('notice_due').on(t.regionCode, t.channel, t.sentAt, t.failedAt, t.dueAt),
    index('notice_newest').on(t.regionCode, t.createdAt),
    foreignKey({ columns: [t.regionCode], foreignColumns: [region.regionCode] }),
  ],
);

/** Which account has read which notice: a team's members read each for themselves. */
export const noticeRead = table(
  'notice_read',
  { regionCode: text().notNull(), accountId: text().notNull(), noticeId: text().notNull(), readAt: instant().notNull() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.accountId, t.noticeId] }),
    foreignKey({ columns: [t.regionCode, t.noticeId], foreignColumns: [notice.regionCode, notice.id] }),
  ],
);

/** What the demonstration's carrier was given instead of a phone. Nothing is written here when a real one is attached. */
export const demoSms = table(
  'demo_sms',
  {
    regionCode: text().notNull(),
    noticeId: text().notNull(),
    textSealed: text().notNull(),
    takenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.noticeId] }), foreignKey({ columns: [t.regionCode, t.noticeId], foreignColumns: [notice.regionCode, notice.id] })],
);
