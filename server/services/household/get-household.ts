import type { Queryable, Reach } from '@/db';
import { listContractIntervals } from '@/db/queries/contract-interval';
import { type GuardianRow, type MemberRow, findHouseholdOf, listGuardiansOn, listHouseholdMembers } from '@/db/queries/household';
import { type ResidentRow, findResident, maskedPhoneOf } from '@/db/queries/resident';
import { listInstitutions } from '@/db/queries/registry';
import type { ContractInterval } from '@/server/domain/benefit/adjudication';
import { guardianUnderAge } from '@/server/domain/contract/rules';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { GuardianRelation, HouseholdRelation } from '@/server/domain/registry/household';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';

export interface GuardianSummary {
  readonly id: string;
  readonly name: string;
  readonly relation: GuardianRelation;
  /** Set when the guardian is a resident of the region. */
  readonly residentId: string | null;
}

export interface SignedState {
  readonly contractId: string;
  readonly institutionName: string;
  readonly from: Day;
  readonly to: Day;
}

/** Somebody of a household as they are looked at before all of it is signed at once. */
export interface HouseholdMember extends ResidentSummary {
  /** What they are to the head; null for somebody who is in no household. */
  readonly relation: HouseholdRelation | null;
  /** Null, like the address, for whoever is out of reach. */
  readonly maskedPhone: string | null;
  readonly address: string | null;
  /** The contract that covers today or begins later; null for somebody who may be signed. */
  readonly signed: SignedState | null;
  /** Whether the age asks for a guardian's consent. */
  readonly needsGuardian: boolean;
  /** Whoever are guardians today. */
  readonly guardians: readonly GuardianSummary[];
  /** Whether the person's own page opens for whoever asks. */
  readonly inReach: boolean;
  readonly version: number;
}

export interface HouseholdView {
  /** Null for somebody who is in no household; then they are its only member. */
  readonly householdId: string | null;
  readonly address: string | null;
  /** The one who was asked for first, then the oldest first. */
  readonly members: readonly HouseholdMember[];
}

/** Of everybody who was shown, as each of them has a right to know. */
export const householdViewed = 'resident.household_viewed';

/** The household of a resident within reach, with what signing all of it at once needs to know. Looking leaves an audit row of each member. */
export function getHousehold(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<HouseholdView, AnyRefusal>> {
  const reach = permit(context, 'resident:read');
  return unitOfWork<HouseholdView, AnyRefusal>(context, async ({ tx, audit }) => {
    const row = await findResident(tx, reach, input.residentId);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const view = await readHousehold(tx, reach, row, today(context));
    for (const { id } of view.members) await audit({ action: householdViewed, subject: { kind: 'resident', id }, facts: { members: view.members.length } });
    return accept(view);
  });
}

/** The same of a resident who was found already. */
export async function readHousehold(q: Queryable, reach: Reach, row: ResidentRow, day: Day): Promise<HouseholdView> {
  const { regionCode } = reach;
  const household = await findHouseholdOf(q, regionCode, row.id);
  const people: (MemberRow | { resident: ResidentRow; relation: null })[] =
    household === null ? [{ resident: row, relation: null }] : await listHouseholdMembers(q, regionCode, household.id);
  const ids = people.map(({ resident }) => resident.id);
  const contracts = await listContractIntervals(q, regionCode, ids);
  const guardians = await listGuardiansOn(q, regionCode, ids, day);
  const held = new Map(ids.map((id) => [id, contractFor(contracts.get(id) ?? [], day)]));
  const places = await namesOf(q, regionCode, [...held.values()].flatMap((each) => (each ? [each.institutionCode] : [])));
  const members: HouseholdMember[] = [];
  for (const { resident, relation } of people) {
    const summary = summaryOf(resident, day);
    const inReach = (await findResident(q, reach, resident.id)) !== null;
    const contract = held.get(resident.id) ?? null;
    members.push({
      ...summary,
      relation,
      maskedPhone: inReach ? maskedPhoneOf(resident) : null,
      address: inReach ? resident.address : null,
      signed: contract && { contractId: contract.contractId, institutionName: places.get(contract.institutionCode) ?? contract.institutionCode, from: contract.from, to: contract.to },
      needsGuardian: summary.age < guardianUnderAge,
      guardians: guardians.filter((each) => each.residentId === resident.id).map(guardianSummary),
      inReach,
      version: resident.version,
    });
  }
  const first = members.filter(({ id }) => id === row.id);
  return { householdId: household?.id ?? null, address: household?.address ?? row.address, members: [...first, ...members.filter(({ id }) => id !== row.id)] };
}

export function guardianSummary({ id, name, relation, guardianResidentId }: GuardianRow): GuardianSummary {
  return { id, name, relation, residentId: guardianResidentId };
}

/** The contract that keeps a person from being signed for today: one in force, or the next one. */
function contractFor(intervals: readonly ContractInterval[], day: Day): ContractInterval | null {
  return [...intervals].sort((a, b) => (a.from < b.from ? -1 : 1)).find(({ to }) => to >= day) ?? null;
}

async function namesOf(q: Queryable, regionCode: string, codes: readonly string[]): Promise<Map<string, string>> {
  const places = await listInstitutions(q, regionCode, [...new Set(codes)]);
  return new Map(places.map(({ code, name }) => [code, name]));
}
