import type { Column } from 'drizzle-orm';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import * as schema from '@/db/schema';
import { columnName } from '@/db/naming';
import type { MergeSubject } from '@/server/domain/registry/merge';

/** A table whose rows go with the person they name. */
export interface MovingTable {
  /** Under which the merge's record keeps what moved. */
  readonly name: string;
  readonly table: PgTable;
  /** The column that names the person, as the database spells it. */
  readonly who: string;
  /** What tells the rows apart beside the region. */
  readonly keys: readonly string[];
  /** What happened to the person when such a row is new; null for what says nothing of them. */
  readonly subject: MergeSubject | null;
}

function moving<T extends PgTable>(table: T, keys: readonly (keyof T['_']['columns'] & string)[], subject: MergeSubject | null, who: string = 'residentId'): MovingTable {
  const columns: Record<string, Column> = getTableColumns<PgTable>(table);
  const spelled = (key: string) => {
    const column = columns[key];
    if (column === undefined) throw new Error(`${getTableName(table)} has no ${key}`);
    return columnName(key, column);
  };
  const name = who === 'residentId' ? getTableName(table) : `${getTableName(table)}.${spelled(who)}`;
  return { name, table, who: spelled(who), keys: keys.map(spelled), subject };
}

/** Rows that name the survivor after a merge, where they named the merged record. */
export const movingTables: readonly MovingTable[] = [
  moving(schema.contract, ['id'], 'contracts'),
  moving(schema.consent, ['id'], 'contracts'),
  moving(schema.signingRequest, ['id'], 'requests'),
  moving(schema.endingRequest, ['id'], 'requests'),
  moving(schema.referral, ['id'], 'referrals'),
  moving(schema.referralDraft, ['id'], null),
  moving(schema.carePlan, ['referralId'], 'referrals'),
  moving(schema.careTask, ['referralId', 'key'], null),
  moving(schema.recognition, ['id'], 'recognitions'),
  moving(schema.visit, ['institutionCode', 'settlementId'], 'visits'),
  moving(schema.adjudication, ['institutionCode', 'settlementId'], null),
  moving(schema.serviceRecord, ['id'], 'services'),
  moving(schema.contractFulfilment, ['contractId'], null),
  moving(schema.followUp, ['contractId', 'planCode', 'opensOn'], null),
  moving(schema.renewalContact, ['id'], 'services'),
  moving(schema.guardian, ['id'], 'family'),
  moving(schema.guardian, ['id'], 'family', 'guardianResidentId'),
  moving(schema.residentChange, ['id'], null),
  moving(schema.residentPass, ['tokenHash'], null),
  moving(schema.phoneChange, ['id'], 'requests'),
  moving(schema.residentAlias, ['identityIndex'], null),
  moving(schema.resident, ['id'], null, 'mergedIntoId'),
];

/**
 * What else names a person: rows that a merge treats one by one, and rows that stay with the record they were written for, because they
 * say what was so at the time. A table that is in neither list is a fault that a test finds.
 */
export const otherTables: Readonly<Record<string, string>> = {
  resident: 'the two records themselves',
  resident_identity: 'a class that both hold becomes one that lasts as long as the two together',
  household_member: 'nobody is in two households',
  coverage_period: 'one history is chosen',
  resident_key_group: 'who was in a group by either record was in it',
  resident_absence: 'goes with the home that is chosen',
  resident_search_key: 'written anew',
  benefit_year: 'the survivor\'s years are folded anew; nothing is left of the merged record\'s',
  warning_finding: 'its key may name the person',
  notice: 'names its addressee by kind',
  duplicate_candidate: 'pairs of the merged record become pairs of the survivor',
  resident_merge: 'the record of the merges',
  contract_claim: 'both numbers claim the person',
  claimed_term: 'both numbers claim the person',
  session: 'ends: the person signs in again',
  sms_code: 'lives for minutes',
  member_news: 'both records are news when their contracts move',
  paid_person: 'counted anew for both records',
  member_roster: 'what a closed month counted; the next close counts anew',
  service_fee_line: 'what was booked, and to whom it was booked',
};
