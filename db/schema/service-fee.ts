import { code, count, day, decimal, fen, foreignKey, index, instant, month, primaryKey, table, text } from '@/db/columns';
import { feeLineKinds, feeRunStatuses } from '@/server/domain/service-fee/service-fee';

/** 签约服务费的月度拨付: proposed by one person, approved by another, then posted apart from the pools. */
export const serviceFeeRun = table(
  'service_fee_run',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    attempt: count().notNull(),
    status: code(feeRunStatuses).notNull(),
    fundFen: fen().notNull(),
    publicHealthFen: fen().notNull(),
    personFen: fen().notNull(),
    proposedBy: text().notNull(),
    proposedAt: instant().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
    decisionReason: text(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month, t.attempt] }), index('service_fee_run_by_status').on(t.regionCode, t.status)],
);

/** One year of a contract, what was returned of it, or what its assessment released. */
export const serviceFeeLine = table(
  'service_fee_line',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    attempt: count().notNull(),
    contractId: text().notNull(),
    /** First day of the year of the term. */
    yearStart: day().notNull(),
    kind: code(feeLineKinds).notNull(),
    institutionCode: text().notNull(),
    teamId: text().notNull(),
    residentId: text().notNull(),
    packageCode: text().notNull(),
    policyId: text().notNull(),
    waiverId: text(),
    fundFen: fen().notNull(),
    publicHealthFen: fen().notNull(),
    personFen: fen().notNull(),
    /** Of the fund's part, what waits for the assessment and is not in fundFen. */
    heldFen: fen().notNull(),
    /** The score that released what was held. */
    score: decimal(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.month, t.attempt, t.contractId, t.yearStart, t.kind] }),
    index('service_fee_line_by_contract').on(t.regionCode, t.contractId, t.yearStart),
    index('service_fee_line_by_institution').on(t.regionCode, t.institutionCode, t.month),
    foreignKey({ columns: [t.regionCode, t.month, t.attempt], foreignColumns: [serviceFeeRun.regionCode, serviceFeeRun.month, serviceFeeRun.attempt] }),
  ],
);
