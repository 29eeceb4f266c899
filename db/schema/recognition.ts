import { sql } from 'drizzle-orm';
import { check, code, count, day, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { recognitionStatuses } from '@/server/domain/recognition/codes';
import type { Evidence } from '@/server/domain/recognition/recognition';
import { resident } from './registry';

/** 门诊慢特病认定: that a person has a disease whose outpatient care is paid by plans of its own, for a time. */
export const recognition = table(
  'recognition',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    number: text().notNull(),
    residentId: text().notNull(),
    /** Where it was applied for; null for one taken over from an earlier system. */
    institutionCode: text(),
    diseaseCode: text().notNull(),
    diseaseName: text().notNull(),
    diagnosisCode: text().notNull(),
    diagnosisName: text().notNull(),
    evidence: json<readonly Evidence[]>().notNull(),
    renewsId: text(),
    status: code(recognitionStatuses).notNull(),
    appliedAt: instant().notNull(),
    appliedBy: text().notNull(),
    appliedByName: text().notNull(),
    decidedAt: instant(),
    decidedByName: text(),
    validFrom: day(),
    validTo: day(),
    revokedFrom: day(),
    endedAt: instant(),
    endedByName: text(),
    /** Why it was declined or revoked. */
    reason: text(),
    /** Person and disease while the application is open, else null: of two at once the index lets one in. */
    openKey: text(),
    /** Given by the client, so that a retry after a time-out finds the application it already made. */
    requestKey: text().notNull(),
    version: count().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('recognition_number').on(t.regionCode, t.number),
    uniqueIndex('recognition_request').on(t.regionCode, t.requestKey),
    uniqueIndex('recognition_open').on(t.regionCode, t.openKey),
    index('recognition_by_resident').on(t.regionCode, t.residentId, t.appliedAt),
    index('recognition_by_status').on(t.regionCode, t.status, t.validTo),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    check('recognition_days_in_order', sql`${t.validFrom} <= ${t.validTo}`),
  ],
);
