import type { Queryable, Tx } from '@/db';
import { insertPair, listPairsOf, removePair } from '@/db/queries/duplicate';
import { type ResidentMergeRow, findMerge, listMergesOf, listRecords, moveRowsBack, readdressNotices, renameFindings, replaceHouseholdRows, saveIdentityRow, saveRecord, saveUndone, setOpenKey, vacateNumber } from '@/db/queries/merge';
import { recountPaidPersons } from '@/db/queries/paid-person';
import { restoreClaims, saveContractEnd } from '@/db/queries/merge-claims';
import { movingTables } from '@/db/queries/merge-plan';
import { putAlias, removeAlias } from '@/db/queries/resident-alias';
import { refreshStanding } from '@/db/queries/resident-change';
import { unseal } from '@/db/sealed';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type DuplicateRefusal, type MergeSubject, mergeSubjects, shortestMergeReason } from '@/server/domain/registry/merge';
import { type ServiceContext, nameOfActor, today } from '../context';
import { permit } from '../permit';
import { renewSearchKeys } from '../resident/search-keys';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import { placesOf, recountPlaces, renewVisitDigests, restoreDated } from './carry-over';
import { type MergeBefore, digestsAfter } from './merge-record';

/**
 * Parts two records that were made one by mistake, as long as nothing has happened since: everything that moved goes back, contracts that
 * gave way stand again, and the visits of each are folded as their own.
 */
export function undoMerge(context: ServiceContext, input: { readonly mergeId: string; readonly reason: string }): Promise<Outcome<{ survivorId: string; mergedId: string }, AnyRefusal>> {
  const { regionCode } = permit(context, 'resident:merge');
  return unitOfWork<{ survivorId: string; mergedId: string }, AnyRefusal>(context, async (unit) => {
    const merge = await findMerge(unit.tx, regionCode, input.mergeId);
    if (!merge) return refuse({ code: 'not_found', facts: { what: 'merge' } });
    const refusals: DuplicateRefusal[] = await whyNotUndo(unit.tx, merge);
    if ([...input.reason.trim()].length < shortestMergeReason) refusals.push({ code: 'duplicate.reason_missing', facts: { least: shortestMergeReason } });
    const [first, ...others] = refusals;
    return first ? refuse<AnyRefusal>(first, ...others) : part(context, unit, merge, input.reason.trim());
  });
}

/** Why a merge cannot be undone; empty when it can. */
export async function whyNotUndo(q: Queryable, merge: ResidentMergeRow): Promise<DuplicateRefusal[]> {
  const { regionCode, survivorId, mergedId } = merge;
  if (merge.undoneAt !== null) return [{ code: 'duplicate.undone_already', facts: {} }];
  const later = (await listMergesOf(q, regionCode, [survivorId, mergedId])).filter((other) => other.undoneAt === null && other.id !== merge.id && isLater(other, merge));
  if (later.length > 0) return [{ code: 'duplicate.merged_again', facts: {} }];
  const now = await digestsAfter(q, regionCode, survivorId, mergedId);
  const subjects: MergeSubject[] = mergeSubjects.filter((subject) => now[subject] !== merge.afterDigests[subject]);
  return subjects.length === 0 ? [] : [{ code: 'duplicate.changed_since', facts: { subjects } }];
}

function isLater(one: ResidentMergeRow, other: ResidentMergeRow): boolean {
  return one.mergedAt > other.mergedAt || (one.mergedAt === other.mergedAt && one.id > other.id);
}

async function part(context: ServiceContext, unit: UnitOfWork, merge: ResidentMergeRow, reason: string): Promise<Outcome<{ survivorId: string; mergedId: string }, AnyRefusal>> {
  const { tx, audit } = unit;
  const { regionCode, survivorId, mergedId } = merge;
  const now = context.now();
  const before = JSON.parse(unseal(merge.beforeSealed)) as MergeBefore;
  const changed = refuse({ code: 'conflict.changed_meanwhile' as const, facts: { what: 'resident' } });
  if (!(await saveUndone(tx, merge, { undoneAt: now, undoneByName: nameOfActor(context.actor), undoneReason: reason }))) return changed;
  const both = { regionCode, survivorId, mergedId };
  const held = await placesOf(tx, both);
  if (!(await restoreRecords(tx, regionCode, before))) return changed;
  await moveBack(tx, merge);
  await recountPaidPersons(tx, regionCode, [survivorId, mergedId]);
  await restoreWritten(tx, regionCode, before);
  const places = await placesOf(tx, both);
  await recountPlaces(tx, regionCode, { teamIds: [...new Set([...held.teamIds, ...places.teamIds])].sort(), practitionerIds: [...new Set([...held.practitionerIds, ...places.practitionerIds])].sort() });
  for (const id of [survivorId, mergedId]) {
    await refreshStanding(tx, regionCode, id, today(context));
    await renewVisitDigests(tx, regionCode, id);
    await renewSearchKeys(tx, regionCode, id);
    await refoldResident(tx, regionCode, { id }, now);
  }
  for (const id of [survivorId, mergedId]) await audit({ action: 'resident.merge_undone', subject: { kind: 'resident', id }, facts: { mergeId: merge.id, reason } });
  return accept({ survivorId, mergedId });
}

/** Both records say again what they said; their versions go on. */
async function restoreRecords(tx: Tx, regionCode: string, before: MergeBefore): Promise<boolean> {
  const now = await listRecords(tx, regionCode, [before.survivor.id, before.merged.id]);
  for (const { id } of now) await vacateNumber(tx, regionCode, id);
  for (const was of [before.merged, before.survivor]) {
    const is = now.find(({ id }) => id === was.id);
    const { version: _version, id: _id, regionCode: _region, ...columns } = was;
    if (!is || !(await saveRecord(tx, is, columns))) return false;
  }
  return true;
}

async function moveBack(tx: Tx, { regionCode, survivorId, mergedId, moved }: ResidentMergeRow): Promise<void> {
  for (const moving of movingTables) await moveRowsBack(tx, regionCode, moving, moved[moving.name] ?? [], survivorId, mergedId);
  const ids = (table: string) => (moved[table] ?? []).map(([id]) => id ?? '');
  await readdressNotices(tx, regionCode, survivorId, mergedId, ids('notice'));
  await renameFindings(tx, regionCode, survivorId, mergedId, ids('warning_finding'));
}

async function restoreWritten(tx: Tx, regionCode: string, before: MergeBefore): Promise<void> {
  const { survivor, merged } = before;
  for (const end of before.contracts) await saveContractEnd(tx, regionCode, end);
  await restoreClaims(tx, regionCode, before.identityIndexes, before.claims);
  for (const index of before.identityIndexes) await removeAlias(tx, regionCode, index);
  for (const alias of before.aliases) await putAlias(tx, regionCode, alias);
  for (const { id, openKey } of before.applications) await setOpenKey(tx, regionCode, id, openKey);
  await replaceHouseholdRows(tx, regionCode, [survivor.id, merged.id], before.household);
  // In the order in which they were changed, the last one first: a class never begins twice on the way back.
  for (const row of [...before.identities].reverse()) await saveIdentityRow(tx, { regionCode, ...row });
  await restoreDated(tx, regionCode, survivor.id, before.dated);
  for (const pair of await listPairsOf(tx, regionCode, [merged.id, ...before.pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]).filter((id) => id === survivor.id)])) {
    const isTheirs = [pair.firstId, pair.secondId].includes(merged.id) && [pair.firstId, pair.secondId].includes(survivor.id);
    if (isTheirs || before.pairs.some(({ id }) => id === pair.id)) await removePair(tx, regionCode, pair.id);
  }
  for (const pair of before.pairs) await insertPair(tx, { ...pair, version: pair.version + 2 });
}
