import { code, count, day, fen, flag, foreignKey, instant, json, month, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { poolIds } from '@/server/domain/ledger/account';
import { settlementMethods } from '@/server/domain/policy/policy-version';
import { settlementStatuses } from '@/server/domain/settlement/course';
import type { SettlementBasis } from '@/server/domain/settlement/basis';
import type { Statement } from '@/server/domain/settlement/statement';

/**
 * 签约人月: heads of one cell on the count day of a closed month. An institution without members has one row of 0 heads,
 * whose team and cell are empty.
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
    incomeFen: fen().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month, t.institutionCode, t.teamId, t.insutype, t.ageBand, t.sex, t.inKeyGroup] })],
);

/** 月预拨: proposed by one person, approved by another, then posted. One a month. */
export const prepaymentRun = table(
  'prepayment_run',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    status: code(['proposed', 'posted']).notNull(),
    share: text().notNull(),
    totalFen: fen().notNull(),
    proposedBy: text().notNull(),
    proposedAt: instant().notNull(),
    approvedBy: text(),
    approvedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month] })],
);

export const prepaymentLine = table(
  'prepayment_line',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    institutionCode: text().notNull(),
    pool: code(poolIds).notNull(),
    feeForServiceFen: fen().notNull(),
    amountFen: fen().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.month, t.institutionCode, t.pool] }),
    foreignKey({ columns: [t.regionCode, t.month], foreignColumns: [prepaymentRun.regionCode, prepaymentRun.month] }),
  ],
);

/**
 * 年终清算: one version of one year by one method; its statement is kept whole, with the digest of the inputs it was
 * computed from, and the basis on which those were gathered from the ledger.
 */
export const settlement = table(
  'settlement',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    year: text().notNull(),
    method: code(settlementMethods).notNull(),
    version: count().notNull(),
    status: code(settlementStatuses).notNull(),
    policyId: text().notNull(),
    statement: json<Statement>().notNull(),
    basis: json<SettlementBasis>().notNull(),
    inputsDigest: text().notNull(),
    entitlementFen: fen().notNull(),
    finalFen: fen().notNull(),
    computedBy: text().notNull(),
    computedAt: instant().notNull(),
    deliveredDay: day(),
    objectionsUntil: day(),
    reviewedBy: text(),
    reviewedAt: instant(),
    confirmedBy: text(),
    confirmedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.id] }), uniqueIndex('settlement_version').on(t.regionCode, t.year, t.method, t.version)],
);

/** The one settlement that a year was paid by. Its key lets a second confirmation of the same year lose, whichever comes first. */
export const settledYear = table(
  'settled_year',
  { regionCode: text().notNull(), year: text().notNull(), settlementId: text().notNull(), closedAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.regionCode, t.year] })],
);
