import type { Tx } from '@/db';
import { recountDoctors } from '@/db/queries/doctor-load';
import { type IdentityRow, type HouseholdMemberRow, listHouseholdRows, listVisitsOf, moveRows, readdressNotices, renameFindings, replaceHouseholdRows, saveIdentityRow, setOpenKey, setVisitDigest } from '@/db/queries/merge';
import { endResidentSessions } from '@/db/queries/session';
import { movingTables } from '@/db/queries/merge-plan';
import { listHeldPlaces, recountTeams } from '@/db/queries/place';
import { replaceAbsences, replaceCoverage, replaceGroupTimeline } from '@/db/queries/resident-standing';
import { listIdentityRecords } from '@/db/queries/resident-identity';
import { visitOf } from '@/db/queries/adjudication';
import { type KeyGroup, keyGroups } from '@/server/domain/registry/codes';
import type { MergedRows, ParticularsKept } from '@/server/domain/registry/merge';
import { joinTimelines } from '@/server/domain/registry/timeline-union';
import { visitContentDigest } from '../import/visit-content';
import type { DatedParticulars } from './merge-record';

export interface TwoRecords {
  readonly regionCode: string;
  readonly survivorId: string;
  readonly mergedId: string;
}

/** Lets everything that names the merged record name the survivor, and says what moved. */
export async function carryRows(tx: Tx, { regionCode, survivorId, mergedId }: TwoRecords, at: number): Promise<MergedRows> {
  const moved: Record<string, readonly (readonly string[])[]> = {};
  const keep = (name: string, keys: readonly (readonly string[])[]) => {
    if (keys.length > 0) moved[name] = keys;
  };
  for (const moving of movingTables) keep(moving.name, await moveRows(tx, regionCode, moving, mergedId, survivorId));
  keep('notice', (await readdressNotices(tx, regionCode, mergedId, survivorId)).map((id) => [id]));
  keep('warning_finding', (await renameFindings(tx, regionCode, mergedId, survivorId)).map((id) => [id]));
  await endResidentSessions(tx, regionCode, mergedId, at);
  await renewVisitDigests(tx, regionCode, survivorId);
  return moved;
}

/** The digest of a visit's content names its person: sent once more under either number it must be known again. */
export async function renewVisitDigests(tx: Tx, regionCode: string, residentId: string): Promise<void> {
  for (const row of await listVisitsOf(tx, regionCode, residentId)) {
    const digest = visitContentDigest(visitOf(row));
    if (digest !== row.contentDigest) await setVisitDigest(tx, regionCode, row, digest);
  }
}

/** Undecided applications are told apart by person and disease. */
export async function renameApplications(tx: Tx, { regionCode, survivorId }: TwoRecords, applications: readonly { readonly id: string; readonly diseaseCode: string }[]): Promise<void> {
  for (const { id, diseaseCode } of applications) await setOpenKey(tx, regionCode, id, `${survivorId}/${diseaseCode}`);
}

/** Nobody is in two households: the survivor keeps theirs, or joins that of the merged record. */
export async function joinHouseholds(tx: Tx, { regionCode, survivorId, mergedId }: TwoRecords): Promise<readonly HouseholdMemberRow[]> {
  const before = await listHouseholdRows(tx, regionCode, [survivorId, mergedId]);
  const own = before.find(({ residentId }) => residentId === survivorId);
  const other = before.find(({ residentId }) => residentId === mergedId);
  if (!other) return before;
  const isSame = own?.householdId === other.householdId;
  const relation = isSame && other.relation === 'head' ? 'head' : (own ?? other).relation;
  await replaceHouseholdRows(tx, regionCode, [survivorId, mergedId], [{ ...(own ?? other), residentId: survivorId, relation }]);
  return before;
}

/**
 * Classes of the merged record become the survivor's. Where both hold one from the same day, or both without an end, the survivor's lasts as
 * long as the two together and the other stays behind as history.
 */
export async function joinIdentities(tx: Tx, { regionCode, survivorId, mergedId }: TwoRecords): Promise<Pick<IdentityRow, 'id' | 'residentId' | 'fromDay' | 'toDay'>[]> {
  const before: Pick<IdentityRow, 'id' | 'residentId' | 'fromDay' | 'toDay'>[] = [];
  const plain = ({ id, residentId, fromDay, toDay }: IdentityRow) => ({ id, residentId, fromDay, toDay });
  for (const theirs of await listIdentityRecords(tx, regionCode, mergedId)) {
    const standing = (await listIdentityRecords(tx, regionCode, survivorId)).filter((own) => own.withdrawnAt === null && own.identityClass === theirs.identityClass);
    const rival = theirs.withdrawnAt === null ? standing.find((own) => own.fromDay === theirs.fromDay || (own.toDay === null && theirs.toDay === null)) : undefined;
    if (rival === undefined) {
      before.push(plain(theirs));
      await saveIdentityRow(tx, { regionCode, ...plain(theirs), residentId: survivorId });
      continue;
    }
    before.push(plain(rival));
    const fromDay = theirs.fromDay < rival.fromDay ? theirs.fromDay : rival.fromDay;
    const toDay = theirs.toDay === null || rival.toDay === null ? null : theirs.toDay > rival.toDay ? theirs.toDay : rival.toDay;
    await saveIdentityRow(tx, { regionCode, id: rival.id, residentId: survivorId, fromDay, toDay });
  }
  return before;
}

/** Insurance and days away as chosen; who was in a group by either record was in it. */
export async function joinDated(tx: Tx, { regionCode, survivorId }: TwoRecords, own: DatedParticulars, other: DatedParticulars, kept: ParticularsKept): Promise<void> {
  if (kept.insurance === 'merged') await replaceCoverage(tx, regionCode, survivorId, other.coverage);
  if (kept.home === 'merged') await replaceAbsences(tx, regionCode, survivorId, other.away);
  for (const group of keyGroups) {
    const theirs = other.groups[group];
    if (theirs) await replaceGroupTimeline(tx, regionCode, survivorId, group, joinTimelines(own.groups[group] ?? [], theirs));
  }
}

export async function restoreDated(tx: Tx, regionCode: string, residentId: string, dated: DatedParticulars): Promise<void> {
  await replaceCoverage(tx, regionCode, residentId, dated.coverage);
  await replaceAbsences(tx, regionCode, residentId, dated.away);
  const groups: readonly KeyGroup[] = keyGroups;
  for (const group of groups) await replaceGroupTimeline(tx, regionCode, residentId, group, dated.groups[group] ?? []);
}


export interface Places {
  readonly teamIds: readonly string[];
  readonly practitionerIds: readonly string[];
}

export async function placesOf(tx: Tx, { regionCode, survivorId, mergedId }: TwoRecords): Promise<Places> {
  const held = await listHeldPlaces(tx, regionCode, [survivorId, mergedId]);
  return { teamIds: [...new Set(held.map(({ teamId }) => teamId))].sort(), practitionerIds: [...new Set(held.map(({ practitionerId }) => practitionerId))].sort() };
}

/** A place belongs to a person: two records of one held two. */
export async function recountPlaces(tx: Tx, regionCode: string, { teamIds, practitionerIds }: Places): Promise<void> {
  await recountTeams(tx, regionCode, teamIds);
  await recountDoctors(tx, regionCode, practitionerIds);
}
