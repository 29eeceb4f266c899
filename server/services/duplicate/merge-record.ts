import { createHash } from 'node:crypto';
import type { Queryable } from '@/db';
import type { DuplicateCandidateRow } from '@/db/queries/duplicate';
import { type HouseholdMemberRow, type IdentityRow, listHouseholdRows, listRecords, listRowsOf } from '@/db/queries/merge';
import type { ClaimRows, ContractEnd } from '@/db/queries/merge-claims';
import { movingTables } from '@/db/queries/merge-plan';
import type { ResidentRow } from '@/db/queries/resident';
import type { Alias } from '@/db/queries/resident-alias';
import { type Absence, findGroupTimeline, listStandings } from '@/db/queries/resident-standing';
import { listIdentityRecords } from '@/db/queries/resident-identity';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { type KeyGroup, keyGroups } from '@/server/domain/registry/codes';
import type { CoverageTimeline } from '@/server/domain/registry/coverage';
import type { MergeSubject } from '@/server/domain/registry/merge';
import type { Timeline } from '@/server/domain/registry/timeline';

/** What is true of a record day by day, with the days on which a group was left. */
export interface DatedParticulars {
  readonly coverage: CoverageTimeline;
  readonly groups: Readonly<Partial<Record<KeyGroup, Timeline<boolean>>>>;
  readonly away: readonly Absence[];
}

/** Everything that a merge overwrites, as it was: kept sealed, and put back by undoing it. */
export interface MergeBefore {
  readonly survivor: ResidentRow;
  readonly merged: ResidentRow;
  readonly dated: DatedParticulars;
  readonly contracts: readonly ContractEnd[];
  readonly claims: ClaimRows;
  readonly identityIndexes: readonly string[];
  readonly aliases: readonly Alias[];
  readonly household: readonly HouseholdMemberRow[];
  readonly identities: readonly Pick<IdentityRow, 'id' | 'residentId' | 'fromDay' | 'toDay'>[];
  readonly applications: readonly { readonly id: string; readonly openKey: string }[];
  readonly pairs: readonly DuplicateCandidateRow[];
}

export async function readDated(q: Queryable, regionCode: string, residentId: string): Promise<DatedParticulars> {
  const { coverage, away } = (await listStandings(q, regionCode, [residentId])).get(residentId);
  const groups: Partial<Record<KeyGroup, Timeline<boolean>>> = {};
  for (const group of keyGroups) {
    const timeline = await findGroupTimeline(q, regionCode, residentId, group);
    if (timeline.length > 0) groups[group] = timeline;
  }
  return { coverage, groups, away };
}

/**
 * A digest, subject by subject, of what would tell that something happened to the two since they were made one: the records
 * themselves and whatever names the survivor.
 */
export async function digestsAfter(q: Queryable, regionCode: string, survivorId: string, mergedId: string): Promise<Record<MergeSubject, string>> {
  const found: Record<MergeSubject, unknown[]> = { record: [], contracts: [], requests: [], referrals: [], recognitions: [], visits: [], services: [], family: [], identities: [] };
  found.record.push((await listRecords(q, regionCode, [survivorId, mergedId])).map(({ id, version, mergedIntoId }) => `${id} ${version} ${mergedIntoId ?? ''}`).sort());
  for (const moving of movingTables) {
    if (moving.subject === null) continue;
    const rows = await listRowsOf(q, regionCode, moving, survivorId);
    found[moving.subject].push([moving.name, rows.map(asText).sort()]);
  }
  found.family.push((await listHouseholdRows(q, regionCode, [survivorId, mergedId])).map(asText).sort());
  for (const id of [survivorId, mergedId]) found.identities.push((await listIdentityRecords(q, regionCode, id)).map(asText).sort());
  const digest = (value: unknown) => createHash('sha256').update(canonicalJson(value)).digest('base64url');
  return Object.fromEntries(Object.entries(found).map(([subject, value]) => [subject, digest(value)])) as Record<MergeSubject, string>;
}

function asText(row: object): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
