import { code, count, decimal, fen, flag, foreignKey, index, instant, json, month, primaryKey, sharedJson, table, text } from '@/db/columns';
import type { CorrectionReason } from '@/server/domain/capitation/correct-members';
import type { RosterEntry } from '@/server/domain/capitation/roster';
import { poolIds } from '@/server/domain/ledger/account';
import { prepaymentBases } from '@/server/domain/policy/budget-terms';
import { prepaymentStatuses } from '@/server/domain/prepayment/prepayment-run';

/**
 * 签约人月: one cell of a month as it was closed. An institution without members has one row of 0 heads, whose team and cell
 * are empty.
 */
export const memberMonth = table(
  'member_month',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    institutionCode: text().notNull(),
    teamId: text().notNull(),
    insutype: text().notNull(),
    ageBand: text().notNull(),
    sex: text().notNull(),
    inKeyGroup: flag().notNull(),
    heads: count().notNull(),
    /** Days of membership in the month; heads × days of the month where members are counted on one day. */
    memberDays: count().notNull(),
    incomeFen: fen().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month, t.institutionCode, t.teamId, t.insutype, t.ageBand, t.sex, t.inKeyGroup] })],
);

/** What was learned of a closed month later, cell by cell: the difference, in the month that was open when it was booked. */
export const memberCorrection = table(
  'member_correction',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    originMonth: month().notNull(),
    institutionCode: text().notNull(),
    teamId: text().notNull(),
    insutype: text().notNull(),
    ageBand: text().notNull(),
    sex: text().notNull(),
    inKeyGroup: flag().notNull(),
    heads: count().notNull(),
    memberDays: count().notNull(),
    incomeFen: fen().notNull(),
    reasons: json<CorrectionReason[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.month, t.originMonth, t.institutionCode, t.teamId, t.insutype, t.ageBand, t.sex, t.inKeyGroup] }),
    index('member_correction_by_origin').on(t.regionCode, t.originMonth),
  ],
);

/**
 * 签约名册: where a resident counts from a month on, until a row for a later month says otherwise; no entries: nowhere. Of two
 * rows for the same month the one booked later holds. So a row is written only when something is new, and what a month counted
 * is never lost.
 */
export const memberRoster = table(
  'member_roster',
  {
    regionCode: text().notNull(),
    residentId: text().notNull(),
    fromMonth: month().notNull(),
    /** The month that was being closed when the row was written. */
    month: month().notNull(),
    entries: sharedJson<readonly RosterEntry[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.residentId, t.fromMonth, t.month] })],
);

/** 月预拨: proposed by one person, approved by another, then posted. A run that was withdrawn or sent back makes room for the next attempt. */
export const prepaymentRun = table(
  'prepayment_run',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    attempt: count().notNull(),
    status: code(prepaymentStatuses).notNull(),
    basis: code(prepaymentBases).notNull(),
    /** The part of fee for service that is paid, or the largest part of a year that a package may be. */
    share: decimal().notNull(),
    totalFen: fen().notNull(),
    proposedBy: text().notNull(),
    proposedAt: instant().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
    /** Why it was withdrawn or sent back. */
    decisionReason: text(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month, t.attempt] }), index('prepayment_run_by_status').on(t.regionCode, t.status)],
);

export const prepaymentLine = table(
  'prepayment_line',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    attempt: count().notNull(),
    institutionCode: text().notNull(),
    pool: code(poolIds).notNull(),
    /** What the month's visits had cost when the run was proposed. */
    feeForServiceFen: fen().notNull(),
    /** Of packages: the budget and its version, what it comes to in the year, and what other months of the year pay of it. */
    budgetId: text(),
    budgetVersion: count(),
    yearFen: fen(),
    otherMonthsFen: fen(),
    amountFen: fen().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.month, t.attempt, t.institutionCode, t.pool] }),
    foreignKey({ columns: [t.regionCode, t.month, t.attempt], foreignColumns: [prepaymentRun.regionCode, prepaymentRun.month, prepaymentRun.attempt] }),
  ],
);
