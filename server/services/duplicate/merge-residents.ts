import type { Queryable, Tx } from '@/db';
import { forgetYearUses } from '@/db/queries/benefit-year';
import { listContractsOfResident, saveTermination } from '@/db/queries/contract';
import { joinClaims } from '@/db/queries/contract-claim';
import { type ResidentMergeRow, insertMerge, listOpenApplications, listRecords, listRequesters, saveRecord, vacateNumber } from '@/db/queries/merge';
import { cutClaims, listContractEnds, readClaims } from '@/db/queries/merge-claims';
import { recountPaidPersons } from '@/db/queries/paid-person';
import { listAliasRows, listIdentityIndexes, putAlias, removeAlias } from '@/db/queries/resident-alias';
import { insertResidentChanges, refreshStanding } from '@/db/queries/resident-change';
import type { ResidentRow } from '@/db/queries/resident';
import { seal } from '@/db/sealed';
import type { Contract, ContractIn } from '@/server/domain/contract/contract';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ContractCut, type MergeFacts, type ParticularsKept, decideMerge } from '@/server/domain/registry/merge';
import { searchKeyVersion } from '@/server/domain/registry/search-keys';
import { type ServiceContext, nameOfActor, today } from '../context';
import { lapseRequests } from '../contract-request/lapse-requests';
import { permit } from '../permit';
import { renewSearchKeys } from '../resident/search-keys';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import { type TwoRecords, carryRows, joinDated, joinHouseholds, joinIdentities, placesOf, recountPlaces, renameApplications } from './carry-over';
import { changesOf } from './changes-of-merge';
import { joinPairs } from './join-pairs';
import { type MergeBefore, digestsAfter, readDated } from './merge-record';
import { chosenColumns, numberColumns } from './particulars';

export interface MergeInput {
  readonly survivorId: string;
  readonly mergedId: string;
  /** The versions of the two records that whoever merges has compared. */
  readonly survivorVersion: number;
  readonly mergedVersion: number;
  readonly kept: ParticularsKept;
  /** Which contract goes on where both have one that stands; null where there is nothing to choose. */
  readonly keptContractId: string | null;
  readonly reason: string;
}

export interface MergeResult {
  readonly mergeId: string;
  readonly survivorId: string;
  /** Contracts that end, or turn out never to have begun. */
  readonly cuts: readonly ContractCut[];
  /** Visits that are adjudicated differently as those of one person. */
  readonly changedVisits: number;
}

/**
 * 合并档案: makes two records of one person one, in one unit of work. Everything that named the second record names the survivor, its number
 * leads to the survivor for ever, of two contracts on a day one goes on, and the visits of both are folded as one person's: what that
 * changes is posted to the open month. Nothing is deleted; what was, is kept sealed with the merge and can be put back by `undoMerge`.
 */
export function mergeResidents(context: ServiceContext, input: MergeInput): Promise<Outcome<MergeResult, AnyRefusal>> {
  const { regionCode } = permit(context, 'resident:merge');
  return unitOfWork<MergeResult, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const records = await listRecords(tx, regionCode, [input.survivorId, input.mergedId]);
    const survivor = records.find(({ id }) => id === input.survivorId);
    const merged = records.find(({ id }) => id === input.mergedId);
    if (!survivor || !merged) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const contracts = [...(await listContractsOfResident(tx, regionCode, survivor.id)), ...(survivor.id === merged.id ? [] : await listContractsOfResident(tx, regionCode, merged.id))];
    const decision = decideMerge({ ...(await doubledOf(tx, regionCode, input)), survivor, merged, reason: input.reason, contracts, keptContractId: input.keptContractId, today: today(context) });
    if (!decision.ok) return decision;
    if (survivor.version !== input.survivorVersion || merged.version !== input.mergedVersion) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });
    return merge(context, unit, { survivor, merged, input, contracts, cuts: decision.value.cuts });
  });
}

async function doubledOf(q: Queryable, regionCode: string, { survivorId, mergedId }: MergeInput): Promise<Pick<MergeFacts, 'appliedTwice'>> {
  const applications = await listOpenApplications(q, regionCode, [survivorId, mergedId]);
  const own = new Set(applications.filter(({ residentId }) => residentId === survivorId).map(({ diseaseCode }) => diseaseCode));
  const twice = applications.filter(({ residentId, diseaseCode }) => residentId === mergedId && own.has(diseaseCode));
  return { appliedTwice: twice.map(({ diseaseName }) => diseaseName) };
}

interface Merging {
  readonly survivor: ResidentRow;
  readonly merged: ResidentRow;
  readonly input: MergeInput;
  readonly contracts: readonly Contract[];
  readonly cuts: readonly ContractCut[];
}

async function merge(context: ServiceContext, unit: UnitOfWork, merging: Merging): Promise<Outcome<MergeResult, AnyRefusal>> {
  const { tx, audit } = unit;
  const { survivor, merged, input, cuts } = merging;
  const { regionCode } = survivor;
  const both: TwoRecords = { regionCode, survivorId: survivor.id, mergedId: merged.id };
  const now = context.now();
  const places = await placesOf(tx, both);
  const before = await readBefore(tx, merging);
  if (!(await saveRecords(tx, merging))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });
  await lapseDoubled(context, unit, merging);
  await renameApplications(tx, both, await listOpenApplications(tx, regionCode, [merged.id]));
  const moved = await carryRows(tx, both, now);
  await leadNumbers(tx, before, now);
  if (!(await endContracts(unit, merging, now))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  await cutClaims(tx, before.identityIndexes, regionCode, cuts);
  await recountPlaces(tx, regionCode, places);
  const household = await joinHouseholds(tx, both);
  const identities = await joinIdentities(tx, both);
  await joinDated(tx, both, before.dated, await readDated(tx, regionCode, merged.id), input.kept);
  await refreshStanding(tx, regionCode, survivor.id, today(context));
  const mergeId = context.newId();
  const pairs = await joinPairs(tx, context, both);
  await insertResidentChanges(tx, changesOf(context, survivor, merged, input.kept, input.reason));
  await renewSearchKeys(tx, regionCode, survivor.id);
  await forgetYearUses(tx, regionCode, [merged.id], 'all');
  await recountPaidPersons(tx, regionCode, [survivor.id, merged.id]);
  const changedVisits = await refoldResident(tx, regionCode, survivor, now);
  const row: ResidentMergeRow = {
    ...{ regionCode, id: mergeId, survivorId: survivor.id, mergedId: merged.id, reason: input.reason.trim(), kept: input.kept, moved },
    beforeSealed: seal(JSON.stringify({ ...before, household, identities, pairs } satisfies MergeBefore)),
    afterDigests: await digestsAfter(tx, regionCode, survivor.id, merged.id),
    ...{ mergedAt: now, mergedBy: actorRef(context.actor), mergedByName: nameOfActor(context.actor), undoneAt: null, undoneByName: null, undoneReason: null },
  };
  await insertMerge(tx, row);
  const counts = Object.fromEntries(Object.entries(moved).map(([table, keys]) => [table, keys.length]));
  const facts = { mergeId, reason: row.reason, kept: input.kept, moved: counts, cuts, changedVisits };
  await audit({ action: 'resident.merged', subject: { kind: 'resident', id: survivor.id }, facts: { ...facts, mergedId: merged.id } });
  await audit({ action: 'resident.merged_away', subject: { kind: 'resident', id: merged.id }, facts: { mergeId, survivorId: survivor.id, reason: row.reason } });
  return accept({ mergeId, survivorId: survivor.id, cuts, changedVisits });
}

/** One person has one open request: the survivor's, where both asked. A wish to end a contract that gives way is met by that. */
async function lapseDoubled(context: ServiceContext, unit: UnitOfWork, { survivor, merged, cuts }: Merging): Promise<void> {
  const requesters = await listRequesters(unit.tx, survivor.regionCode, [survivor.id, merged.id]);
  const endings = cuts.map(({ id }) => id);
  await lapseRequests(context, unit, merged, 'merged', { signing: requesters.length > 1, endings });
  await lapseRequests(context, unit, survivor, 'merged', { signing: false, endings });
}

async function readBefore(tx: Tx, { survivor, merged, cuts }: Merging): Promise<MergeBefore> {
  const { regionCode } = survivor;
  const identityIndexes = [...(await listIdentityIndexes(tx, regionCode, survivor.id)), ...(await listIdentityIndexes(tx, regionCode, merged.id))];
  const applications = await listOpenApplications(tx, regionCode, [merged.id]);
  return {
    survivor,
    merged,
    dated: await readDated(tx, regionCode, survivor.id),
    contracts: await listContractEnds(tx, regionCode, cuts.map(({ id }) => id)),
    claims: await readClaims(tx, identityIndexes),
    identityIndexes,
    aliases: await listAliasRows(tx, regionCode, identityIndexes),
    household: [],
    identities: [],
    applications: applications.map(({ id, diseaseCode }) => ({ id, openKey: `${merged.id}/${diseaseCode}` })),
    pairs: [],
  };
}

/** The survivor takes the particulars that were chosen; of the two numbers each record keeps one. False when either changed meanwhile. */
async function saveRecords(tx: Tx, { survivor, merged, input }: Merging): Promise<boolean> {
  const swaps = input.kept.certificate === 'merged';
  if (swaps) for (const { id } of [survivor, merged]) await vacateNumber(tx, survivor.regionCode, id);
  const left = { mergedIntoId: survivor.id, searchVersion: searchKeyVersion, ...(swaps ? numberColumns(survivor) : {}) };
  return (await saveRecord(tx, merged, left)) && (await saveRecord(tx, survivor, chosenColumns(merged, input.kept)));
}

/** Every number of either record leads to the survivor, and claims them. */
async function leadNumbers(tx: Tx, { survivor, identityIndexes }: MergeBefore, at: number): Promise<void> {
  const { regionCode, id } = survivor;
  const [own] = await listIdentityIndexes(tx, regionCode, id);
  if (own !== undefined) await removeAlias(tx, regionCode, own);
  for (const identityIndex of identityIndexes) {
    if (identityIndex !== own) await putAlias(tx, regionCode, { identityIndex, residentId: id, kind: 'merged', since: at });
  }
  await joinClaims(tx, identityIndexes);
}

/** False when a contract that gives way was changed meanwhile. */
async function endContracts({ tx, audit }: UnitOfWork, { contracts, cuts, input }: Merging, endedAt: number): Promise<boolean> {
  for (const { id, endDay } of cuts) {
    const contract = contracts.find((one) => one.id === id);
    if (contract === undefined) return false;
    const ended: ContractIn<'terminated'> = { ...contract, status: 'terminated', endDay, termination: { reason: 'duplicate', endedAt } };
    if (!(await saveTermination(tx, contract, ended))) return false;
    await audit({ action: 'contract.terminated', subject: { kind: 'contract', id }, facts: { reason: 'duplicate', note: input.reason.trim(), endDay, agreedEndDay: contract.endDay } });
  }
  return true;
}
