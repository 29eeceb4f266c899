import { code, count, foreignKey, instant, primaryKey, table, text } from '@/db/columns';
import { marks } from '@/server/domain/reconciliation/mark';
import { visit } from './visit';

/**
 * 对账处理: what somebody made of the difference between a hospital's figure and ours, as it now stands; the audit keeps what
 * it was before. It belongs to one revision of the adjudication and lapses when the fold makes another.
 */
export const reconciliationMark = table(
  'reconciliation_mark',
  {
    regionCode: text().notNull(),
    institutionCode: text().notNull(),
    settlementId: text().notNull(),
    mark: code(marks).notNull(),
    note: text().notNull(),
    revision: count().notNull(),
    /** Grows with every change: whoever marks a row says which one they saw. */
    version: count().notNull(),
    markedBy: text().notNull(),
    markedByName: text().notNull(),
    markedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.institutionCode, t.settlementId] }),
    foreignKey({ name: 'reconciliation_mark_of_visit', columns: [t.regionCode, t.institutionCode, t.settlementId], foreignColumns: [visit.regionCode, visit.institutionCode, visit.settlementId] }),
  ],
);
