import { code, count, day, fen, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import { settlementMethods } from '@/server/domain/policy/policy-version';
import { settlementStatuses } from '@/server/domain/settlement/course';
import type { SettlementBasis } from '@/server/domain/settlement/basis';
import type { Statement } from '@/server/domain/settlement/statement';

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
    /** The pools of the books that it settles. */
    pools: json<readonly PoolId[]>().notNull(),
    policyId: text().notNull(),
    statement: json<Statement>().notNull(),
    basis: json<SettlementBasis>().notNull(),
    inputsDigest: text().notNull(),
    entitlementFen: fen().notNull(),
    finalFen: fen().notNull(),
    computedBy: text().notNull(),
    computedAt: instant().notNull(),
    deliveredDay: day(),
    deliveredBy: text(),
    deliveredAt: instant(),
    objectionsUntil: day(),
    /** How many objections were raised: each takes the next number here, and none can once the settlement has gone on. */
    objections: count().notNull(),
    reviewedBy: text(),
    reviewedAt: instant(),
    confirmedBy: text(),
    confirmedAt: instant(),
    closedBy: text(),
    closedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.id] }), uniqueIndex('settlement_version').on(t.regionCode, t.year, t.method, t.version)],
);

/**
 * The one settlement that a pool's year was settled by, whatever the method. The key lets the second confirmation of the same pool
 * lose, whichever comes first, while outpatient and inpatient pools can each be settled by a method of their own.
 */
export const settledPool = table(
  'settled_pool',
  { regionCode: text().notNull(), year: text().notNull(), pool: code(poolIds).notNull(), settlementId: text().notNull(), settledAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.regionCode, t.year, t.pool] })],
);
