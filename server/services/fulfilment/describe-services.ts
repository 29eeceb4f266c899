import { listContractsOfResident } from '@/db/queries/contract';
import { type FollowUpRow, listFollowUpsOf } from '@/db/queries/follow-up';
import { findResident } from '@/db/queries/resident';
import { type NamedServiceRecord, listResidentServices } from '@/db/queries/service-record';
import type { Contract } from '@/server/domain/contract/contract';
import { type Entitlement, entitlements } from '@/server/domain/fulfilment/entitlements';
import { type FollowUpState, followUpStateOn } from '@/server/domain/fulfilment/follow-up';
import type { Measurements, ServicePlace } from '@/server/domain/fulfilment/service';
import { type Day, addDays } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { ownResident } from '../own/own-resident';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { contentOf } from './contract-content';

export interface ServiceEntry {
  readonly id: string;
  readonly contractId: string;
  readonly itemCode: string;
  readonly itemName: string;
  readonly day: Day;
  readonly place: ServicePlace;
  readonly practitionerName: string;
  readonly teamName: string;
  readonly bySubstitute: boolean;
  readonly beyondPackage: boolean;
  readonly note: string | null;
  readonly measurements: Measurements;
  readonly recordedAt: number;
  readonly withdrawn: { readonly at: number; readonly reason: string } | null;
}

export interface FollowUpEntry {
  readonly planCode: string;
  readonly planName: string;
  readonly itemCode: string;
  readonly itemName: string;
  readonly dueFrom: Day;
  readonly dueOn: Day;
  readonly closesOn: Day;
  readonly doneOn: Day | null;
  readonly state: FollowUpState;
}

/** What a resident is owed and was given. */
export interface ServicesOfResident {
  /** The contract that covers today; null: none does, and nothing can be recorded for today. */
  readonly contract: { readonly id: string; readonly number: string; readonly teamId: string; readonly teamName: string; readonly startDay: Day; readonly endDay: Day } | null;
  /** This year of that contract, item by item, in the order of its packages. */
  readonly entitlements: readonly (Entitlement & { readonly packageName: string })[];
  /** Of contracts in force or about to begin; of ended ones what was missed or done within a year. By the day they are due. */
  readonly followUps: readonly FollowUpEntry[];
  /** The latest first. */
  readonly given: readonly ServiceEntry[];
}

const mostShown = 200;

/** A resident within reach: what their packages hold this year, what falls due, and what was given. */
export async function describeServices(context: ServiceContext, { residentId }: { readonly residentId: string }): Promise<Outcome<ServicesOfResident, AnyRefusal>> {
  const reach = permit(context, 'service:read');
  const resident = await findResident(context.store.reads, reach, residentId);
  if (!resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  return accept(await servicesOf(context, resident.regionCode, residentId));
}

/** What the person who asks is owed and was given; withdrawn entries are left out, for nothing was given. */
export async function describeOwnServices(context: ServiceContext): Promise<ServicesOfResident> {
  const { regionCode, residentId } = ownResident(context);
  const all = await servicesOf(context, regionCode, residentId);
  return { ...all, given: all.given.filter(({ withdrawn }) => withdrawn === null).map((entry) => ({ ...entry, note: null })) };
}

async function servicesOf(context: ServiceContext, regionCode: string, residentId: string): Promise<ServicesOfResident> {
  const q = context.store.reads;
  const day = today(context);
  const [contracts, records, occasions, policies] = await Promise.all([
    listContractsOfResident(q, regionCode, residentId),
    listResidentServices(q, regionCode, residentId, mostShown),
    listFollowUpsOf(q, regionCode, [residentId]),
    listPoliciesOf(q, regionCode),
  ]);
  const words = wordsOf(policies);
  const current = contracts.find(({ startDay, endDay }) => startDay <= day && day <= endDay) ?? null;
  return {
    contract: current && { id: current.id, number: current.number, teamId: current.teamId, teamName: current.teamName, startDay: current.startDay, endDay: current.endDay },
    entitlements: current ? entitlementsOf(current, records, policies, day) : [],
    followUps: shownOccasions(occasions, contracts, day).map((row) => ({ ...entryOf(row, day), planName: words.plans.get(row.planCode) ?? row.planCode, itemName: words.items.get(row.itemCode) ?? row.itemCode })),
    given: records.map((record) => givenOf(record, words.items)),
  };
}

function entitlementsOf(contract: Contract, records: readonly NamedServiceRecord[], policies: readonly PolicyVersion[], day: Day) {
  const { packages } = contentOf(policies, contract);
  const standing = records.filter(({ contractId, withdrawnAt }) => contractId === contract.id && withdrawnAt === null);
  const names = new Map(packages.map(({ code, name }) => [code, name]));
  return entitlements(packages, contract, day, standing).map((each) => ({ ...each, packageName: names.get(each.packageCode) ?? each.packageCode }));
}

const yearDays = 366;

/** What is over for more than a year is history. */
function shownOccasions(occasions: readonly FollowUpRow[], contracts: readonly Contract[], day: Day): FollowUpRow[] {
  const known = new Set(contracts.map(({ id }) => id));
  return occasions.filter(({ contractId, closesOn }) => known.has(contractId) && closesOn >= addDays(day, -yearDays));
}

function entryOf({ planCode, itemCode, dueFrom, dueOn, closesOn, doneOn }: FollowUpRow, day: Day) {
  return { planCode, itemCode, dueFrom, dueOn, closesOn, doneOn, state: followUpStateOn({ dueFrom, dueOn, closesOn, doneOn }, day) };
}

function givenOf(record: NamedServiceRecord, items: ReadonlyMap<string, string>): ServiceEntry {
  const { id, contractId, itemCode, day, place, practitionerName, teamName, bySubstitute, beyondPackage, note, measurements, recordedAt, withdrawnAt, withdrawnReason } = record;
  return {
    ...{ id, contractId, itemCode, day, place, practitionerName, teamName, bySubstitute, beyondPackage, note, measurements, recordedAt },
    itemName: items.get(itemCode) ?? itemCode,
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, reason: withdrawnReason ?? '' },
  };
}

/** Names by code, the newest policy's where several know one. */
function wordsOf(policies: readonly PolicyVersion[]) {
  const oldestFirst = [...policies].sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1));
  return {
    items: new Map(oldestFirst.flatMap(({ contract }) => contract.packages.flatMap(({ items }) => items.map(({ code, name }) => [code, name] as const)))),
    plans: new Map(oldestFirst.flatMap(({ contract }) => contract.followUps.map(({ code, name }) => [code, name] as const))),
  };
}
