import { code, count, decimal, foreignKey, instant, primaryKey, table, text } from '@/db/columns';
import { scoreSchemes } from '@/server/domain/settlement/scored-stay';
import { visit } from './visit';

/** 病种分值、DRG 权重、床日: what the region's grouper made of one inpatient visit. */
export const scoredStay = table(
  'scored_stay',
  {
    regionCode: text().notNull(),
    institutionCode: text().notNull(),
    settlementId: text().notNull(),
    scheme: code(scoreSchemes).notNull(),
    groupCode: text().notNull(),
    groupName: text().notNull(),
    points: decimal().notNull(),
    bedDays: count().notNull(),
    batchId: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.institutionCode, t.settlementId] }),
    foreignKey({ columns: [t.regionCode, t.institutionCode, t.settlementId], foreignColumns: [visit.regionCode, visit.institutionCode, visit.settlementId] }),
  ],
);
