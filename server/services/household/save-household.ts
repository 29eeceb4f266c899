import type { Tx } from '@/db';
import {
  findHouseholdOf,
  insertHousehold,
  insertHouseholdMember,
  listHouseholdMembers,
  removeHouseholdMember,
  setHouseholdAddress,
  setRelation,
} from '@/db/queries/household';
import { type ResidentRow, findResident, findResidentOfRegion } from '@/db/queries/resident';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type HouseholdMove, type ProposedMember, decideHousehold } from '@/server/domain/registry/decide-household';
import type { HouseholdRelation } from '@/server/domain/registry/household';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { saveChange } from '../resident-change/save-change';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';

export interface SaveHouseholdInput {
  /** Somebody within reach, whose household it is or becomes. */
  readonly residentId: string;
  /** Everybody it is to consist of, the one above among them unless they leave it. */
  readonly members: readonly { readonly residentId: string; readonly relation: HouseholdRelation }[];
  readonly address: string | null;
  /** Who was in it when it was looked at, so that two editors do not undo each other. */
  readonly seen: readonly string[];
}

export interface HouseholdSaved {
  readonly householdId: string;
  readonly changed: number;
}

/** 家庭: who lives together, and what each is to the head. Everybody whose place changes gets a row in their history. */
export function saveHousehold(context: ServiceContext, input: SaveHouseholdInput): Promise<Outcome<HouseholdSaved, AnyRefusal>> {
  const reach = permit(context, 'resident:change');
  const { regionCode } = reach;
  return unitOfWork<HouseholdSaved, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const asked = await findResident(tx, reach, input.residentId);
    if (!asked) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const household = await findHouseholdOf(tx, regionCode, asked.id);
    const held = household === null ? [] : await listHouseholdMembers(tx, regionCode, household.id);
    const heldIds = held.map(({ resident }) => resident.id).sort();
    if (household !== null && heldIds.join() !== [...input.seen].sort().join()) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'household' } });
    const people = new Map<string, ResidentRow>(held.map(({ resident }) => [resident.id, resident]));
    for (const { residentId } of input.members) {
      // Whoever joins was found by their whole number, wherever in the region they are registered.
      const joining = people.get(residentId) ?? (await findResidentOfRegion(tx, regionCode, residentId));
      if (!joining || joining.mergedIntoId !== null) return refuse({ code: 'not_found', facts: { what: 'resident' } });
      people.set(residentId, joining);
    }
    const proposed = await proposedOf(tx, input, people);
    const decision = decideHousehold(household?.id ?? null, held.map(({ resident, relation }) => ({ residentId: resident.id, relation })), proposed);
    if (!decision.ok) return decision;
    const address = input.address?.normalize('NFC').trim() || null;
    if (decision.value.length === 0 && address === (household?.address ?? null)) return refuse({ code: 'resident.nothing_changed', facts: {} });
    const householdId = household?.id ?? context.newId();
    if (household === null) await insertHousehold(tx, { regionCode, id: householdId, address, createdAt: context.now() });
    else await setHouseholdAddress(tx, regionCode, householdId, address);
    const moved = await moveAll(context, unit, householdId, decision.value, people);
    if (!moved.ok) return moved;
    await unit.audit({ action: 'resident.household_saved', subject: { kind: 'resident', id: asked.id }, facts: { householdId, members: input.members.length, changed: decision.value.length } });
    return accept({ householdId, changed: decision.value.length });
  });
}

async function proposedOf(tx: Tx, { members }: SaveHouseholdInput, people: ReadonlyMap<string, ResidentRow>): Promise<ProposedMember[]> {
  const proposed: ProposedMember[] = [];
  for (const { residentId, relation } of new Map(members.map((each) => [each.residentId, each])).values()) {
    const person = people.get(residentId);
    const other = person ? await findHouseholdOf(tx, person.regionCode, residentId) : null;
    proposed.push({ residentId, relation, name: person?.name ?? '', householdId: other?.id ?? null });
  }
  return proposed;
}

/** Whoever leaves or gives up being its head goes first, so that a new head finds the place free. */
async function moveAll(context: ServiceContext, unit: UnitOfWork, householdId: string, moves: readonly HouseholdMove[], people: ReadonlyMap<string, ResidentRow>): Promise<Outcome<null, AnyRefusal>> {
  const givesUp = ({ before, after }: HouseholdMove) => (after === null ? 0 : before === 'head' ? 1 : 2);
  for (const move of [...moves].sort((a, b) => givesUp(a) - givesUp(b))) {
    const row = people.get(move.residentId);
    if (!row) throw new Error('somebody of a household was not read');
    const saved = await saveChange(context, unit, row, planMove(context, row, householdId, move), 'desk');
    if (!saved.ok) return saved;
  }
  return accept(null);
}

function planMove(context: ServiceContext, { regionCode, id }: ResidentRow, householdId: string, { before, after }: HouseholdMove) {
  const value = (relation: HouseholdRelation | null) => (relation === null ? null : { relation });
  return {
    action: 'resident.household_changed',
    facts: { householdId },
    fields: [{ field: 'household' as const, day: null, before: value(before), after: value(after) }],
    reason: null,
    refolds: false,
    write: async ({ tx }: UnitOfWork): Promise<Outcome<null, AnyRefusal>> => {
      const won = await (after === null
        ? removeHouseholdMember(tx, regionCode, householdId, id)
        : before === null
          ? insertHouseholdMember(tx, { regionCode, residentId: id, householdId, relation: after, joinedAt: context.now() })
          : setRelation(tx, regionCode, householdId, id, after));
      return won ? accept(null) : refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'household' } });
    },
  };
}

/** Part of a unit of work: puts somebody into the household of another, who becomes the head of a new one where they are in none. */
export async function joinHousehold(context: ServiceContext, unit: UnitOfWork, row: ResidentRow, { residentId, relation }: { readonly residentId: string; readonly relation: HouseholdRelation }): Promise<Outcome<null, AnyRefusal>> {
  const { tx } = unit;
  const { regionCode } = row;
  const other = await findResidentOfRegion(tx, regionCode, residentId);
  if (!other || other.mergedIntoId !== null) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const household = await findHouseholdOf(tx, regionCode, other.id);
  const held = household === null ? [] : (await listHouseholdMembers(tx, regionCode, household.id)).map((each) => ({ residentId: each.resident.id, name: each.resident.name, relation: each.relation, householdId: household.id }));
  const present = household === null ? [{ residentId: other.id, name: other.name, relation: 'head' as const, householdId: null }] : held;
  const decision = decideHousehold(household?.id ?? null, held, [...present, { residentId: row.id, name: row.name, relation, householdId: null }]);
  if (!decision.ok) return decision;
  const householdId = household?.id ?? context.newId();
  if (household === null) await insertHousehold(tx, { regionCode, id: householdId, address: other.address, createdAt: context.now() });
  return moveAll(context, unit, householdId, decision.value, new Map([other, row].map((each) => [each.id, each])));
}
