import { sql } from 'drizzle-orm';
import { code, count, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { capacityKinds } from '@/server/domain/quota/slot';
import { offerOrigins, offerOutcomes, waitingStandings } from '@/server/domain/waiting/codes';
import type { Considered } from '@/server/domain/waiting/order';
import { referral } from './referral';

/**
 * 候补: a referral's turn on a hospital's waiting list, beside what the referral itself says (since when it waits, by which day a place is
 * promised). Kept when the waiting is over, because it says how long it was and whether the promise held.
 */
export const waitingTurn = table(
  'waiting_turn',
  {
    regionCode: text().notNull(),
    referralId: text().notNull(),
    institutionCode: text().notNull(),
    departmentCode: text().notNull(),
    /** What is waited for. */
    kind: code(capacityKinds).notNull(),
    /** Only this specialist or device; null: any of the department. */
    resourceName: text(),
    /** Nights of a stay; 0 for what is no stay. */
    nights: count().notNull(),
    /** As it was when the turn began: a team that merges later takes nobody's turn. */
    standing: code(waitingStandings).notNull(),
    /** From when the turn counts; later than queuedAt for somebody who let too many offers run out. */
    turnSince: instant().notNull(),
    /** When a place was first offered: the promise is kept by it. */
    firstOfferAt: instant(),
    /** Offers that ran out without an answer since the turn began. */
    lapses: count().notNull(),
    /** When the clock found the promise broken. */
    brokenAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.referralId] }),
    foreignKey({ columns: [t.regionCode, t.referralId], foreignColumns: [referral.regionCode, referral.id] }),
  ],
);

/** Every place that was offered from a waiting list: to whom, by which order, who was passed over and why, and what became of it. */
export const waitingOffer = table(
  'waiting_offer',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    referralId: text().notNull(),
    institutionCode: text().notNull(),
    departmentCode: text().notNull(),
    departmentName: text().notNull(),
    kind: code(capacityKinds).notNull(),
    /** The clinic, the device's hours, or the ward's day of admission. */
    sessionId: text().notNull(),
    resourceName: text().notNull(),
    startsAt: instant().notNull(),
    slotIds: json<string[]>().notNull(),
    offeredAt: instant().notNull(),
    expiresAt: instant().notNull(),
    outcome: code(offerOutcomes).notNull(),
    endedAt: instant(),
    endedBy: text(),
    origin: code(offerOrigins).notNull(),
    /** Why it was given by hand; null for an offer by the order. */
    reason: text(),
    offeredBy: text().notNull(),
    standing: code(waitingStandings).notNull(),
    /** The place in the order at that moment, from 1, and how many waited. */
    rank: count().notNull(),
    waiting: count().notNull(),
    /** Everybody before whoever got it, that one, and the next few: enough to check the order by. */
    considered: json<Considered[]>().notNull(),
    /** The policy version whose terms held. */
    policyId: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    // Two processes that offer at once: one of them wins.
    uniqueIndex('waiting_offer_open').on(t.regionCode, t.referralId).where(sql`${t.outcome} = 'open'`),
    index('waiting_offer_of_referral').on(t.regionCode, t.referralId, t.offeredAt),
    index('waiting_offer_by_place').on(t.regionCode, t.institutionCode, t.offeredAt),
    index('waiting_offer_due').on(t.regionCode, t.outcome, t.expiresAt),
    foreignKey({ columns: [t.regionCode, t.referralId], foreignColumns: [referral.regionCode, referral.id] }),
  ],
);
