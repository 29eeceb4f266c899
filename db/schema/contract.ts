import { sql } from 'drizzle-orm';
import { check, code, count, day, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { contractStatuses, terminationReasons } from '@/server/domain/contract/contract';
import { resident, team } from './registry';

/** 家庭医生签约: in force from startDay to endDay, both included; ending one early moves endDay and keeps why. */
export const contract = table(
  'contract',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    number: text().notNull(),
    residentId: text().notNull(),
    teamId: text().notNull(),
    institutionCode: text().notNull(),
    practitionerId: text().notNull(),
    packageCode: text().notNull(),
    termYears: count().notNull(),
    startDay: day().notNull(),
    endDay: day().notNull(),
    status: code(contractStatuses).notNull(),
    consentVersion: text().notNull(),
    consentGivenAt: instant().notNull(),
    guardianName: text(),
    guardianRelation: text(),
    signedAt: instant().notNull(),
    signedBy: text().notNull(),
    /** Given by the client, so that a retry after a time-out finds the contract it already made. */
    requestKey: text().notNull(),
    endedReason: code(terminationReasons),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('contract_number').on(t.regionCode, t.number),
    uniqueIndex('contract_request').on(t.regionCode, t.requestKey),
    index('contract_by_resident').on(t.regionCode, t.residentId, t.startDay),
    index('contract_by_team').on(t.regionCode, t.teamId, t.status, t.endDay),
    index('contract_by_institution').on(t.regionCode, t.institutionCode, t.status, t.endDay),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.teamId], foreignColumns: [team.regionCode, team.id] }),
    check('contract_days_in_order', sql`${t.startDay} <= ${t.endDay}`),
  ],
);

/**
 * One row a person, whatever region they sign in: the compare-and-swap that makes a second contract impossible. It is
 * keyed by the identity's blind index alone, so that two regions meet in it.
 */
export const contractClaim = table('contract_claim', {
  identityIndex: text().primaryKey(),
  regionCode: text().notNull(),
  contractId: text().notNull(),
  endDay: day().notNull(),
});
