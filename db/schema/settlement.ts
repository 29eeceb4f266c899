import { code, count, day, fen, flag, foreignKey, instant, json, month, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { poolIds } from '@/server/domain/ledger/account';
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
