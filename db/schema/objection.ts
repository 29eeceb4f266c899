import { sql } from 'drizzle-orm';
import { code, count, day, fen, foreignKey, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { disposalKinds } from '@/server/domain/settlement/closing';
import { objectionStatuses } from '@/server/domain/settlement/objection';
import { settlement } from './settlement';

/** 清算异议: against one line of one version. A line has at most one that waits for its answer. */
export const settlementObjection = table(
  'settlement_objection',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    settlementId: text().notNull(),
    number: count().notNull(),
    poolId: text().notNull(),
    code: text().notNull(),
    text: text().notNull(),
    amountFen: fen().notNull(),
    status: code(objectionStatuses).notNull(),
    raisedBy: text().notNull(),
    raisedAt: instant().notNull(),
    answer: text(),
    answeredBy: text(),
    answeredAt: instant(),
    withdrawnAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    foreignKey({ columns: [t.regionCode, t.settlementId], foreignColumns: [settlement.regionCode, settlement.id] }),
    uniqueIndex('objection_number').on(t.regionCode, t.settlementId, t.number),
    uniqueIndex('objection_open').on(t.regionCode, t.settlementId, t.poolId, t.code).where(sql`${t.status} = 'raised'`),
  ],
);

/** 清算办结: what became of one line's final amount. */
export const settlementDisposal = table(
  'settlement_disposal',
  {
    regionCode: text().notNull(),
    settlementId: text().notNull(),
    poolId: text().notNull(),
    code: text().notNull(),
    kind: code(disposalKinds).notNull(),
    paidOn: day(),
    voucher: text(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.settlementId, t.poolId, t.code] }),
    foreignKey({ columns: [t.regionCode, t.settlementId], foreignColumns: [settlement.regionCode, settlement.id] }),
  ],
);
