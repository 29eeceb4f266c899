import type { Tx } from '@/db';
import { listContractsOfResidents } from '@/db/queries/contract';
import {
  type ContractFulfilmentRow,
  type FollowUpRow,
  deleteFollowUps,
  insertFollowUps,
  insertFulfilments,
  listBirthDays,
  listFollowUpsOf,
  listFulfilmentsOf,
  saveFulfilment,
} from '@/db/queries/follow-up';
import { listServicesOfResidents } from '@/db/queries/service-record';
import type { Contract } from '@/server/domain/contract/contract';
import { planFollowUps } from '@/server/domain/fulfilment/follow-up';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { contentOf } from './contract-content';

/**
 * Part of a unit of work that changed somebody's contracts or services: what they are owed by follow-up plans, and what their contracts
 * were given in all, as it now follows from both. What did not change is not written.
 */
export async function replanFollowUps(tx: Tx, regionCode: string, residentIds: readonly string[]): Promise<void> {
  const policies = await listPoliciesOf(tx, regionCode);
  const contracts = await listContractsOfResidents(tx, regionCode, residentIds);
  const services = byResident(await listServicesOfResidents(tx, regionCode, residentIds));
  const births = await listBirthDays(tx, regionCode, residentIds);
  const wanted = residentIds.map((residentId) => {
    const own = contracts.get(residentId) ?? [];
    const given = services.get(residentId) ?? [];
    return { occasions: occasionsOf(own, births.get(residentId) ?? '', given, policies), summaries: own.map((contract) => summaryOf(contract, given)) };
  });
  await writeOccasions(tx, await listFollowUpsOf(tx, regionCode, residentIds), wanted.flatMap(({ occasions }) => occasions));
  await writeSummaries(tx, await listFulfilmentsOf(tx, regionCode, residentIds), wanted.flatMap(({ summaries }) => summaries));
}

type Given = Awaited<ReturnType<typeof listServicesOfResidents>>[number];

function occasionsOf(contracts: readonly Contract[], birthDay: string, given: readonly Given[], policies: readonly PolicyVersion[]): FollowUpRow[] {
  if (birthDay === '') return [];
  const planned = contracts.map((contract) => ({ ...contract, ...contentOf(policies, contract) }));
  const byId = new Map(contracts.map((contract) => [contract.id, contract]));
  return planFollowUps({ contracts: planned, birthDay, given }).flatMap((occasion) => {
    const contract = byId.get(occasion.contractId);
    if (!contract) return [];
    const { regionCode, residentId, teamId, institutionCode } = contract;
    return [{ ...occasion, regionCode, residentId, teamId, institutionCode }];
  });
}

function summaryOf({ id: contractId, regionCode, residentId, teamId, institutionCode, startDay, endDay }: Contract, given: readonly Given[]): ContractFulfilmentRow {
  const own = given.filter((each) => each.contractId === contractId);
  return { regionCode, contractId, residentId, teamId, institutionCode, startDay, endDay, given: own.length, lastGivenDay: own.at(-1)?.day ?? null };
}

async function writeOccasions(tx: Tx, held: readonly FollowUpRow[], wanted: readonly FollowUpRow[]): Promise<void> {
  const same = new Set(wanted.map(textOf));
  const stays = new Set(held.map(textOf));
  await deleteFollowUps(tx, held.filter((row) => !same.has(textOf(row))));
  await insertFollowUps(tx, wanted.filter((row) => !stays.has(textOf(row))));
}

function textOf({ contractId, planCode, itemCode, opensOn, dueFrom, dueOn, closesOn, doneOn, teamId, institutionCode, residentId }: FollowUpRow): string {
  return [contractId, planCode, itemCode, opensOn, dueFrom, dueOn, closesOn, doneOn ?? '', teamId, institutionCode, residentId].join(' ');
}

async function writeSummaries(tx: Tx, held: readonly ContractFulfilmentRow[], wanted: readonly ContractFulfilmentRow[]): Promise<void> {
  const before = new Map(held.map((row) => [row.contractId, row]));
  await insertFulfilments(tx, wanted.filter(({ contractId }) => !before.has(contractId)));
  for (const row of wanted) {
    const old = before.get(row.contractId);
    if (old && JSON.stringify(ordered(old)) !== JSON.stringify(ordered(row))) await saveFulfilment(tx, row);
  }
}

function ordered({ teamId, institutionCode, residentId, startDay, endDay, given, lastGivenDay }: ContractFulfilmentRow) {
  return [teamId, institutionCode, residentId, startDay, endDay, given, lastGivenDay];
}

function byResident(rows: readonly Given[]): Map<string, Given[]> {
  const found = new Map<string, Given[]>();
  for (const row of rows) {
    const own = found.get(row.residentId);
    if (own) own.push(row);
    else found.set(row.residentId, [row]);
  }
  return found;
}
