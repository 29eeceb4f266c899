import { code, count, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { phoneChangeStatuses } from '@/server/domain/door/phone-change';
import { codePurposes } from '@/server/domain/notice/notice';
import { region, resident } from './registry';

/**
 * A code by SMS, asked for under an opaque token. Whoever asks at the door is written down as they typed themselves, by blind index,
 * whether anybody is registered so or not: that is found out when the code is sent, and again when it comes back.
 */
export const smsCode = table(
  'sms_code',
  {
    regionCode: text().notNull(),
    /** The hash of the token that the form carries. */
    id: text().notNull(),
    purpose: code(codePurposes).notNull(),
    /** Who asked at the door. */
    identityIndex: text(),
    /** Who asked from inside. */
    residentId: text(),
    /** The number to be confirmed, where it is not the one on record. */
    phoneSealed: text(),
    /** Keyed with the id, so that equal digits look different. */
    codeHash: text().notNull(),
    /** The digits, until they are handed to the outbox. */
    digitsSealed: text(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    tries: count().notNull(),
    usedAt: instant(),
    /** The request it was used for, which may be repeated. */
    usedFor: text(),
    /** A later one was asked for: this one opens nothing any more. */
    replacedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('sms_code_by_identity').on(t.regionCode, t.identityIndex, t.purpose),
    index('sms_code_by_resident').on(t.regionCode, t.residentId, t.purpose),
    index('sms_code_age').on(t.regionCode, t.createdAt),
    foreignKey({ columns: [t.regionCode], foreignColumns: [region.regionCode] }),
  ],
);

/** How often somebody knocked in one window of time: by typed number, by address. Shared by all processes. */
export const doorCount = table(
  'door_count',
  {
    regionCode: text().notNull(),
    /** What is counted, and over which time. */
    limitCode: text().notNull(),
    /** The blind index of the number or address. */
    keyIndex: text().notNull(),
    windowFrom: instant().notNull(),
    times: count().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.limitCode, t.keyIndex, t.windowFrom] }), index('door_count_age').on(t.regionCode, t.windowFrom)],
);

/** A new phone that its owner has confirmed and the team has still to: its old number could not be asked. */
export const phoneChange = table(
  'phone_change',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    residentId: text().notNull(),
    phoneSealed: text().notNull(),
    status: code(phoneChangeStatuses).notNull(),
    requestKey: text().notNull(),
    askedAt: instant().notNull(),
    decidedAt: instant(),
    decidedBy: text(),
    decidedByName: text(),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('phone_change_request').on(t.regionCode, t.residentId, t.requestKey),
    index('phone_change_by_status').on(t.regionCode, t.status, t.askedAt),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);
