import { code, count, fen, index, instant, json, month, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { poolIds } from '@/server/domain/ledger/account';
import { dismissalReasons, findingStatuses } from '@/server/domain/warning/finding';
import { warningKinds } from '@/server/domain/warning/warning';
import type { Found } from '@/server/domain/warning/warning';
import type { VisitKey } from '@/server/domain/visit/visit';

/**
 * 基金预警: one finding of a scan. Its kind and key make it the same finding whenever it is found again. It holds numbers and
 * keys, no names; `vanished_at` says since when the facts do not give it any more.
 */
export const warningFinding = table(
  'warning_finding',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    kind: code(warningKinds).notNull(),
    key: text().notNull(),
    month: month().notNull(),
    residentId: text(),
    institutionCode: text(),
    contractId: text(),
    pool: code(poolIds),
    visits: json<readonly VisitKey[]>().notNull(),
    amountFen: fen().notNull(),
    facts: json<Found['facts']>().notNull(),
    policyId: text().notNull(),
    foundAt: instant().notNull(),
    vanishedAt: instant(),
    status: code(findingStatuses).notNull(),
    reason: code(dismissalReasons),
    note: text(),
    decidedBy: text(),
    decidedByName: text(),
    decidedAt: instant(),
    /** Grows with every change: whoever decides says which one they saw. */
    version: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('warning_finding_once').on(t.regionCode, t.kind, t.key),
    index('warning_finding_by_month').on(t.regionCode, t.month, t.kind),
    index('warning_finding_by_status').on(t.regionCode, t.status, t.kind),
  ],
);

/** When a month was last scanned. What was posted or received about it since then calls for another scan. */
export const warningScan = table(
  'warning_scan',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    policyId: text().notNull(),
    people: count().notNull(),
    findings: count().notNull(),
    vanished: count().notNull(),
    scannedAt: instant().notNull(),
    scannedBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month] })],
);
